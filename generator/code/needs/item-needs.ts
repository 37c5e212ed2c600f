import type { CodeResource, Need } from "../calls.ts";
import type { TextPart } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import { entriesAsParams } from "../sdk/read-uses.ts";
import type { Params } from "../sdk/use.ts";
import { itemsOfLists, resourcesOf, valuesOnPath } from "./call-resources.ts";

/** What calls of DynamoDB take that hold several: transactions, batches, statements. */

const writes = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
} as const;

/** By operation; undefined where the parameters do not tell, and null where that may be anything. */
export const itemNeeds: Readonly<Record<string, (flow: Evaluation, params: Params) => readonly Need[] | null | undefined>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
  "dynamodb:TransactWriteItems": (flow, params) => transacted(flow, params, writes),
  "dynamodb:TransactWrite": (flow, params) => transacted(flow, params, writes),
  "dynamodb:TransactGetItems": (flow, params) => transacted(flow, params, { Get: "dynamodb:GetItem" }),
  "dynamodb:TransactGet": (flow, params) => transacted(flow, params, { Get: "dynamodb:GetItem" }),
  "dynamodb:BatchGetItem": (flow, params) => requested(flow, params, "dynamodb:BatchGetItem"),
  "dynamodb:BatchGet": (flow, params) => requested(flow, params, "dynamodb:BatchGetItem"),
  "dynamodb:BatchWriteItem": (flow, params) => requested(flow, params, "dynamodb:BatchWriteItem"),
  "dynamodb:BatchWrite": (flow, params) => requested(flow, params, "dynamodb:BatchWriteItem"),
  "dynamodb:ExecuteStatement": (flow, params) => stated(flow, params, "Statement"),
  "dynamodb:BatchExecuteStatement": (flow, params) => stated(flow, params, "Statements.Statement"),
  "dynamodb:ExecuteTransaction": (flow, params) => stated(flow, params, "TransactStatements.Statement"),
};

/** The items of a transaction, each by what it does; undefined where none is seen. */
function transacted(flow: Evaluation, params: Params, by: Readonly<Record<string, string>>): readonly Need[] | undefined {
  const items = itemsOfLists(flow, params("TransactItems"));
  const needs = Object.entries(by).flatMap(([key, action]) => {
    const inner = items.flatMap((item) => entriesAsParams(flow, [item])(key));
    return inner.length === 0
      ? []
      : [{ action, certain: true, resources: resourcesOf(flow, action, entriesAsParams(flow, inner)) }];
  });
  return needs.length === 0 ? undefined : needs;
}

/** Batches name tables by the keys of `RequestItems`. */
function requested(flow: Evaluation, params: Params, action: string): readonly Need[] | undefined {
  const maps = params("RequestItems").flatMap((expr) => flow.valuesOf(expr));
  const names = maps
    .flatMap((value) => (value.kind === "map" ? value.expr.entries : []))
    .flatMap(({ key }) => (key === null ? [] : flow.textsOf(key)));
  if (names.length === 0) return undefined;
  return names.map((name) => ({ action, certain: true, resources: [{ type: "table", name, rest: null }] }));
}

/**
 * The first word of a statement of PartiQL → its action; `EXISTS(SELECT …)` is a condition of a transaction.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
const statements: Readonly<Record<string, string>> = {
  select: "dynamodb:PartiQLSelect",
  exists: "dynamodb:PartiQLSelect",
  insert: "dynamodb:PartiQLInsert",
  update: "dynamodb:PartiQLUpdate",
  delete: "dynamodb:PartiQLDelete",
};

/** What statements take, each by its words; null where one of them is known at run time only. */
function stated(flow: Evaluation, params: Params, path: string): readonly Need[] | null {
  const exprs = valuesOnPath(flow, params, path);
  const texts = exprs.map((expr) => flow.textsOf(expr));
  if (texts.length === 0 || texts.some((known) => known.length === 0)) return null;
  const needs = texts.flat().map((parts): Need | null => {
    const [first] = parts;
    const word = first !== undefined && "text" in first ? (/^\s*([a-z]+)/i.exec(first.text)?.[1] ?? "").toLowerCase() : "";
    const action = Object.hasOwn(statements, word) ? statements[word] : undefined;
    if (action === undefined) return null;
    return { action, certain: true, resources: tablesOf(parts) };
  });
  return needs.every((need) => need !== null) ? needs : null;
}

/** The table behind `FROM`, `INTO` or `UPDATE`, or its index behind a dot; none where it is not plain. */
function tablesOf(parts: readonly TextPart[]): readonly CodeResource[] {
  // What is no text stands as its number between marks, which no name of a table has.
  const marked = parts.map((part, index) => ("text" in part ? part.text : `⟦${index}⟧`)).join("");
  const name = '(?:"([^"]+)"|([\\w\\-⟦⟧]+))';
  const found = new RegExp(`\\b(?:from|into|update)\\s+${name}(?:\\.${name})?`, "i").exec(marked);
  const [table, index] = [found?.[1] ?? found?.[2], found?.[3] ?? found?.[4]];
  if (table === undefined) return [];
  const partsOf = (written: string) =>
    written.split(/(⟦\d+⟧)/).flatMap((piece): readonly TextPart[] => {
      const part = parts[Number(/^⟦(\d+)⟧$/.exec(piece)?.[1] ?? -1)];
      return part === undefined ? (piece === "" ? [] : [{ text: piece }]) : [part];
    });
  const type = index === undefined ? "table" : "index";
  return [{ type, name: partsOf(table), rest: index === undefined ? null : partsOf(index) }];
}
