import { remembered } from "../../remembered.ts";
import { ByWords } from "../found/by-words.ts";
import { type Json, list, object, type StateResource, texts } from "../read-state.ts";
import { hasExpression } from "../text/texts.ts";
import { isMade, type SamFunction } from "./sam-function.ts";
import { resolvedDocument, tellDeny } from "./sam-policies.ts";
import type { Deployment } from "./template/deployment.ts";
import { resourceNamed } from "./template/made-resources.ts";
import { Resolver } from "./template/resolve.ts";

/** Policies of a template that are resources of their own → those of a function's role. */

/** A role that the template makes, or that SAM makes for a function. */
export interface RoleOfTemplate {
  readonly logical: string;
  readonly said: Json;
  /** What it says of the policies that it has, as the template says it. */
  readonly attached: unknown;
}

/** Policies of the template that name the role, or that it names; of which nobody can tell whether they do, that is told. */
export function policiesOfRole(of: SamFunction, role: RoleOfTemplate): readonly StateResource[] {
  const { resolver } = of;
  const roleName = String(role.said["name"]);
  const managed = list(role.said["managed_policy_arns"]);
  return policiesFor(role, of).flatMap(({ id, one, named: values, arn }): readonly StateResource[] => {
    const { PolicyDocument: document, PolicyName: called } = object(object(one)["Properties"]);
    const named = nameRole(values, role.logical, of);
    const isNamed = named === "yes" || (arn !== null && managed.includes(arn));
    const mayBe = named === "unknown" || (arn !== null && namesIn(role.attached).includes(id));
    if ((!isNamed && !mayBe) || !isToldMade(of, id, one)) return [];
    if (!isNamed) {
      resolver.untold.push(`${id}: nobody can tell whether it is a policy of the role`);
      tellDeny(one, id, resolver);
      return [];
    }
    const resource = (kind: string, values: Json): StateResource => ({
      address: id,
      mode: "managed",
      type: kind,
      values,
      sensitive: {},
    });
    const policy = resolvedDocument(document ?? object(object(one)["Properties"]), id, resolver);
    if (arn === null) {
      const name = resolver.textOf(called, `${id}.PolicyName`) ?? id;
      return [resource("aws_iam_role_policy", { name, role: roleName, policy })];
    }
    return [
      resource("aws_iam_policy", { arn, policy }),
      ...(named === "yes" ? [resource("aws_iam_role_policy_attachment", { role: roleName, policy_arn: arn })] : []),
    ];
  });
}

/** A policy of a template, whoever has it. */
interface Policy {
  readonly id: string;
  readonly one: unknown;
  /** What it says of the roles that have it. */
  readonly named: readonly unknown[];
  /** Its ARN, by which roles name it; null of one that none can name. */
  readonly arn: string | null;
}

const ofIam: readonly string[] = ["AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"];

/** The policies of which it is worth asking whether a role has them: those of all others are not. */
function policiesFor({ logical, said, attached }: RoleOfTemplate, { template, deployment }: SamFunction): readonly Policy[] {
  const { all, byWords } = policiesIn(template, deployment);
  const { own, mayBeAny } = nameOfRole(logical, template, deployment);
  if (own === undefined) return all;
  const managed = texts(said["managed_policy_arns"]);
  return byWords.at(own, logical, importing, ...(mayBeAny ? [literally] : []), ...managed, ...namesIn(attached));
}

/** The policies of a template, by each word that may make them those of a role. */
const policiesIn = remembered((template: Json, deployment: Deployment) => {
  const all = Object.entries(object(template["Resources"])).flatMap(([id, one]): readonly Policy[] => {
    const { Type: type, Properties: given } = object(one);
    if (!ofIam.includes(String(type))) return [];
    const { Roles: roles, RoleName: only } = object(given);
    // Of what names others, nothing is to be told here.
    const arn = type === "AWS::IAM::ManagedPolicy" ? (new Resolver(template, deployment).textOf({ Ref: id }, id) ?? id) : null;
    return [{ id, one, named: [roles, only], arn }];
  });
  const byWords = new ByWords(all, ({ id, named, arn }) => {
    const resolver = new Resolver(template, deployment);
    const found = rolesIn(named, id, resolver);
    const names = namesIn(named);
    return [
      ...(arn === null ? [] : [id, arn]),
      ...found,
      ...names,
      ...textsWithin(named),
      ...(isOpen(names, template) ? [importing] : []),
      ...(found.some(hasExpression) ? [] : [literally]),
    ];
  });
  return { all, byWords };
});

/** Stands for all policies that name roles as they are called. */
const literally = "Fn::Literally";

/** The name of a role; undefined where nobody can tell it, and `mayBeAny` of one that a parameter makes. */
function nameOfRole(logical: string, template: Json, deployment: Deployment) {
  const own = new Resolver(template, deployment).textOf({ Ref: logical }, logical);
  const { RoleName: said } = resourceNamed(template, logical)?.properties ?? {};
  return { own, mayBeAny: own !== undefined && hasExpression(own) && isOpen(namesIn(said), template) };
}

function rolesIn(named: readonly unknown[], where: string, resolver: Resolver): readonly string[] {
  return named.flatMap((value) => texts(list(resolver.of(value, where)).flat()));
}

/** Whether one of some names may become any other. */
function isOpen(names: readonly string[], template: Json): boolean {
  return names.some((name) => name === importing || Object.hasOwn(object(template["Parameters"]), name));
}

/** All texts in a value, keys too. */
function textsWithin(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsWithin);
  return Object.entries(object(value)).flatMap(([key, one]) => [key, ...textsWithin(one)]);
}

/** Whether values are, or hold, the name of a role of the template. */
function nameRole(values: readonly unknown[], logical: string, { template, deployment }: SamFunction): "yes" | "no" | "unknown" {
  const resolver = new Resolver(template, deployment);
  const own = resolver.textOf({ Ref: logical }, logical);
  const found = rolesIn(values, logical, resolver);
  if (own === undefined || found.includes(own)) return own === undefined ? "unknown" : "yes";
  const said = namesIn(values);
  const isUntold = resolver.untold.length > 0 || found.some(hasExpression);
  if (isUntold && (said.includes(logical) || isOpen(said, template) || JSON.stringify(values).includes(JSON.stringify(own))))
    return "unknown";
  // A name that a parameter makes may become any other.
  const isKnown = found.length > 0 && !found.some(hasExpression);
  return isKnown && nameOfRole(logical, template, deployment).mayBeAny ? "unknown" : "no";
}

/** Stands among the names in a value for what another stack exports. */
const importing = "Fn::ImportValue";

/** What a value of a template refers to, wherever in it: logical names of resources and parameters. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(object(value)).flatMap(([key, one]): readonly string[] => {
    if (key === "Ref") return [String(one)];
    if (key === "Fn::GetAtt") return [String(list(one)[0]).split(".")[0] ?? ""];
    const inText = key === "Fn::Sub" ? [...String(list(one)[0]).matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name) : [];
    return [...(key === importing ? [key] : []), ...inText, ...namesIn(one)];
  });
}

/** Whether CloudFormation makes a policy; of one that may deny, leaving it out widens. */
function isToldMade(of: SamFunction, id: string, policy: unknown): boolean {
  const before = of.resolver.untold.length;
  const is = isMade(of, id, policy);
  if (of.resolver.untold.length > before) tellDeny(policy, id, of.resolver);
  return is;
}
