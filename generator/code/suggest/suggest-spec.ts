import { Document, isScalar } from "yaml";
import { variablesFor } from "../against/variable-names.ts";
import type { Call, CodeReading } from "../calls.ts";
import type { Module } from "../syntax/module.ts";
import { suggestEvents } from "./event-types.ts";
import { variablesIn } from "./placeholder.ts";
import { suggestEntries } from "./suggest-entries.ts";

export interface SpecRequest {
  readonly name: string;
  /** As Lambda is told: `app.handler`. */
  readonly handler: string;
  /** The folder of the sources, as a person would name it. */
  readonly folder: string;
  /** The same, from the folder in which the spec will lie; null where that is outside the repository, and somebody else packs it. */
  readonly sources: {
    readonly dir: string;
    /** What stands beside it, for who moves the spec. */
    readonly note: string | null;
  } | null;
  readonly reading: CodeReading;
  /** The file that holds the handler; null where it cannot be read. */
  readonly entry: Module | null;
  /** Environment variables that the code reads. */
  readonly environment: readonly string[];
}

/** A spec for a function whose code is there, to be reviewed: what the code does not tell is a Terraform variable. */
export function suggestSpec({ name, handler, folder, sources: from, reading, entry, environment }: SpecRequest): string {
  const calls = reading.found.filter((found): found is Call => found.kind === "call");
  const unread = reading.found.filter((found) => found.kind === "unknown");
  const needs = calls.flatMap((call) => call.needs.filter(({ certain }) => certain).map((need) => ({ need, call })));
  const actions = suggestEntries(needs, new Map());
  const variables = [...variablesFor(environment, name)];
  const taken = [...variablesIn(JSON.stringify(actions)), ...variables.map(([, variable]) => variable)];
  const { push, pull } = suggestEvents(entry, handler, taken);
  const document = new Document({
    function: {
      name,
      runtime: reading.files.some((file) => file.endsWith(".py")) ? "python3.13" : "nodejs22.x",
      handler,
      ...(environment.length > 0 && {
        environment: {
          variables: Object.fromEntries(variables.map(([key, variable]) => [key, `\${var.${variable}}`])),
        },
      }),
    },
    code: from === null ? { zip: `../build/${name}.zip` } : { dir: from.dir },
    ...(push.length > 0 && { push }),
    ...(pull.length > 0 && { pull }),
    ...(needs.length > 0 && { actions }),
  });
  const dir = document.getIn(["code", "dir"], true);
  if (isScalar(dir) && from !== null && from.note !== null) dir.comment = ` ${from.note}`;
  const count = `${calls.length} ${calls.length === 1 ? "call" : "calls"} of AWS in ${reading.files.length} ${reading.files.length === 1 ? "file" : "files"}`;
  document.commentBefore = [
    ` Suggested from ${folder}: ${count}. What the code does not tell is a variable; read each line.`,
    ...unread.map(({ file, line, what }) => ` Not read, ${file}:${line}: ${what}`),
  ].join("\n");
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
