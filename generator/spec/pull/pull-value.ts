import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { join, literal, partsOf } from "../../iam/arn.ts";
import { serviceOf } from "../../iam/service.ts";
import { secret } from "../../sources/shapes/things.ts";
import type { PullSource } from "../../sources/source.ts";
import { serversKeys, thingsKeys } from "../language/language.ts";
import { checkKeys, scalarAt, someAt } from "../language/shape.ts";
import type { PullEntry } from "../spec.ts";
import { readArn } from "../values/arn-value.ts";
import { entryAt } from "../values/check-arguments.ts";
import { nameOf } from "../values/label.ts";
import { readText, type Session } from "../values/value.ts";
import { entryOf, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** What the value of a pull source's key names. */
export interface PullValue extends Pick<PullEntry, "arn" | "form" | "parts"> {
  readonly name: string;
  /** The arguments that name the source to AWS. */
  readonly arguments: readonly Argument[];
}

/** Reads the value of a pull source's key; null after a mistake. */
export function readPullValue(entry: YamlEntry, source: PullSource, session: Session): PullValue | null {
  switch (source.kind) {
    case "arn": {
      const value = readArn(entry.value, { key: entry.key, of: source, wildcards: "none", session });
      if (value === null) return null;
      const form = value.form ?? (value.arn.kind === "expression" ? source.assumedForm : undefined);
      if (form !== undefined) return { arn: value.arn, form, parts: {}, name: value.name, arguments: [eventSource(value.arn)] };
      const message = `nobody can tell what this expression names, and \`${entry.key}\` grants by it`;
      session.diagnostics.push(
        error("invalid-arn", entry.value.span, message, "write an expression to the Terraform resource itself, or the ARN"),
      );
      return null;
    }
    case "servers":
      return readServers(entry, session);
    case "things":
      return readThings(entry, source, session);
  }
}

function eventSource(value: Reference): Argument {
  return { kind: "attribute", name: "event_source_arn", value };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html: the servers as one text, with commas between. */
function readServers(entry: YamlEntry, session: Session): PullValue | null {
  const mapping = mappingOf(entry, "{bootstrap_servers: [b-1.example.com:9092]}", session);
  if (mapping === null) return null;
  const before = session.diagnostics.length;
  session.diagnostics.push(...checkKeys(mapping, serversKeys, entry.key, entry.keySpan));
  const servers = someAt(mapping, "bootstrap_servers").flatMap((scalar) => {
    const server = readText(scalar, session, "argument");
    // https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html
    if (server?.kind === "literal" && !/^[a-z0-9.-]+:\d{1,5}$/i.test(server.text)) {
      session.diagnostics.push(error("invalid-name", scalar.span, `"${server.text}" is no bootstrap server`, "write host:port"));
    }
    return server === null ? [] : [server];
  });
  const [first] = servers;
  if (first === undefined || session.diagnostics.length > before) return null;
  const pieces = servers.flatMap((server, index) => [...(index === 0 ? [] : [literal(",")]), ...partsOf(server)]);
  const endpoints: Argument = {
    kind: "attribute",
    name: "endpoints",
    value: { kind: "map", entries: [{ key: "KAFKA_BOOTSTRAP_SERVERS", value: join(...pieces) }] },
  };
  return {
    arn: null,
    form: 0,
    parts: {},
    name: nameOf(first).replace(/:\d+$/, ""),
    arguments: [{ kind: "block", name: "self_managed_event_source", body: [endpoints] }],
  };
}

function readThings(entry: YamlEntry, { things }: Extract<PullSource, { kind: "things" }>, session: Session): PullValue | null {
  const mapping = mappingOf(entry, `{${Object.keys(things).join(", ")}}`, session);
  if (mapping === null) return null;
  const before = session.diagnostics.length;
  session.diagnostics.push(...checkKeys(mapping, thingsKeys(things), entry.key, entry.keySpan));
  const answers = Object.entries(things).flatMap(([key, of]) => {
    const node = entryOf(mapping, key)?.value;
    const answer = node === undefined ? null : readArn(node, { key, of, wildcards: "none", session });
    return answer === null ? [] : [{ key, answer }];
  });
  const [first] = answers;
  if (first === undefined || session.diagnostics.length > before) return null;
  return {
    arn: first.answer.arn,
    form: 0,
    parts: Object.fromEntries(answers.map(({ key, answer }) => [key, answer.arn])),
    name: first.answer.name,
    arguments: [eventSource(first.answer.arn)],
  };
}

function mappingOf(entry: YamlEntry, shape: string, session: Session): YamlMapping | null {
  if (entry.value.kind === "mapping") return entry.value;
  session.diagnostics.push(
    error("wrong-type", entry.value.span, `\`${entry.key}\` takes a mapping`, `write ${entry.key}: ${shape}`),
  );
  return null;
}

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

/** The secrets of a schema registry. https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryAccessConfig.html */
function readRegistry(mapping: YamlMapping, { registry }: PullSource, session: Session): readonly Reference[] {
  if (registry === undefined) return [];
  const given = entryAt(mapping, `${registry.argument}.access_config`);
  if (given === undefined) return [];
  const uri = entryAt(mapping, `${registry.argument}.schema_registry_uri`)?.value;
  const named = uri?.kind === "text" ? readText(uri, { ...session, diagnostics: [] }, "argument") : null;
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
  return readWays(nodes, registry.access, "a schema registry", session).secrets;
}

/** Ways to authenticate, each with what it names. */
function readWays(
  nodes: readonly Node[],
  known: PullSource["access"],
  key: string,
  session: Session,
): Pick<PullEntry, "access" | "secrets"> {
  const found: { readonly type: Scalar; readonly beside: string | undefined }[] = [];
  const secrets: Reference[] = [];
  for (const node of nodes) {
    if (node.kind !== "mapping") continue;
    const type = scalarAt(node, "type");
    const uri = scalarAt(node, "uri");
    if (type === undefined || uri === undefined || Object.keys(known).length === 0) continue;
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
    found.push({ type, beside: kind.beside });
    if (kind.uri === "secret") {
      const answer = readArn(uri, { key: "uri", of: secret, wildcards: "none", session });
      if (answer !== null) secrets.push(answer.arn);
    } else if (!kind.uri.test.test(uri.text)) {
      session.diagnostics.push(error("value-out-of-range", uri.span, `the \`uri\` of ${type.text} is ${kind.uri.words}`));
    }
  }
  const access = found.map(({ type }) => type.text);
  checkBeside(found, access, known, session);
  return { access, secrets };
}

/** Said once for each kind, at the first of it. */
function checkBeside(
  found: readonly { readonly type: Scalar; readonly beside: string | undefined }[],
  access: readonly string[],
  known: PullSource["access"],
  session: Session,
): void {
  for (const [index, { type, beside }] of found.entries()) {
    if (beside === undefined || access.includes(beside) || access.indexOf(type.text) < index) continue;
    const uri = known[beside]?.uri;
    const hint = `add {type: ${beside}, uri: "${typeof uri === "object" ? uri.words : "the secret's ARN"}"}`;
    session.diagnostics.push(error("missing-key", type.span, `${type.text} goes with ${beside}, and there is none`, hint));
  }
}
