import { partitionOf } from "../iam/regions.ts";
import type { Known } from "./adopt-functions.ts";
import type { HomeOf } from "./draft.ts";
import { list, object, readState, type StateResource, text } from "./read-state.ts";
import { samState } from "./sam/sam-state.ts";
import { readSamTemplate } from "./sam/template/read-template.ts";
import { foreign, foreignJson } from "./text/texts.ts";

/** What is said beside a template, which does not tell where it is deployed. */
interface Beside {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** NAME=VALUE of its parameters. */
  readonly parameters: readonly string[];
  /** What `aws cloudformation describe-stack-resources` prints. */
  readonly stackResources: string | null;
}

type Given = { readonly state: readonly StateResource[]; readonly known?: Known } | { readonly problem: string };

/** Reads what was given: a state or a plan, or a template of SAM. */
export function readGiven(given: string, beside: Beside): Given {
  if (!isTemplate(given)) {
    const state = readState(given);
    return "problem" in state ? state : { state };
  }
  const template = readSamTemplate(given);
  if (typeof template["problem"] === "string") return { problem: template["problem"] };
  const stack = stackOf(beside.stackResources);
  if (stack === null) return { problem: "--stack-resources takes what `aws cloudformation describe-stack-resources` prints" };
  const region = beside.region ?? stack.home?.region;
  const account = beside.account ?? stack.home?.account;
  if (region === undefined || account === undefined)
    return { problem: "a template does not say where it is deployed: give --region and --account, or --stack-resources" };
  const unnamed = beside.parameters.find((one) => !/^[\w:]+=/.test(one));
  if (unnamed !== undefined) return { problem: `--parameter takes NAME=VALUE, and not ${unnamed}` };
  const parameters = Object.fromEntries(
    foreign(beside.parameters).map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]),
  );
  const partition = partitionOf(region) ?? stack.home?.partition;
  if (partition === undefined) return { problem: `AWS lists no region "${region}": give the one where the stack is by --region` };
  const { resources, told, left } = samState(template, { home: { partition, region, account }, parameters, made: stack.made });
  if (told.size === 0 && left.length === 0)
    return { problem: "there is no AWS::Serverless::Function or AWS::Lambda::Function in it" };
  return { state: resources, known: { told, left } };
}

/** A state is JSON; so may a template be, and then it has Resources. */
export function isTemplate(given: string): boolean {
  if (!given.trimStart().startsWith("{")) return true;
  try {
    return object(JSON.parse(given))["Resources"] !== undefined;
  } catch {
    return false;
  }
}

/** The ids of what a stack made, and where it lies; null where the text is something else. */
function stackOf(given: string | null): { readonly made: ReadonlyMap<string, string>; readonly home: HomeOf | null } | null {
  if (given === null) return { made: new Map(), home: null };
  let root: unknown;
  try {
    root = foreignJson(given);
  } catch {
    return null;
  }
  const found = list(object(root)["StackResources"] ?? object(root)["StackResourceSummaries"]).map(object);
  const made = new Map(
    found.flatMap((one) => {
      const [logical, physical] = [text(one["LogicalResourceId"]), text(one["PhysicalResourceId"])];
      return logical === null || physical === null ? [] : [[logical, physical] as const];
    }),
  );
  const [, partition, , region, account] = (text(found[0]?.["StackId"]) ?? "").split(":");
  const home = partition && region && account ? { partition, region, account } : null;
  return made.size === 0 ? null : { made, home };
}
