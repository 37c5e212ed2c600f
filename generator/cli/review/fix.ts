import { readFileSync } from "node:fs";
import { readDenial } from "../../review/ask/denial.ts";
import { functionsMeant, type Remedy, remedyOf } from "../../review/ask/remedy.ts";
import { functionsNamed } from "../../review/ask/who-can.ts";
import { remedyText } from "../../review/print/answers-text.ts";
import { type Exit, endRun, exit, out, useColor } from "../print-output.ts";
import { type AskOptions, readFunctions } from "./read-functions.ts";

export interface FixOptions extends AskOptions {
  /** The function, where the message does not say. */
  readonly function?: string;
}

/** `lambdagrant fix MESSAGE`: what refused a call, and the entry to add. */
export async function fix(words: readonly string[], options: FixOptions): Promise<Exit> {
  const text = words.length === 0 || (words.length === 1 && words[0] === "-") ? readFileSync(0, "utf8") : words.join(" ");
  const denial = readDenial(text.slice(0, 1_000_000));
  if (denial === null) return endRun("this is no message of AWS that refuses a call, or none that names what was refused");
  const read = await readFunctions([], options);
  if ("status" in read) return read.status;
  const meant =
    options.function === undefined ? functionsMeant(read.functions, denial) : functionsNamed(read.functions, options.function);
  if (meant.length === 0) {
    if (options.function !== undefined) return endRun(`no spec declares the function ${options.function}`);
    if (denial.role === null && denial.function === null)
      return endRun("the message names no role: say which function it is of with --function NAME");
    return endRun(
      `no spec has the role ${denial.role ?? `of the function ${denial.function}`}: say which function it is with --function NAME`,
    );
  }
  const remedies: readonly Remedy[] = meant.map((of) => remedyOf(of, denial));
  if (options.format === "json") out(JSON.stringify({ denial, remedies }, null, 2));
  else out(remedyText(remedies, useColor(options.color, process.stdout)));
  return exit.done;
}
