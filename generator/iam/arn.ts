import type { Expression, Join, Literal, Reference } from "../grants.ts";

/**
 * ARNs as references: `arn:partition:service:region:account:resource`, where any part may hold expressions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** Stands in an outline for an expression whose text is not known before Terraform runs: it may be anything. */
export const HOLE = "\u{F0000}";
/** Stands for an expression that is one name or id: anything without "/" and ":". */
export const NAME = "\u{F0001}";

/** The six parts of an ARN as text; "*" and "?" are IAM's wildcards, HOLE and NAME stand for expressions. */
export interface Outline {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Where a stack lives: settings, or what Terraform reads at plan time. */
export interface Home {
  readonly partition: Reference;
  readonly region: Reference;
  readonly account: Reference;
}

export const partNames = ["partition", "service", "region", "account", "resource"] as const;

/** Text as a reference. */
export function literal(text: string): Literal {
  return { kind: "literal", text };
}

/** A Terraform expression, without its `${ }`, as a reference. */
export function expression(code: string): Expression {
  return { kind: "expression", code };
}

/** References side by side as one: neighbouring literals become one, empty ones vanish. */
export function join(...references: readonly (Reference | string)[]): Reference {
  const parts: (Literal | Expression)[] = [];
  for (const reference of references) {
    for (const part of partsOf(typeof reference === "string" ? literal(reference) : reference)) {
      const last = parts.at(-1);
      if (part.kind === "literal" && part.text === "") continue;
      if (part.kind === "literal" && last?.kind === "literal") parts[parts.length - 1] = literal(last.text + part.text);
      else parts.push(part);
    }
  }
  const [first] = parts;
  if (first === undefined) return literal("");
  return parts.length === 1 ? first : ({ kind: "join", parts } satisfies Join);
}

/** The literals and expressions of a reference, in their order. */
export function partsOf(reference: Reference): readonly (Literal | Expression)[] {
  return reference.kind === "join" ? reference.parts : [reference];
}

/** No name, ARN or URL is longer: what is put together from names that hold each other many times has no end. */
export const longestText = 4_096;

/** Text in which an expression stands as `${code}`: how a person writes it, and a key to sort and compare by. */
export function textOf(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : `\${${part.code}}`))
    .join("");
}

/** True where nothing of the text is left for Terraform to fill in. */
export function isLiteral(reference: Reference): reference is Literal {
  return reference.kind === "literal";
}

/** Whether two accounts, or two regions, are known to be two; what only Terraform knows may be any. */
export function areApart(one: Reference | undefined, other: Reference | undefined): boolean {
  return one !== undefined && other !== undefined && isLiteral(one) && isLiteral(other) && one.text !== other.text;
}

/** Whether two ARNs are known to lie in two accounts. */
export function inTwoAccounts(one: Reference, other: Reference): boolean {
  const [first, second] = [one, other].map((arn) => splitArn(arn)?.[partNames.indexOf("account")]);
  return areApart(first, second);
}

/** Text with holes for expressions. */
export function outlineText(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : HOLE))
    .join("");
}

/** Removes what stands for expressions: the characters of a name that are known. */
export function withoutHoles(text: string): string {
  return text.replaceAll(HOLE, "").replaceAll(NAME, "");
}

/** True where an expression stands somewhere in the text. */
export function hasHole(text: string): boolean {
  return text.includes(HOLE) || text.includes(NAME);
}

/** True where an expression is a part of the text, beside letters or another one. */
export function isInPieces(text: string): boolean {
  return hasHole(text) && text !== HOLE && text !== NAME;
}

/**
 * The parts of an ARN whose first five colons are literal; null for what is no such ARN (a whole expression, a name).
 * A colon inside `${aws:username}` divides nothing.
 */
export function outlineOf(reference: Reference): Outline | null {
  const parts = splitArn(reference);
  if (parts === null) return null;
  const [partition, service, region, account, resource] = parts.map(outlineText) as [string, string, string, string, string];
  return { partition, service, region, account, resource };
}

/** The five parts behind `arn:` as references, or null as for `outlineOf`. */
export function splitArn(reference: Reference): readonly Reference[] | null {
  const pieces = partsOf(reference);
  const [first] = pieces;
  if (first?.kind !== "literal" || !first.text.startsWith("arn:")) return null;
  const found: (Reference | string)[][] = [[]];
  pieces.forEach((piece, index) => {
    if (piece.kind === "expression") {
      found.at(-1)?.push(piece);
      return;
    }
    let rest = index === 0 ? piece.text.slice("arn:".length) : piece.text;
    while (found.length < partNames.length) {
      const colon = nextColon(rest);
      if (colon < 0) break;
      found.at(-1)?.push(rest.slice(0, colon));
      found.push([]);
      rest = rest.slice(colon + 1);
    }
    found.at(-1)?.push(rest);
  });
  return found.length === partNames.length ? found.map((part) => join(...part)) : null;
}

function nextColon(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ":") return at;
    if (text.startsWith("${", at)) {
      const end = text.indexOf("}", at);
      if (end > 0) at = end;
    }
  }
  return -1;
}

/** The part of a reference before a literal text; the whole of it where the text does not occur. */
export function before(reference: Reference, text: string): Reference {
  const parts = partsOf(reference);
  const at = parts.findIndex((part) => part.kind === "literal" && part.text.includes(text));
  const found = parts[at];
  return found?.kind === "literal" ? join(...parts.slice(0, at), found.text.slice(0, found.text.indexOf(text))) : reference;
}

/** The same, where the text stands last. */
export function beforeLast(reference: Reference, text: string): Reference {
  const parts = partsOf(reference);
  const at = parts.findLastIndex((part) => part.kind === "literal" && part.text.includes(text));
  const found = parts[at];
  return found?.kind === "literal" ? join(...parts.slice(0, at), found.text.slice(0, found.text.lastIndexOf(text))) : reference;
}

/** A reference with another word in the place of one; an expression is changed when Terraform runs. */
export function swap(reference: Reference, from: string, to: string): Reference {
  const parts = partsOf(reference);
  if (parts.some((part) => part.kind === "literal" && part.text.includes(from))) {
    return join(...parts.map((part) => (part.kind === "literal" ? literal(part.text.replace(from, () => to)) : part)));
  }
  return join(
    ...parts.map((part, index) =>
      part.kind === "expression" && index === 0
        ? expression(`replace(${part.code}, ${JSON.stringify(from)}, ${JSON.stringify(to)})`)
        : part,
    ),
  );
}

/** An ARN from a pattern of AWS's reference (`arn:${Partition}:sns:${Region}:${Account}:${TopicName}`) and what fills it. */
export function fillArn(pattern: string, home: Home, fields: Readonly<Record<string, Reference>>): Reference {
  const known: Readonly<Record<string, Reference>> = {
    Partition: home.partition,
    Region: home.region,
    Account: home.account,
    ...fields,
  };
  return join(
    ...pattern.split(/(\$\{\w+\})/).map((piece) => {
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return piece;
      const value = known[name];
      if (value === undefined) throw new Error(`nothing fills \${${name}} of ${pattern}`);
      return value;
    }),
  );
}
