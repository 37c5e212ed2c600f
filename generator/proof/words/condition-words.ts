import type { Condition } from "../../grants.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { meaningOfReference, meaningOfText } from "./meaning.ts";
import { saidList, saidText } from "./said.ts";

/** Whether conditions are read as they are written: each operator, each key, each value, and nothing else. */
export function areConditions(node: Node | undefined, read: readonly Condition[]): boolean {
  const line = (operator: string, variable: string, values: readonly string[]) =>
    JSON.stringify([operator, variable, [...values].sort()]);
  const said = (node?.kind === "mapping" ? node.entries : []).flatMap(({ key: operator, value }) =>
    (value.kind === "mapping" ? value.entries : []).map(({ key, value: values }) =>
      line(operator, key, saidList(values).map(inCondition)),
    ),
  );
  const given = read.map(({ operator, variable, values }) => line(operator, variable, values.map(meaningOfReference)));
  return said.sort().join("\n") === given.sort().join("\n");
}

/** IAM writes its booleans in small letters. */
function inCondition(node: Node): string {
  const text = saidText(node) ?? "";
  return node.kind === "boolean" ? String(node.flag) : meaningOfText(text, "policy");
}
