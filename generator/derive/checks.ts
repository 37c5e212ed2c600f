import type { Check, Condition, Expression, Guards, Permission, Reference, Statement, Trust } from "../grants.ts";
import { partsOf, splitArn } from "../iam/arn.ts";
import {
  arnsOfProvider,
  callerTypes,
  type Form,
  forms,
  idsOfProvider,
  managedPolicyType,
  namesOfProvider,
} from "../iam/forms.ts";
import { isOneName, mayBeEmpty, namedBy, traversalOf } from "../iam/terraform-types.ts";
import type { ArnKind } from "../sources/source.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { arnForms, arnFormsOf } from "./arn-forms.ts";

/** What Terraform must find of the values that only it knows, before it makes what they guard or scope. */

/** Of a permission: its principal, and each guard that it has. */
export function permissionChecks(
  { principal, guards }: Pick<Permission, "principal" | "guards">,
  entry: PushEntry,
): readonly Check[] {
  const of = (argument: keyof Guards, whole: Form, head?: Form) => {
    const value = guards[argument];
    return value === undefined || typeof value === "boolean" ? [] : named(argument, checksOf(value, whole, head));
  };
  const arn = arnForms(entry, guards.source_account !== undefined);
  return unique([
    ...named("principal", checksOf(principal, forms.caller)),
    ...of("source_arn", arn.whole, arn.head),
    ...of("source_account", forms.account),
    ...of("principal_org_id", forms.organization),
    ...of("event_source_token", forms.token),
  ]);
}

/** Of a policy: what its statements act on, and what they compare with, but where the spec says why it is wide. */
export function policyChecks(statements: readonly Statement[], spec: Spec): readonly Check[] {
  const own = ownCodes(spec);
  const known = formsOfKinds(spec);
  return unique(
    statements
      .filter(({ effect, causes }) => effect === "Allow" && causes.every(({ key }) => key !== "broad"))
      .flatMap(({ resources, conditions }) => [
        ...resources.flatMap((resource) =>
          named(
            "resources",
            checksOf(resource, forms.resource).map((one) => narrowed(one, known)),
          ),
        ),
        ...conditionChecks(conditions),
      ])
      .filter(({ value }) => !own.has(value.code)),
  );
}

/** Whole expressions of which the spec says what they name, by their code: what is polled, where outcomes go, keys. */
function formsOfKinds({ pull, told }: Spec): ReadonlyMap<string, Form> {
  const polled = pull.flatMap(({ source, arn, form }): readonly (readonly [string, Form])[] => {
    const shape = source.kind === "arn" ? source.forms[form] : undefined;
    return source.kind !== "arn" || shape === undefined || arn?.kind !== "expression"
      ? []
      : [[arn.code, arnFormsOf({ ...source, noun: nounOf(source, shape), forms: [shape] }, source.forms.length > 1).whole]];
  });
  const said = [...told].flatMap(([text, { kind }]): readonly (readonly [string, Form])[] => {
    const code = /^\$\{(.*)\}$/.exec(text)?.[1];
    return code === undefined ? [] : [[code, arnFormsOf(kind).whole]];
  });
  return new Map([...polled, ...said]);
}

/** What one form of a kind names, and how the spec says another. */
function nounOf({ noun, forms: all }: ArnKind, shape: ArnKind["forms"][number]): string {
  const others = all.flatMap(({ told }) =>
    told === undefined ? [] : [`; a ${told.by} stands in the spec as {${told.by}: ARN}`],
  );
  return shape.told?.noun ?? `${noun}${others.join("")}`;
}

/** The check of an expression that is the ARN of something: that it is of that kind. */
function narrowed({ value, form }: Formed, known: ReadonlyMap<string, Form>): Formed {
  const own = known.get(value.code);
  return own === undefined || form === forms.name ? { value, form } : { value, form: own };
}

/** Of a role: whose ARN and whose account the conditions of its trust policy name, and what bounds it. */
export function roleChecks(trust: readonly Trust[], spec: Spec, source: ArnKind | null): readonly Check[] {
  const own = ownCodes(spec);
  const arn = source === null ? { whole: forms.resource, head: forms.head } : arnFormsOf(source);
  const services = trust.filter(({ principal }) => principal === null);
  const checks = services.flatMap(({ conditions }) =>
    conditions.flatMap(({ variable, values, ...condition }) => {
      switch (variable.toLowerCase()) {
        case "aws:sourcearn":
          return values.flatMap((value) => named("aws:SourceArn", checksOf(value, arn.whole, arn.head)));
        case "aws:sourceaccount":
          return values.flatMap((value) => named("aws:SourceAccount", checksOf(value, forms.account)));
        default:
          return conditionChecks([{ ...condition, variable, values }]);
      }
    }),
  );
  const boundary = argumentAt(spec.role.arguments, "permissions_boundary");
  if (isReference(boundary)) checks.push(...named("permissions_boundary", checksOf(boundary, forms.managedPolicy)));
  return unique([...checks, ...trust.flatMap(identityChecks)].filter(({ value }) => !own.has(value.code)));
}

/** Of a policy that is attached as it is: that it is one. */
export function attachmentChecks(arn: Reference, spec: Spec): readonly Check[] {
  const own = ownCodes(spec);
  return unique(named("policy_arn", checksOf(arn, forms.managedPolicy)).filter(({ value }) => !own.has(value.code)));
}

/** Of whom a role trusts beside services: who they are, and what keeps others out. Without a guard, it is one role or user. */
function identityChecks({ principal, conditions }: Trust): readonly Check[] {
  if (principal === null) return [];
  const formOf = ({ operator, variable }: Condition) => identityGuards[`${operator} ${variable}`.toLowerCase()];
  const alone = conditions.every((condition) => formOf(condition) === undefined);
  return [
    ...named("principals", checksOf(principal, alone ? forms.oneCaller : forms.caller)),
    ...conditions.flatMap((condition) => {
      const form = formOf(condition);
      if (form === undefined) return conditionChecks([condition]);
      return condition.values.flatMap((value) => named(condition.variable, checksOf(value, form)));
    }),
  ];
}

const identityGuards: Readonly<Record<string, Form>> = {
  "stringequals sts:externalid": forms.externalId,
  "stringequals aws:principalorgid": forms.organization,
  "arnlike aws:principalarn": forms.resource,
};

/** What the name of the function is made of: Terraform's provider takes no wildcard there. */
function ownCodes({ managed, name }: Spec): ReadonlySet<string> {
  return new Set(managed ? partsOf(name).flatMap((part) => (part.kind === "expression" ? [part.code] : [])) : []);
}

/** Only Like reads wildcards; text beside an expression keeps it from being nothing else. */
function conditionChecks(conditions: readonly Condition[]): readonly Check[] {
  return conditions
    .filter(({ operator }) => /like/i.test(operator) && !/not/i.test(operator))
    .flatMap(({ variable, values }) =>
      values.filter((value) => value.kind === "expression").flatMap((value) => named(variable, checksOf(value, forms.like))),
    );
}

/** What is done to a path, a method or a route on its way into an ARN: what is checked is the value that it begins with. */
const rewordings = [/^trimprefix\((.*), "\/"\)$/, /^replace\((.*), " ", ""\)$/, /^replace\((.*), "\/\^ANY\( \|\$\)\/", "\*"\)$/];

function writtenOf({ code }: Expression): Expression {
  const inner = rewordings.map((rewording) => rewording.exec(code)?.[1]).find((found) => found !== undefined);
  return inner === undefined ? { kind: "expression", code } : writtenOf({ kind: "expression", code: inner });
}

/** True for an attribute of which AWS and its provider say that it has this form: a check of it would be noise. */
function isAssured({ code }: Expression, form: Form): boolean {
  // The poller's topics are of the cluster whose ARN it is. Whatever else is replaced may leave anything, or nothing.
  const inner = /^replace\((.*), ":cluster\/", ":(?:topic|group)\/"\)$/.exec(code)?.[1] ?? code;
  const traversal = traversalOf(inner);
  if (traversal === null) return false;
  const attribute = `${traversal.terraformType}.${traversal.attribute}`;
  const named = namedBy({ kind: "expression", code: inner });
  const type = named.kind === "type" ? `${named.service}/${named.type}` : null;
  const isArn = type !== null || arnsOfProvider.has(attribute);
  switch (form) {
    case forms.name:
    case forms.like:
      return isArn || isOneName(inner) || namesOfProvider.has(attribute);
    case forms.account:
      return idsOfProvider.account.has(attribute);
    case forms.organization:
      return idsOfProvider.organization.has(attribute);
    case forms.caller:
      return idsOfProvider.account.has(attribute) || callerTypes.has(type ?? "");
    case forms.oneCaller:
      return callerTypes.has(type ?? "");
    case forms.managedPolicy:
      return type === managedPolicyType;
    case forms.token:
    case forms.externalId:
      return false;
    // An empty resource allows nothing; an empty source ARN is no guard.
    case forms.resource:
    case forms.head:
      return isArn;
    default: {
      // Of what kind a thing is, its type alone tells.
      const isAny = form === forms.source || form === forms.ownedSource;
      return (isAny ? isArn : type !== null) && !mayBeEmpty(traversal);
    }
  }
}

/** An expression and the form that it must have. */
interface Formed {
  readonly value: Expression;
  readonly form: Form;
}

/** The checks of a value: `whole` where it is one expression, `head` where it begins with one; elsewhere a name or an account. */
function checksOf(reference: Reference, whole: Form, head: Form = forms.head): readonly Formed[] {
  if (reference.kind === "expression") return isAssured(reference, whole) ? [] : [{ value: reference, form: whole }];
  const account = splitArn(reference)?.[3];
  return partsOf(reference).flatMap((part, index) => {
    if (part.kind === "literal") return [];
    // In an account's place, and where an ARN begins, they would leave something else.
    const value = index === 0 || account === part ? part : writtenOf(part);
    const form = index === 0 ? head : account === part ? forms.account : forms.name;
    return isAssured(value, form) ? [] : [{ value, form }];
  });
}

function named(argument: string, formed: readonly Formed[]): readonly Check[] {
  return formed.map(({ value, form }) => ({ argument, value, ...form }));
}

/** One check of each kind of each value, in the order of the values' text. */
function unique(checks: readonly Check[]): readonly Check[] {
  const byText = new Map(checks.map((check) => [JSON.stringify([check.argument, check.value.code, check.pattern]), check]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, check]) => check);
}
