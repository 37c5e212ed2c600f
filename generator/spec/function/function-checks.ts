import { error } from "../../diagnostics/diagnostic.ts";
import { outlineText, withoutHoles } from "../../iam/arn.ts";
import { namedBy, traversalOf } from "../../iam/terraform-types.ts";
import { environmentName, environmentSize, reservedEnvironment } from "../../sources/argument-limits.ts";
import { logGroupField } from "../../sources/shapes/things.ts";
import { deadLetterTargets, keys } from "../../sources/targets.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import { functionArguments } from "../language/language.ts";
import { fits } from "../values/arn-field.ts";
import { entryAt } from "../values/check-arguments.ts";
import { checkArgumentRegions } from "../values/source-region.ts";
import { readTarget } from "../values/target-value.ts";
import { isSymbolic, readReference, type Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { checkFunctionRules } from "./kind-checks.ts";

/**
 * What the arguments of a function must be for AWS to take them, and for the role to be granted what they imply. `isElsewhere`: something
 * else ships the code.
 */
export function checkFunction(mapping: YamlMapping, managed: boolean, isElsewhere: boolean, session: Session): void {
  checkFunctionRules(mapping, session);
  checkArgumentRegions(mapping, session);
  checkCode(mapping, managed, isElsewhere, session);
  checkEnvironment(mapping, session);
  checkLogGroup(mapping, session);
  const deadLetter = entryAt(mapping, "dead_letter_config.target_arn")?.value;
  if (deadLetter !== undefined) readTarget(deadLetter, "target_arn", deadLetterTargets, session);
  const key = entryOf(mapping, "kms_key_arn")?.value;
  if (key !== undefined) readTarget(key, "kms_key_arn", keys, session);
}

function checkEnvironment(mapping: YamlMapping, session: Session): void {
  for (const { key, keySpan } of mappingAt(mappingAt(mapping, "environment"), "variables")?.entries ?? []) {
    if (reservedEnvironment.has(key))
      session.diagnostics.push(
        error("argument-not-allowed", keySpan, `Lambda sets ${key} itself`, "remove the line, or choose another name"),
      );
    else if (!environmentName.test(key)) {
      session.diagnostics.push(
        error(
          "invalid-name",
          keySpan,
          "an environment variable takes letters, digits and _, two at least, and begins with a letter",
          "rename it",
        ),
      );
    }
  }
  checkEnvironmentSize(mapping, session);
}

/** All of it together, as far as it is known before Terraform plans. */
function checkEnvironmentSize(mapping: YamlMapping, session: Session): void {
  const variables = entryAt(mapping, "environment.variables");
  if (variables?.value.kind !== "mapping") return;
  const texts = variables.value.entries.flatMap(({ key, value }) => [
    key,
    value.kind === "list" || value.kind === "mapping" || value.text.includes("${") ? "" : value.text,
  ]);
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (size <= environmentSize) return;
  const message = `the environment has ${size} bytes, and Lambda takes ${environmentSize}`;
  const hint = "put what is long into a parameter or a secret, and its name here";
  session.diagnostics.push(error("value-out-of-range", variables.keySpan, message, hint));
}

/** The group that the role may write to is one group, by its name. */
function checkLogGroup(mapping: YamlMapping, session: Session): void {
  const node = scalarAt(mappingAt(mapping, "logging_config"), "log_group");
  const group = node === undefined ? null : readReference(node, { ...session, diagnostics: [] }, "argument");
  if (node === undefined || group === null || !isSymbolic(group, node, session)) return;
  const text = outlineText(group);
  if (group.kind === "expression" && namedBy(group).kind === "type") {
    const resource = traversalOf(group.code)?.resource;
    const hint = resource === undefined ? "write the name of the log group" : `write \${${resource}.name}`;
    session.diagnostics.push(
      error("resource-type-mismatch", node.span, "`log_group` takes a log group's name, not an ARN", hint),
    );
  } else if (/[*?]/.test(withoutHoles(text)) || !fits(text, logGroupField)) {
    session.diagnostics.push(
      error(
        "invalid-name",
        node.span,
        `a log group's name takes ${logGroupField.takes.words}`,
        "write the name of one log group: /aws/lambda/shop",
      ),
    );
  }
}

/** A function that Terraform makes needs code and, unless it is an image, a runtime and a handler. */
function checkCode(mapping: YamlMapping, managed: boolean, isElsewhere: boolean, session: Session): void {
  const has = (key: string) => entryOf(mapping, key) !== undefined;
  const at = entryOf(mapping, "name")?.keySpan ?? mapping.span;
  if (!managed) {
    for (const { key, keySpan } of mapping.entries) {
      if (!(Object.hasOwn(functionArguments, key) || key === "lifecycle") || implying.includes(key) || key === "tags") continue;
      if (keySpan.file !== at.file) continue;
      session.diagnostics.push(
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
    session.diagnostics.push(
      error(
        "missing-key",
        at,
        "this function has no code",
        isElsewhere
          ? "the first apply makes it with some code, which something else then replaces: code: {zip: build/function.zip, deploy: elsewhere}, or {s3: …} or {image: …}, with `deploy: elsewhere`"
          : "say where it is: code: {dir: src}, {zip: build/function.zip}, {s3: …} or {image: …}",
      ),
    );
  if (second !== undefined) {
    const span = entryOf(mapping, second)?.keySpan ?? at;
    session.diagnostics.push(
      error("argument-not-allowed", span, `the code comes from \`${sources[0]}\` already`, "keep one of them"),
    );
  }
  if (has("s3_bucket") !== has("s3_key")) {
    session.diagnostics.push(
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
      session.diagnostics.push(error("missing-key", at, `\`function\` needs \`${key}\``, "or `image_uri` for a container image"));
  }
}

/** Arguments of a function managed elsewhere that its role must still be granted for. */
const implying = [
  "tracing_config",
  "vpc_config",
  "dead_letter_config",
  "kms_key_arn",
  "durable_config",
  "logging_config",
  "file_system_config",
  "layers",
];
