import {
  type Condition,
  type FunctionGrants,
  type GuardArgument,
  guardArguments,
  type Permission,
  type Reference,
  type Statement,
  type Trust,
} from "../../grants.ts";
import { isLiteral, literal, splitArn, textOf } from "../arn.ts";
import { isServicePrincipal } from "../service.ts";
import { mergeStatements } from "./merge-statements.ts";

/** IAM JSON as AWS holds it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly DocumentStatement[];
}

export interface DocumentStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

function document(statements: readonly DocumentStatement[]): Document {
  return { Version: "2012-10-17", Statement: statements };
}

function trusted({ services, principal }: Trust): Readonly<Record<string, string | readonly string[]>> {
  return principal === null ? { Service: one(services) } : { AWS: textOf(principal) };
}

/** The trust policy of a role. */
export function trustDocument(trust: readonly Trust[]): Document {
  return document(
    trust.map((who) => ({
      Effect: "Allow",
      Principal: trusted(who),
      Action: "sts:AssumeRole",
      ...(who.conditions.length > 0 && { Condition: conditionBlock(who.conditions) }),
    })),
  );
}

/** All statements of the execution role in one document; null where there are none. */
export function executionDocument(statements: readonly Statement[]): Document | null {
  if (statements.length === 0) return null;
  return document(
    statements.map(({ sid, effect, actions, resources, conditions }) => ({
      ...(sid !== null && { Sid: sid }),
      Effect: effect,
      Action: one(actions),
      Resource: one(resources.map(textOf)),
      ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
    })),
  );
}

/** The function's resource policy as AddPermission writes it; null where nobody but the account's own identities may invoke. */
export function resourceDocument(of: FunctionGrants): Document | null {
  if (of.permissions.length === 0) return null;
  // Where a part of the ARN is known to Terraform alone, the attribute says more than its pieces.
  const arn = isLiteral(of.arn) ? of.arn.text : of.managed ? `\${aws_lambda_function.${of.label}.arn}` : textOf(of.arn);
  const partition = textOf(splitArn(of.arn)?.[0] ?? of.arn);
  return document(of.permissions.map((permission) => permissionStatement(permission, arn, partition)));
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function permissionStatement(permission: Permission, arn: string, partition: string): DocumentStatement {
  const { statementId, action, qualifier, guards } = permission;
  const conditions = Object.entries(guardArguments).flatMap(([argument, { operator, stored }]): readonly Condition[] => {
    const value = guards[argument as GuardArgument];
    if (value === undefined) return [];
    return [{ operator, variable: stored, values: [typeof value === "boolean" ? literal(String(value)) : value] }];
  });
  return {
    Sid: textOf(statementId),
    Effect: "Allow",
    Principal: principalOf(permission.principal, partition),
    Action: action,
    Resource: qualifier === null ? arn : `${arn}:${textOf(qualifier)}`,
    ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
  };
}

function principalOf(principal: Reference, partition: string): "*" | Readonly<Record<string, string>> {
  const text = textOf(principal);
  if (text === "*") return "*";
  if (isLiteral(principal) && isServicePrincipal(text)) return { Service: text };
  if (/^\d{12}$/.test(text)) return { AWS: `arn:${partition}:iam::${text}:root` };
  return { AWS: text };
}

function conditionBlock(
  conditions: readonly Condition[],
): Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, variable, values } of conditions) {
    const keys = block[operator] ?? {};
    keys[variable] = one(values.map(textOf));
    block[operator] = keys;
  }
  return block;
}

/** AWS writes a list of one as the one. */
function one(texts: readonly string[]): string | readonly string[] {
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? first : texts;
}

/** The three documents of one function: who may assume its role, what the role may do, who may invoke the function. */
export interface PolicyDocuments {
  readonly function: string;
  /** Null where the role is managed elsewhere. */
  readonly trust: Document | null;
  readonly execution: Document | null;
  readonly resource: Document | null;
  /** Policies that others write, on the role: what they allow does not stand here. Only where there are any. */
  readonly managed?: readonly string[];
  /** The roles of services that invoke with one; only where there are any. */
  readonly roles?: readonly { readonly name: string; readonly trust: Document | null; readonly execution: Document | null }[];
}

/** What AWS will hold for a function, however many policies carry it. Expressions stand as `${…}`. */
export function policyDocuments(of: FunctionGrants): PolicyDocuments {
  return {
    function: textOf(of.name),
    trust: of.role === null ? null : trustDocument(of.role.trust),
    execution: executionDocument(mergeStatements(of.policies.flatMap(({ statements }) => statements))),
    resource: resourceDocument(of),
    ...(of.attachments.length > 0 && { managed: of.attachments.map(({ policy }) => textOf(policy)) }),
    ...(of.invokers.length > 0 && {
      roles: of.invokers.map(({ name, existing, trust, statements }) => ({
        name: textOf(existing ?? name),
        trust: existing === null ? trustDocument(trust) : null,
        execution: executionDocument(statements),
      })),
    }),
  };
}
