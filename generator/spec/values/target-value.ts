import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { article } from "../../iam/reference/wording.ts";
import { serviceOf } from "../../iam/service.ts";
import { isStored, traversalOf } from "../../iam/terraform-types.ts";
import type { ArnKind } from "../../sources/source.ts";
import { targetWords } from "../../sources/targets.ts";
import { entryOf, inFlow, isText, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { attributeOrShape, shapesInWords } from "./arn-question.ts";
import { readArn } from "./arn-value.ts";
import { readReference, type Session } from "./value.ts";

type Kinds = Readonly<Record<string, ArnKind>>;

/**
 * A mapping in which `on_failure: {sqs: "${var.arn}"}` reads as `on_failure: ${var.arn}`; what the key says of it is kept in the
 * session. `targets` are the arguments that may be written so, and their kinds. Mistakes are reported, and such an argument is
 * left out.
 */
export function withoutKinds(mapping: YamlMapping, targets: Readonly<Record<string, Kinds>>, session: Session): YamlMapping {
  return Object.entries(targets).reduce((of, [path, kinds]) => unwrapped(of, path.split("."), kinds, session), mapping);
}

function unwrapped(mapping: YamlMapping, [first = "", ...rest]: readonly string[], kinds: Kinds, session: Session): YamlMapping {
  const entries = mapping.entries.flatMap((entry): readonly YamlEntry[] => {
    if (entry.key !== first) return [entry];
    const value = unwrappedValue(entry, rest, kinds, session);
    return value === null ? [] : [{ ...entry, value }];
  });
  return { ...mapping, entries };
}

/** What stands at a path without its kind; null, up to its first step, where that was a mistake. */
function unwrappedValue({ key, value }: YamlEntry, path: readonly string[], kinds: Kinds, session: Session): Node | null {
  const [next, ...rest] = path;
  if (value.kind === "list") {
    const items = value.items.flatMap(
      (item) => unwrappedValue({ key, keySpan: item.span, value: item }, path, kinds, session) ?? [],
    );
    return { ...value, items };
  }
  if (value.kind !== "mapping") return value;
  if (next === undefined) return readKind(value, key, kinds, session);
  const inner = entryOf(value, next);
  if (inner === undefined) return value;
  const read = unwrappedValue(inner, rest, kinds, session);
  if (read === null) return null;
  return { ...value, entries: value.entries.map((entry) => (entry === inner ? { ...entry, value: read } : entry)) };
}

/** The value of the one key of a mapping, which says what it names. */
function readKind(mapping: YamlMapping, key: string, kinds: Kinds, session: Session): Scalar | null {
  const words = wordsOf(kinds);
  const hint = `write one of ${words.map((word) => `{${word}: …}`).join(", ")}`;
  const [entry, second] = mapping.entries;
  if (entry === undefined || second !== undefined) {
    session.diagnostics.push(error("wrong-type", mapping.span, `\`${key}\` names one thing, of one kind`, hint));
    return null;
  }
  const service = words.includes(entry.key) ? targetWords[entry.key] : undefined;
  const kind = service === undefined ? undefined : kinds[service];
  if (service === undefined || kind === undefined) {
    session.diagnostics.push(error("unknown-key", entry.keySpan, `\`${key}\` takes no \`${entry.key}\``, hint));
    return null;
  }
  const answer = readArn(entry.value, { key: entry.key, of: kind, wildcards: "none", session });
  if (answer === null || entry.value.kind === "list") return null;
  tell(answer.arn, service, kind, session);
  // A short name, or parts, are an ARN from here on.
  const { span } = entry.value;
  return { kind: "text", flag: null, span, text: textOf(answer.arn), verbatim: false };
}

/** The words by which a spec says which of the kinds a thing is. */
function wordsOf(kinds: Kinds): readonly string[] {
  return Object.keys(targetWords).filter((word) => Object.hasOwn(kinds, targetWords[word] ?? ""));
}

/** Keeps what a key says of an expression that does not tell it. */
function tell(arn: Reference, service: string, kind: ArnKind, { told }: Session): void {
  if (serviceOf(arn) === null) told.set(textOf(arn), { service, kind });
}

/**
 * Reads a value that names one thing of a few kinds, because the kind decides what the role is granted. Of an argument,
 * malformed expressions are reported where it is read as one; a key of ours is read here alone.
 * Null after a mistake (invalid-arn, resource-type-mismatch, broad-resource, …).
 */
export function readTarget(
  node: Node,
  key: string,
  kinds: Kinds,
  session: Session,
  of: "argument" | "key" = "argument",
): Reference | null {
  if (!isText(node)) return null;
  const value = readReference(node, of === "key" ? session : { ...session, diagnostics: [] }, "argument");
  if (value === null) return null;
  const service = serviceOf(value) ?? session.told.get(textOf(value))?.service ?? null;
  const [only, another] = Object.entries(kinds);
  // Of one kind alone, the argument itself says what it names.
  if (service === null && value.kind !== "literal" && only !== undefined && another === undefined) {
    const arn = readArn(node, { key, of: only[1], wildcards: "none", session })?.arn ?? null;
    if (arn !== null) tell(arn, only[0], only[1], session);
    return arn;
  }
  const kind = service !== null && Object.hasOwn(kinds, service) ? kinds[service] : undefined;
  if (kind !== undefined) return readArn(node, { key, of: kind, wildcards: "none", session })?.arn ?? null;
  const nouns = Object.values(kinds).map(({ noun }) => article(noun));
  const named = nouns.length < 2 ? (nouns[0] ?? "") : `${nouns.slice(0, -1).join(", ")} or ${nouns.at(-1)}`;
  const attributes = `write ${Object.values(kinds)
    .map((kind) => attributeOrShape(kind).replace(/^write /, ""))
    .join(", or ")}`;
  const traversal = value.kind === "expression" ? traversalOf(value.code) : null;
  const words = wordsOf(kinds);
  const tellable = service === null && value.kind !== "literal" && (traversal === null || isStored(traversal));
  // Where no key tells the kind, the letters of an ARN do.
  const hint = !tellable
    ? attributes
    : words.length === 0
      ? `${attributes}; or ${Object.values(kinds)
          .map((kind) => shapesInWords(kind))
          .join(", or ")
          .replaceAll("write ", "")}`
      : `say what it is: ${words.map((word) => `{${word}: ${inFlow(node)}}`).join(", or ")}`;
  const bareHint = value.kind === "literal" ? hintForBareReference(value.text) : null;
  if (bareHint !== null) {
    const what = `"${textOf(value)}" is a name here, not a Terraform reference`;
    session.diagnostics.push(error("invalid-arn", node.span, what, bareHint));
    return null;
  }
  const [message, code] =
    service !== null
      ? ([`\`${key}\` names ${named}`, "resource-type-mismatch"] as const)
      : value.kind === "literal"
        ? ([`\`${key}\` takes the ARN of ${named}`, "invalid-arn"] as const)
        : ([
            `\`${key}\` names ${named}, and what the role is granted depends on it; nobody can tell what this is`,
            "invalid-arn",
          ] as const);
  session.diagnostics.push(error(code, node.span, message, hint));
  return null;
}
