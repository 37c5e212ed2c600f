import { remembered } from "../../remembered.ts";
import { ByWords } from "../found/by-words.ts";
import { type Json, object, own, type StateResource, text } from "../read-state.ts";
import { beginsWithExpression, isKnown } from "../text/texts.ts";
import { besideValues } from "./beside-values.ts";
import { mappingValues, polledKey } from "./mapping-values.ts";
import { isMade, type SamFunction, tagsOf } from "./sam-function.ts";
import type { Deployment } from "./template/deployment.ts";
import { Resolver } from "./template/resolve.ts";

/** Resources of a template that stand beside a function and name it: who may invoke it, what is polled for it, its log group. */

/** The part of a permission → the guard that it is: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
const guards: Readonly<Record<string, string>> = {
  EventSourceToken: "event_source_token",
  FunctionUrlAuthType: "function_url_auth_type",
  PrincipalOrgID: "principal_org_id",
  SourceAccount: "source_account",
  SourceArn: "source_arn",
};

/** What else a permission says; of all beside, nobody knows how much less it lets in. */
const unguarded = ["Action", "FunctionName", "InvokedViaFunctionUrl", "Principal"];

/** One resource that names the function, with all that is read of it. */
interface Beside {
  readonly of: SamFunction;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly qualifier: string | null;
}

type Read = (beside: Beside) => readonly StateResource[];

const readers: Readonly<Record<string, Read>> = {
  "AWS::Lambda::Alias": aliasOf,
  "AWS::Lambda::EventInvokeConfig": (beside) =>
    made(beside, "aws_lambda_function_event_invoke_config", besideValues.invoke(saidOf(beside), beside.of.resolver, beside.id)),
  "AWS::Lambda::EventSourceMapping": mappingOf,
  "AWS::Lambda::Permission": permissionOf,
  "AWS::Lambda::Url": (beside) =>
    made(beside, "aws_lambda_function_url", besideValues.url(saidOf(beside), beside.of.resolver, beside.id)),
  "AWS::Lambda::Version": ({ of, id }) => {
    of.resolver.notes.push(`${id}: a version that CloudFormation publishes; \`publish: true\` publishes one with each change`);
    return [];
  },
};

/** What stands beside one function. */
export function besideResources(of: SamFunction): readonly StateResource[] {
  const { resolver, template, deployment, logical, name } = of;
  const log = logGroupNameOf(of);
  const near = resourcesIn(template, deployment).at(connecting(logical), logging(log), naming(name));
  return near.flatMap(([id, one]) => {
    const { Type: type, Properties: given } = object(one);
    const properties = object(given);
    // Of what names others, nothing is to be told here.
    const apart = new Resolver(template, deployment);
    if (type === "AWS::Logs::LogGroup") return apart.textOf({ Ref: id }, id) === log ? logGroupOf(of, id, one, log) : [];
    if (connectedBy(id, one).includes(logical)) resolver.untold.push(`${id}: what a connector grants is not read`);
    const named = functionNamed(one);
    const target = named === undefined ? undefined : apart.textOf(named, id);
    const ends = target === undefined ? null : endOf(target, of);
    if (ends === null || !isMade(of, id, one)) return [];
    const kind = text(type) ?? "";
    const read = own(readers, kind);
    if (read === undefined) resolver.untold.push(`${id}: a resource of the type ${kind} is not read`);
    const { Qualifier: asked = "" } = properties;
    const qualifier = ends === "" ? resolver.textOf(asked, `${id}.Qualifier`) : ends;
    // What is of an alias that nobody can tell is not of the function itself.
    if (qualifier === undefined) return [];
    return read?.({ of, id, properties, qualifier: ["", "$LATEST"].includes(qualifier) ? null : qualifier }) ?? [];
  });
}

/** The resources of a template, by the functions beside which each may stand. */
const resourcesIn = remembered(
  (template: Json, deployment: Deployment) =>
    new ByWords(Object.entries(object(template["Resources"])), ([id, one]) => {
      const apart = new Resolver(template, deployment);
      const isLogGroup = object(one)["Type"] === "AWS::Logs::LogGroup";
      const named = isLogGroup ? undefined : functionNamed(one);
      const group = isLogGroup ? apart.textOf({ Ref: id }, id) : undefined;
      const target = named === undefined ? undefined : apart.textOf(named, id);
      // A function is named by its name, or by all or the end of its ARN; behind each may stand an alias.
      const [first, , third, , , , seventh] = target?.split(":", 7) ?? [];
      return [
        ...[first, third, seventh].flatMap((name) => (name === undefined ? [] : [naming(name)])),
        ...(group === undefined ? [] : [logging(group)]),
        ...connectedBy(id, one).map(connecting),
      ];
    }),
);

const naming = (name: string) => `function ${name.split(":")[0]}`;
const logging = (group: string) => `log group ${group}`;
const connecting = (logical: string) => `connector ${logical}`;

/** The resources that connectors in one name, by their logical names; that has connectors itself is one of them. */
function connectedBy(id: string, resource: unknown): readonly string[] {
  const { Type: type, Properties: properties, Connectors: within } = object(resource);
  const connectors = type === "AWS::Serverless::Connector" ? object(properties) : within;
  if (connectors === undefined) return [];
  return [id, ...[...JSON.stringify(connectors).matchAll(/"Id":"([^"]*)"/g)].map(([, named = ""]) => named)];
}

/** What of a resource names the function that it stands beside; undefined of one that is a function itself, or no matter of Lambda. */
function functionNamed(resource: unknown): unknown {
  const { Type: type, Properties: given } = object(resource);
  if (!/^AWS::(Lambda|Serverless)::(?!Function$)/.test(String(type))) return undefined;
  return object(given)["FunctionName"] ?? object(given)["TargetFunctionArn"];
}

/** Resources of which nobody can tell beside which function they stand, by their logical names. */
export function besideNobody(template: Json, deployment: Deployment): readonly string[] {
  return Object.entries(object(template["Resources"])).flatMap(([id, one]) => {
    const named = functionNamed(one);
    const target = named === undefined ? "" : new Resolver(template, deployment).textOf(named, id);
    return target === undefined || beginsWithExpression(target) ? [id] : [];
  });
}

/** The qualifier behind the name of the function; empty where there is none, null where another function is named. */
function endOf(target: string, { name, arn }: SamFunction): string | null {
  const start = [arn, `${arn.split(":")[4]}:function:${name}`, name].find(
    (one) => target === one || target.startsWith(`${one}:`),
  );
  return start === undefined ? null : target.slice(start.length + 1);
}

/** The properties of a resource, but for those that name the function. */
function saidOf({ of, id, properties }: Beside): Readonly<Record<string, unknown>> {
  const own = Object.entries(properties).filter(([key]) => !["FunctionName", "TargetFunctionArn", "Qualifier"].includes(key));
  return Object.fromEntries(own.map(([key, one]) => [key, of.resolver.of(one, `${id}.${key}`)]));
}

function made({ of, id, qualifier }: Beside, type: string, values: object | null): readonly StateResource[] {
  if (values === null) return [];
  // Each type has its own way to write an alias into its id.
  const between = type === "aws_lambda_function_url" ? "/" : ":";
  const named = {
    function_name: of.name,
    qualifier: qualifier ?? "",
    id: qualifier === null ? of.name : `${of.name}${between}${qualifier}`,
  };
  return [{ address: id, mode: "managed", type, values: { ...named, ...values }, sensitive: {} }];
}

function aliasOf(beside: Beside): readonly StateResource[] {
  const { of, id, properties } = beside;
  const {
    Name: name,
    Description: description,
    ProvisionedConcurrencyConfig: concurrency,
    RoutingConfig: routing,
  } = saidOf(beside);
  if (!isKnown(name)) {
    of.resolver.untold.push(`${id}: nobody can tell the name of the alias`);
    return [];
  }
  if (routing !== undefined) of.resolver.untold.push(`${id}.RoutingConfig: it is not read`);
  if (properties["FunctionVersion"] !== "$LATEST")
    of.resolver.notes.push(`${id}: ${name} goes to the version that Terraform publishes`);
  const at = `${id}.ProvisionedConcurrencyConfig`;
  const provisioned = concurrency === undefined ? null : besideValues.concurrency(concurrency, of.resolver, at);
  return [
    ...made({ ...beside, qualifier: null }, "aws_lambda_alias", { name, description }),
    ...made(
      { ...beside, qualifier: name },
      "aws_lambda_provisioned_concurrency_config",
      provisioned && { ...provisioned, id: `${of.name},${name}` },
    ),
  ];
}

/** A guard that cannot be told must not be lost. */
function permissionOf(beside: Beside): readonly StateResource[] {
  const { of, id, properties } = beside;
  const { Action: action, Principal: principal, InvokedViaFunctionUrl: viaUrl, ...given } = saidOf(beside);
  const isUnknown = (key: string) =>
    Object.hasOwn(guards, key) ? !["string", "number"].includes(typeof given[key]) : !unguarded.includes(key);
  const unknown = Object.keys(properties).filter(isUnknown);
  if (unknown.length > 0 || action === undefined || principal === undefined) {
    of.resolver.untold.push(`${id}: nobody can tell whom it lets in`);
    return [];
  }
  const values = {
    action,
    principal,
    ...(viaUrl === true && { invoked_via_function_url: true }),
    ...Object.fromEntries(Object.entries(given).map(([key, one]) => [own(guards, key) ?? key, String(one)])),
    statement_id: of.made(id, "AWS::Lambda::Permission"),
  };
  return made(beside, "aws_lambda_permission", values);
}

function mappingOf({ of, id, properties, qualifier }: Beside): readonly StateResource[] {
  const { FunctionName: _, ...said } = properties;
  const found = mappingValues(said, id, of);
  if (found === null) return [];
  const named = {
    function_name: of.arn,
    function_arn: qualifier === null ? of.arn : `${of.arn}:${qualifier}`,
    uuid: of.made(id, "AWS::Lambda::EventSourceMapping"),
  };
  const mapping: StateResource = {
    address: id,
    mode: "managed",
    type: "aws_lambda_event_source_mapping",
    values: { ...found, ...named },
    sensitive: {},
  };
  const polls = polledKey(said["EventSourceArn"], of.template);
  return [{ ...mapping, ...(polls !== null && { polls }) }];
}

/** The name of the group into which the function writes. */
function logGroupNameOf({ properties, name, template, deployment, logical }: SamFunction): string {
  const said = object(properties["LoggingConfig"])["LogGroup"];
  return new Resolver(template, deployment).textOf(said, logical) ?? `/aws/lambda/${name}`;
}

/** The group into which the function writes. */
function logGroupOf(of: SamFunction, id: string, one: unknown, name: string): readonly StateResource[] {
  if (!isMade(of, id, one)) return [];
  const { resolver } = of;
  const properties = object(object(one)["Properties"]);
  const at = (key: string) => resolver.of(properties[key], `${id}.${key}`);
  for (const key of Object.keys(properties))
    if (!["LogGroupName", "RetentionInDays", "KmsKeyId", "LogGroupClass", "Tags"].includes(key))
      resolver.untold.push(`${id}.${key}: it is not read`);
  const values = {
    name,
    kms_key_id: at("KmsKeyId"),
    log_group_class: at("LogGroupClass") ?? "STANDARD",
    retention_in_days: at("RetentionInDays") ?? 0,
    tags: tagsOf(at("Tags"), `${id}.Tags`, resolver),
  };
  return [{ address: id, mode: "managed", type: "aws_cloudwatch_log_group", values, sensitive: {} }];
}
