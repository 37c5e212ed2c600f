import { remembered } from "../../remembered.ts";
import { pulledBy } from "../../sources/pull-sources.ts";
import { type Json, object, own, type StateResource, text } from "../read-state.ts";
import { policiesOfRole, type RoleOfTemplate } from "./policies-of-role.ts";
import { conditionOf, type SamFunction, tagsOf } from "./sam-function.ts";
import { policiesIn, policyNames, resolvedDocument, samPolicies } from "./sam-policies.ts";
import type { Resolver } from "./template/resolve.ts";

/** The role that a function of a template runs with, and the policies that name it. */

/** The role of the template whose ARN a value is, by its logical name; null where it is another's. */
function roleNamed(value: unknown, template: Json): string | null {
  const { "Fn::GetAtt": attribute, "Fn::Sub": pattern } = object(value);
  const path = Array.isArray(attribute) ? attribute.join(".") : (attribute ?? /^\$\{(.*)\}$/.exec(String(pattern))?.[1]);
  const [, logical = ""] = /^(\w+)\.Arn$/.exec(String(path)) ?? [];
  const resource = object(own(object(template["Resources"]), logical));
  return resource["Type"] === "AWS::IAM::Role" ? logical : null;
}

/** Its ARN as the function has it, and the role with its policies as a state has them; none of a role that the template does not make. */
export function roleResources(of: SamFunction): { readonly arn: string | null; readonly resources: readonly StateResource[] } {
  const { properties, resolver, template } = of;
  const given = properties["Role"];
  const declared = roleNamed(given, template);
  if (given !== undefined && declared === null) return { arn: resolver.textOf(given, "Role") ?? null, resources: [] };
  if (declared === null && !of.makesRole) return { arn: null, resources: [] };
  const made: RoleOfTemplate =
    declared === null
      ? { said: generated(of), logical: `${of.logical}Role`, attached: properties["Policies"] }
      : declaredRole(of, declared);
  const { said } = made;
  const role: StateResource = {
    ...of.resource("Policies", "aws_iam_role"),
    ...(declared !== null && { address: declared }),
    values: said,
  };
  return { arn: text(role.values["arn"]), resources: [role, ...policiesOfRole(of, made)] };
}

/** A role that CloudFormation names gets the name of its function; one of several functions becomes a role for each. */
function declaredRole(of: SamFunction, logical: string): RoleOfTemplate {
  const { resolver, template, home } = of;
  const resource = object(template["Resources"])[logical];
  const condition = conditionOf(resource);
  const properties = object(object(resource)["Properties"]);
  // CloudFormation deploys no template in which a resource names another that is not made.
  if (condition !== null && of.made(logical, "AWS::IAM::Role") === undefined)
    resolver.notes.push(`${logical}: it is made where ${condition} holds, and ${of.logical} is made nowhere else`);
  const at = (key: string) => `${logical}.${key}`;
  const name =
    of.made(logical, "AWS::IAM::Role") ??
    resolver.textOf(properties["RoleName"], at("RoleName")) ??
    ((usersIn(template).get(logical) ?? 0) > 1 ? logical : of.name);
  const path = resolver.textOf(properties["Path"], at("Path")) ?? "/";
  const policies = policiesIn(properties["Policies"], at("Policies"), resolver).map(({ policy, where }) => {
    const { PolicyName: called, PolicyDocument: document } = object(policy);
    return { name: resolver.textOf(called, where) ?? where, policy: resolvedDocument(document ?? policy, where, resolver) };
  });
  return {
    logical,
    attached: properties["ManagedPolicyArns"],
    said: {
      name,
      arn: `arn:${home.partition}:iam::${home.account}:role${path}${name}`,
      assume_role_policy: resolvedDocument(properties["AssumeRolePolicyDocument"], at("AssumeRolePolicyDocument"), resolver),
      description: resolver.of(properties["Description"], at("Description")),
      max_session_duration: resolver.of(properties["MaxSessionDuration"], at("MaxSessionDuration")),
      path,
      permissions_boundary: boundaryOf(properties, at("PermissionsBoundary"), resolver),
      tags: tagsOf(resolver.of(properties["Tags"], at("Tags")), at("Tags"), resolver),
      inline_policy: policies,
      managed_policy_arns: policyNames(properties["ManagedPolicyArns"], at("ManagedPolicyArns"), resolver),
    },
  };
}

/** How many run with each role of a template. */
const usersIn = remembered((template: Json): ReadonlyMap<string, number> => {
  const users = new Map<string, number>();
  for (const one of Object.values(object(template["Resources"]))) {
    const role = roleNamed(object(object(one)["Properties"])["Role"], template);
    if (role !== null) users.set(role, (users.get(role) ?? 0) + 1);
  }
  return users;
});

/** The role that SAM makes, with what it attaches for tracing, a network and what is polled. */
function generated(of: SamFunction): Json {
  const { properties, resolver, home, logical } = of;
  const name = of.made(`${logical}Role`, "AWS::IAM::Role") ?? of.name;
  const own = samPolicies(properties["Policies"], home.partition, resolver);
  const types = Object.values(object(properties["Events"])).map((event) => text(object(event)["Type"]) ?? "");
  const attached = [
    "service-role/AWSLambdaBasicExecutionRole",
    ...(properties["VpcConfig"] === undefined ? [] : ["service-role/AWSLambdaVPCAccessExecutionRole"]),
    ...(properties["Tracing"] === "Active" ? ["AWSXRayDaemonWriteAccess"] : []),
    ...types.flatMap((type) => {
      const policy = pulledBy(({ event }) => event === type)?.names.policy;
      return policy === undefined ? [] : [`service-role/${policy}`];
    }),
  ];
  const trust = properties["AssumeRolePolicyDocument"];
  const lambda = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  return {
    name,
    arn: `arn:${home.partition}:iam::${home.account}:role/${name}`,
    assume_role_policy: resolvedDocument(
      trust ?? { Version: "2012-10-17", Statement: [lambda] },
      "AssumeRolePolicyDocument",
      resolver,
    ),
    path: resolver.of(properties["RolePath"], "RolePath"),
    permissions_boundary: boundaryOf(properties, "PermissionsBoundary", resolver),
    inline_policy: own.documents.map((policy, index) => ({ name: `${logical}RolePolicy${index}`, policy })),
    managed_policy_arns: [...new Set([...attached.map((one) => `arn:${home.partition}:iam::aws:policy/${one}`), ...own.managed])],
  };
}

/** A boundary that nobody can tell bounds nothing any more. */
function boundaryOf({ PermissionsBoundary: given }: Json, where: string, resolver: Resolver): unknown {
  const before = resolver.untold.length;
  const boundary = resolver.of(given, where);
  if (resolver.untold.length > before) resolver.untold.push(`${where}: without it, nothing bounds what the role may do`);
  return boundary;
}
