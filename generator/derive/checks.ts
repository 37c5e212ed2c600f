import type { Check, Condition, Expression, Guards, Permission, Reference, Statement, Trust } from "../grants.ts";
import { partNames, partsOf, splitArn } from "../iam/arn.ts";
import { type Form, forms } from "../iam/forms.ts";
import { separatorsRefused } from "../iam/names-in-arns.ts";
import type { ArnKind } from "../sources/source.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { impliedPart } from "../spec/values/arn-field.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { onceInOrder } from "../text-order.ts";
import { arnForms, arnFormsOf } from "./arn-forms.ts";
import { isAssured } from "./assured.ts";

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
  return checksOnce([
    ...named("principal", checksOf(principal, forms.caller)),
    ...of("source_arn", arn.whole, arn.head),
    ...impliedChecks(guards.source_arn, entry),
    ...of("source_account", forms.account),
    ...of("principal_org_id", forms.organization),
    ...of("event_source_token", forms.token),
  ]);
}

/** An ARN names no part that goes without saying: of a rule on the default bus, the name of that bus. */
function impliedChecks(arn: Reference | undefined, { source }: PushEntry): readonly Check[] {
  const found = arn === undefined || source.kind !== "arn" ? null : impliedPart(arn, source);
  if (found === null) return [];
  const takes = `another name than ${found.value}: no ARN has that one, and the spec leaves it out`;
  return [{ argument: "source_arn", value: found.part, pattern: `^${found.value}$`, not: true, takes }];
}

/** Of a policy: what its statements act on, and what they compare with, but where the spec says why it is wide. */
export function policyChecks(statements: readonly Statement[], spec: Spec): readonly Check[] {
  const known = formsOfKinds(spec);
  return unassured(
    spec,
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
      ]),
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
  return unassured(spec, [...checks, ...trust.flatMap(identityChecks)]);
}

/** Of a policy that is attached as it is: that it is one. */
export function attachmentChecks(arn: Reference, spec: Spec): readonly Check[] {
  return unassured(spec, named("policy_arn", checksOf(arn, forms.managedPolicy)));
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

/** But for what the name of the function is made of, where a name will do: Terraform's provider takes no wildcard there. */
function unassured({ name }: Spec, checks: readonly Check[]): readonly Check[] {
  const own = new Set(partsOf(name).flatMap((part) => (part.kind === "expression" ? [part.code] : [])));
  return checksOnce(checks.filter(({ value, pattern }) => !own.has(value.code) || !patternsOfNames.has(pattern)));
}

const patternsOfNames: ReadonlySet<string> = new Set(
  [forms.name, forms.nameWithoutSlash, forms.nameWithoutColon, forms.oneName, forms.like].map(({ pattern }) => pattern),
);

/** Like reads wildcards, and so does whatever compares ARNs. Beside text, an expression must not be the region or account of others. */
function conditionChecks(conditions: readonly Condition[]): readonly Check[] {
  return conditions
    .filter(({ operator }) => /like|arnequals/i.test(operator) && !/not/i.test(operator))
    .flatMap(({ variable, values }) =>
      values.flatMap((value) => {
        const formed = checksOf(value, forms.like);
        return named(variable, value.kind === "expression" ? formed : formed.filter(({ form }) => formsOfPlaces.has(form)));
      }),
    );
}

const formsOfPlaces: ReadonlySet<Form> = new Set([forms.account, forms.partition, forms.region, forms.piece]);

/** What is done to a path, a method or a route on its way into an ARN: what is checked is the value that it begins with. */
const rewordings = [/^trimprefix\((.*), "\/"\)$/, /^replace\((.*), " ", ""\)$/, /^replace\((.*), "\/\^ANY\( \|\$\)\/", "\*"\)$/];

function writtenOf({ code }: Expression): Expression {
  const inner = rewordings.map((rewording) => rewording.exec(code)?.[1]).find((found) => found !== undefined);
  return inner === undefined ? { kind: "expression", code } : writtenOf({ kind: "expression", code: inner });
}

/** An expression and the form that it must have. */
interface Formed {
  readonly value: Expression;
  readonly form: Form;
}

/** The checks of a value: `whole` where it is one expression, `head` where it begins with one; elsewhere by its place in the ARN. */
function checksOf(reference: Reference, whole: Form, head: Form = forms.head): readonly Formed[] {
  if (reference.kind === "expression") return isAssured(reference, whole) ? [] : [{ value: reference, form: whole }];
  const places = splitArn(reference) ?? [];
  return partsOf(reference).flatMap((part, index) => {
    if (part.kind === "literal") return [];
    const place = places.findIndex((one) => partsOf(one).includes(part));
    const form = index === 0 ? head : formAt(reference, place, part, places[place] === part);
    // In an account's place, and where an ARN begins, they would leave something else.
    const value = index === 0 || (place >= 0 && place < resourceAt) ? part : writtenOf(part);
    return isAssured(value, form) ? [] : [{ value, form }];
  });
}

const resourceAt = partNames.indexOf("resource");

/** What an expression must be within an ARN, by its place there; `alone`: it is all of it. In text that is no ARN, a name. */
function formAt(arn: Reference, place: number, part: Expression, alone: boolean): Form {
  const at = partNames[place];
  if (at === undefined) return forms.name;
  switch (at) {
    case "resource":
      return names[separatorsRefused(arn, part)] ?? forms.name;
    case "account":
      return forms.account;
    case "partition":
      return alone ? forms.partition : forms.piece;
    case "region":
      return alone ? forms.region : forms.piece;
    case "service":
      return forms.piece;
  }
}

const names: Readonly<Record<string, Form>> = {
  "/": forms.nameWithoutSlash,
  ":": forms.nameWithoutColon,
  "/:": forms.oneName,
};

function named(argument: string, formed: readonly Formed[]): readonly Check[] {
  return formed.map(({ value, form }) => ({ argument, value, ...form }));
}

/** One check of each kind of each value, in the order of the values' text. */
export function checksOnce(checks: readonly Check[]): readonly Check[] {
  return onceInOrder(checks, ({ argument, value, pattern }) => JSON.stringify([argument, value.code, pattern]));
}
