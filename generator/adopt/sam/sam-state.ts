import { type Told, told, withoutDeny } from "../draft.ts";
import { isMapping, type Json, object, type StateResource, text } from "../read-state.ts";
import { isKnown } from "../text/texts.ts";
import { apisOf } from "./api-resources.ts";
import { besideNobody, besideResources } from "./beside-resources.ts";
import { besideValues } from "./beside-values.ts";
import { callerResources } from "./caller-resources.ts";
import { eventResources } from "./event-resources.ts";
import { roleResources } from "./role-resources.ts";
import { notRead } from "./said-blocks.ts";
import { conditionOf, functionValues, plainFunction, type SamFunction } from "./sam-function.ts";
import type { Deployment } from "./template/deployment.ts";
import { madeName } from "./template/made-resources.ts";
import { Resolver } from "./template/resolve.ts";

/** A template as the state that Terraform would have of what CloudFormation makes of it. */
interface SamState {
  readonly resources: readonly StateResource[];
  /** What could not be told, by the address of the function. */
  readonly told: ReadonlyMap<string, readonly Told[]>;
  readonly left: readonly { readonly from: string; readonly why: string }[];
}

/** Reads every function of a template, of SAM and of CloudFormation, and what stands beside it. */
export function samState(template: Json, deployment: Deployment): SamState {
  const resources = new Map(apisOf(template, deployment).map((one) => [keyOf(one), one]));
  const findings = new Map<string, readonly Told[]>();
  const left: { from: string; why: string }[] = [];
  for (const [logical, resource] of Object.entries(object(template["Resources"]))) {
    const { Type: type, Properties: said = {} } = object(resource);
    const condition = conditionOf(resource);
    if (logical.startsWith("Fn::")) left.push({ from: logical, why: whyUnread(resource) });
    const isSam = type === "AWS::Serverless::Function";
    if (!isSam && type !== "AWS::Lambda::Function") continue;
    if (condition !== null && !deployment.made.has(logical)) {
      left.push({ from: logical, why: whyNotMade(condition, deployment) });
      continue;
    }
    if (!isMapping(said)) {
      left.push({ from: logical, why: "its Properties are no mapping" });
      continue;
    }
    const resolver = new Resolver(template, deployment);
    const properties = isSam ? said : plainFunction(said);
    const named =
      madeName(deployment, logical, String(type)) ?? resolver.of(properties["FunctionName"] ?? logical, "FunctionName");
    if (!isKnown(named)) {
      left.push({ from: logical, why: "its name is known when it is deployed: say it by --parameter, or by --stack-resources" });
      continue;
    }
    const of = samFunction(logical, named, { properties, isSam, resolver, template, deployment });
    for (const one of resourcesOf(of)) resources.set(keyOf(one), one);
    const made = deployment.made.has(logical) || properties["FunctionName"] !== undefined;
    findings.set(logical, [
      ...(made ? [] : [told("note", logical, "CloudFormation gives it a name, which the template does not say", named)]),
      ...[...resolver.variables].map(([variable, what]) => told("note", logical, what, `\${var.${variable}}`)),
      ...resolver.notes.map((what) => told("note", logical, what)),
      ...resolver.untold.map((what) => told("left-out", logical, what)),
    ]);
  }
  const why = "nobody can tell which function it is for";
  const apart = besideNobody(template, deployment).map((from) => ({ from, why }));
  const called = callerResources(template, deployment);
  return {
    resources: [...resources.values(), ...called.resources],
    told: findings,
    left: findings.size === 0 ? left : [...left, ...apart, ...called.left],
  };
}

/** A role of several functions is read for each of them, and is one; a policy of several roles is each one's. */
function keyOf({ address, type, values }: StateResource): string {
  return `${address} ${type} ${String(values["role"])}`;
}

function whyNotMade(condition: string, { made }: Deployment): string {
  return made.size > 0
    ? `the stack has none of it, since ${condition} does not hold`
    : `whether ${condition} holds is decided when the template is deployed: --stack-resources tells what was made`;
}

/** A loop, or a part of a template that stands elsewhere: who knows what it makes for a function of this one. */
function whyUnread(given: unknown): string {
  const widens = JSON.stringify(given)?.includes('"Deny"') === true ? `; ${withoutDeny}` : "";
  return `what it makes is known when the template is deployed, and nothing of it is read${widens}`;
}

/** What is known of a function before its name is. */
type Begun = Pick<SamFunction, "properties" | "resolver" | "template" | "deployment"> & { readonly isSam: boolean };

function samFunction(logical: string, name: string, { isSam, ...begun }: Begun): SamFunction {
  const { home } = begun.deployment;
  const { resolver, properties } = begun;
  const arn = `arn:${home.partition}:lambda:${home.region}:${home.account}:function:${name}`;
  const alias = resolver.textOf(properties["AutoPublishAlias"], "AutoPublishAlias") ?? null;
  if (alias !== null) resolver.notes.push(`AutoPublishAlias: ${alias} goes to the version that Terraform publishes`);
  return {
    ...begun,
    logical,
    name,
    arn,
    alias,
    qualified: alias === null ? arn : `${arn}:${alias}`,
    home,
    makesRole: isSam,
    made: (one, type) => madeName(begun.deployment, one, type),
    resource: (below, type) => ({
      address: below === "" ? logical : `${logical}.${below}`,
      mode: "managed",
      type,
      sensitive: {},
    }),
  };
}

function resourcesOf(of: SamFunction): readonly StateResource[] {
  const { name, alias } = of;
  const values = functionValues(of);
  const role = roleResources(of);
  const beside = [...besideOf(of), ...besideResources(of)];
  const published = alias !== null || beside.some(({ type }) => type === "aws_lambda_alias") ? { publish: true } : {};
  return [
    {
      ...of.resource("", "aws_lambda_function"),
      values: { ...values, ...published, ...codeValues(of, values), function_name: name, arn: of.arn, role: role.arn },
    },
    ...role.resources,
    ...(alias === null
      ? []
      : [{ ...of.resource("AutoPublishAlias", "aws_lambda_alias"), values: { name: alias, function_name: name } }]),
    ...beside,
    ...eventsOf(of).flatMap(([key, event]) => eventResources(of, key, event)),
  ];
}

function eventsOf({ properties: { Events: events = {} }, resolver }: SamFunction): readonly (readonly [string, unknown])[] {
  if (!isMapping(events)) resolver.untold.push(notRead(events, "Events"));
  return Object.entries(object(events));
}

/** SAM ships the code of a folder, and of a template nobody knows where to. */
function codeValues({ properties, resolver, template, logical }: SamFunction, values: Json): object {
  const code = resolver.of(properties["CodeUri"], "CodeUri");
  const { Bucket: bucket, Key: key, Version: version } = object(code);
  if (isKnown(bucket) && isKnown(key)) return { s3_bucket: bucket, s3_key: key, s3_object_version: version ?? null };
  const [, inUri, keyInUri] = /^s3:\/\/([^/]+)\/(.+)$/.exec(isKnown(code) ? code : "") ?? [];
  if (inUri !== undefined) return { s3_bucket: inUri, s3_key: keyInUri };
  if (values["package_type"] === "Image") {
    if (values["image_uri"] !== undefined) return {};
    const { Dockerfile: file, DockerContext: context } = object(object(object(template["Resources"])[logical])["Metadata"]);
    const built = `what SAM builds of ${text(file)} in ${text(context) ?? "."}`;
    const isBuilt = text(file) !== null && properties["ImageUri"] === undefined;
    return { image_uri: resolver.variable(`${logical}_ImageUri`, isBuilt ? built : "its image", "attribute") };
  }
  if (code === undefined && properties["InlineCode"] !== undefined) {
    resolver.notes.push(
      "InlineCode: the code stands in the template; make a file of it, and say `code: {dir: …}` in the place of `filename`",
    );
    return { filename: "function.zip" };
  }
  resolver.notes.push(
    `CodeUri: ${isKnown(code) ? code : "the code"} is what SAM ships; \`code: {dir: …}\` in the place of \`filename\` ships it from here`,
  );
  return { filename: "function.zip" };
}

/** The URL, and what Lambda does with asynchronous invocations and with concurrency, as SAM says them of the function. */
function besideOf(of: SamFunction): readonly StateResource[] {
  const { properties, resolver, name, alias } = of;
  // Each type has its own way to write an alias into its id.
  const resource = (
    key: string,
    type: string,
    between: string,
    valuesOf: (said: unknown, resolver: Resolver, at: string) => Json | null,
  ): readonly StateResource[] => {
    const said = resolver.of(properties[key], key);
    const values = said === undefined ? null : valuesOf(said, resolver, key);
    if (values === null) return [];
    const named = { function_name: name, qualifier: alias ?? "", id: alias === null ? name : `${name}${between}${alias}` };
    return [{ ...of.resource(key, type), values: { ...named, ...values } }];
  };
  return [
    ...resource("FunctionUrlConfig", "aws_lambda_function_url", "/", besideValues.url),
    ...resource("EventInvokeConfig", "aws_lambda_function_event_invoke_config", ":", besideValues.invoke),
    ...resource("ProvisionedConcurrencyConfig", "aws_lambda_provisioned_concurrency_config", ",", besideValues.concurrency),
  ];
}
