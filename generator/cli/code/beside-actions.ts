import { environmentOf, handlerOf } from "../../code/against/resolved.ts";
import { variablesFor } from "../../code/against/variable-names.ts";
import { neededNames } from "../../code/environment-names.ts";
import type { Lacking } from "../../code/suggest/amend.ts";
import { suggestEvents } from "../../code/suggest/event-types.ts";
import { textOf } from "../../iam/arn.ts";
import type { CodeFolder } from "./code-folder.ts";
import type { InTarget } from "./functions-of.ts";

/** What the code needs beside actions, and the spec has in no target: variables that it reads, and who sends, where nobody is said to. */
export function lackedBesideActions(
  targets: readonly [InTarget, ...InTarget[]],
  code: CodeFolder,
  taken: readonly string[],
): Omit<Lacking, "actions"> {
  const [{ spec }] = targets;
  const handler = handlerOf(spec.arguments);
  const read = handler === null ? null : code.readingOf(handler);
  if (handler === null || read === null) return { push: [], pull: [], variables: {} };
  const known = new Set(targets.flatMap((one) => [...environmentOf(one.spec.arguments).keys()]));
  const names = neededNames(read.reading.files.map((file) => code.texts.get(file) ?? "")).filter((name) => !known.has(name));
  const variables = [...variablesFor(names, textOf(spec.name))];
  const module = read.entry === null ? null : code.moduleOf(read.entry);
  const { push, pull } = suggestEvents(module, handler, [...taken, ...variables.map(([, variable]) => variable)]);
  return {
    push: targets.every((one) => one.spec.push.length === 0) ? push : [],
    pull: targets.every((one) => one.spec.pull.length === 0) ? pull : [],
    variables: Object.fromEntries(variables.map(([name, variable]) => [name, `\${var.${variable}}`])),
  };
}
