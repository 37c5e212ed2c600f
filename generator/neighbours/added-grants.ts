import type { Argument } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import type { Declaration, Emitted } from "./declaration.ts";
import { unescapedHcl } from "./unescaped.ts";

/** What may be allowed to a role or a function of the output by hand: no spec says it, so no proof knows of it. */

/** Whose a resource is, and by which argument it says so. */
interface Addition {
  readonly to: "role" | "function";
  readonly by: string;
  readonly instead: string;
}

/** Each by its page: https://registry.terraform.io/providers/hashicorp/aws/latest/docs, …/hashicorp/awscc/latest/docs */
const additions: Readonly<Record<string, Addition>> = {
  aws_iam_role_policy: { to: "role", by: "role", instead: "`actions`" },
  aws_iam_role_policy_attachment: { to: "role", by: "role", instead: "`role: {managed_policies}`" },
  aws_iam_policy_attachment: { to: "role", by: "roles", instead: "`role: {managed_policies}`" },
  awscc_iam_role_policy: { to: "role", by: "role_name", instead: "`actions`" },
  awscc_iam_managed_policy: { to: "role", by: "roles", instead: "`role: {managed_policies}`" },
  aws_lambda_permission: { to: "function", by: "function_name", instead: "`push`" },
  aws_lambda_function_url: { to: "function", by: "function_name", instead: "`push: [{url: …}]`" },
  awscc_lambda_permission: { to: "function", by: "function_name", instead: "`push`" },
  awscc_lambda_url: { to: "function", by: "target_function_arn", instead: "`push: [{url: …}]`" },
};

/** What a hand-written resource adds to, and where a spec says the like; null where it adds nothing. */
export function addedTo(declaration: Declaration, owners: Owners): { readonly owner: Emitted; readonly of: Addition } | null {
  const [type = ""] = declaration.address.split(".");
  const of = Object.hasOwn(additions, type) ? additions[type] : undefined;
  const owner = of === undefined ? undefined : owners(declaration, of.by, of.to);
  return of === undefined || owner === undefined ? null : { owner, of };
}

/** The role or the function of the output that an argument of a declaration names, however it is spelled. */
type Owners = (declaration: Declaration, argument: string, kind: "role" | "function") => Emitted | undefined;

/** `meant` gives a text as what it stands for. */
export function ownersOf(emitted: readonly Emitted[], declared: readonly Declaration[], meant: (text: string) => string): Owners {
  const byAddress = new Map(emitted.map((one) => [`${one.type}.${one.label}`, one]));
  const textAt = (body: readonly Argument[], argument: string) => {
    const value = argumentAt(body, argument);
    return isReference(value) ? textOf(value) : "";
  };
  const roles = new Map<string, Emitted>();
  const functions = new Map<string, Emitted>();
  for (const one of emitted) {
    const [owners, by] = one.type === "aws_iam_role" ? [roles, "name"] : [functions, "function_name"];
    if (one.type !== "aws_iam_role" && one.type !== "aws_lambda_function") continue;
    const name = meant(textAt(one.body, by));
    owners.set(`${one.type}.${one.label}`, one);
    if (name !== "") owners.set(name, one);
  }
  // Another thing of the output names whose it is, as an alias its function and a function its role.
  const through = (address: string, argument: string): string | undefined =>
    addressesIn(textAt(byAddress.get(address)?.body ?? [], argument))[0];
  for (const one of emitted) {
    const address = `${one.type}.${one.label}`;
    const owner = one.type === "aws_lambda_alias" ? functions.get(through(address, "function_name") ?? "") : undefined;
    if (owner !== undefined) functions.set(address, owner);
    const role = one.type === "aws_lambda_function" ? roles.get(through(address, "role") ?? "") : undefined;
    if (role !== undefined) roles.set(address, role);
  }
  const known = { role: withPassedOn(roles, "role"), function: withPassedOn(functions, "function") };
  return ({ given }, argument, kind) => {
    const first = given.get(argument) ?? "";
    // Of many resources, what each is made for says it.
    const many = /\b(?:each|count)\./.test(first) ? [given.get("for_each"), given.get("count")] : [];
    return namedIn([first, ...many].join("\n"), known[kind], kind);
  };

  function namedIn(text: string, all: ReadonlyMap<string, Emitted>, kind: "role" | "function"): Emitted | undefined {
    const words = [...addressesIn(text), ...textsIn(text).map((one) => nameIn(meant(one), kind))];
    return all.get(words.find((word) => all.has(word)) ?? "");
  }

  /** With the locals, the data sources and the variables that name one of them, by their defaults too, or one another that does. */
  function withPassedOn(own: ReadonlyMap<string, Emitted>, kind: "role" | "function"): ReadonlyMap<string, Emitted> {
    const all = new Map(own);
    const users = new Map<string, string[]>();
    const left: string[] = [];
    for (const { address, given, names } of declared) {
      const [kindOfName = ""] = address.split(".");
      if (!["local", "data", "var"].includes(kindOfName)) continue;
      // A variable's description says nothing, and of a local in JSON that holds more than a text the names are known.
      const text = (
        kindOfName === "var" ? [given.get("default") ?? ""] : [...given.values(), ...(kindOfName === "local" ? names : [])]
      ).join("\n");
      const owner = namedIn(text, own, kind);
      if (owner !== undefined) left.push(address);
      if (owner !== undefined) all.set(address, owner);
      for (const other of addressesIn(text)) {
        const before = users.get(other);
        if (before === undefined) users.set(other, [address]);
        else before.push(address);
      }
    }
    for (const address of left)
      for (const user of users.get(address) ?? []) {
        const owner = all.get(address);
        if (owner === undefined || all.has(user)) continue;
        all.set(user, owner);
        left.push(user);
      }
    return all;
  }
}

function addressesIn(text: string): readonly string[] {
  return text.match(/(?:\bdata\.)?\b[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g) ?? [];
}

/** What stands in quotes, and the lines of a heredoc. */
function textsIn(text: string): readonly string[] {
  // From each quote on: within a text, an expression may hold another.
  const quoted = [...text.matchAll(/(?<!\\)"(?=((?:[^"\\]|\\.)*)")/g)].map(([, inner = ""]) => unescapedHcl(inner));
  return text.includes("<<") ? [...quoted, ...text.split("\n").map((line) => line.trim())] : quoted;
}

/** A function is named by an ARN, too, and with one of its versions: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function nameIn(text: string, kind: "role" | "function"): string {
  return kind === "role" ? text : (/^(?:(?:.*:)?function:)?([^:]+)(?::[^:]+)?$/.exec(text)?.[1] ?? text);
}
