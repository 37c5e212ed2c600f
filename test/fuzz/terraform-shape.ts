import { parse } from "@cdktf/hcl2json";
import type { Compiled } from "../../generator/compile.ts";
import { folderOf } from "../../generator/files/paths.ts";
import { hold } from "./findings.ts";

/** Emitted HCL, as a parser that is not ours reads it: nothing stands there but what the compiler makes. */

const topLevel = ["data", "output", "resource", "terraform", "variable"];
/** Blocks that would run something, or change what others mean. */
const never = ["provisioner", "connection", "dynamic", "backend", "provider"];

const ours = /^(resource|data) aws_[a-z0-9_]+$|^data archive_file$/;

/** Parses one file of an output and holds it against the grants that it is of. */
export async function checkTerraform(path: string, text: string, { stacks }: Compiled): Promise<void> {
  let parsed: Record<string, unknown>;
  try {
    parsed = await parse(path, text);
  } catch (thrown) {
    hold(false, "what compiles is HCL", `${String(thrown)}\n${text}`);
  }
  for (const block of Object.keys(parsed)) hold(topLevel.includes(block), "only blocks of ours stand in the output", block);
  for (const kind of ["resource", "data"])
    for (const [type, labels] of Object.entries(objectOf(parsed[kind]))) {
      hold(ours.test(`${kind} ${type}`), "only resources of AWS stand in the output, and archives of code", `${kind} ${type}`);
      for (const label of Object.keys(objectOf(labels))) hold(/^[a-z_][a-z0-9_]*$/.test(label), "a label is a name", label);
    }
  checkNames(parsed);
  const permissions = Object.keys(objectOf(objectOf(parsed["resource"])["aws_lambda_permission"])).length;
  // One spec makes a file in the folder of each of its targets.
  const stack = stacks.find(({ directory }) => directory === folderOf(path));
  hold(stack !== undefined, "a file lies in the folder of a stack", path);
  const derived = path.endsWith("stack.tf") ? [] : stack.functions.flatMap((of) => of.permissions);
  hold(permissions === derived.length, "as many permissions as were derived", `${permissions} of ${derived.length}`);
}

function checkNames(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) checkNames(item);
  else
    for (const [name, inner] of Object.entries(objectOf(value))) {
      // A block is a list of mappings; a tag may have any name.
      const block = Array.isArray(inner) && inner.some((item) => typeof item === "object");
      hold(!(block && never.includes(name)), "no block runs anything", name);
      checkNames(inner);
    }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
