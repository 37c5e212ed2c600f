import { explanationOf as explainFunction } from "../../review/ask/explanation.ts";
import { explanationText } from "../../review/print/answers-text.ts";
import { type Exit, exit, out, useColor } from "../print-output.ts";
import { type AskOptions, readFunctions } from "./read-functions.ts";

/** `lambdagrant explain`: every grant in plain sentences, with the entry that causes it. */
export async function explain(paths: readonly string[], options: AskOptions): Promise<Exit> {
  const read = await readFunctions(paths, options);
  if ("status" in read) return read.status;
  const explanations = read.functions.map(explainFunction);
  if (options.format === "json") out(JSON.stringify(explanations, null, 2));
  else out(explanationText(explanations, useColor(options.color, process.stdout)));
  return exit.done;
}
