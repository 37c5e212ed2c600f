import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { fillArn, hasHole, join, literal, outlineOf, outlineText, partsOf, splitArn, textOf } from "../../iam/arn.ts";
import { checkArnParts, crossing, hasWildcard } from "../../iam/arn-parts.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { misplaced } from "../../iam/embedded.ts";
import { arnOfQueue, readQueueUrl } from "../../iam/reference/queue-url.ts";
import { article } from "../../iam/reference/wording.ts";
import type { ArnKind } from "../../sources/source.ts";
import { describe, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";
import { readExpression } from "./arn-expression.ts";
import { fieldReferences, made, matchResource, refill, writeField } from "./arn-field.ts";
import { expressionPartsOf, readParts } from "./arn-parts-value.ts";
import { withFirstSlash, withoutSecondSlash } from "./arn-path.ts";
import { type ArnAnswer, type ArnQuestion, isOtherKind, refuseArn, shapesInWords } from "./arn-question.ts";
import { spokenName } from "./label.ts";
import { readGuard } from "./value.ts";

/**
 * Reads a value that names one thing by ARN, expression, short name or parts. Mistakes are reported and give null:
 * invalid-arn, resource-type-mismatch, missing-guard, broad-resource, unsupported-source, missing-key, unknown-key,
 * wrong-type, invalid-expression.
 */
export function readArn(node: Node, asked: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const answer = readAny(node, asked);
  return answer === null ? null : { ...answer, arn: withoutSecondSlash(answer.arn) };
}

function readAny(node: Node, asked: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const { key, of, session } = asked;
  if (node.kind === "mapping") {
    const told = toldForm(node, of);
    return told === null ? readParts(node, asked) : readTold(told, asked);
  }
  if (node.kind === "list" || node.kind === "null" || node.kind === "boolean") {
    const message = `\`${key}\` takes ${article(of.noun)}: an ARN, an expression${of.short ? ", a name" : ""} or its parts, not ${describe(node)}`;
    const hint = node.kind === "list" ? "write an entry of its own for each" : shapesInWords(of);
    session.diagnostics.push(error("wrong-type", node.span, message, hint));
    return null;
  }
  const read = readGuard(node, session);
  if (read === null) return null;
  const reference = withoutSecondSlash(read);
  const question = { ...asked, node };
  const [first] = partsOf(reference);
  if (node.text.trim() !== node.text)
    return refuseArn(
      question,
      "invalid-arn",
      "a space or a new line stands before or behind this",
      `write ${node.text.trim()} behind the colon`,
    );
  if (isOtherKind(reference, question)) return null;
  const wrong = misplaced(reference);
  if (wrong !== null) return refuseArn(question, "resource-type-mismatch", wrong.message, wrong.hint);
  if (first?.kind === "expression") return readExpression(reference, first, question);
  return textOf(reference).startsWith("arn:") ? readLiteralArn(reference, question) : readShortName(reference, question);
}

/** An ARN in the place of one part: `{consumer: ${var.consumer_arn}}`. */
interface ToldForm {
  readonly node: Scalar;
  readonly form: number;
}

function toldForm({ entries }: YamlMapping, { forms }: ArnKind): ToldForm | null {
  const [only, ...others] = entries;
  const form = forms.findIndex(({ told }) => told !== undefined && told.by === only?.key);
  if (form < 0 || others.length > 0 || only?.value.kind !== "text" || !/^(\$\{|arn:)/.test(only.value.text)) return null;
  return { node: only.value, form };
}

/** What the key says holds of what only Terraform knows; what tells it by itself must say the same. */
function readTold({ node, form }: ToldForm, asked: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const answer = readAny(node, asked);
  if (answer === null || answer.form === form) return answer;
  if (answer.form === null) return answer.arn.kind === "expression" ? { ...answer, form } : answer;
  const { told } = asked.of.forms[form] ?? {};
  return refuseArn(
    { ...asked, node },
    "resource-type-mismatch",
    `\`${told?.by}\` takes ${article(told?.noun ?? "")}; this names ${article(asked.of.noun)}`,
    `write ${asked.key}: ${node.text}`,
  );
}

function readShortName(reference: Reference, question: ArnQuestion): ArnAnswer | null {
  const { of, key, session } = question;
  const text = textOf(reference);
  const bareHint = hintForBareReference(text);
  if (bareHint !== null)
    return refuseArn(question, "invalid-arn", `"${text}" is a name here, not a Terraform reference`, bareHint);
  const queue = readQueueUrl(text);
  if (queue !== null) {
    const abroad = crossing(queue.partition, session.home);
    if (abroad !== null) return refuseArn(question, "invalid-arn", abroad);
    const arn = arnOfQueue(queue);
    return of.types.includes("sqs/queue")
      ? refuseArn(question, "invalid-arn", "this is the URL of a queue, not its ARN", `write ${arn}`)
      : refuseArn(
          question,
          "resource-type-mismatch",
          `\`${key}\` takes ${article(of.noun)}; this is the URL of a queue`,
          `Lambda polls queues: write \`sqs: ${arn}\` under \`pull:\``,
        );
  }
  const address = /^(?:https?|s3):\/\/([^/.]+)/.exec(text);
  if (address !== null)
    return refuseArn(
      question,
      "invalid-arn",
      `\`${key}\` takes an ARN or a name, not a URL`,
      of.types.includes("s3/bucket") ? `write arn:aws:s3:::${address[1]}` : shapesInWords(of),
    );
  const [form] = of.forms;
  const [variable, second] = Object.values(form.parts);
  const field = variable === undefined ? undefined : of.fields[variable];
  if (!of.short || variable === undefined || field === undefined || second !== undefined) {
    return refuseArn(
      question,
      "invalid-arn",
      `"${text}" is no ARN, and a name alone does not say which ${of.noun} is meant`,
      [shapesInWords(of), ...inParts(key, of)].join("; or "),
    );
  }
  const hint = scheduleOf(text) ?? partsOfPath(text, question) ?? nameBefore(text, question);
  const written = writeField(outlineText(reference), field, question, hint);
  if (written === null) return null;
  const value = refill(written, expressionPartsOf(reference));
  const name = field.random === undefined ? value : refill(written.replace(field.random, ""), expressionPartsOf(reference));
  const fields = { [variable]: value };
  return { arn: fillArn(form.arn, session.home, fields), form: 0, name: spokenName(name), fields };
}

/** The parts to write in the place of an ARN: of several forms, the one that no ARN is read as. */
function inParts(key: string, { forms }: ArnKind): readonly string[] {
  const written = forms.filter(({ all }) => all !== true);
  const form = written.find(({ mappingOnly }) => mappingOnly === true) ?? written[0];
  const parts = Object.keys(form?.parts ?? {}).filter((part) => form?.absent?.[part] === undefined);
  return parts.length === 0 ? [] : [`${key}: {${parts.map((part) => `${part}: …`).join(", ")}}`];
}

/** The name of what holds something, where the text goes on into it: `uploads/*` of a bucket. */
function nameBefore(text: string, { key }: ArnQuestion): string | undefined {
  const name = /^([\w.-]+)\/.*[*?]/.exec(text)?.[1];
  return name === undefined ? undefined : `write ${key}: ${name}`;
}

/** A rule or a group named by when it calls: that is a source of its own. */
function scheduleOf(text: string): string | undefined {
  return /^(rate|cron|at)\(.*\)$/.test(text) ? `write schedule: ${text}` : undefined;
}

/** "shop/order-paid": who has parts names them one by one. */
function partsOfPath(text: string, { of, key }: ArnQuestion): string | undefined {
  const pieces = text.split("/");
  const form = of.forms.find(({ parts }) => Object.keys(parts).length === pieces.length);
  if (pieces.length < 2 || form === undefined) return undefined;
  return `write ${key}: {${Object.keys(form.parts)
    .map((part, index) => `${part}: ${pieces[index]}`)
    .join(", ")}}`;
}

function readLiteralArn(reference: Reference, question: ArnQuestion): ArnAnswer | null {
  const { of, key, node, session } = question;
  const outline = outlineOf(reference);
  const expected = outlineOf(literal(of.forms[0].arn));
  if (outline === null || expected === null)
    return refuseArn(question, "invalid-arn", `"${textOf(reference)}" is no whole ARN`, shapesInWords(of));
  if (!hasHole(outline.service) && !hasWildcard(outline.service) && outline.service !== expected.service) {
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; this ARN is of ${outline.service || "no service"}`,
      shapesInWords(of),
    );
  }
  for (const part of ["partition", "service", "region", "account"] as const) {
    if (!hasWildcard(outline[part])) continue;
    // In a permission, only the account says whose thing it is.
    return question.wildcards === "some" && part === "account"
      ? refuseArn(
          question,
          "missing-guard",
          `a wildcard in the account would let anybody's ${of.noun} invoke the function`,
          "write the account itself",
        )
      : refuseArn(
          question,
          question.wildcards === "some" ? "missing-guard" : "broad-resource",
          `a wildcard in the ${part} names no one ${of.noun}`,
          `write the ${part} itself`,
        );
  }
  const mistakes = [...checkArnParts(outline, node.span, { region: expected.region !== "", account: expected.account !== "" })];
  const abroad = crossing(outline.partition, session.home);
  if (mistakes.length === 0 && abroad !== null)
    mistakes.push(error("invalid-arn", node.span, abroad, `write arn:${textOf(session.home.partition)}:…`));
  session.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  const parts = splitArn(reference) ?? [];
  const last = withFirstSlash(parts.at(-1) ?? literal(""), question);
  const matched = matchResource(outlineText(last), question);
  if (matched === null) return null;
  const expressions = expressionPartsOf(last);
  const [, service, region, account] = parts as [Reference, Reference, Reference, Reference];
  const head = join("arn:", parts[0] ?? "", ":", service, ":", region, ":", account, ":");
  return {
    arn: join(head, refill(matched.resource, made(matched.values, expressions, of))),
    form: matched.form,
    name: spokenName(refill(matched.name, expressions)),
    fields: fieldReferences(matched.values, expressions),
  };
}
