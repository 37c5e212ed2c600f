import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { literal, textOf } from "../../iam/arn.ts";
import { serviceOf } from "../../iam/service.ts";
import type { AccessType } from "../../sources/shapes/poller.ts";
import { secret } from "../../sources/shapes/things.ts";
import type { PullSource } from "../../sources/source.ts";
import { scalarAt } from "../language/at-key.ts";
import type { PullEntry, Spec } from "../spec.ts";
import { readArn } from "../values/arn-value.ts";
import { entryAt } from "../values/check-arguments.ts";
import { argumentAt, isReference, readReference, type Session } from "../values/value.ts";
import { entryOf, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** How the poller of an entry signs in, with the source and with its schema registry. */

/** The ways to authenticate of an entry, and the secrets that they name; mistakes in them are reported. */
export function readAccess(
  mapping: YamlMapping,
  entry: YamlEntry,
  source: PullSource,
  session: Session,
): Pick<PullEntry, "access" | "secrets" | "registrySecrets"> {
  const given = entryOf(mapping, "source_access_configuration");
  const nodes = given === undefined ? [] : given.value.kind === "list" ? given.value.items : [given.value];
  const { access, secrets } = readWays(nodes, source.access, entry.key, session);
  if (
    source.accessRequired &&
    given !== undefined &&
    secrets.length === 0 &&
    nodes.length > 0 &&
    access.every((type) => source.access[type]?.uri !== "secret")
  ) {
    session.diagnostics.push(
      error(
        "missing-key",
        given.keySpan,
        `the poller of \`${entry.key}\` signs in with a secret, and there is none`,
        "add {type: BASIC_AUTH, uri: the secret's ARN}",
      ),
    );
  }
  return { access, secrets, registrySecrets: readRegistry(mapping, source, session) };
}

/** The role reads a registry of AWS Glue, and nothing of one at a URL. */
const untoldRegistry = {
  message: "nobody can tell whether this is a registry of AWS Glue, which the poller reads with the role, or one at a URL",
  hint: "write its ARN, or ${aws_glue_registry.NAME.arn}; of a URL, write how it begins: https://${…}",
};

/** The secrets of a schema registry. https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryAccessConfig.html */
function readRegistry(mapping: YamlMapping, { registry }: PullSource, session: Session): readonly Reference[] {
  if (registry === undefined) return [];
  const given = entryAt(mapping, `${registry.argument}.access_config`);
  const uri = entryAt(mapping, `${registry.argument}.schema_registry_uri`)?.value;
  const named = uri?.kind === "text" ? readReference(uri, { ...session, diagnostics: [] }, "argument") : null;
  if (given === undefined) {
    if (uri !== undefined && named?.kind === "expression" && serviceOf(named) === null)
      session.diagnostics.push(error("invalid-arn", uri.span, untoldRegistry.message, untoldRegistry.hint));
    return [];
  }
  if (named !== null && serviceOf(named) === "glue") {
    const message = "Lambda reads a registry of AWS Glue with the role, and signs in to others alone";
    session.diagnostics.push(error("argument-not-allowed", given.keySpan, message, "remove `access_config`"));
    return [];
  }
  const nodes = given.value.kind === "list" ? given.value.items : [given.value];
  for (const node of nodes) {
    const missing = ["type", "uri"].filter((key) => node.kind === "mapping" && entryOf(node, key) === undefined);
    const message = `\`access_config\` needs ${missing.map((key) => `\`${key}\``).join(" and ")}`;
    if (missing.length > 0)
      session.diagnostics.push(error("missing-key", node.span, message, "write {type: BASIC_AUTH, uri: the secret's ARN}"));
  }
  const whole = nodes.filter((node) => node.kind === "mapping" && entryOf(node, "uri") !== undefined);
  return readWays(whole, registry.access, "a schema registry", session).secrets;
}

/** Ways to authenticate, each with what it names. */
function readWays(
  nodes: readonly Node[],
  known: PullSource["access"],
  key: string,
  session: Session,
): Pick<PullEntry, "access" | "secrets"> {
  const found: { readonly type: Scalar; readonly kind: AccessType }[] = [];
  const secrets: Reference[] = [];
  for (const node of nodes) {
    if (node.kind !== "mapping") continue;
    const type = scalarAt(node, "type");
    const uri = scalarAt(node, "uri");
    if (type === undefined || Object.keys(known).length === 0) continue;
    const kind = Object.hasOwn(known, type.text) ? known[type.text] : undefined;
    if (kind === undefined) {
      const whose = key.includes(" ") ? key : `\`${key}\``;
      session.diagnostics.push(
        error(
          "value-out-of-range",
          type.span,
          `${whose} knows no way to authenticate called ${type.text}`,
          `it takes ${Object.keys(known).join(", ")}`,
        ),
      );
      continue;
    }
    found.push({ type, kind });
    if (kind.uri === "none") {
      if (uri !== undefined)
        session.diagnostics.push(
          error("argument-not-allowed", uri.span, `${type.text} takes no \`uri\`: the role itself signs in`, "remove it"),
        );
    } else if (uri === undefined) {
      session.diagnostics.push(error("missing-key", type.span, `${type.text} needs a \`uri\``, `add uri: "${uriWords(kind)}"`));
    } else if (kind.uri === "secret") {
      const answer = readArn(uri, { key: "uri", of: secret, wildcards: "none", session });
      if (answer !== null) secrets.push(answer.arn);
    } else if (!kind.uri.test.test(uri.text)) {
      session.diagnostics.push(error("value-out-of-range", uri.span, `the \`uri\` of ${type.text} is ${kind.uri.words}`));
    }
  }
  const access = found.map(({ type }) => type.text);
  for (const [index, { type, kind }] of found.entries()) {
    // Said once for each kind, at the first of it.
    if (access.indexOf(type.text) === index) checkOthers(type, kind, access, known, session);
  }
  return { access, secrets };
}

function checkOthers(
  type: Scalar,
  { beside, excludes }: AccessType,
  access: readonly string[],
  known: PullSource["access"],
  session: Session,
): void {
  const [first] = beside ?? [];
  if (first !== undefined && beside?.every((other) => !access.includes(other)) === true) {
    const hint = `add {type: ${first}, uri: "${uriWords(known[first])}"}`;
    const others = beside.join(" or ");
    session.diagnostics.push(error("missing-key", type.span, `${type.text} goes with ${others}, and there is none`, hint));
  }
  const other = excludes?.find((name) => access.includes(name));
  if (other !== undefined)
    session.diagnostics.push(
      error("argument-not-allowed", type.span, `${type.text} does not go with ${other}`, "keep one of them"),
    );
}

/** What the `uri` of a way to authenticate is, for hints. */
function uriWords(kind: AccessType | undefined): string {
  return typeof kind?.uri === "object" ? kind.uri.words : "the secret's ARN";
}

/** Where the role itself signs in, there is no `uri`; hashicorp/aws asks for one, and passes none on where it is empty. */
export function completeAccess(body: readonly Argument[]): readonly Argument[] {
  return body.map((argument) =>
    argument.kind === "block" &&
    argument.name === "source_access_configuration" &&
    argument.body.every(({ name }) => name !== "uri")
      ? { ...argument, body: [...argument.body, { kind: "attribute", name: "uri", value: literal("") }] }
      : argument,
  );
}

/** What an entry's ways to authenticate need of hashicorp/aws. */
export function newerAccess({ source, access, arguments: body, span }: PullEntry): Spec["newer"] {
  const { registry } = source;
  const registered = registry === undefined ? [] : typesAt(body, `${registry.argument}.access_config`.split("."));
  const newer = (types: readonly string[], known: PullSource["access"]): Spec["newer"] =>
    types.flatMap((type) => {
      const since = known[type]?.since;
      return since === undefined ? [] : [{ what: `\`${type}\` needs`, since, span }];
    });
  return [...newer(access, source.access), ...newer(registered, registry?.access ?? {})];
}

/** The types of the blocks at a path. */
function typesAt(body: readonly Argument[], [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) {
    const type = argumentAt(body, "type");
    return isReference(type) ? [textOf(type)] : [];
  }
  return body.flatMap((one) => (one.kind === "block" && one.name === first ? typesAt(one.body, rest) : []));
}
