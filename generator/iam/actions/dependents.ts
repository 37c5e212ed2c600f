import { type Diagnostic, warning } from "../../diagnostics/diagnostic.ts";
import type { Asked } from "../asked.ts";
import { findAction } from "../reference/reference.ts";
import { listing } from "../reference/wording.ts";

/**
 * Actions that fail without another one, where the entries alone tell: a table of our own, the reference's field is empty.
 * A need is met by any of its actions anywhere in the spec; on which resource is not judged.
 */

interface Need {
  readonly docs: string;
  readonly actions: readonly string[];
  /** One of these is enough. */
  readonly anyOf: readonly string[];
  readonly because: string;
  /** Only where the entry has a condition on this key: what it asks for makes the need. */
  readonly condition?: string;
}

const needs: readonly Need[] = [
  {
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    actions: [
      ...[
        "batch:CreateComputeEnvironment",
        "bedrock:CreateAgent",
        "bedrock:CreateKnowledgeBase",
        "bedrock:CreateModelCustomizationJob",
      ],
      ...[
        "bedrock:CreateModelInvocationJob",
        "codebuild:CreateProject",
        "codedeploy:CreateDeploymentGroup",
        "codepipeline:CreatePipeline",
      ],
      ...[
        "comprehend:CreateDocumentClassifier",
        "comprehend:CreateEntityRecognizer",
        "comprehend:StartDocumentClassificationJob",
      ],
      ...["comprehend:StartEntitiesDetectionJob", "comprehend:StartSentimentDetectionJob", "comprehend:StartTopicsDetectionJob"],
      ...["datasync:CreateLocationS3", "ecs:RunTask", "ecs:StartTask", "eks:CreateCluster", "eks:CreateNodegroup"],
      ...["elasticmapreduce:RunJobFlow", "emr-serverless:StartJobRun", "firehose:CreateDeliveryStream", "glue:CreateCrawler"],
      ...[
        "glue:CreateDevEndpoint",
        "glue:CreateJob",
        "glue:CreateMLTransform",
        "glue:CreateSession",
        "kinesisanalytics:CreateApplication",
      ],
      ...["lambda:CreateFunction", "mediaconvert:CreateJob", "pipes:CreatePipe", "rds:StartExportTask", "s3:CreateJob"],
      ...[
        "s3:PutReplicationConfiguration",
        "sagemaker:CreateAutoMLJob",
        "sagemaker:CreateModel",
        "sagemaker:CreateNotebookInstance",
      ],
      ...["sagemaker:CreatePipeline", "sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob", "scheduler:CreateSchedule"],
      ...["scheduler:UpdateSchedule", "states:CreateStateMachine", "transfer:CreateUser", "translate:StartTextTranslationJob"],
    ],
    anyOf: ["iam:PassRole"],
    because: "passes a role to the service",
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html",
    actions: ["rds-data:BatchExecuteStatement", "rds-data:BeginTransaction", "rds-data:ExecuteStatement"],
    anyOf: ["secretsmanager:GetSecretValue"],
    because: "reads the database's secret in the caller's name",
  },
  {
    docs: "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html",
    actions: ["redshift-data:BatchExecuteStatement", "redshift-data:ExecuteStatement"],
    anyOf: [
      "secretsmanager:GetSecretValue",
      "redshift:GetClusterCredentials",
      "redshift:GetClusterCredentialsWithIAM",
      "redshift-serverless:GetCredentials",
    ],
    because: "signs in to the database in the caller's name",
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    actions: ["s3:PutObject"],
    condition: "s3:x-amz-server-side-encryption-aws-kms-key-id",
    anyOf: ["kms:GenerateDataKey"],
    because: "encrypts with a key that the condition names",
  },
];

/** Warnings for actions of a spec that work only beside others which none of its entries asks for. */
export function dependentNeeds(entries: readonly Asked[]): readonly Diagnostic[] {
  const all = entries.filter(({ effect }) => effect === "Allow");
  const asked = new Set(all.flatMap(({ actions }) => actions.map(({ value }) => value.toLowerCase())));
  return all.flatMap((entry) =>
    entry.actions.flatMap(({ value, span }) =>
      needs
        .filter(({ actions, anyOf, condition }) => {
          const concerns = actions.some((action) => action.toLowerCase() === value.toLowerCase());
          const conditioned =
            condition === undefined || entry.conditions.some(({ variable }) => variable.value.toLowerCase() === condition);
          return concerns && conditioned && !anyOf.some((action) => asked.has(action.toLowerCase()));
        })
        .map(({ anyOf, because }) => {
          const name = findAction(value)?.full ?? value;
          const one = listing(anyOf, anyOf.length).replace(/ and ([^ ]+)$/, " or $1");
          return warning(
            "dependent-action",
            span,
            `${name} ${because}, and nothing here allows ${one}`,
            `add an entry that allows ${anyOf[0]}, if no other policy does`,
          );
        }),
    ),
  );
}

/** Those of which one must be allowed beside an action (`ecs:RunTask` → `iam:PassRole`), whatever its conditions; empty for most. */
export function dependentOf(action: string): readonly string[] {
  return needs.flatMap(({ actions, anyOf, condition }) => (condition === undefined && actions.includes(action) ? anyOf : []));
}

/** Every action that the table names, for the test that looks each up in the reference. */
export function dependentActions(): readonly string[] {
  return needs.flatMap(({ actions, anyOf }) => [...actions, ...anyOf]);
}
