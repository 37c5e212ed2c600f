import { findService } from "../../iam/reference/reference.ts";
import type { JsonSchema } from "./shape-schema.ts";

/** Services that functions call most: an editor offers their actions, and takes those of every other. */
const offeredServices = [
  "athena",
  "bedrock",
  "cloudwatch",
  "cognito-idp",
  "comprehend",
  "dynamodb",
  "ecs",
  "events",
  "execute-api",
  "firehose",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "polly",
  "rds-data",
  "rekognition",
  "s3",
  "scheduler",
  "secretsmanager",
  "ses",
  "sns",
  "sqs",
  "ssm",
  "states",
  "sts",
  "textract",
  "translate",
  "xray",
];

/** Any action by its form; those of the services above are offered. */
export function actionSchema(): JsonSchema {
  const offered = offeredServices.flatMap((prefix) => {
    const service = findService(prefix);
    return (service?.actionNames ?? []).map((full) => {
      const level = service?.action(full.slice(prefix.length + 1))?.level ?? "";
      return { bodyText: full, description: level };
    });
  });
  return {
    type: "string",
    pattern: "^[A-Za-z0-9-]+:[A-Za-z0-9-]+$",
    patternErrorMessage: "an action is service:Action, such as s3:GetObject, without a wildcard",
    defaultSnippets: offered,
  };
}
