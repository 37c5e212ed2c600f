import { guardArguments } from "../grants.ts";
import { partitionOf } from "../iam/regions.ts";
import { documentOf, type Json, list, malformed, object, type StateResource, statementsOf, text, texts } from "./read-state.ts";
import { foreign } from "./text/texts.ts";

/** Policies that somebody printed → the resources that a state would have of them; the function itself is managed elsewhere. */

/** What is said of one function, of which no state is at hand. */
interface Policies {
  readonly function?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** The name of its role, or its ARN. */
  readonly role?: string | undefined;
  /** What `aws lambda get-policy` prints. */
  readonly resourcePolicy: string | null;
  /** Policies of the role, as IAM has them or as `aws iam get-role-policy` prints them, each with the name of its file. */
  readonly policies: readonly { readonly name: string; readonly text: string }[];
}

const functionArn = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:([^:]+)(?::(.+))?$/;

/** Reads the policies of a function. */
export function policyState(policies: Policies): readonly StateResource[] | { readonly problem: string } {
  const given = foreign(policies);
  const resourcePolicy = given.resourcePolicy === null ? null : printedPolicy(given.resourcePolicy);
  if (given.resourcePolicy !== null && resourcePolicy === null)
    return { problem: "--resource-policy takes what `aws lambda get-policy` prints" };
  const statements = statementsOf(resourcePolicy);
  const arns = new Set(
    statements.map(
      (one) =>
        functionArn
          .exec(text(one["Resource"]) ?? "")
          ?.slice(1, 5)
          .join(":") ?? "",
    ),
  );
  if (arns.size > 1 || arns.has("")) return { problem: "--resource-policy is not the policy of one function" };
  const [inArn, region = given.region, account = given.account, name = given.function] = [...arns][0]?.split(":") ?? [];
  if (name === undefined || region === undefined || account === undefined)
    return { problem: "the policies do not say whose they are: give --function, --region and --account" };
  const partition = inArn ?? partitionOf(region);
  if (partition === null) return { problem: `AWS lists no region "${region}": give the one where the function is by --region` };
  if (given.function !== undefined && given.function !== name)
    return { problem: `--resource-policy is of the function ${name}, and not of ${given.function}` };
  if (given.policies.length > 0 && given.role === undefined)
    return { problem: "--policy takes --role, the name of the role whose policy it is" };
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  const role =
    given.role === undefined || given.role.startsWith("arn:")
      ? given.role
      : `arn:${partition}:iam::${account}:role/${given.role}`;
  const state: StateResource[] = [
    { address: name, mode: "data", type: "aws_lambda_function", values: { function_name: name, arn, role }, sensitive: {} },
  ];
  for (const [index, statement] of statements.entries()) {
    const address = text(statement["Sid"]) ?? `statement ${index + 1}`;
    const values = permissionValues(statement, name);
    if (typeof values === "string") return { problem: `--resource-policy, ${address}: ${values}` };
    state.push({ address, mode: "managed", type: "aws_lambda_permission", values, sensitive: {} });
  }
  for (const { name: file, text: policy } of given.policies) {
    const document = printedPolicy(policy);
    if (document === null) return { problem: `${file}: this is no policy of IAM` };
    // What AWS calls it, where that was printed, too: it is what somebody removes there.
    const called = text(object(documentOf(policy))["PolicyName"]) ?? file;
    const values = { name: called, role: role?.split("/").at(-1), policy: document };
    state.push({ address: called, mode: "managed", type: "aws_iam_role_policy", values, sensitive: {} });
  }
  return state;
}

/** The document alone, wherever a command puts it: in `Policy` as text, in `PolicyDocument`, in `PolicyVersion.Document`. */
function printedPolicy(given: string): Json | null {
  const whole = object(documentOf(given));
  const found = documentOf(whole["Policy"] ?? whole["PolicyDocument"] ?? object(whole["PolicyVersion"])["Document"] ?? whole);
  return found?.["Statement"] === undefined ? null : found;
}

/** A statement as the permission that AWS made it of; a sentence where it is none. */
function permissionValues(statement: StateResource["values"], name: string): StateResource["values"] | string {
  if (statement["Effect"] !== "Allow") return "it allows nothing, and a permission can only allow";
  const wrong = malformed(statement);
  if (wrong !== null) return wrong;
  const actions = texts(statement["Action"]);
  const principal = principalOf(statement["Principal"]);
  if (actions.length !== 1 || principal === null) return "it is more than one permission";
  const values: Record<string, unknown> = {
    action: actions[0],
    function_name: name,
    principal,
    statement_id: text(statement["Sid"]),
    qualifier: functionArn.exec(text(statement["Resource"]) ?? "")?.[5] ?? "",
  };
  for (const [operator, keys] of Object.entries(object(statement["Condition"])))
    for (const [key, value] of Object.entries(object(keys))) {
      const argument = Object.entries(guardArguments).find(
        ([, guard]) => guard.operator === operator && guard.stored.toLowerCase() === key.toLowerCase(),
      )?.[0];
      const [only, ...others] = list(value).map(String);
      if (argument === undefined || only === undefined || others.length > 0)
        return `a permission has no guard for ${operator} ${key}`;
      values[argument] = argument === "invoked_via_function_url" ? only === "true" : only;
    }
  return values;
}

function principalOf(given: unknown): string | null {
  if (given === "*") return "*";
  const [[kind, who] = [""], ...others] = Object.entries(object(given));
  const [one, ...more] = texts(who);
  if (others.length > 0 || more.length > 0 || one === undefined || !["AWS", "Service"].includes(kind)) return null;
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(one)?.[1] ?? one;
}
