import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Adopted, adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import type { Origin } from "../../generator/adopt/write-blocks.ts";

/**
 * A folder here is a case: state.json; or a template.yaml of SAM with what its stack made (stack-resources.json); or the policies of
 * a function (get-policy.json, role-policy.json); and what comes out.
 */

export const adoptFolder = fileURLToPath(new URL("./", import.meta.url));
export const adoptNames = readdirSync(adoptFolder).filter((name) => !name.includes("."));

export interface AdoptedCase {
  readonly name: string;
  /** Null where Terraform never had the resources. */
  readonly state: readonly StateResource[] | null;
  /** Who may hold them until now. */
  readonly origins: readonly Origin[];
  readonly adopted: Adopted;
}

export function adoptedCase(name: string): AdoptedCase {
  const at = (file: string) => join(adoptFolder, name, file);
  if (existsSync(at("get-policy.json"))) return policiesCase(name, at);
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
  if (!isTemplate) return { name, state: given.state, origins: ["state", "same-state"], adopted };
  return { name, state: null, origins: stack === null ? [] : ["stack"], adopted };
}

function policiesCase(name: string, at: (file: string) => string): AdoptedCase {
  const state = policyState({
    role: "legacy-role",
    resourcePolicy: readFileSync(at("get-policy.json"), "utf8"),
    policies: [{ name: "role-policy.json", text: readFileSync(at("role-policy.json"), "utf8") }],
  });
  if ("problem" in state) throw new Error(state.problem);
  return { name, state: null, origins: ["nobody"], adopted: adoptFunctions(state) };
}
