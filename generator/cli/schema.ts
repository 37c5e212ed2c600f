import { specSchema, stackSchema } from "../spec/language/json-schema.ts";
import { type Exit, exit, out } from "./print-output.ts";

/** `lambdagrant schema`: the JSON Schema of a spec or of stack.yaml, for editors. */
export function schema(of: "spec" | "stack"): Exit {
  out(JSON.stringify(of === "spec" ? specSchema() : stackSchema(), null, 2));
  return exit.done;
}
