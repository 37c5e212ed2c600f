import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { join, literal, partsOf } from "../../iam/arn.ts";
import type { PullSource } from "../../sources/source.ts";
import { someAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { serversKeys, thingsKeys } from "../language/language.ts";
import type { PullEntry } from "../spec.ts";
import { readArn } from "../values/arn-value.ts";
import { spokenName } from "../values/label.ts";
import { readReference, type Session } from "../values/value.ts";
import { entryOf, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

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
      const told = source.forms.flatMap((one) => (one.told === undefined ? [] : [`${entry.key}: {${one.told.by}: "\${…}"}`]));
      const hint = ["write an expression to the Terraform resource itself, or the ARN", ...told].join(
        "; where one name is all of it, ",
      );
      session.diagnostics.push(error("invalid-arn", entry.value.span, message, hint));
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
    const server = readReference(scalar, session, "argument");
    // https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html
    if (server?.kind === "literal" && !/^[a-z0-9.-]+:\d{1,5}$/i.test(server.text)) {
      session.diagnostics.push(error("invalid-name", scalar.span, `"${server.text}" is no bootstrap server`, "write HOST:PORT"));
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
    name: spokenName(first).replace(/:\d+$/, ""),
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
