import { withoutDeny } from "../draft.ts";
import { isMapping, type Json, list, object, own, texts } from "../read-state.ts";
import { beginsWithExpression, isWord, shown } from "../text/texts.ts";
import { policyTemplates } from "./policy-templates.ts";
import { isFunction } from "./template/read-template.ts";
import type { Resolver } from "./template/resolve.ts";

/** `Policies` of a function: statements, templates by their names, AWS's own by name or ARN. */

interface SamPolicies {
  /** Each a document of the role's own. */
  readonly documents: readonly Json[];
  readonly managed: readonly string[];
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies */
export function samPolicies(given: unknown, partition: string, resolver: Resolver): SamPolicies {
  const documents: Json[] = [];
  const managed: string[] = [];
  for (const { policy, where } of policiesIn(given, "Policies", resolver)) {
    if (isWord(policy)) {
      const name = String(policy);
      managed.push(name.startsWith("arn:") || beginsWithExpression(name) ? name : arnOfName(name, partition));
    } else if (object(policy)["Statement"] !== undefined) documents.push(resolvedDocument(policy, where, resolver));
    else if (Object.keys(object(policy)).length === 0) leaveOut(policy, where, "no policy", resolver);
    else
      for (const [template, parameters] of Object.entries(object(policy))) {
        const statements = own(policyTemplates, template);
        if (statements === undefined) {
          resolver.untold.push(`${where}: SAM's list has no policy template ${template}`);
          tellDeny(parameters, where, resolver);
        } else
          documents.push(
            resolvedDocument({ Statement: filled(statements, object(parameters)) }, `${where}.${template}`, resolver),
          );
      }
  }
  return { documents, managed };
}

/** Each of some policies, with its place; what a parameter or another function gives for one may be several. */
export function policiesIn(
  given: unknown,
  where: string,
  resolver: Resolver,
): readonly { readonly policy: unknown; readonly where: string }[] {
  return list(given).flatMap((policy, index) => {
    const at = `${where}.${index}`;
    if (!isFunction(policy)) return [{ policy, where: at }];
    const found = resolver.of(policy, at);
    if (found === undefined) tellDeny(policy, at, resolver);
    return list(found).map((one) => ({ policy: one, where: at }));
  });
}

/** The names among some policies. */
export function policyNames(given: unknown, where: string, resolver: Resolver): readonly string[] {
  return policiesIn(given, where, resolver).flatMap(({ policy, where: at }) => {
    if (isWord(policy)) return [String(policy)];
    leaveOut(policy, at, "no name of a policy", resolver);
    return [];
  });
}

/** The statements of a document of which every part can be told; one that says less would allow more. */
export function resolvedDocument(document: unknown, where: string, resolver: Resolver): Json {
  const whole = isFunction(document) ? resolver.of(document, where) : document;
  if (whole === undefined) tellDeny(document, where, resolver);
  else if (object(whole)["Statement"] === undefined) leaveOut(whole, where, "no policy", resolver);
  const told = list(object(whole)["Statement"]).flatMap((statement, index) => {
    const before = resolver.untold.length;
    const at = `${where}.Statement.${index}${calledBy(statement)}`;
    const found = resolver.of(statement, at);
    if (resolver.untold.length === before && isMapping(found)) return [found];
    if (resolver.untold.length === before) leaveOut(found, at, "no statement", resolver);
    tellDeny(statement, at, resolver);
    return [];
  });
  const version = resolver.of(object(whole)["Version"], `${where}.Version`);
  return { ...(version !== undefined && { Version: version }), Statement: told };
}

/** Tells of what is none of a policy. */
function leaveOut(value: unknown, where: string, what: string, resolver: Resolver): void {
  resolver.untold.push(`${where}: ${JSON.stringify(shown(value))} is ${what}`);
  tellDeny(value, where, resolver);
}

/** ` (Sending)`, ` (sqs:SendMessage on arn:…)`: its Sid, or what the template itself says of it; nobody counts statements. */
function calledBy(statement: unknown): string {
  const { Sid: sid, Action: actions, NotAction: but, Resource: resources } = object(statement);
  if (typeof sid === "string") return ` (${sid})`;
  const [does, on] = [actions ?? but, resources].map((some) => texts(some).join(", "));
  const words = [...(does ? [does] : []), ...(on ? [`on ${on}`] : [])].join(" ");
  return words === "" ? "" : ` (${words})`;
}

/** Tells what is left out with a Deny in it. */
export function tellDeny(said: unknown, where: string, resolver: Resolver): void {
  if (JSON.stringify(said)?.includes('"Deny"')) resolver.untold.push(`${where}: ${withoutDeny}`);
}

/** Each `${Name}` of a template becomes what it is given. */
function filled(statements: readonly unknown[], parameters: object): readonly unknown[] {
  const put = (value: unknown): unknown => {
    if (typeof value === "string") return value.includes("${") ? { "Fn::Sub": [value, parameters] } : value;
    if (Array.isArray(value)) return value.map(put);
    return Object.fromEntries(Object.entries(object(value)).map(([key, one]) => [key, put(one)]));
  };
  return statements.map(put);
}

/** Those that functions run with lie below service-role/. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
function arnOfName(name: string, partition: string): string {
  const below = /^AWSLambda\w*ExecutionRole$|^AWSLambdaENIManagementAccess$/.test(name) ? "service-role/" : "";
  return `arn:${partition}:iam::aws:policy/${below}${name}`;
}
