import type { Mutation } from "./mutations.ts";

/** Emitted Terraform JSON with one thing changed that changes what it allows. */

type Json = Record<string, unknown>;

const guards = [
  "source_arn",
  "source_account",
  "principal_org_id",
  "event_source_token",
  "function_url_auth_type",
  "invoked_via_function_url",
  "qualifier",
];

/** Every single mutation of the documents and permissions of one file. */
export function* jsonMutationsOf(text: string): Generator<Mutation> {
  const tree = JSON.parse(text) as Json;
  const made = (kind: string, at: string): Mutation => ({ kind, at, text: JSON.stringify(tree) });
  for (const [label, document] of Object.entries(under(tree, "data", "aws_iam_policy_document"))) {
    const statements = listOf((document as Json)["statement"]);
    yield* dropping(statements, "drop a statement", label, made);
    for (const statement of statements as Json[]) {
      for (const name of ["actions", "resources"])
        if (Array.isArray(statement[name])) yield* changing(statement[name], name, label, made);
      const conditions = listOf(statement["condition"]);
      yield* dropping(conditions, "drop a condition", label, made);
      for (const condition of conditions as Json[]) {
        const at = `${label}: test = "${condition["test"]}" variable = "${condition["variable"]}"`;
        yield* changing(condition["values"] as unknown[], "values", at, made);
      }
      for (const principals of listOf(statement["principals"]) as Json[])
        yield* changing(principals["identifiers"] as unknown[], "identifiers", label, made);
    }
  }
  const permissions = under(tree, "resource", "aws_lambda_permission");
  for (const [label, value] of Object.entries(permissions)) {
    const permission = value as Json;
    for (const name of guards.filter((guard) => Object.hasOwn(permission, guard))) {
      const { [name]: guard } = permission;
      delete permission[name];
      yield made(`drop ${name}`, label);
      permission[name] = guard;
    }
    const { principal } = permission;
    permission["principal"] = "ec2.amazonaws.com";
    yield made("another principal", label);
    permission["principal"] = principal;
    delete permissions[label];
    yield made("drop a permission", label);
    permissions[label] = permission;
  }
}

type Make = (kind: string, at: string) => Mutation;

function* changing(list: unknown[], name: string, at: string, made: Make): Generator<Mutation> {
  yield* dropping(list, `drop from ${name}`, at, made);
  list.push(name === "actions" ? "iam:PassRole" : name === "resources" ? "arn:aws:s3:::another/*" : "another.amazonaws.com");
  yield made(`add to ${name}`, at);
  list.pop();
  if (name !== "resources" || list[0] === "*") return;
  const [first] = list;
  list[0] = "*";
  yield made("open a resource", at);
  list[0] = first;
}

function* dropping(list: unknown[], kind: string, at: string, made: Make): Generator<Mutation> {
  for (const [index, item] of list.entries()) {
    list.splice(index, 1);
    yield made(kind, `${at}: ${JSON.stringify(item)}`);
    list.splice(index, 0, item);
  }
}

function under(tree: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>((at, name) => (at[name] ?? {}) as Json, tree);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
