import { warning } from "../../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../../grants.ts";
import { join, NAME, outlineText, partsOf, textOf } from "../../iam/arn.ts";
import { article } from "../../iam/reference/wording.ts";
import {
  arnAttributeOf,
  attributeFor,
  isStored,
  namedBy,
  serviceOfTerraformType,
  traversalOf,
  unnamedBy,
} from "../../iam/terraform-types.ts";
import { fieldsOf, made, matchResource, refill } from "./arn-field.ts";
import { expressionPartsOf } from "./arn-parts-value.ts";
import { withFirstSlash } from "./arn-path.ts";
import { type ArnAnswer, type ArnQuestion, attributeOrShape, refuseArn, shapesInWords } from "./arn-question.ts";
import { spokenName } from "./label.ts";

/** A value that begins with a Terraform expression: its resource type says what it names, where it says anything. */
export function readExpression(reference: Reference, first: Expression, question: ArnQuestion): ArnAnswer | null {
  const { of, key } = question;
  const rest = join(...partsOf(reference).slice(1));
  const tail = textOf(rest);
  const traversal = traversalOf(first.code);
  const attribute = traversal === null ? "" : `${traversal.terraformType}.${traversal.attribute}`;
  const refused = tail === "" || tail === of.suffix ? of.refusedTypes?.[attribute] : undefined;
  if (refused !== undefined)
    return refuseArn(
      question,
      "resource-type-mismatch",
      refused.message,
      refused.hint.replaceAll("${self}", traversal?.resource ?? ""),
    );
  const begun = of.begins?.[attribute];
  if (begun !== undefined) return continued(first, rest, Array(begun).fill(NAME).join("/"), question);
  const whole = /^((?:data\.)?(aws_\w+)\.[\w-]+(?:\["[^"]*"\]|\[\d+\])?)$|\[\*\]|\.\*|^\d/.exec(first.code);
  if (whole !== null) {
    const right = whole[2] === undefined ? null : arnAttributeOf(whole[2]);
    // The ARN itself may be the wrong one for this kind, too.
    const other = of.refusedTypes?.[`${whole[2]}.${right}`]?.hint.replaceAll("${self}", whole[1] ?? "");
    const hint = right === null ? attributeOrShape(of) : (other ?? `write \${${whole[1]}.${right}}`);
    return refuseArn(question, "resource-type-mismatch", `\`${first.code}\` is no ARN`, hint);
  }
  const other = traversal === null ? null : unnamedBy(traversal.terraformType, traversal.attribute);
  if (other !== null && traversal !== null)
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; \`${first.code}\` is the ARN of ${article(other.noun)}`,
      `write \${${traversal.resource}.${other.instead}}`,
    );
  const named = namedBy(reference);
  if (named.kind === "not-an-arn" && traversal !== null) {
    const right = arnAttributeOf(traversal.terraformType);
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${first.code}\` is no ARN`,
      right === null ? attributeOrShape(of) : `write \${${traversal.resource}.${right}}`,
    );
  }
  if (named.kind !== "type") return unknown(reference, first, tail, question);
  const form = of.types.findIndex((type) => type.toLowerCase() === `${named.service}/${named.type}`.toLowerCase());
  if (form < 0) {
    const better =
      traversal === null
        ? null
        : (of.types
            .map((type) => attributeFor(traversal.terraformType, ...(type.split("/") as [string, string])))
            .find((found) => found !== null) ?? null);
    const bare = better === null || traversal === null ? undefined : of.refusedTypes?.[`${traversal.terraformType}.${better}`];
    const hint =
      better === null || traversal === null
        ? attributeOrShape(of)
        : (bare?.hint.replaceAll("${self}", traversal.resource) ?? `write \${${traversal.resource}.${better}}`);
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; \`${first.code}\` is the ARN of ${article(named.type.split("/")[0] ?? named.type)}`,
      hint,
    );
  }
  const which = of.types.length === of.forms.length ? form : 0;
  if (tail === "" || tail === of.suffix) return { arn: first, form: which, name: spokenName(first), fields: null };
  return continued(first, rest, NAME, question);
}

/** An expression that is the ARN up to some part of the resource, with text behind it. */
function continued(first: Expression, rest: Reference, begun: string, question: ArnQuestion): ArnAnswer | null {
  const { of, key } = question;
  const behind = withFirstSlash(rest, question, begun);
  const resource = begun + outlineText(behind);
  const traversal = traversalOf(first.code);
  const hint =
    traversal === null
      ? undefined
      : of.refusedTypes?.[`${traversal.terraformType}.${traversal.attribute}`]?.hint.replaceAll("${self}", traversal.resource);
  if (hint !== undefined && of.forms.every((form) => fieldsOf(resource, form, of) === null)) {
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; this names a part of one alone`,
      `${hint}, with * for what may be any`,
    );
  }
  const matched = matchResource(resource, question);
  if (matched === null) return null;
  const expressions = expressionPartsOf(behind);
  const name = matched.name.slice(begun.length);
  const ahead = begun.split("/").map(() => first);
  const written = made(matched.values, [...ahead, ...expressions], of).slice(ahead.length);
  return {
    arn: join(first, refill(matched.resource.slice(begun.length), written)),
    form: matched.form,
    name: spokenName(join(first, refill(name, expressions))),
    fields: null,
  };
}

/** An expression of whose value nothing is known: it stands as it is, where it can be an ARN at all. */
function unknown(reference: Reference, first: Expression, tail: string, question: ArnQuestion): ArnAnswer | null {
  const { of, key } = question;
  const traversal = traversalOf(first.code);
  const service = traversal === null ? null : serviceOfTerraformType(traversal.terraformType);
  const expected = of.types.map((type) => type.split("/")[0]);
  if (traversal !== null && traversal.attribute === "arn" && service !== null && !expected.includes(service)) {
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; \`${first.code}\` is an ARN of ${service}`,
      attributeOrShape(of),
    );
  }
  // Of a resource of AWS, only an attribute that is called so is an ARN.
  if (traversal !== null && !/(^|_)arns?$/.test(traversal.attribute) && !isStored(traversal)) {
    const right = arnAttributeOf(traversal.terraformType);
    const hint =
      right === null || (service !== null && !expected.includes(service))
        ? attributeOrShape(of)
        : `write \${${traversal.resource}.${right}}`;
    return refuseArn(question, "resource-type-mismatch", `\`${first.code}\` is no ARN`, hint);
  }
  if (tail !== "" && !/^[/:]/.test(tail) && !/arn\b|_arn\b|arn["\]]/i.test(first.code)) {
    return refuseArn(
      question,
      "invalid-arn",
      `"${textOf(reference)}" may be a name or an ARN; nobody can tell before it runs`,
      [...asPart(textOf(reference), question), shapesInWords(of)].join("; or "),
    );
  }
  if (of.suffix !== undefined && !tail.endsWith(of.suffix)) {
    return refuseArn(
      question,
      "invalid-arn",
      `the ARN of ${article(of.noun)} ends with "${of.suffix}" here; this one may not`,
      `write \${${first.code}}${of.suffix}`,
    );
  }
  if (question.wildcards === "none" && /[*?]/.test(tail))
    return refuseArn(question, "broad-resource", `\`${key}\` names one ${of.noun}; a wildcard names none`);
  // An ARN that comes from elsewhere, and wildcards behind it for all that lies in it.
  const wide = of.forms.some(({ all }) => all === true)
    ? Object.values(of.fields).find((field) => field.wide !== undefined)?.wide
    : undefined;
  if (wide !== undefined && /^(\/\*+)+$/.test(tail))
    question.session.diagnostics.push(warning("whole-api", question.node.span, wide.message, wide.hint));
  const arn = of.suffix === undefined ? reference : withoutEnd(reference, of.suffix);
  const name = spokenName(of.suffix === undefined ? reference : first);
  return { arn, form: of.forms.length === 1 ? 0 : null, name, fields: null };
}

/** A source's name where a key says that it is one: `eventbridge: {rule: "${var.stage}-nightly"}`. */
function asPart(text: string, { of, key }: ArnQuestion): readonly string[] {
  const alone = of.forms.flatMap(({ parts, absent, all }) => {
    const needed = Object.keys(parts).filter((part) => absent?.[part] === undefined);
    return all !== true && needed.length === 1 ? needed : [];
  });
  const [part] = alone;
  const quote = text.includes('"') ? "'" : '"';
  return part === undefined || !("docs" in of) ? [] : [`write ${key}: {${part}: ${quote}${text}${quote}}`];
}

/** A reference without the text that it ends with. */
function withoutEnd(reference: Reference, end: string): Reference {
  const parts = partsOf(reference);
  const last = parts.at(-1);
  return last?.kind === "literal" ? join(...parts.slice(0, -1), last.text.slice(0, -end.length)) : reference;
}
