import { nearest } from "../../diagnostics/nearest.ts";
import { textOf } from "../../iam/arn.ts";
import { actionMistake, askedResources, isOfLambda, type Misasked } from "../../review/ask/asked-question.ts";
import { beyondKnowledge, functionsNamed, type WhoCan, whoCan, whoCanInvoke } from "../../review/ask/who-can.ts";
import { beyondText, whoCanText } from "../../review/print/answers-text.ts";
import type { ReviewedFunction } from "../../review/reviewed.ts";
import { type Exit, endRun, err, exit, out, useColor } from "../print-output.ts";
import { type AskOptions, readFunctions } from "./read-functions.ts";

/** `lambdagrant who-can ACTION RESOURCE`, `who-can invoke FUNCTION`: who may do it, over all specs. */
export async function answerWhoCan(action: string, resource: string, options: AskOptions): Promise<Exit> {
  const wrong = action === "invoke" ? null : actionMistake(action);
  if (wrong !== null) return usage(wrong);
  const read = await readFunctions([], options);
  if ("status" in read) return read.status;
  const { functions } = read;
  const answer = action === "invoke" ? answerInvoke(functions, resource) : answerAction(functions, action, resource);
  if ("message" in answer) return usage(answer);
  const { found, question, invoked } = answer;
  if (options.format === "json") out(JSON.stringify(found, null, 2));
  else out(whoCanText(found, question, useColor(options.color, process.stdout)));
  // Beside the answer, so that JSON stays a list of what is known.
  const beyond = beyondText(beyondKnowledge(functions, invoked));
  if (beyond !== null) err(`lambdagrant: this cannot know all:\n${beyond}`);
  return exit.done;
}

interface Answer {
  readonly found: readonly WhoCan[];
  /** As it was understood. */
  readonly question: string;
  /** The functions of which it asks who may invoke them. */
  readonly invoked: readonly ReviewedFunction[];
}

function answerInvoke(functions: readonly ReviewedFunction[], name: string): Answer | Misasked {
  const invoked = functionsNamed(functions, name);
  if (invoked.length > 0) return { found: whoCanInvoke(functions, invoked), question: `invoke ${name}`, invoked };
  const near = nearest(
    name,
    functions.map((of) => of.name),
  );
  return { message: `no spec declares the function ${name}`, hint: near === undefined ? undefined : `did you mean ${near}?` };
}

function answerAction(functions: readonly ReviewedFunction[], action: string, resource: string): Answer | Misasked {
  const resources = askedResources(functions, action, resource);
  if ("message" in resources) return resources;
  // A short name is another ARN in another stack, and one grant may be of several.
  const found = resources.flatMap((one) => whoCan(functions, action, one));
  return {
    found: [...new Map(found.map((one) => [JSON.stringify(one), one])).values()],
    question: `${action} on ${resources.map(textOf).join(" or ")}`,
    invoked: isOfLambda(action) ? functions : [],
  };
}

function usage({ message, hint }: Misasked): Exit {
  return endRun(hint === undefined ? message : `${message}; ${hint}`);
}
