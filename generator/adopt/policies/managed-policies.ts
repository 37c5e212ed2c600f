import { refusedPolicy } from "../../iam/policies-of-aws.ts";
import type { Rule } from "../../proof/rule.ts";
import { type Told, told } from "../draft.ts";
import type { OldPolicy } from "../existing.ts";
import { own } from "../read-state.ts";

/** Policies of which only the ARN is known: AWS's own for functions, and what a spec says that grants as much as a function needs. */

/** What a policy of AWS is for. */
interface Use {
  /** What the spec says instead. */
  readonly says: string;
  /** What a function has not that does not use it so. */
  readonly lacks: string;
  /** Why the compiler grants that. */
  readonly cause: RegExp;
}

const log: Use = { says: "the right to write the streams of its own log group", lacks: "no log", cause: /^logs/ };
const network: Use = { says: "what `vpc_config` needs", lacks: "no `vpc_config`", cause: /^function\.vpc_config/ };
const traces: Use = {
  says: "what `tracing_config: {mode: Active}` needs",
  lacks: "no `tracing_config: {mode: Active}`",
  cause: /^function\.tracing_config/,
};
const insights: Use = {
  says: "what the layer of Lambda Insights needs",
  lacks: "no layer of Lambda Insights",
  cause: /^function\.layers/,
};
const durable: Use = { says: "what `durable_config` needs", lacks: "no `durable_config`", cause: /^function\.durable_config/ };
const polled = (key: string, plural: string): Use => ({
  says: `the ${plural} under \`pull\``,
  lacks: `no ${plural} under \`pull\``,
  cause: new RegExp(`^pull\\.${key}`),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html */
const uses: Readonly<Record<string, readonly Use[]>> = {
  AWSLambdaBasicExecutionRole: [log],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicDurableExecutionRolePolicy.html
  AWSLambdaBasicDurableExecutionRolePolicy: [log, durable],
  AWSLambdaVPCAccessExecutionRole: [log, network],
  AWSLambdaENIManagementAccess: [network],
  AWSLambdaSQSQueueExecutionRole: [log, polled("sqs", "queues")],
  AWSLambdaKinesisExecutionRole: [log, polled("kinesis", "streams")],
  AWSLambdaDynamoDBExecutionRole: [log, polled("dynamodb", "streams")],
  AWSLambdaMSKExecutionRole: [log, polled("msk", "clusters")],
  AWSXRayDaemonWriteAccess: [traces],
  AWSXrayWriteOnlyAccess: [traces],
  CloudWatchLambdaInsightsExecutionRolePolicy: [insights],
};

/** Those of them that let a function write its log. */
export const writingLogs: ReadonlySet<string> = new Set(Object.keys(uses).filter((name) => uses[name]?.includes(log)));

/** The name of a managed policy that is AWS's own; null for one of somebody's account. */
export function awsOwn(arn: string): string | null {
  const [, , service, , account, resource = ""] = arn.split(":");
  return service === "iam" && account === "aws" ? (resource.split("/").at(-1) ?? null) : null;
}

/** What is told of a policy whose statements nobody has; `needs` is what the compiler grants by itself. */
export function unknownPolicy({ name: called, arn, document, from }: OldPolicy, needs: readonly Rule[]): readonly Told[] {
  if (document?.["Statement"] !== undefined) return [];
  if (arn === null)
    return [
      told("left-out", from, `the policy ${called}: no statements of it are in what was read, so nobody can tell what it does`),
    ];
  const name = awsOwn(arn) ?? "";
  const known = own(uses, name) ?? [];
  const [, path] = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const refused = path === undefined ? null : refusedPolicy(path);
  const keeps = refused?.instead ?? "role.managed_policies keeps it, with a reason";
  if (known.length === 0)
    return [told("left-out", from, `${arn} is not in what was read, so nobody can tell what of it the code needs; ${keeps}`)];
  const isUsed = ({ cause }: Use) => needs.some((need) => cause.test(need.cause));
  const said = known.filter(isUsed).map(({ says }) => says);
  const lacking = known.filter((use) => !isUsed(use)).map(({ lacks }) => lacks);
  const has = lacking.length === 0 ? "" : `, and the function has ${lacking.join(" and ")}`;
  const what = `${name} grants on every resource${has}`;
  return [said.length === 0 ? told("left-out", from, `${what}; ${keeps}`) : told("wide", from, what, said.join(", and "))];
}
