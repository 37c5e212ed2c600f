import { nearest } from "../../diagnostics/nearest.ts";
import { findAction, findService } from "../../iam/reference/reference.ts";
import { askedReference, beyondKnowledge, functionsNamed, whoCan, whoCanInvoke } from "../../review/ask/who-can.ts";
import { beyondText, whoCanText } from "../../review/print/answers-text.ts";
import { type Exit, err, exit, out, useColor } from "../print-output.ts";
import { type AskOptions, readFunctions } from "./read-functions.ts";

/** `lambdagrant who-can ACTION RESOURCE`, `who-can invoke FUNCTION`: who may do it, over all specs. */
export async function answerWhoCan(action: string, resource: string, options: AskOptions): Promise<Exit> {
  const wrong = action === "invoke" ? null : actionMistake(action);
  if (wrong !== null) return usage(wrong);
  const read = await readFunctions([], options);
  if ("status" in read) return read.status;
  const { functions } = read;
  const invoked = action === "invoke" ? functionsNamed(functions, resource) : [];
  if (action === "invoke" && invoked.length === 0) {
    const near = nearest(
      resource,
      functions.map(({ name }) => name),
    );
    return usage(`no spec declares the function ${resource}${near === undefined ? "" : `; did you mean ${near}?`}`);
  }
  const found = action === "invoke" ? whoCanInvoke(functions, invoked) : whoCan(functions, action, askedReference(resource));
  if (options.format === "json") out(JSON.stringify(found, null, 2));
  else
    out(
      whoCanText(
        found,
        action === "invoke" ? `invoke ${resource}` : `${action} on ${resource}`,
        useColor(options.color, process.stdout),
      ),
    );
  // Beside the answer, so that JSON stays a list of what is known.
  const beyond = beyondText(beyondKnowledge(functions));
  if (beyond !== null) err(`lambdagrant: this cannot know all:\n${beyond}`);
  return exit.done;
}

/** What is wrong with an action that was typed: one that AWS does not list is a slip. */
function actionMistake(action: string): string | null {
  const [prefix = "", name] = action.split(":");
  if (name === undefined)
    return action === "*" ? null : `${action} is no action; write it as a policy does, s3:GetObject, or invoke`;
  if (/[*?]/.test(action) || findAction(action) !== undefined) return null;
  const near = nearest(action, findService(prefix)?.actionNames ?? []);
  return `AWS lists no action ${action}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

function usage(message: string): Exit {
  err(`lambdagrant: ${message}`);
  return exit.machine;
}
