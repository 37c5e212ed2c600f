import type { Condition, Reference, StackGrants } from "../../grants.ts";
import { partsOf } from "../../iam/arn.ts";

/**
 * Keys of tags by which a stack's own policies decide, in small letters: such a tag is part of what is granted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export function comparedTags({ functions, invokers }: StackGrants): ReadonlySet<string> {
  const roles = [...invokers, ...functions.flatMap((of) => of.invokers)];
  const statements = [
    ...functions.flatMap(({ policies }) => policies.flatMap((policy) => policy.statements)),
    ...roles.flatMap((role) => role.statements),
  ];
  const trusts = [...functions.flatMap(({ role }) => role?.trust ?? []), ...roles.flatMap(({ trust }) => trust)];
  const conditions = [...statements, ...trusts].flatMap((one) => one.conditions);
  const texts = [...statements.flatMap(({ resources }) => resources), ...conditions.flatMap(({ values }) => values)];
  return new Set([...conditions.flatMap(keyOf), ...texts.flatMap(keysIn)].map((key) => key.toLowerCase()));
}

function keyOf({ variable }: Condition): readonly string[] {
  const key = /^[\w-]+:(?:principal|resource|existingobject)tag\/(.+)$/i.exec(variable)?.[1];
  return key === undefined ? [] : [key];
}

/** Variables of IAM within a text: `${aws:PrincipalTag/team}`. */
function keysIn(text: Reference): readonly string[] {
  const letters = partsOf(text).map((part) => (part.kind === "literal" ? part.text : ""));
  return [...letters.join("").matchAll(/\$\{\s*[\w-]+:(?:principal|resource)tag\/([^},]+?)\s*[},]/gi)].map(
    ([, key]) => key ?? "",
  );
}
