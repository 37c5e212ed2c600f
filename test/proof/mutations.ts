/** Emitted Terraform with one thing changed that changes what it allows. */

export interface Mutation {
  /** The kind of change. */
  readonly kind: string;
  /** The line that it was made at, for messages. */
  readonly at: string;
  readonly text: string;
}

/** Which list of which block a line stands in, and where the innermost blocks around it begin. */
interface Where {
  readonly list: string | null;
  readonly resource: string;
  readonly blocks: readonly number[];
}

/** Every single mutation of one file of HCL, as the printer lays it out. */
export function* mutationsOf(text: string): Generator<Mutation> {
  const lines = text.split("\n");
  const where = wheres(lines);
  const edit = (index: number, count: number, ...put: readonly string[]) =>
    [...lines.slice(0, index), ...put, ...lines.slice(index + count)].join("\n");
  for (const [index, line] of lines.entries()) {
    const { list, resource, blocks } = where[index] ?? { list: null, resource: "", blocks: [] };
    const document = resource === "data aws_iam_policy_document";
    // Which condition a list of values belongs to stands above it.
    const at = (/^\s*values\s+= \[$/.test(line) ? lines.slice(index - 2, index + 1) : [line])
      .map((one) => one.trim().replace(/\s+=/, " ="))
      .join(" ");
    const made = (kind: string, mutated: string): Mutation => ({ kind, at, text: mutated });
    if (document) yield* ofDocument(line, list, (kind, ...put) => made(kind, edit(index, 1, ...put)));
    if (resource === "resource aws_lambda_permission")
      yield* ofPermission(line, (kind, ...put) => made(kind, edit(index, 1, ...put)));
    const end = endOf(lines, index);
    if (resource === "resource aws_iam_role" && /^\s*permissions_boundary\s+=/.test(line))
      yield made("drop a permissions boundary", edit(index, 1));
    const opening = /^\s*(\w+) (?:"[\w.]+" )*\{$/.exec(line)?.[1];
    if (document && opening === "condition") yield made("drop a condition", edit(index, end - index + 1));
    if (document && opening === "statement") {
      yield made("drop a statement", edit(index, end - index + 1));
      yield made("repeat a statement", edit(index, 0, ...lines.slice(index, end + 1)));
      const only = ["condition {", 'test = "StringEquals"', 'variable = "aws:PrincipalTag/team"', 'values = ["x"]', "}"];
      yield made("add a condition", edit(end, 0, ...only));
    }
    if (opening === "precondition" && blocks.length > 0) yield made("drop a precondition", edit(index, end - index + 1));
    const kind = /^resource "(aws_iam_role_policy|aws_iam_role_policy_attachment|aws_lambda_permission|aws_iam_role)" /.exec(
      line,
    )?.[1];
    if (kind !== undefined) yield made(`drop ${kind}`, edit(index, end - index + 1));
    if (kind === "aws_lambda_permission") {
      const copy = lines.slice(index, end + 1).map((one) => one.replace(/(principal\s+= ).*/, '$1"ec2.amazonaws.com"'));
      yield made("add a permission", edit(index, 0, ...renamed(copy)));
      yield made("repeat a permission", edit(index, 0, ...renamed(lines.slice(index, end + 1))));
    }
    if (kind === "aws_iam_role")
      yield made(
        "add a managed policy",
        edit(index + 1, 0, 'managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]'),
      );
  }
}

/** A block under another address, and a statement under another id. */
function renamed(block: readonly string[]): readonly string[] {
  return block.map((line) =>
    line.replace(/^(resource "\w+" "\w+)"/, '$1_again"').replace(/^(\s*statement_id\s+= ).*/, '$1"another"'),
  );
}

type Make = (kind: string, ...put: readonly string[]) => Mutation;

function* ofDocument(line: string, list: string | null, make: Make): Generator<Mutation> {
  const opening = /^\s*(actions|resources|identifiers|values)\s+= \[$/.exec(line)?.[1];
  const added = {
    actions: "iam:PassRole",
    resources: "arn:aws:s3:::another/*",
    identifiers: "ec2.amazonaws.com",
    values: "another",
  };
  if (opening !== undefined) yield make(`add to ${opening}`, line, `"${added[opening as keyof typeof added]}",`);
  const test = /^(\s*test\s+= )"(\w+:)?(\w+)"$/.exec(line);
  if (test !== null) {
    const [, before = "", set = "", name = ""] = test;
    yield make("swap an operator", `${before}"${set}${swapped(name)}"`);
    if (name !== "Null") yield make("let an operator pass what has no key", `${before}"${set}${toggled(name)}"`);
  }
  const variable = /^(\s*variable\s+= )"/.exec(line);
  if (variable !== null) yield make("change a condition key", `${variable[1]}"aws:PrincipalTag/another"`);
  const effect = /^(\s*effect\s+= )"(Allow|Deny)"$/.exec(line);
  if (effect !== null) yield make("swap the effect", `${effect[1]}"${effect[2] === "Allow" ? "Deny" : "Allow"}"`);
  if (list === null || opening !== undefined) return;
  yield make(`drop from ${list}`);
  const value = line.trim().replace(/,$/, "");
  if (list !== "resources" && list !== "values") return;
  yield* widened(value, (kind, ...put) => make(`${kind} of ${list}`, ...put.map((one) => `${one},`)));
}

/** Wider texts in the place of one. */
function* widened(value: string, make: Make): Generator<Mutation> {
  const inner = /^"(.*)"$/.exec(value)?.[1];
  if (value !== '"*"') yield make("open the whole", '"*"');
  if (inner === undefined) {
    yield make("open the end", `"\${${value}}*"`);
    return;
  }
  if (inner.endsWith("/*")) yield make("widen in/* to in*", `"${inner.slice(0, -2)}*"`);
  if (/(^|:)\d{12}(:|$)/.test(inner)) yield make("open the account", `"${inner.replace(/\d{12}/, "*")}"`);
  const last = inner.replace(/[^/:}]+$/, "*");
  if (last !== inner && inner.startsWith("arn:")) yield make("open the name", `"${last}"`);
  if (!inner.endsWith("*")) yield make("open the end", `"${inner}*"`);
}

const guards =
  "source_arn|source_account|principal_org_id|event_source_token|function_url_auth_type|invoked_via_function_url|qualifier";

function* ofPermission(line: string, make: Make): Generator<Mutation> {
  const guard = new RegExp(`^\\s*(${guards})\\s+= (.*)$`).exec(line);
  if (guard !== null) {
    const [, name = "", value = ""] = guard;
    yield make(`drop ${name}`);
    if (name === "source_arn")
      yield* widened(value, (kind, ...put) => make(`${kind} of source_arn`, ...put.map((one) => `${name} = ${one}`)));
    if (name === "source_account") yield make("another account", `${name} = "999999999999"`);
  }
  const principal = /^(\s*principal\s+= )(.*)$/.exec(line);
  if (principal !== null) {
    if (principal[2] !== '"*"') yield make("open the principal", `${principal[1]}"*"`);
    yield make("another principal", `${principal[1]}"ec2.amazonaws.com"`);
  }
  const action = /^(\s*action\s+= )"/.exec(line);
  if (action !== null) yield make("another action", `${action[1]}"lambda:UpdateFunctionCode"`);
}

/** The operator that means something else; the families stay, so that AWS would take it. */
function swapped(name: string): string {
  if (name === "Null") return "Bool";
  // There is no NullIfExists.
  if (/^Bool/.test(name)) return "Null";
  if (/Not/.test(name)) return name.replace("Not", "");
  if (/^IpAddress/.test(name)) return `Not${name}`;
  if (/Than/.test(name)) return /Less/.test(name) ? name.replace("Less", "Greater") : name.replace("Greater", "Less");
  return name.replace(/^(String|Numeric|Date|Arn|Binary)/, "$1Not");
}

function toggled(name: string): string {
  return name.endsWith("IfExists") ? name.slice(0, -"IfExists".length) : `${name}IfExists`;
}

function wheres(lines: readonly string[]): readonly Where[] {
  const found: Where[] = [];
  const open: number[] = [];
  let [list, resource]: [string | null, string] = [null, ""];
  for (const [index, line] of lines.entries()) {
    const top = /^(data|resource) "(\w+)" /.exec(line);
    if (top !== null) resource = `${top[1]} ${top[2]}`;
    if (/^\s*\]/.test(line)) list = null;
    if (/^\s*\}/.test(line)) open.pop();
    found.push({ list: /\[$/.test(line) ? null : list, resource, blocks: [...open] });
    if (/\{$/.test(line)) open.push(index);
    list = /^\s*(\w+)\s+= \[$/.exec(line)?.[1] ?? list;
    if (line === "}") resource = "";
  }
  return found;
}

/** The line that closes the block that opens here. */
function endOf(lines: readonly string[], from: number): number {
  const indent = /^\s*/.exec(lines[from] ?? "")?.[0] ?? "";
  const end = lines.findIndex((line, index) => index > from && line === `${indent}}`);
  return end < 0 ? from : end;
}
