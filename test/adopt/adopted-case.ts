import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Adopted, adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";

/** A folder here is a case: state.json, or a template.yaml of SAM with what its stack made (stack-resources.json), and what comes out. */

export const adoptFolder = fileURLToPath(new URL("./", import.meta.url));
export const adoptNames = readdirSync(adoptFolder).filter((name) => !name.includes("."));

export interface AdoptedCase {
  readonly name: string;
  /** Null of a template, whose resources Terraform never had. */
  readonly state: readonly StateResource[] | null;
  /** Whether it is told what the stack of a template made. */
  readonly isMade: boolean;
  readonly adopted: Adopted;
}

export function adoptedCase(name: string): AdoptedCase {
  const at = (file: string) => join(adoptFolder, name, file);
  const isTemplate = existsSync(at("template.yaml"));
  const stack = existsSync(at("stack-resources.json")) ? readFileSync(at("stack-resources.json"), "utf8") : null;
  const where = stack === null ? { region: "eu-west-1", account: "123456789012" } : {};
  const given = readGiven(readFileSync(at(isTemplate ? "template.yaml" : "state.json"), "utf8"), {
    ...where,
    parameters: [],
    stackResources: stack,
  });
  if ("problem" in given) throw new Error(given.problem);
  const adopted = adoptFunctions(given.state, undefined, given.known);
  return { name, state: isTemplate ? null : given.state, isMade: stack !== null, adopted };
}
