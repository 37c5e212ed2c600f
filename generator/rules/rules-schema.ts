import { type JsonSchema, mappingSchema, shapeDefinitions } from "../spec/language/shape-schema.ts";
import { rulesKeys } from "./rule-keys.ts";

/** The JSON Schema of rules.yaml, from the values that the compiler checks with. */
export function rulesSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "urn:lambdagrant:rules",
    ...mappingSchema("lambdagrant rules.yaml", rulesKeys),
    definitions: shapeDefinitions,
  };
}
