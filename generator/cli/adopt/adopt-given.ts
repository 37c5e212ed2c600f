import { basename } from "node:path";
import type { Known } from "../../adopt/adopt-functions.ts";
import { policyState } from "../../adopt/policy-state.ts";
import { isTemplate, readGiven } from "../../adopt/read-given.ts";
import type { StateResource } from "../../adopt/read-state.ts";
import type { Origin } from "../../adopt/write-blocks.ts";
import { readPrinted } from "../../files/text.ts";
import type { CommonOptions } from "../print-output.ts";

export interface AdoptOptions extends CommonOptions {
  readonly function?: string;
  readonly output?: string;
  readonly sameState: boolean;
  readonly region?: string;
  readonly account?: string;
  readonly parameter?: readonly string[];
  readonly stackResources?: string;
  readonly resourcePolicy?: string;
  readonly policy?: readonly string[];
  readonly role?: string;
}

interface Given {
  readonly state: readonly StateResource[];
  readonly known?: Known;
  /** Null where nothing tells what of it there is. */
  readonly origin: Origin | null;
}

interface Problem {
  readonly problem: string;
}

/** Reads what the command line names: a state, a plan or a template; or the policies of one function. */
export function givenOf(file: string | undefined, options: AdoptOptions): Given | Problem {
  if (file === undefined) return policiesOf(options);
  if (options.policy !== undefined || options.resourcePolicy !== undefined || options.role !== undefined)
    return { problem: "--policy, --resource-policy and --role are for a function without a state: leave the file out" };
  const read = readPrinted(file);
  if ("problem" in read) return read;
  const stack = options.stackResources === undefined ? null : readPrinted(options.stackResources);
  if (stack !== null && "problem" in stack) return stack;
  const { region, account, parameter: parameters = [] } = options;
  const given = readGiven(read.text, { region, account, parameters, stackResources: stack?.text ?? null });
  if ("problem" in given) return { problem: `${file}: ${given.problem}` };
  if (!isTemplate(read.text)) return { ...given, origin: options.sameState ? "same-state" : "state" };
  return { ...given, origin: stack === null ? null : "stack" };
}

function policiesOf({
  function: name,
  region,
  account,
  role,
  resourcePolicy,
  policy: named = [],
}: AdoptOptions): Given | Problem {
  if (resourcePolicy === undefined && named.length === 0)
    return {
      problem: "give a file, or --resource-policy or --policy: what aws lambda get-policy and aws iam get-role-policy print",
    };
  const resource = resourcePolicy === undefined ? null : readPrinted(resourcePolicy);
  if (resource !== null && "problem" in resource) return resource;
  const policies: { readonly name: string; readonly text: string }[] = [];
  for (const path of named) {
    const read = readPrinted(path);
    if ("problem" in read) return read;
    policies.push({ name: basename(path), text: read.text });
  }
  const state = policyState({ function: name, region, account, role, resourcePolicy: resource?.text ?? null, policies });
  return "problem" in state ? state : { state, origin: "nobody" };
}
