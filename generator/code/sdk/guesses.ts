import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, Expr, Module } from "../syntax/module.ts";
import { operationOf } from "./operations.ts";
import { prefixOf } from "./services.ts";
import type { Use } from "./use.ts";

/**
 * A call on something of which nothing is known, by the name of an operation: where the client comes from is not plain, and the place
 * is told. Only names that say enough count: `x.get(…)` is anything, `x.put_object(…)` is S3's.
 */

/** Services whose clients are handed around most; what else a source names comes on top. */
const common = [
  "s3",
  "dynamodb",
  "sqs",
  "sns",
  "secretsmanager",
  "ssm",
  "kms",
  "lambda",
  "states",
  "events",
  "kinesis",
  "firehose",
  "ses",
  "logs",
];

/** What a call on an unknown thing is likely to use, told as unknown. */
export function guessedUses(flow: Evaluation, module: Module, { callee, args }: CallExpr): readonly Use[] {
  if (callee.kind !== "member") return [];
  const { name, of, at } = callee;
  if (name === "send" && module.language === "javascript") return [];
  const words = name.split(module.language === "python" ? "_" : /(?=[A-Z])/).length;
  const holder = lastName(of);
  const service = words > 1 ? common.find((prefix) => operationOf(prefix, name) !== null) : named(holder, name);
  if (service === undefined || (args.length === 0 && words < 2) || flow.valuesOf(of).length > 0) return [];
  return [
    {
      kind: "unknown",
      what: `${name} of ${holder === "" ? "something" : `\`${holder}\``}, which may be a client of ${service}`,
      at,
    },
  ];
}

/** A short operation counts where the name of what it is called on says the service: `sns.publish`. */
function named(holder: string, name: string): string | undefined {
  return holder
    .toLowerCase()
    .split(/[^a-z0-9]+|client|table/)
    .flatMap((word) => {
      const prefix = word === "" ? null : prefixOf({ ddb: "dynamodb", dynamo: "dynamodb" }[word] ?? word);
      return prefix !== null && operationOf(prefix, name) !== null ? [prefix] : [];
    })[0];
}

function lastName(of: Expr): string {
  if (of.kind === "name" || of.kind === "member" || of.kind === "parameter") return of.name;
  return of.kind === "index" ? lastName(of.of) : "";
}
