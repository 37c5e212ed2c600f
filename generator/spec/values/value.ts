import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Expression, MapValue, Reference, Value } from "../../grants.ts";
import type { Home } from "../../iam/arn.ts";
import { literal, partsOf, textOf } from "../../iam/arn.ts";
import { beyondPolicies } from "../../iam/policy-characters.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { Told } from "../../sources/targets.ts";
import { byName, compareText } from "../../text-order.ts";
import type { Allowance, Where } from "../expression/template.ts";
import {
  eachOf,
  namesMany,
  notAllowed,
  readTemplate,
  referenceOfTemplate,
  refusalOf,
  throughLocals,
} from "../expression/template.ts";
import type { Keys, Shape } from "../language/shape.ts";
import { limits } from "../yaml/limits.ts";
import { type Node, type Scalar, stretchOf, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** What a stack puts around the names of its functions and roles. */
export interface Affixes {
  readonly prefix: Reference | null;
  readonly suffix: Reference | null;
}

/** What the reading of one spec gathers on its way. */
export interface Session {
  readonly home: Home;
  readonly diagnostics: Diagnostic[];
  /** Terraform variables that the spec uses. */
  readonly variables: Set<string>;
  /** What the stack puts around the names of what is its own. */
  readonly affixes: Affixes;
  /** What keys say of expressions that do not tell themselves what they name, by their text. */
  readonly told: Map<string, Told>;
  /** What the stack.yaml of each folder from the root down lets expressions use. */
  readonly allowances: readonly Allowance[];
  /** True in an argument that takes the hash of a file. */
  readonly hash?: boolean;
}

/**
 * A scalar as text with expressions in it; null after a mistake, which is then reported (invalid-expression).
 * In a policy, `${aws:username}` is IAM's variable; in an argument, every `${…}` is Terraform's.
 */
export function readReference(
  scalar: Scalar,
  session: Session,
  mode: "argument" | "policy",
  where: Where = session.hash === true ? "hash" : "argument",
): Reference | null {
  const template = readTemplate(scalar.text, mode);
  if (template.kind === "problem") {
    session.diagnostics.push(
      error("invalid-expression", stretchOf(scalar, template.start, template.end), template.message, template.hint),
    );
    return null;
  }
  for (const name of template.variables) session.variables.add(name);
  for (const part of template.parts) {
    const refused = part.kind === "expression" ? notAllowed(part, session.allowances, where) : null;
    if (refused === null) continue;
    session.diagnostics.push(error("expression-not-allowed", scalar.span, refused.message, refused.hint));
    return null;
  }
  const read = referenceOfTemplate(template);
  const refused = mode === "policy" ? beyondPolicies(read) : null;
  if (refused === null) return read;
  session.diagnostics.push(error("value-out-of-range", scalar.span, refused.message, refused.hint));
  return null;
}

/**
 * Text that guards something: an expression of it that can be null would take the guard away, where Terraform leaves out what
 * is null; one that is computed may be a wildcard, which guards nothing. Null after a mistake (missing-guard, computed-value,
 * invalid-expression).
 */
export function readGuard(scalar: Scalar, session: Session): Reference | null {
  const read = readSymbols(scalar, session, "argument");
  const mistake = read === null ? null : variableMistake(read);
  if (mistake === null) return read;
  session.diagnostics.push(error("invalid-expression", scalar.span, mistake, "write the value itself"));
  return null;
}

/** Why a value that stands in a policy would not stay the text that it is; null where it does. */
export function variableMistake(read: Reference): string | null {
  const texts = partsOf(read).flatMap((part) => (part.kind === "literal" ? [part.text] : []));
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
  if (texts.some((text) => text.includes("&{"))) return 'Terraform would turn "&{" into "${" here';
  return texts.some((text) => text.includes("${")) ? 'IAM would read "${" here as a variable of its own' : null;
}

/** Text that guards or scopes a grant: written out, or names of things that can be checked, but where a reason stands. Null as above. */
export function readSymbols(scalar: Scalar, session: Session, mode: "argument" | "policy", broad = false): Reference | null {
  if (!isOfSize(scalar, session)) return null;
  const read = readReference(scalar, session, mode, broad ? "argument" : "guard");
  return read === null || isSymbolic(read, scalar, session, broad) ? read : null;
}

/** Whether a text that guards or scopes is of a size that can be compared with others; false after a mistake (yaml-limit). */
function isOfSize({ text, span }: Scalar, session: Session): boolean {
  const { pattern, wildcards } = limits;
  const message =
    text.length > pattern.most
      ? `this text is over ${pattern.most} characters; no ARN of AWS is`
      : text.replace(/[^*?]/g, "").length > wildcards.most
        ? `this text has more than ${wildcards.most} wildcards`
        : null;
  if (message !== null) session.diagnostics.push(error("yaml-limit", span, message));
  return message === null;
}

/** False after a mistake, which is then reported (missing-guard, computed-value). What is broad may be computed, and is one text all the same. */
export function isSymbolic(read: Reference, { span }: Scalar, session: Session, broad = false): boolean {
  for (const part of partsOf(read)) {
    const refusal = part.kind === "expression" && (!broad || namesMany(part.code)) ? refusalOf(part) : null;
    if (refusal === null) continue;
    const { kind, message } = refusal;
    session.diagnostics.push(
      kind === "null"
        ? error("missing-guard", span, message, "name one in every case, or leave the entry out")
        : error(
            "computed-value",
            span,
            `${message}; what guards or scopes is written out or named`,
            // A local of many would be a list, where Terraform takes one text.
            kind === "many"
              ? eachOf(textOf(part).slice(2, -1))
              : `${throughLocals(session.allowances, "name it in `locals`")}; or write the value itself`,
          ),
    );
    return false;
  }
  return true;
}

/** The arguments that a mapping gives, sorted by name; `keys` says what each is. What does not fit was reported before. */
export function readArguments(mapping: YamlMapping | undefined, keys: Keys, session: Session): readonly Argument[] {
  const found: Argument[] = [];
  for (const entry of mapping?.entries ?? []) {
    const key = Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined;
    if (key === undefined || key.refused !== undefined) continue;
    found.push(...readArgument(entry, key.shape, key.hash === true ? { ...session, hash: true } : session));
  }
  return found.sort(byName);
}

function readArgument({ key: name, value }: YamlEntry, shape: Shape, session: Session): readonly Argument[] {
  if (shape.kind === "object")
    return value.kind === "mapping" ? [{ kind: "block", name, body: readArguments(value, shape.keys, session) }] : [];
  if (shape.kind === "some" && shape.of.kind === "object") {
    const { keys } = shape.of;
    const bodies = value.kind === "list" ? value.items : [value];
    return bodies.flatMap((body) =>
      body.kind === "mapping" ? [{ kind: "block", name, body: readArguments(body, keys, session) } as const] : [],
    );
  }
  const read = readValue(value, shape, session);
  return read === null ? [] : [{ kind: "attribute", name, value: read }];
}

function readValue(node: Node, shape: Shape, session: Session): Value | null {
  switch (node.kind) {
    case "null":
      return null;
    case "mapping": {
      const of = shape.kind === "map" ? shape.of : shape;
      const entries = node.entries.flatMap(({ key, keySpan, value }) => {
        const written = readTemplate(key, "argument");
        if (written.kind === "problem" || written.parts.some((part) => part.kind === "expression")) {
          session.diagnostics.push(
            error("invalid-expression", keySpan, "a key cannot hold an expression", "build the map in a local: ${local.tags}"),
          );
          return [];
        }
        const read = readValue(value, of, session);
        return read === null ? [] : [{ key: textOf(referenceOfTemplate(written)), value: read }];
      });
      return { kind: "map", entries: entries.sort((a, b) => compareText(a.key, b.key)) } satisfies MapValue;
    }
    case "list": {
      const of = shape.kind === "list" ? shape.of : shape;
      const values = node.items.flatMap((item) => readValue(item, of, session) ?? []);
      // Terraform's sets have no order, so that of the spec says nothing.
      return shape.kind === "list" && shape.set === true ? values.sort((a, b) => compareText(sortKey(a), sortKey(b))) : values;
    }
    case "text":
    case "number":
    case "boolean":
      if (shape.kind === "number" && node.kind === "number") return Number(node.text);
      if (shape.kind === "flag" && node.kind === "boolean") return node.flag === true;
      return node.kind === "text" ? readScalar(node, shape, session) : literal(node.text);
  }
}

/** Where a number, a flag, a list or a map is due, text can only be an expression that is one. */
function readScalar(node: Scalar, shape: Shape, session: Session): Value | null {
  const read = readReference(node, session, "argument");
  if (read?.kind === "expression" && shape.kind === "list" && isOneText(read)) {
    const message = `\`${read.code}\` is one text, and this takes a list`;
    session.diagnostics.push(error("wrong-type", node.span, message, `write ["${textOf(read)}"]`));
    return null;
  }
  if (
    read === null ||
    read.kind === "expression" ||
    !node.text.includes("${") ||
    !["number", "flag", "list", "map"].includes(shape.kind)
  )
    return read;
  session.diagnostics.push(
    error(
      "wrong-type",
      node.span,
      `this takes ${shape.kind === "flag" ? "true or false" : `a ${shape.kind}`}, and a text with an expression in it is a text`,
      "write the expression alone: ${…}",
    ),
  );
  return null;
}

/** An attribute of a resource of AWS that is called as one ARN, id or name is. */
function isOneText({ code }: Expression): boolean {
  return /(?:^|_)(?:arn|id|name)$/.test(traversalOf(code)?.attribute ?? "");
}

/** The value of an argument, followed into blocks by dots (`tracing_config.mode`); undefined where it is not given. */
export function argumentAt(body: readonly Argument[], path: string): Value | "block" | undefined {
  const [first, ...rest] = path.split(".");
  const found = body.find((argument) => argument.name === first);
  if (found === undefined) return undefined;
  if (found.kind === "attribute") return rest.length === 0 ? found.value : undefined;
  return rest.length === 0 ? "block" : argumentAt(found.body, rest.join("."));
}

/** Whether an argument's value is text, an expression, or both joined. */
export function isReference(value: Value | "block" | undefined): value is Reference {
  return typeof value === "object" && "kind" in value && value.kind !== "map";
}

function sortKey(value: Value): string {
  return isReference(value) ? textOf(value) : JSON.stringify(value);
}
