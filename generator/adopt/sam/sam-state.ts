import { type Told, told } from "../draft.ts";
import { type Json, list, object, type StateResource, text } from "../read-state.ts";
import { eventResources, pollerPolicies } from "./event-resources.ts";
import { type Deployment, Expression, Resolver } from "./resolve.ts";
import { functionValues, halfOf, type SamFunction } from "./sam-function.ts";
import { plain, samPolicies } from "./sam-policies.ts";

/** A template as the state that Terraform would have of what CloudFormation makes of it. */
export interface SamState {
  readonly resources: readonly StateResource[];
  /** What could not be told, by the address of the function. */
  readonly told: ReadonlyMap<string, readonly Told[]>;
  readonly left: readonly { readonly from: string; readonly why: string }[];
}

/** Reads every `AWS::Serverless::Function` of a template. */
export function samState(template: Json, deployment: Deployment): SamState {
  const resources: StateResource[] = [];
  const findings = new Map<string, readonly Told[]>();
  const left: { from: string; why: string }[] = [];
  for (const [logical, resource] of Object.entries(object(template["Resources"]))) {
    const type = text(object(resource)["Type"]);
    if (type === "AWS::Lambda::Function") left.push({ from: logical, why: "of a template, functions of SAM are read" });
    if (type !== "AWS::Serverless::Function") continue;
    const resolver = new Resolver(template, deployment);
    const properties = merged(object(object(template["Globals"])["Function"]), object(object(resource)["Properties"]));
    const named = deployment.made.get(logical) ?? resolver.of(properties["FunctionName"] ?? logical, "FunctionName");
    if (typeof named !== "string") {
      left.push({ from: logical, why: "its name is known when it is deployed: say it by --parameter, or by --stack-resources" });
      continue;
    }
    const of = samFunction(logical, named, properties, resolver, deployment);
    resources.push(...resourcesOf(of));
    const made = deployment.made.has(logical) || properties["FunctionName"] !== undefined;
    findings.set(logical, [
      ...(made ? [] : [told("note", logical, "CloudFormation gives it a name, which the template does not say", named)]),
      ...[...resolver.variables].map(([variable, what]) => told("note", logical, what, `\${var.${variable}}`)),
      ...resolver.notes.map((what) => told("note", logical, what)),
      ...resolver.untold.map((what) => told("left-out", logical, what)),
    ]);
  }
  return { resources, told: findings, left };
}

function samFunction(
  logical: string,
  name: string,
  properties: Json,
  resolver: Resolver,
  { home, made }: Deployment,
): SamFunction {
  const arn = `arn:${home.partition}:lambda:${home.region}:${home.account}:function:${name}`;
  const alias = resolver.textOf(properties["AutoPublishAlias"], "AutoPublishAlias") ?? null;
  if (alias !== null) resolver.notes.push(`AutoPublishAlias: ${alias} goes to the version that Terraform publishes`);
  return {
    logical,
    name,
    arn,
    alias,
    qualified: alias === null ? arn : `${arn}:${alias}`,
    home,
    properties,
    resolver,
    made: (one) => made.get(one),
    resource: (below, type) => ({
      address: below === "" ? logical : `${logical}.${below}`,
      mode: "managed",
      type,
      sensitive: {},
    }),
  };
}

function resourcesOf(of: SamFunction): readonly StateResource[] {
  const { properties, resolver, name, alias } = of;
  const { values, sensitive } = functionValues(of);
  const role = resolver.textOf(properties["Role"], "Role");
  const roleName = of.made(`${of.logical}Role`) ?? name;
  const published = alias === null ? {} : { publish: true };
  return [
    {
      ...of.resource("", "aws_lambda_function"),
      values: {
        ...values,
        ...published,
        ...codeValues(of),
        function_name: name,
        arn: of.arn,
        role: role ?? `arn:${of.home.partition}:iam::${of.home.account}:role/${roleName}`,
      },
      sensitive,
    },
    ...(properties["Role"] === undefined ? [roleOf(of, roleName)] : []),
    ...(alias === null
      ? []
      : [{ ...of.resource("AutoPublishAlias", "aws_lambda_alias"), values: { name: alias, function_name: name } }]),
    ...besideOf(of),
    ...Object.entries(object(properties["Events"])).flatMap(([key, event]) => eventResources(of, key, event)),
  ];
}

/** SAM ships the code of a folder, and of a template nobody knows where to. */
function codeValues({ properties, resolver }: SamFunction): object {
  const code = resolver.of(properties["CodeUri"], "CodeUri");
  const { Bucket: bucket, Key: key, Version: version } = object(code);
  if (typeof bucket === "string" && typeof key === "string")
    return { s3_bucket: bucket, s3_key: key, s3_object_version: version ?? null };
  const [, inUri, keyInUri] = /^s3:\/\/([^/]+)\/(.+)$/.exec(typeof code === "string" ? code : "") ?? [];
  if (inUri !== undefined) return { s3_bucket: inUri, s3_key: keyInUri };
  if (properties["PackageType"] === "Image") return {};
  resolver.notes.push(
    `CodeUri: ${typeof code === "string" ? code : "the code"} is what SAM ships; \`code: {dir: …}\` in the place of \`filename\` ships it from here`,
  );
  return { filename: "function.zip" };
}

/** The role that SAM makes, with what it attaches for tracing, a network and what is polled. */
function roleOf(of: SamFunction, name: string): StateResource {
  const { properties, resolver, home, logical } = of;
  const own = samPolicies(properties["Policies"], home.partition, resolver);
  const types = Object.values(object(properties["Events"])).map((event) => text(object(event)["Type"]) ?? "");
  const attached = [
    "service-role/AWSLambdaBasicExecutionRole",
    ...(properties["VpcConfig"] === undefined ? [] : ["service-role/AWSLambdaVPCAccessExecutionRole"]),
    ...(properties["Tracing"] === "Active" ? ["AWSXRayDaemonWriteAccess"] : []),
    ...types.flatMap((type) => (Object.hasOwn(pollerPolicies, type) ? [`service-role/${pollerPolicies[type]}`] : [])),
  ];
  const trust = resolver.of(properties["AssumeRolePolicyDocument"], "AssumeRolePolicyDocument");
  const lambda = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  return {
    ...of.resource("Policies", "aws_iam_role"),
    values: {
      name,
      arn: `arn:${home.partition}:iam::${home.account}:role/${name}`,
      assume_role_policy: JSON.stringify(plain(trust) ?? { Version: "2012-10-17", Statement: [lambda] }),
      path: resolver.textOf(properties["RolePath"], "RolePath"),
      permissions_boundary: resolver.textOf(properties["PermissionsBoundary"], "PermissionsBoundary"),
      inline_policy: own.documents.map((policy, index) => ({ name: `${logical}RolePolicy${index}`, policy })),
      managed_policy_arns: [
        ...new Set([...attached.map((one) => `arn:${home.partition}:iam::aws:policy/${one}`), ...own.managed]),
      ],
    },
  };
}

/** The URL, and what Lambda does with asynchronous invocations and with concurrency. */
function besideOf(of: SamFunction): readonly StateResource[] {
  const { properties, resolver, name, alias } = of;
  // Each type has its own way to write an alias into its id.
  const resource = (key: string, type: string, between: string, values: object): readonly StateResource[] => {
    if (properties[key] === undefined) return [];
    const named = { function_name: name, qualifier: alias ?? "", id: alias === null ? name : `${name}${between}${alias}` };
    return [{ ...of.resource(key, type), values: object(halfOf({ ...named, ...values }, false)) }];
  };
  const said = (key: string) => object(resolver.of(properties[key], key));
  const { AuthType: auth, Cors: cors, InvokeMode: mode } = said("FunctionUrlConfig");
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: retries, DestinationConfig: to } = said("EventInvokeConfig");
  const destination = (key: string) => {
    const outcome = object(to)[key];
    const { Destination: where } = object(outcome);
    if (outcome !== undefined && where === undefined)
      resolver.untold.push(`EventInvokeConfig.${key}: SAM makes what it goes to, and the template does not name it`);
    return where === undefined ? [] : [{ destination: where instanceof Expression ? where.text : where }];
  };
  const crossing = object(cors);
  return [
    ...resource("FunctionUrlConfig", "aws_lambda_function_url", "/", {
      authorization_type: auth,
      invoke_mode: mode ?? "BUFFERED",
      cors:
        cors === undefined
          ? []
          : [
              {
                allow_credentials: crossing["AllowCredentials"],
                allow_headers: list(crossing["AllowHeaders"]),
                allow_methods: list(crossing["AllowMethods"]),
                allow_origins: list(crossing["AllowOrigins"]),
                expose_headers: list(crossing["ExposeHeaders"]),
                max_age: crossing["MaxAge"],
              },
            ],
    }),
    ...resource("EventInvokeConfig", "aws_lambda_function_event_invoke_config", ":", {
      maximum_event_age_in_seconds: age ?? 0,
      maximum_retry_attempts: retries ?? 2,
      destination_config: [{ on_failure: destination("OnFailure"), on_success: destination("OnSuccess") }],
    }),
    ...resource("ProvisionedConcurrencyConfig", "aws_lambda_provisioned_concurrency_config", ",", {
      provisioned_concurrent_executions: said("ProvisionedConcurrencyConfig")["ProvisionedConcurrentExecutions"],
    }),
  ];
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html */
function merged(globals: Json, own: Json): Json {
  const keys = [...new Set([...Object.keys(globals), ...Object.keys(own)])];
  return Object.fromEntries(keys.map((key) => [key, both(globals[key], own[key])]));
}

function both(global: unknown, own: unknown): unknown {
  if (own === undefined || global === undefined) return own ?? global;
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  const isMap = (one: unknown) => typeof one === "object" && one !== null && !Array.isArray(one) && !isFunction(object(one));
  return isMap(global) && isMap(own) ? merged(object(global), object(own)) : own;
}

function isFunction(one: Json): boolean {
  return Object.keys(one).some((key) => key === "Ref" || key.startsWith("Fn::"));
}
