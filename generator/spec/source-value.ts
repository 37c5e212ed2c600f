import { error } from "../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../grants.ts";
import {
  fillArn,
  HOLE,
  hasHole,
  join,
  literal,
  NAME,
  outlineOf,
  outlineText,
  partsOf,
  splitArn,
  textOf,
  withoutHoles,
} from "../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../iam/arn-parts.ts";
import { namedBy } from "../iam/terraform-types.ts";
import type { ArnSource, Field, } from "../sources/source.ts";
import { nameOf } from "./label.ts";
import { describe, type Node, type Scalar } from "./node.ts";
import { fieldsOf, fits, refill, resourceOf, writeField } from "./source-field.ts";
import { article, shapeOf, urlHint } from "./source-hints.ts";
import { readParts, type SourceValue } from "./source-parts.ts";
import { type Reading, readText } from "./value.ts";

/**
 * Reads the value of a source's key. Mistakes are reported and give null: invalid-arn, resource-type-mismatch,
 * missing-guard, unsupported-source, missing-key, unknown-key, wrong-type, invalid-expression.
 */
export function readSource(node: Node, key: string, source: ArnSource, reading: Reading): SourceValue | null {
  if (node.kind === "mapping") return readParts(node, key, source, reading);
  if (node.kind === "list" || node.kind === "null") {
    reading.diagnostics.push(
      error(
        "wrong-type",
        node.span,
        `\`${key}\` takes an ARN, an expression, a short name or the parts as a mapping, not ${describe(node)}`,
        shapeOf(source),
      ),
    );
    return null;
  }
  const reference = readText(node, reading, "argument");
  return reference === null ? null : new SourceReader(node, key, source, reading).read(reference);
}

class SourceReader {
  private readonly node: Scalar;
  private readonly key: string;
  private readonly source: ArnSource;
  private readonly reading: Reading;

  constructor(node: Scalar, key: string, source: ArnSource, reading: Reading) {
    this.node = node;
    this.key = key;
    this.source = source;
    this.reading = reading;
  }

  read(reference: Reference): SourceValue | null {
    const [first] = partsOf(reference);
    if (first?.kind === "expression") return this.expression(reference, first);
    if (textOf(reference).startsWith("arn:")) return this.arn(reference);
    return this.short(reference);
  }

  private short(reference: Reference): SourceValue | null {
    const { source, key } = this;
    const text = textOf(reference);
    if (/^https?:/.test(text))
      return this.fail("invalid-arn", `\`${key}\` takes an ARN, not a URL`, urlHint(text) ?? shapeOf(source));
    if (text === "*" && source.any !== true) {
      return this.fail("missing-guard", `"*" would let any ${source.title} invoke the function`, "name the one that should");
    }
    const [form] = source.forms;
    const [variable, second] = form === undefined ? [] : Object.values(form.parts);
    const field = variable === undefined ? undefined : source.fields[variable];
    if (!source.short || form === undefined || variable === undefined || field === undefined || second !== undefined) {
      return this.fail(
        "invalid-arn",
        `"${text}" is no ARN, and a name alone does not say which ${source.title} is meant`,
        shapeOf(source),
      );
    }
    const value = writeField(reference, field, this.node, this.reading);
    if (value === null) return null;
    return {
      arn: join(fillArn(form.arn, this.reading.home, { [variable]: value }), source.suffix ?? ""),
      form: 0,
      name: nameOf(value),
    };
  }

  private arn(reference: Reference): SourceValue | null {
    const { source, key } = this;
    const outline = outlineOf(reference);
    if (outline === null) return this.fail("invalid-arn", `"${textOf(reference)}" is no whole ARN`, shapeOf(source));
    const [form] = source.forms;
    const expected = outlineOf(literal(form?.arn ?? ""));
    if (expected !== null && !hasHole(outline.service) && outline.service !== expected.service) {
      return this.fail(
        "resource-type-mismatch",
        `\`${key}\` takes ${article(source.title)}; this ARN is of ${outline.service || "no service"}`,
        shapeOf(source),
      );
    }
    const before = this.reading.diagnostics.length;
    this.reading.diagnostics.push(
      ...checkArnParts(outline, this.node.span, { region: expected?.region !== "", account: expected?.account !== "" }),
    );
    for (const part of ["partition", "service", "region", "account"] as const) {
      if (hasWildcard(outline[part])) {
        return this.fail(
          "missing-guard",
          `a wildcard in the ${part} would let anybody's ${source.title} invoke the function`,
          `write the ${part} itself`,
        );
      }
    }
    if (this.reading.diagnostics.length > before) return null;
    const match = this.match(outline.resource);
    if (match === null) return null;
    const parts = splitArn(reference) ?? [];
    const holes = partsOf(parts.at(-1) ?? literal("")).filter((part): part is Expression => part.kind === "expression");
    const resource = refill(match.resource, holes);
    const [partition, service, region, account] = parts as [Reference, Reference, Reference, Reference];
    return {
      arn: join("arn:", partition, ":", service, ":", region, ":", account, ":", resource, source.suffix ?? ""),
      form: match.form,
      name: nameOf(refill(match.name, holes)),
    };
  }

  /** The form whose resource part this is, with its fields written as AWS writes them. */
  private match(resource: string): { form: number; resource: string; name: string } | null {
    const { source, key } = this;
    const text =
      source.suffix !== undefined && resource.endsWith(source.suffix) ? resource.slice(0, -source.suffix.length) : resource;
    let misfit: { field: Field; value: string } | null = null;
    for (const [index, form] of source.forms.entries()) {
      const values = fieldsOf(text, resourceOf(form), source);
      if (values === null) continue;
      const wrong = Object.entries(values).find(([variable, value]) => !fits(value, source.fields[variable]));
      if (wrong !== undefined) {
        misfit ??= { field: source.fields[wrong[0]] as Field, value: wrong[1] };
        continue;
      }
      for (const [variable, value] of Object.entries(values)) {
        const field = source.fields[variable];
        if (field?.refused?.when.test(value) === true && !hasHole(value))
          return this.fail("unsupported-source", field.refused.message, field.refused.hint);
        if (field?.implied !== undefined && value === field.implied) {
          return this.fail(
            "invalid-arn",
            `an ARN on the ${field.name.replace(" name", "")} "${value}" does not name it`,
            shapeOf(source),
          );
        }
        values[variable] = field?.written?.(value) ?? value;
      }
      return {
        form: index,
        resource: resourceOf(form).replace(/\$\{(\w+)\}/g, (_, variable: string) => values[variable] ?? ""),
        name: Object.values(values).join("/"),
      };
    }
    if (misfit !== null && !/[/:]/.test(misfit.value)) {
      const { field, value } = misfit;
      if (field.refused?.when.test(value) === true)
        return this.fail("unsupported-source", field.refused.message, field.refused.hint);
      return this.fail("invalid-arn", `"${withoutHoles(value)}" is no ${field.name} that AWS gives`, shapeOf(source));
    }
    return this.fail(
      "resource-type-mismatch",
      `\`${key}\` takes ${article(source.title)}; this ARN names something else`,
      shapeOf(source),
    );
  }

  private expression(reference: Reference, first: Expression): SourceValue | null {
    const { source, key } = this;
    const named = namedBy(reference);
    const rest = partsOf(reference).slice(1);
    const steps = /(?:^|\.)(aws_\w+)\.[^.[]+(?:\[[^\]]*\])?\.(\w+)$/.exec(first.code);
    const refused = rest.length === 0 && steps !== null ? source.refusedTypes?.[`${steps[1]}.${steps[2]}`] : undefined;
    if (refused !== undefined) return this.fail("resource-type-mismatch", refused.message, refused.hint);
    if (named.kind === "not-an-arn") {
      return this.fail(
        "resource-type-mismatch",
        `\`${first.code}\` is no ARN`,
        `write \${${first.code.replace(/\.\w+$/, ".arn")}}`,
      );
    }
    if (named.kind === "unknown") return this.unknown(reference, first, rest);
    const expected = source.types.map((type) => type.toLowerCase());
    if (!expected.includes(`${named.service}/${named.type}`.toLowerCase())) {
      const other = `\`${first.code}\` is the ARN of ${article(named.service)} ${named.type}`;
      const stream =
        named.type === "table" && key === "dynamodb"
          ? `write \${${first.code.replace(/\.arn$/, ".stream_arn")}}`
          : shapeOf(source);
      return this.fail("resource-type-mismatch", `\`${key}\` takes ${article(source.title)}; ${other}`, stream);
    }
    const form =
      source.types.length === source.forms.length && source.forms.length > 1
        ? expected.indexOf(`${named.service}/${named.type}`.toLowerCase())
        : 0;
    if (rest.length === 0) return { arn: join(first, source.suffix ?? ""), form, name: nameOf(first) };
    if (source.suffix !== undefined && textOf(join(...rest)) === source.suffix)
      return { arn: reference, form, name: nameOf(first) };
    const match = this.match(NAME + outlineText(join(...rest)));
    if (match === null) return null;
    const holes = rest.filter((part): part is Expression => part.kind === "expression");
    const name = refill(match.name.replace(NAME, HOLE), [first, ...holes]);
    return {
      arn: join(first, refill(match.resource.slice(NAME.length), holes), source.suffix ?? ""),
      form: match.form,
      name: nameOf(name),
    };
  }

  /** An expression of whose value nothing is known: it stands as it is, where it can be an ARN at all. */
  private unknown(reference: Reference, first: Expression, rest: readonly Reference[]): SourceValue | null {
    const { source, key } = this;
    const tail = textOf(join(...rest));
    if (tail !== "" && !/^[/:]/.test(tail) && !/arn\b|_arn\b|arn["\]]/i.test(first.code)) {
      return this.fail(
        "invalid-arn",
        `"${textOf(reference)}" may be a name or an ARN; nobody can tell before it runs`,
        shapeOf(source),
      );
    }
    if (source.suffix !== undefined && !tail.endsWith(source.suffix)) {
      return this.fail(
        "invalid-arn",
        `\`${key}\` sends an ARN that ends with "${source.suffix}"; this one may not`,
        `write \${${first.code}}${source.suffix}`,
      );
    }
    return {
      arn: reference,
      form: source.forms.length === 1 ? 0 : null,
      name: nameOf(source.suffix === undefined ? reference : first),
    };
  }

  private fail(code: Parameters<typeof error>[0], message: string, hint?: string): null {
    this.reading.diagnostics.push(error(code, this.node.span, message, hint));
    return null;
  }
}
