import type { Construct } from "constructs";
import type { Library } from "../backends/cdktf/library.ts";

/** A value with the tokens of other constructs as Terraform expressions: what a spec in YAML would say. */
export function withoutTokens<Value>({ cdktf }: Library, scope: Construct, value: Value): Value {
  const resolver = new cdktf.DefaultTokenResolver(new cdktf.StringConcat());
  // A reference to another stack is made here, and needs its output there: that is what `preparing` does.
  return cdktf.Tokenization.resolve(value, { scope, resolver, preparing: true }) as Value;
}
