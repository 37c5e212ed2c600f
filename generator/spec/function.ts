import { error } from "../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../grants.ts";
import { outlineText, withoutHoles } from "../iam/arn.ts";
import { serviceOf } from "../iam/service.ts";
import { asLabel } from "./label.ts";
import { aliasArguments, functionArguments, functionKeys } from "./language.ts";
import { nameRules, readLabel, readName } from "./names.ts";
import { entryOf, type Mapping } from "./node.ts";
import { checkKeys, isTrue, mappingAt, scalarAt } from "./shape.ts";
import type { Spec } from "./spec.ts";
import { argumentAt, isReference, type Reading, readArguments } from "./value.ts";

export type FunctionPart = Pick<Spec, "label" | "name" | "managed" | "arguments" | "alias" | "qualifier">;

/** Ranges of https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html, which Terraform checks at apply or not at all. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  timeout: [1, 900],
  memory_size: [128, 32_768],
  "ephemeral_storage.size": [512, 10_240],
};

/** Reads `function`; null where it has no usable name. Everything else that is wrong is reported and left out. */
export function readFunction(mapping: Mapping, reading: Reading): FunctionPart | null {
  const { diagnostics } = reading;
  const nameNode = scalarAt(mapping, "name");
  diagnostics.push(...checkKeys(mapping, functionKeys, "function", entryOf(mapping, "name")?.keySpan ?? mapping.span));
  const managed = !isTrue(mapping, "existing");
  const given = readArguments(mapping, functionArguments, reading);
  checkRanges(mapping, given, reading);
  checkCode(mapping, managed, reading);
  checkDeadLetter(mapping, given, reading);
  const { alias, qualifier } = readQualifier(mapping, managed, reading);
  const name = nameNode === undefined ? null : readName(nameNode, nameRules.function, reading);
  if (nameNode === undefined || name === null) return null;
  if (!managed && name.kind !== "literal") {
    diagnostics.push(
      error(
        "invalid-name",
        nameNode.span,
        "a function that is managed elsewhere is named by its literal name",
        "write the name that it has in AWS",
      ),
    );
  }
  const labelNode = scalarAt(mapping, "label");
  const label = labelNode === undefined ? asLabel(withoutHoles(outlineText(name)), "fn") : readLabel(labelNode, "fn", reading);
  if (label === "") {
    diagnostics.push(
      error("missing-key", nameNode.span, "nothing of this name is left for a Terraform label", "give the function a `label`"),
    );
  }
  if (label === null || label === "") return null;
  return { label, name, managed, arguments: given, alias, qualifier };
}

function readQualifier(mapping: Mapping, managed: boolean, reading: Reading): Pick<FunctionPart, "alias" | "qualifier"> {
  const node = scalarAt(mapping, "qualifier");
  const name = scalarAt(mapping, "alias");
  const emitted = mappingAt(mapping, "alias");
  if (node !== undefined && (name !== undefined || emitted !== undefined)) {
    reading.diagnostics.push(
      error("argument-not-allowed", node.span, "`alias` and `qualifier` say the same thing", "keep one of them"),
    );
    return { alias: null, qualifier: null };
  }
  const scalar = node ?? name ?? scalarAt(emitted, "name");
  if (scalar === undefined) return { alias: null, qualifier: null };
  if (scalar.text === "$LATEST") {
    // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        scalar.span,
        "AWS keeps no resource policy for $LATEST",
        "leave the qualifier out, or name an alias",
      ),
    );
    return { alias: null, qualifier: null };
  }
  const qualifier: Reference | null = readName(scalar, nameRules.alias, reading);
  if (qualifier === null || emitted === undefined) return { alias: null, qualifier };
  if (!managed) {
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        emitted.span,
        "an alias of a function that is managed elsewhere is not emitted",
        "write its name alone: `alias: live`",
      ),
    );
  }
  return { alias: { name: qualifier, arguments: readArguments(emitted, aliasArguments, reading) }, qualifier };
}

function checkRanges(mapping: Mapping, given: readonly Argument[], reading: Reading): void {
  for (const [path, [from, to]] of Object.entries(ranges)) {
    const value = argumentAt(given, path);
    if (typeof value !== "number" || (value >= from && value <= to && Number.isInteger(value))) continue;
    const [first = "", second] = path.split(".");
    const at = second === undefined ? scalarAt(mapping, first) : scalarAt(mappingAt(mapping, first), second);
    reading.diagnostics.push(error("value-out-of-range", at?.span ?? mapping.span, `\`${path}\` takes ${from} to ${to}`));
  }
}

/** A function that Terraform makes needs code and, unless it is an image, a runtime and a handler. */
function checkCode(mapping: Mapping, managed: boolean, reading: Reading): void {
  const has = (key: string) => entryOf(mapping, key) !== undefined;
  const at = entryOf(mapping, "name")?.keySpan ?? mapping.span;
  if (!managed) {
    for (const { key, keySpan } of mapping.entries) {
      if (!Object.hasOwn(functionArguments, key) || implying.includes(key) || key === "tags") continue;
      if (keySpan.file !== at.file) continue;
      reading.diagnostics.push(
        error(
          "argument-not-allowed",
          keySpan,
          `\`${key}\` belongs to whoever manages this function`,
          "remove the line, or `existing: true`",
        ),
      );
    }
    return;
  }
  const sources = ["filename", "image_uri", "s3_bucket"].filter(has);
  const [, second] = sources;
  if (sources.length === 0)
    reading.diagnostics.push(
      error("missing-key", at, "this function has no code", "give `filename`, `s3_bucket` with `s3_key`, or `image_uri`"),
    );
  if (second !== undefined) {
    const span = entryOf(mapping, second)?.keySpan ?? at;
    reading.diagnostics.push(
      error("argument-not-allowed", span, `the code comes from \`${sources[0]}\` already`, "keep one of them"),
    );
  }
  if (has("s3_bucket") !== has("s3_key")) {
    reading.diagnostics.push(
      error(
        "missing-key",
        entryOf(mapping, has("s3_bucket") ? "s3_bucket" : "s3_key")?.keySpan ?? at,
        "`s3_bucket` and `s3_key` go together",
      ),
    );
  }
  const image = has("image_uri") || scalarAt(mapping, "package_type")?.text === "Image";
  for (const key of ["runtime", "handler"]) {
    if (!image && !has(key))
      reading.diagnostics.push(error("missing-key", at, `\`function\` needs \`${key}\``, "or `image_uri` for a container image"));
    else if (image && has(key) && entryOf(mapping, key)?.keySpan.file === at.file) {
      reading.diagnostics.push(
        error(
          "argument-not-allowed",
          entryOf(mapping, key)?.keySpan ?? at,
          `a container image has no \`${key}\``,
          "remove the line",
        ),
      );
    }
  }
}

/** Arguments of a function managed elsewhere that its role must still be granted for. */
const implying = ["tracing_config", "vpc_config", "dead_letter_config", "kms_key_arn", "durable_config", "logging_config"];

/** Whether Lambda sends to a queue or publishes to a topic decides what the role is granted. */
function checkDeadLetter(mapping: Mapping, given: readonly Argument[], reading: Reading): void {
  const target = argumentAt(given, "dead_letter_config.target_arn");
  if (!isReference(target)) return;
  const service = serviceOf(target);
  if (service === "sqs" || service === "sns") return;
  const at = scalarAt(mappingAt(mapping, "dead_letter_config"), "target_arn")?.span ?? mapping.span;
  const message =
    service === null
      ? "whether this is a queue or a topic decides what the role is granted, and nobody can tell"
      : "a dead-letter target is a queue or a topic";
  reading.diagnostics.push(
    error(
      service === null ? "invalid-arn" : "resource-type-mismatch",
      at,
      message,
      "write ${aws_sqs_queue.failed.arn}, ${aws_sns_topic.failed.arn}, or the ARN",
    ),
  );
}
