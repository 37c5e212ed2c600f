import type { Code } from "../../diagnostics/codes.ts";
import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { partsOf } from "../../iam/arn.ts";
import { article } from "../../iam/reference/wording.ts";
import { terraformTypes, traversalOf } from "../../iam/terraform-types.ts";
import type { ArnKind } from "../../sources/source.ts";
import type { Scalar } from "../yaml/yaml-node.ts";
import type { Session } from "./value.ts";

/** A value that should name one thing: where it stands, what it should name, and who wants to know. */
export interface ArnQuestion {
  readonly node: Scalar;
  /** The key whose value it is, for messages. */
  readonly key: string;
  readonly of: ArnKind;
  /** `some`: wildcards may stand for a part of a name, as in a permission; `none`: the value names exactly one thing. */
  readonly wildcards: "some" | "none";
  readonly session: Session;
}

/** The answer. */
export interface ArnAnswer {
  /** As Terraform and people know it, without what the service sends behind it. */
  readonly arn: Reference;
  /** Which of the kind's forms it has; null where only Terraform knows. */
  readonly form: number | null;
  /** What a person calls it, in comments and labels. */
  readonly name: string;
  /** What fills the variables of its pattern, as far as the value says it; null where only Terraform knows. */
  readonly fields: Readonly<Record<string, Reference>> | null;
}

/** Reports a mistake at the value. */
export function refuseArn({ node, session }: ArnQuestion, code: Code, message: string, hint?: string): null {
  session.diagnostics.push(error(code, node.span, message, hint));
  return null;
}

/** True, with a mistake, where a resource in the value is of a type that belongs under another key. */
export function isOtherKind(value: Reference, question: ArnQuestion): boolean {
  const { otherKind, noun } = question.of;
  for (const part of otherKind === undefined ? [] : partsOf(value)) {
    const type = part.kind === "literal" ? null : (traversalOf(part.code)?.terraformType ?? null);
    if (otherKind === undefined || type === null || !otherKind.when.test(type)) continue;
    const message = `\`${question.key}\` takes ${article(noun)}; ${otherKind.message.replace("${value}", () => type)}`;
    refuseArn(question, "resource-type-mismatch", message, otherKind.hint);
    return true;
  }
  return false;
}

/** What to write: the shapes of the ARN in words. */
export function shapesInWords({ forms }: ArnKind, own?: { readonly variable: string; readonly text: string }): string {
  const words = (name: string) => (name === own?.variable ? own.text : name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase());
  const asText = forms.filter(({ all, mappingOnly }) => all !== true && mappingOnly !== true);
  const shapes = asText.map(({ arn }) =>
    arn.replace("${Partition}", "aws").replaceAll(/\$\{(\w+)\}/g, (_, name: string) => words(name)),
  );
  return `write ${(own === undefined ? shapes : shapes.slice(0, 1)).join(" or ")}`;
}

/** What to write: an attribute of the Terraform resource that is such a thing, else the shape. */
export function attributeOrShape(of: ArnKind): string {
  const found = [...terraformTypes()].filter(
    ({ terraformType, attribute, service, type }) =>
      of.types.some((one) => one.toLowerCase() === `${service}/${type}`.toLowerCase()) &&
      of.refusedTypes?.[`${terraformType}.${attribute}`] === undefined &&
      of.begins?.[`${terraformType}.${attribute}`] === undefined,
  );
  // Of several, the plainest is the one that most teams have: aws_kms_key before aws_kms_replica_key.
  found.sort((a, b) => a.terraformType.length - b.terraformType.length);
  const best = found.find(({ attribute }) => attribute === "arn") ?? found.find(({ attribute }) => attribute.endsWith("arn"));
  if (best !== undefined) return `write \${${best.terraformType}.NAME.${best.attribute}}${of.suffix ?? ""}`;
  return shapesInWords(of);
}
