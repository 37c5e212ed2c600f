import { rulesSchema } from "../rules/rules-schema.ts";
import { specSchema, stackSchema } from "../spec/language/json-schema.ts";
import { type Exit, exit, out } from "./print-output.ts";

const schemas = { spec: specSchema, stack: stackSchema, rules: rulesSchema } as const;

/** `lambdagrant schema`: the JSON Schema of a spec, of stack.yaml or of rules.yaml, for editors. */
export function schema(of: keyof typeof schemas): Exit {
  out(JSON.stringify(schemas[of](), null, 2));
  return exit.done;
}
