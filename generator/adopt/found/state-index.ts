import { type Json, list, own, type StateResource, text, texts } from "../read-state.ts";
import { ByWords } from "./by-words.ts";

/** A state of which each function finds its own: what names it, its role and what hangs on that. */
export interface StateIndex {
  readonly resources: readonly StateResource[];
  /** The resources that some words may lead to; whether they do is asked of each. */
  at(...words: readonly string[]): readonly StateResource[];
}

/** Reads of each resource what leads to it, once. */
export function indexState(resources: readonly StateResource[]): StateIndex {
  const found = new ByWords(resources, ({ type, values }) => {
    const wordsOf = own(named, type);
    return (wordsOf === undefined ? functionsIn(values) : texts(list(wordsOf(values)).flat())).map(withoutQualifier);
  });
  return { resources, at: (...words) => found.at(...words.map(withoutQualifier)) };
}

const functionOf = (values: Json) => text(values["function_arn"]) ?? values["function_name"];
const arnOf = ({ arn }: Json) => arn;
const roleOf = ({ role }: Json) => role;

/** What a resource is asked for by, where that is not each function that it names: its own name, or the role that it is for. */
const named: Readonly<Record<string, (values: Json) => unknown>> = {
  aws_lambda_alias: functionOf,
  aws_lambda_event_source_mapping: functionOf,
  aws_lambda_function_event_invoke_config: functionOf,
  aws_lambda_function_recursion_config: functionOf,
  aws_lambda_function_scaling_config: functionOf,
  aws_lambda_function_url: functionOf,
  aws_lambda_permission: functionOf,
  aws_lambda_provisioned_concurrency_config: functionOf,
  aws_lambda_runtime_management_config: functionOf,
  aws_iam_policy_attachment: ({ roles }) => roles,
  aws_iam_role_policy: roleOf,
  aws_iam_role_policy_attachment: roleOf,
  aws_api_gateway_rest_api: ({ id }) => id,
  aws_apigatewayv2_api: ({ id }) => id,
  aws_cloudwatch_event_rule: ({ name }) => name,
  aws_cloudwatch_log_group: ({ name }) => name,
  aws_docdb_cluster: arnOf,
  aws_efs_access_point: arnOf,
  aws_iam_policy: arnOf,
  aws_iam_role: arnOf,
};

/** The ARNs of functions in a value, however deep: what calls one says so in blocks of its own. */
function functionsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:/.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(functionsIn) : [];
}

/** A function is named by its ARN or by its name, and behind either may stand an alias or a version. */
function withoutQualifier(word: string): string {
  const parts = word.split(":", 7);
  return parts[0] !== "arn" ? (parts[0] ?? word) : parts[2] === "lambda" ? parts.join(":") : word;
}
