import { error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { type Intents, type IntentWord, intents, intentWords } from "../../iam/actions/intents.ts";
import { see } from "../../iam/actions/resources.ts";
import { isLiteral, join, textOf } from "../../iam/arn.ts";
import type { Placed } from "../../iam/asked.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { serviceOf } from "../../iam/service.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { someAt } from "../language/at-key.ts";
import { readSymbols, type Session } from "../values/value.ts";
import { entryOf, inFlow, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";

/** Entries of `actions` that say what is meant, `{read: ARN}` or `{allow: read, resources: ARN}`, in the place of actions. */

/** What one word comes to on one thing: actions that stand with the same resource. */
export interface Intended {
  readonly word: IntentWord;
  readonly actions: readonly Placed<string>[];
  readonly resource: Placed<Reference>;
  /** What the word is said of. */
  readonly meant: Meant;
}

/** Whether an entry says what is meant. */
export function isIntent(node: YamlMapping): boolean {
  return intentWords.some((word) => entryOf(node, word) !== undefined) || someAt(node, "allow").some(isWord);
}

/**
 * What the words of an entry mean on what they name; mistakes are reported, and what they concern is left out. `variable` is that of
 * `env` which holds by what the code names it.
 */
export function readIntent(
  node: YamlMapping,
  broad: boolean,
  session: Session,
  variable: string | null = null,
): readonly Intended[] {
  const keyed = intentWords.flatMap((word) => entryOf(node, word) ?? []);
  const allowed = someAt(node, "allow");
  const [action] = keyed.length > 0 ? allowed : allowed.filter((scalar) => !isWord(scalar));
  if (action !== undefined || entryOf(node, "deny") !== undefined) {
    const span = action?.span ?? entryOf(node, "deny")?.keySpan ?? node.span;
    const message = `an entry says ${words()} or names actions, and this one does both`;
    session.diagnostics.push(error("argument-not-allowed", span, message, "make an entry of its own of it"));
    return [];
  }
  const sid = entryOf(node, "sid");
  if (sid !== undefined) {
    const message = "several statements may come of this entry, and a Sid names one";
    session.diagnostics.push(error("argument-not-allowed", sid.keySpan, message, "remove the line, or name the actions"));
  }
  const resources = entryOf(node, "resources");
  if (keyed.length > 0 && resources !== undefined) {
    const [first] = keyed;
    const message = `what \`${first?.key}\` names is what may be ${participles[first?.key ?? ""]}`;
    session.diagnostics.push(error("argument-not-allowed", resources.keySpan, message, "remove `resources`"));
    return [];
  }
  const pairs =
    keyed.length > 0
      ? keyed.flatMap(({ key, keySpan, value }) =>
          targetsOf(value, session).map((target) => ({ word: { text: key, span: keySpan }, target })),
        )
      : allowed.flatMap((word) => targetsOf(resources?.value, session).map((target) => ({ word, target })));
  if (keyed.length === 0 && resources === undefined) {
    const message = `\`allow: ${allowed[0]?.text}\` needs \`resources\`: what may be ${participles[allowed[0]?.text ?? ""]}`;
    session.diagnostics.push(error("missing-key", allowed[0]?.span ?? node.span, message, `write ${example}`));
  }
  const told = new Set<Scalar>();
  return pairs.flatMap(({ word, target }) => {
    const meant = told.has(target.scalar) ? null : meaningOf(target, broad, session, variable);
    if (meant === null) {
      told.add(target.scalar);
      return [];
    }
    return intended(word, meant, session);
  });
}

const participles: Readonly<Record<string, string>> = { read: "read", list: "listed", write: "written" };
const example = '{read: "${aws_dynamodb_table.orders.arn}"}, or {read: {dynamodb: orders}}';

/** Something that a word is said of: the key that tells its kind, where there is one. */
interface Target {
  readonly key: string | null;
  readonly scalar: Scalar;
}

/** What a word is said of, and the row of the table that it is of. */
export interface Meant {
  readonly of: Intents;
  readonly resource: Placed<Reference>;
}

/** What does not fit was told with the entry's keys. */
function targetsOf(node: Node | undefined, session: Session): readonly Target[] {
  if (node === undefined || node.kind === "null") return [];
  if (node.kind === "list") return node.items.flatMap((item) => targetsOf(item, session));
  if (node.kind !== "mapping") return [{ key: null, scalar: node }];
  const [entry, second] = node.entries;
  if (entry === undefined || second !== undefined) {
    const message = `one kind of thing stands here, not ${node.entries.length}`;
    session.diagnostics.push(
      error("wrong-type", node.span, message, "write each as an item of a list: [{dynamodb: orders}, {s3: photos}]"),
    );
    return [];
  }
  if (!intents.some(({ key }) => key === entry.key)) return [];
  return someAt(node, entry.key).map((scalar) => ({ key: entry.key, scalar }));
}

/** What a target names, and the row of the table that it is of. */
function meaningOf({ key, scalar }: Target, broad: boolean, session: Session, variable: string | null): Meant | null {
  const value = readSymbols(scalar, session, "policy", broad);
  if (value === null) return null;
  const resource = { value, span: scalar.span };
  const of = key === null ? rowsNamed(resource, session) : rowsOfKey(key, resource);
  if (of === null) return null;
  const [row] = of;
  if (row !== undefined) return { of: row, resource };
  const text = textOf(value);
  const [message, hint] =
    text === "*"
      ? ['what "*" is to be read, listed or written is not known', "name what the function uses"]
      : isLiteral(value) && !text.startsWith("arn:")
        ? [
            `"${text}" may be a thing of any kind`,
            hintForBareReference(text) ?? `write its ARN, or its kind, as in {dynamodb: ${inFlow(scalar)}}`,
          ]
        : serviceOf(value) === null
          ? [
              `what \`${text}\` is only Terraform knows`,
              variable === null ? `say of what kind it is, as in ${kinded(scalar)}` : inVariable(variable, scalar),
            ]
          : [
              `what reading, listing and writing mean on "${text}" is not known`,
              "name the actions: {allow: SERVICE:ACTION, resources: …}",
            ];
  session.diagnostics.push(error("invalid-arn", scalar.span, message, hint));
  return null;
}

/** What only Terraform knows below a key that may be its kind: what stands behind a `/` is an object of a bucket more often than not. */
function kinded(scalar: Scalar): string {
  return `{${isObject(scalar) ? "s3" : "dynamodb"}: ${inFlow(scalar)}}`;
}

/** The same in `env`, where a kind does not help with a bucket: its name is not told by an ARN that only Terraform knows. */
function inVariable(variable: string, scalar: Scalar): string {
  return isObject(scalar)
    ? `write ${variable} in function: {environment: {variables: …}}, and what the code may do under \`actions\`, as in {read: ${kinded(scalar)}}`
    : `say of what kind it is, as in ${kinded(scalar)}`;
}

function isObject({ text }: Scalar): boolean {
  return text.includes("}/") && !text.includes("}/index/");
}

/** The rows of a key: the one that fits an ARN, and of a name the one that it holds the mark of. */
function rowsOfKey(key: string, { value }: Placed<Reference>): readonly Intents[] {
  const rows = intents.filter((row) => row.key === key);
  const text = textOf(value);
  const [, , , , , ...arn] = text.startsWith("arn:") ? text.split(":") : [];
  const name = arn.length > 0 ? arn.join(":") : text.replace(/\$\{[^}]*\}/g, "");
  const held = rows.filter(({ holds }) => holds !== undefined && name.includes(holds));
  return held.length > 0 ? held : rows.filter(({ holds }) => holds === undefined);
}

/** The rows that an ARN or an expression is of, by what it names; null after a mistake. */
function rowsNamed(placed: Placed<Reference>, session: Session): readonly Intents[] | null {
  const { value } = placed;
  const named = namedBy(value);
  const service = named.kind === "not-an-arn" ? named.service : serviceOf(value);
  const rows =
    service === null || (isLiteral(value) && !value.text.startsWith("arn:"))
      ? []
      : intents.filter((row) => row.service === service);
  if (rows.length === 0) return [];
  const actions = rows.flatMap((row) => Object.values(row.words).flatMap((steps) => steps.flatMap((step) => step.actions)));
  const [seen, mistakes] = see(
    placed,
    actions.flatMap((action) => findAction(action) ?? []),
    session.home,
  );
  session.diagnostics.push(...mistakes);
  if (seen === null) return null;
  // IAM's `*`, and what only Terraform knows, may hold what divides names: what no bucket may be called could still be an object, and
  // nobody means that.
  const said = value.kind === "expression" ? null : textOf(value).replace(/\$\{[^}]*\}/g, "");
  const mayBe = ({ holds }: Intents) => holds === undefined || said === null || said.includes(holds);
  return rows.filter((row) => mayBe(row) && seen.named.some((type) => type.service === row.service && type.name === row.type));
}

function intended(word: { readonly text: string; readonly span: Span }, meant: Meant, session: Session): readonly Intended[] {
  const { of, resource } = meant;
  const name = intentWords.find((one) => one === word.text);
  const steps = name === undefined ? undefined : of.words[name];
  if (name === undefined || steps === undefined) {
    const known = intentWords.filter((one) => of.words[one] !== undefined);
    const message = `\`${word.text}\` means nothing on "${textOf(resource.value)}": nothing of that kind is ${participles[word.text]}`;
    session.diagnostics.push(
      error(
        "resource-type-mismatch",
        resource.span,
        message,
        `it takes ${known.map((one) => `\`${one}\``).join(" and ")}; or name the actions`,
      ),
    );
    return [];
  }
  return steps.map(({ actions, below }) => ({
    word: name,
    actions: actions.map((action) => ({ value: action, span: word.span })),
    resource: { ...resource, value: join(resource.value, below) },
    meant,
  }));
}

function isWord({ text }: Scalar): boolean {
  return intentWords.some((word) => word === text);
}

function words(): string {
  return intentWords.map((word) => `\`${word}\``).join(", ");
}
