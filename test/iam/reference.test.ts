import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Span } from "../../generator/diagnostics/diagnostic.ts";
import type { Reference } from "../../generator/grants.ts";
import { dependentActions, dependentNeeds } from "../../generator/iam/actions/dependents.ts";
import { judgeActions } from "../../generator/iam/actions/judge-entry.ts";
import { expression, type Home, join, literal, textOf } from "../../generator/iam/arn.ts";
import type { Asked, Judged } from "../../generator/iam/asked.ts";
import { globsMeet } from "../../generator/iam/glob.ts";
import { morePatterns, morePatternsOfAction, starToo } from "../../generator/iam/reference/exceptions.ts";
import { moreTypesOfAction } from "../../generator/iam/reference/more-types.ts";
import { onlyPatternsOfAction } from "../../generator/iam/reference/only-patterns.ts";
import { findAction, findService, referenceDate, servicePrefixes } from "../../generator/iam/reference/reference.ts";
import { sdkMethods } from "../../generator/iam/reference/sdk-methods.ts";
import { serviceNames } from "../../generator/iam/reference/service-names.ts";
import { namedBy, terraformTypes } from "../../generator/iam/terraform-types.ts";

/** What the compiler knows of AWS: every rule of `actions`, each with the words a person reads. */

const span: Span = { file: "specs/x.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
const home: Home = { partition: literal("aws"), region: literal("eu-west-1"), account: literal("123456789012") };
const place = "eu-west-1:123456789012";

/** A value as a spec has it: `${aws:username}` and `${*}` are IAM's, any other `${…}` is Terraform's. */
function reference(text: string): Reference {
  const terraform = /^\$\{(?!aws:|[*?$]\})/;
  return join(
    ...text.split(/(\$\{[^}]*\})/).map((piece) => (terraform.test(piece) ? expression(piece.slice(2, -1)) : literal(piece))),
  );
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function asked(
  allow: string | readonly string[],
  resources: string | readonly string[] | null,
  conditions: Conditions = {},
  broad = false,
): Asked {
  const placed = <T>(value: T) => ({ value, span });
  return {
    actions: [allow].flat().map(placed),
    resources: resources === null ? null : [resources].flat().map((text) => placed(reference(text))),
    conditions: Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([variable, values]) => ({
        operator: placed(operator),
        variable: placed(variable),
        values: [values].flat().map((text) => placed(reference(text))),
      })),
    ),
    broad,
    effect: "Allow" as const,
    span,
  };
}

function granted(judged: Judged): readonly string[] {
  return judged.granted.map(({ actions, resources }) => `${actions.join(" ")} on ${resources.map(textOf).join(" ")}`);
}

/** Allow, resources, code, a piece of the message, a piece of the hint. */
type Refusal = readonly [
  allow: string | string[],
  resources: string | string[] | null,
  code: string,
  message: string,
  hint: string,
];

describe("the reference", () => {
  it("has a date and AWS's case", () => {
    expect(referenceDate()).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(findAction("S3:getobject")?.full).toBe("s3:GetObject");
    expect(findService("no-such-service")).toBeUndefined();
    expect(findService("constructor")).toBeUndefined();
  });

  it("knows every action, type and service that our own tables name", () => {
    const needs = Object.values(sdkMethods).flatMap(({ methods }) => Object.values(methods).flat());
    const stars = Object.entries(starToo).flatMap(([service, { actions }]) => actions.map((action) => `${service}:${action}`));
    const more = [...Object.keys(morePatternsOfAction), ...Object.keys(moreTypesOfAction)];
    const actions = [...needs, ...stars, ...dependentActions(), ...more];
    expect(actions.filter((action) => findAction(action)?.full !== action)).toEqual([]);
    const methods = Object.entries(sdkMethods).flatMap(([service, entry]) =>
      Object.keys(entry.methods).map((method) => `${service}:${method}`),
    );
    expect(methods.filter((method) => findAction(method) !== undefined)).toEqual([]);
    expect(Object.values(serviceNames).filter((service) => findService(service) === undefined)).toEqual([]);
    expect(Object.keys(serviceNames).filter((name) => findService(name) !== undefined)).toEqual([]);
    const types = [...Object.keys(morePatterns), ...[...terraformTypes()].map(({ service, type }) => `${service}/${type}`)];
    types.push(
      ...Object.entries(moreTypesOfAction).flatMap(([action, more]) =>
        more.types.map((type) => `${action.split(":")[0]}/${type}`),
      ),
    );
    const missing = types.filter((type) => {
      const slash = type.indexOf("/");
      return findService(type.slice(0, slash))?.type(type.slice(slash + 1)) === undefined;
    });
    expect(missing).toEqual([]);
  });
});

describe("every action and every resource type", () => {
  /** An ARN that a pattern makes. */
  const made = (pattern: string) =>
    pattern.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => {
      const fixed: Readonly<Record<string, string>> = {
        Partition: "aws",
        Region: "eu-west-1",
        SecretId: "db-AbCd12",
        Everything: "*",
        Vendor: "ec2",
      };
      return (
        fixed[variable] ??
        (/^(\w*Account|\w*AccountId)$/.test(variable) && variable !== "SidewalkAccountId" ? "123456789012" : "one")
      );
    });
  /** The widest reading of a pattern: a variable is any text. An ARN that does not even match this must be refused. */
  const widest = (pattern: string) => {
    const source = pattern
      .split(/(\$\{\w+\}|\*)/)
      .map((piece) => (/^(\$\{\w+\}|\*)$/.test(piece) ? ".+" : piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")))
      .join("");
    return new RegExp(`^${source}$`);
  };

  it("go together as AWS lists them, and only so", () => {
    const counts = { services: 0, actions: 0, accepted: 0, refused: 0, foreign: 0, sameShape: 0, likeButRefused: 0 };
    const wrong: string[] = [];
    for (const prefix of servicePrefixes()) {
      const service = findService(prefix);
      if (service === undefined) throw new Error(prefix);
      counts.services++;
      counts.actions += service.actionNames.length;
      const actions = service.actionNames.map((full) => {
        const action = findAction(full);
        if (action === undefined) throw new Error(full);
        const patterns = action.types.flatMap((type) => [
          ...type.patterns,
          ...(morePatterns[`${prefix}/${type.name}`]?.patterns ?? []),
        ]);
        const only = onlyPatternsOfAction[full]?.patterns;
        return { action, only, widest: (only ?? [...patterns, ...(morePatternsOfAction[full]?.patterns ?? [])]).map(widest) };
      });
      const foreign = [
        "arn:aws:sqs:eu-west-1:123456789012:jobs",
        "arn:aws:s3:::uploads/one",
        "arn:aws:iam::123456789012:role/one",
      ];
      const samples = [
        ...service.types.flatMap((type) => type.patterns.map((pattern) => ({ type, arn: made(pattern) }))),
        ...foreign.map((arn) => ({ type: null, arn })),
      ];
      for (const { type, arn } of samples) {
        // All actions of the service in one entry: each is granted on the ARN, or it is not.
        const judged = judgeActions(asked(service.actionNames, arn), home);
        const accepted = new Set(judged.granted.flatMap(({ actions: names }) => names));
        for (const { action, only, widest: patterns } of actions) {
          const is = accepted.has(action.full);
          if (type !== null && only === undefined && action.types.includes(type)) {
            counts.accepted++;
            if (!is) wrong.push(`refused: ${action.full} on ${arn}`);
          } else if (patterns.some((pattern) => pattern.test(arn))) {
            // Only the widest reading matches: the two types have one shape (alias and version), or the names tell them apart.
            counts[is ? "sameShape" : "likeButRefused"]++;
          } else {
            counts[type === null ? "foreign" : "refused"]++;
            if (is) wrong.push(`accepted: ${action.full} on ${arn}`);
          }
        }
        if (accepted.size < actions.length && judged.diagnostics.length === 0) wrong.push(`no word about ${prefix} on ${arn}`);
      }
    }
    console.log("reference", referenceDate(), JSON.stringify(counts));
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(counts.actions).toBeGreaterThan(15_000);
  });
});

describe("refused", () => {
  const refusals: readonly Refusal[] = [
    [
      "sns:DeleteEndpoint",
      `arn:aws:sns:${place}:app/GCM/shop`,
      "resource-type-mismatch",
      `AWS checks sns:DeleteEndpoint on arn:aws:sns:${place}:endpoint/PLATFORM/APPLICATION_NAME/ENDPOINT_ID`,
      "write that, or leave `resources` out",
    ],
    // What a call of all log groups is checked on, no name of a group reaches; nor is a call of all streams on one stream.
    [
      "logs:DescribeLogGroups",
      `arn:aws:logs:${place}:log-group:/aws/lambda/*`,
      "resource-type-mismatch",
      `AWS checks logs:DescribeLogGroups on arn:aws:logs:${place}:log-group::log-stream:, which this does not reach`,
      "write that, or leave `resources` out",
    ],
    [
      "logs:DescribeLogStreams",
      `arn:aws:logs:${place}:log-group:jobs:log-stream:today*`,
      "resource-type-mismatch",
      "logs:DescribeLogStreams acts on log groups; this ARN names a log stream",
      `write arn:aws:logs:${place}:log-group:jobs`,
    ],
    // Of two pages with one prefix, the other one says nothing of this.
    [
      "greengrass:CreateDeployment",
      `arn:aws:greengrass:${place}:deployments:*`,
      "resource-type-mismatch",
      "greengrass:CreateDeployment acts on groups; this ARN names a deployment",
      "or leave `resources` out, for calls that name none",
    ],
    // The wrong kind of resource.
    [
      "s3:GetObject",
      "arn:aws:s3:::uploads",
      "resource-type-mismatch",
      "s3:GetObject acts on objects; this ARN names a bucket",
      "write arn:aws:s3:::uploads/*",
    ],
    [
      "s3:ListBucket",
      "arn:aws:s3:::uploads/*",
      "resource-type-mismatch",
      "s3:ListBucket acts on buckets; this ARN names an object",
      "write arn:aws:s3:::uploads",
    ],
    ["s3:GetObject", "arn:aws:s3:::b*", "resource-type-mismatch", "this ARN names a bucket", "write arn:aws:s3:::b*/*"],
    [
      "dynamodb:GetItem",
      `arn:aws:dynamodb:${place}:table/orders/index/by-date`,
      "resource-type-mismatch",
      "acts on tables; this ARN names an index",
      `write arn:aws:dynamodb:${place}:table/orders`,
    ],
    [
      "logs:PutLogEvents",
      `arn:aws:logs:${place}:log-group:/aws/lambda/x`,
      "resource-type-mismatch",
      "acts on log streams; this ARN names a log group",
      `write arn:aws:logs:${place}:log-group:/aws/lambda/x:log-stream:*`,
    ],
    [
      "kms:Decrypt",
      `arn:aws:kms:${place}:alias/orders`,
      "resource-type-mismatch",
      "acts on keys; this ARN names an alias",
      `write arn:aws:kms:${place}:key/KEY_ID: AWS checks the key behind an alias`,
    ],
    [
      "s3:GetObject",
      `arn:aws:dynamodb:${place}:table/orders`,
      "resource-type-mismatch",
      "this ARN names a table",
      "write arn:aws:s3:::BUCKET_NAME/*",
    ],
    [
      "states:StartExecution",
      `arn:aws:states:${place}:stateMachine:flow:PROD`,
      "resource-type-mismatch",
      "names a state machine alias",
      "states:StateMachineQualifier",
    ],
    [
      ["s3:GetObject", "s3:PutObject"],
      "arn:aws:s3:::uploads",
      "resource-type-mismatch",
      "s3:GetObject and s3:PutObject act on objects",
      "write arn:aws:s3:::uploads/*",
    ],
    [
      ["s3:GetObject", "s3:ListBucket"],
      "arn:aws:s3:::b/*",
      "resource-type-mismatch",
      "s3:ListBucket acts on buckets; none of the entry's resources is one",
      "add arn:aws:s3:::b",
    ],
    [
      "s3:GetObject",
      ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
      "unmatched-resource",
      "this ARN names a bucket",
      "write arn:aws:s3:::b/*",
    ],
    // What AWS cannot scope.
    [
      "xray:PutTraceSegments",
      `arn:aws:xray:${place}:group/x`,
      "not-scopable",
      "AWS cannot scope xray:PutTraceSegments",
      'write "*"',
    ],
    [
      "dynamodb:ListStreams",
      `arn:aws:dynamodb:${place}:table/orders/stream/2026`,
      "not-scopable",
      "AWS cannot scope dynamodb:ListStreams",
      'write "*"',
    ],
    [
      "kinesis:ListStreams",
      `arn:aws:kinesis:${place}:stream/clicks`,
      "not-scopable",
      "AWS cannot scope kinesis:ListStreams",
      'write "*"',
    ],
    [["s3:GetObject", "s3:ListAllMyBuckets"], "arn:aws:s3:::b/*", "not-scopable", "s3:ListAllMyBuckets", "an entry of its own"],
    // Too wide.
    ["s3:GetObject", "*", "broad-resource", "s3:GetObject can be scoped", "broad: <reason>"],
    [
      "sqs:SendMessage",
      "arn:aws:sqs:*:123456789012:jobs",
      "broad-resource",
      "a wildcard in the region",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    [
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:*:jobs",
      "broad-resource",
      "a wildcard in the account",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    ["s3:GetObject", "arn:*:s3:::b/*", "broad-resource", "a wildcard in the partition", "write arn:aws:s3:::b/*"],
    ["s3:GetObject", "arn:aws:*:::b/*", "broad-resource", "a wildcard in the service", "write arn:aws:s3:::"],
    ["s3:GetObject", "arn:aws:s3:::*", "broad-resource", "reaches everything of s3", "write arn:aws:s3:::BUCKET_NAME/*"],
    ["s3:GetObject", "arn:aws:s3:::*/*", "broad-resource", "reaches everything of s3", "write arn:aws:s3:::BUCKET_NAME/*"],
    [
      "sqs:SendMessage",
      `arn:aws:sqs:${place}:*`,
      "broad-resource",
      "reaches everything of sqs",
      `write arn:aws:sqs:${place}:QUEUE_NAME`,
    ],
    // Names of actions.
    ["s3:HeadObject", "arn:aws:s3:::b/*", "unknown-action", "s3:HeadObject", "s3:GetObject"],
    ["s3:ListObjectsV2", "arn:aws:s3:::b", "unknown-action", "a method of the SDK", "s3:ListBucket"],
    [
      "dynamodb:TransactWriteItems",
      `arn:aws:dynamodb:${place}:table/t`,
      "unknown-action",
      "a method of the SDK",
      "dynamodb:PutItem, dynamodb:UpdateItem, dynamodb:DeleteItem or dynamodb:ConditionCheckItem",
    ],
    ["sqs:SendMessageBatch", `arn:aws:sqs:${place}:q`, "unknown-action", "a method of the SDK", "write sqs:SendMessage,"],
    ["sqs:DeleteMessageBatch", `arn:aws:sqs:${place}:q`, "unknown-action", "a method of the SDK", "write sqs:DeleteMessage,"],
    ["sns:PublishBatch", `arn:aws:sns:${place}:t`, "unknown-action", "a method of the SDK", "write sns:Publish,"],
    [
      "lambda:Invoke",
      `arn:aws:lambda:${place}:function:f`,
      "unknown-action",
      "a method of the SDK",
      "write lambda:InvokeFunction,",
    ],
    ["s3:GetObjct", "arn:aws:s3:::b/*", "unknown-action", 'AWS lists no action "s3:GetObjct"', "did you mean s3:GetObject?"],
    [
      "dynamobd:GetItem",
      `arn:aws:dynamodb:${place}:table/t`,
      "unknown-action",
      'AWS lists no service "dynamobd"',
      "did you mean dynamodb:GetItem?",
    ],
    [
      "stepfunctions:StartExecution",
      `arn:aws:states:${place}:stateMachine:f`,
      "unknown-action",
      "no service",
      "did you mean states:StartExecution?",
    ],
    ["GetObject", "arn:aws:s3:::b/*", "unknown-action", "it names no service", "s3:GetObject"],
    ["s3:Get*", "arn:aws:s3:::b/*", "wildcard-action", "would grant 63 actions: s3:GetAccelerateConfiguration,", "one by one"],
    ["s3:*", "arn:aws:s3:::b/*", "wildcard-action", "more", "one by one"],
    ["*", "*", "wildcard-action", "services", "one by one"],
    ["s3:GetObjec?", "arn:aws:s3:::b/*", "wildcard-action", "would grant 1 action: s3:GetObject", "one by one"],
    // ARNs that are none.
    [
      "sqs:SendMessage",
      "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
      "invalid-arn",
      "the URL of a queue",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    ["s3:GetObject", "s3://uploads/a/b", "invalid-arn", "the address of a bucket or an object", "write arn:aws:s3:::uploads/a/b"],
    [
      "s3:GetObject",
      "https://uploads.s3.eu-west-1.amazonaws.com/a",
      "invalid-arn",
      "the address",
      "write arn:aws:s3:::uploads/a",
    ],
    ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:12345678901:jobs", "invalid-arn", "12345678901", "12 digits"],
    [
      "sqs:SendMessage",
      "arn:aws:sqs:eu-wst-1:123456789012:jobs",
      "invalid-arn",
      'AWS lists no region "eu-wst-1"',
      "did you mean eu-west-1?",
    ],
    [
      "sqs:SendMessage",
      "arn:awss:sqs:eu-west-1:123456789012:jobs",
      "invalid-arn",
      "no partition",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    [
      "sqs:SendMessage",
      "arn:aws-cn:sqs:eu-west-1:123456789012:jobs",
      "invalid-arn",
      "lies in the partition aws",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    ["s3:GetObject", "arn:aws-cn:s3:::b/*", "invalid-arn", "no call crosses into aws-cn", "write arn:aws:s3:::b/*"],
    ["sqs:SendMessage", `arn:aws:sqss:${place}:jobs`, "invalid-arn", 'the service "sqss"', "did you mean arn:aws:sqs:…?"],
    [
      "s3:ListBucket",
      `arn:aws:s3:${place}:bucket`,
      "invalid-arn",
      "the ARN of a bucket has no region and no account",
      "write arn:aws:s3:::bucket",
    ],
    [
      "sqs:SendMessage",
      "arn:aws:sqs:::jobs",
      "invalid-arn",
      "the ARN of a queue has a region and an account",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    ["sqs:SendMessage", "arn:aws:sqs:jobs", "invalid-arn", "six parts", `write arn:aws:sqs:${place}:jobs`],
    [
      "sqs:SendMessage",
      "ARN:aws:sqs:eu-west-1:123456789012:jobs",
      "invalid-arn",
      "small letters",
      `write arn:aws:sqs:${place}:jobs`,
    ],
    [
      "dynamodb:GetItem",
      `arn:aws:dynamodb:${place}:orders`,
      "invalid-arn",
      "no ARN of this shape",
      `write arn:aws:dynamodb:${place}:table/orders`,
    ],
    [
      "lambda:InvokeFunction",
      `arn:aws:lambda:${place}:function/f`,
      "invalid-arn",
      "no ARN of this shape",
      `write arn:aws:lambda:${place}:function:f`,
    ],
    ["s3:GetObject", "arn:aws:s3:::uploads/", "invalid-arn", "no ARN of this shape", "write arn:aws:s3:::uploads/*"],
    [
      "ssm:GetParameter",
      `arn:aws:ssm:${place}:parameter//prod/db`,
      "invalid-arn",
      "leading slash",
      `write arn:aws:ssm:${place}:parameter/prod/db`,
    ],
    [
      "secretsmanager:GetSecretValue",
      `arn:aws:secretsmanager:${place}:secret:prod/db`,
      "invalid-arn",
      "six random characters",
      `write arn:aws:secretsmanager:${place}:secret:prod/db-??????`,
    ],
    ["s3:GetObject", "arn:aws:s3:::home/${aws:username/*", "invalid-arn", '"${" without its "}"', "${aws:username}"],
    ["s3:GetObject", "arn:aws:s3:::home/&{aws:username}/*", "invalid-arn", '"&{"', "${aws:username}"],
    // No resources.
    ["s3:GetObject", [], "missing-key", "s3:GetObject needs `resources`", "write resources:"],
    ["s3:GetObject", null, "missing-key", "s3:GetObject needs `resources`", "write resources: arn:aws:s3:::BUCKET_NAME/*"],
    // Short names.
    ["s3:GetObject", "uploads", "resource-type-mismatch", '"uploads" names a bucket', "write arn:aws:s3:::uploads/*"],
    [
      "kms:Decrypt",
      "alias/orders",
      "resource-type-mismatch",
      "AWS checks the key behind an alias",
      `write arn:aws:kms:${place}:key/KEY_ID`,
    ],
    ["kms:Decrypt", "orders", "invalid-arn", "neither an ARN nor the id of a key", `arn:aws:kms:${place}:key/KEY_ID`],
    ["secretsmanager:GetSecretValue", "prod/db", "invalid-arn", "six random characters", "write secret:prod/db-??????"],
    [
      ["sqs:SendMessage", "sns:Publish"],
      "jobs",
      "invalid-arn",
      '"jobs" could be a queue or a topic',
      `arn:aws:sqs:${place}:QUEUE_NAME`,
    ],
    ["glue:GetTable", "sales", "invalid-arn", "several kinds of things", `arn:aws:glue:${place}:database/sales`],
    ["sns:Publish", "+31612345678", "invalid-arn", "a telephone number is no resource", "broad: <reason>"],
    ["ec2:DescribeInstances", "web", "not-scopable", "cannot be scoped", 'write "*"'],
    // Expressions of a known kind.
    [
      "s3:GetObject",
      "${aws_s3_bucket.x.arn}",
      "resource-type-mismatch",
      "${aws_s3_bucket.x.arn} names a bucket",
      "write ${aws_s3_bucket.x.arn}/*",
    ],
    ["s3:ListBucket", "${aws_s3_bucket.x.arn}/*", "resource-type-mismatch", "names an object", "write ${aws_s3_bucket.x.arn}"],
    [
      "s3:GetObject",
      "${aws_s3_bucket.x.id}",
      "invalid-arn",
      "aws_s3_bucket.x.id is a name, not an ARN",
      "write ${aws_s3_bucket.x.arn}",
    ],
    [
      "s3:GetObject",
      "arn:aws:s3:::${aws_s3_bucket.x.id}",
      "resource-type-mismatch",
      "names a bucket",
      "write arn:aws:s3:::${aws_s3_bucket.x.id}/*",
    ],
    [
      "sqs:SendMessage",
      '${aws_sqs_queue.x["a"].url}',
      "invalid-arn",
      "is a URL, not an ARN",
      'write ${aws_sqs_queue.x["a"].arn}',
    ],
    [
      "dynamodb:GetRecords",
      "${aws_dynamodb_table.x.arn}",
      "resource-type-mismatch",
      "names a table",
      "write ${aws_dynamodb_table.x.stream_arn}",
    ],
    [
      "logs:PutLogEvents",
      "${aws_cloudwatch_log_group.x.arn}",
      "resource-type-mismatch",
      "names a log group",
      "write ${aws_cloudwatch_log_group.x.arn}:log-stream:*",
    ],
    [
      "kms:Decrypt",
      "${data.aws_kms_alias.x.arn}",
      "resource-type-mismatch",
      "names an alias",
      "write ${data.aws_kms_alias.x.target_key_arn}",
    ],
    [
      "lambda:InvokeFunction",
      "${aws_lambda_function.x.invoke_arn}",
      "invalid-arn",
      "the address of an integration",
      "write ${aws_lambda_function.x.arn}",
    ],
    ["s3:GetObject", "${aws_sqs_queue.x.arn}", "resource-type-mismatch", "names a queue", "write arn:aws:s3:::BUCKET_NAME/*"],
    ["xray:PutTraceSegments", "${aws_s3_bucket.x.arn}", "not-scopable", "xray:PutTraceSegments", 'write "*"'],
  ];

  it.each(refusals)("%s on %s: %s", (allow, resources, code, message, hint) => {
    const { diagnostics } = judgeActions(asked(allow, resources), home);
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.hint).toContain(hint);
  });
});

describe("granted", () => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${place}:${rest}`;
  const grants: readonly (readonly [
    allow: string | string[],
    resources: string | string[] | null,
    broad: boolean,
    grants: string[],
  ])[] = [
    ["sns:publish", arn("sns", "jobs"), false, [`sns:Publish on ${arn("sns", "jobs")}`]],
    [
      ["s3:GetObject", "s3:ListBucket"],
      ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
      false,
      ["s3:GetObject on arn:aws:s3:::b/*", "s3:ListBucket on arn:aws:s3:::b"],
    ],
    [["s3:GetObject", "s3:GETOBJECT"], "arn:aws:s3:::b/a*/c?", false, ["s3:GetObject on arn:aws:s3:::b/a*/c?"]],
    [
      ["s3:GetObject", "s3:ListAllMyBuckets"],
      ["*", "arn:aws:s3:::b/*"],
      false,
      ["s3:GetObject on arn:aws:s3:::b/*", "s3:ListAllMyBuckets on *"],
    ],
    ["s3:GetObject", "*", true, ["s3:GetObject on *"]],
    ["s3:GetObject", "arn:aws:s3:::*", true, ["s3:GetObject on arn:aws:s3:::*"]],
    [
      ["logs:CreateLogStream", "logs:CreateLogGroup"],
      "arn:aws:logs:*:*:*",
      true,
      ["logs:CreateLogStream logs:CreateLogGroup on arn:aws:logs:*:*:*"],
    ],
    // Two pages of AWS share the prefix, and what both say holds; and what AWS says where it refuses.
    ...[
      ["sns:CreatePlatformEndpoint", "sns", "app/GCM/shop"],
      ["sns:SetEndpointAttributes", "sns", "endpoint/GCM/shop/*"],
      ["sns:Publish", "sns", "endpoint/GCM/shop/5e3e9847-3183-3f18-a7e8-671c3a57d4b3"],
      ["glue:CreateConnection", "glue", "connection/warehouse"],
      ["glue:GetTags", "glue", "schema/shop/orders"],
      ["glue:GetTags", "glue", "registry/shop"],
      // Ids that are paths.
      ["ssm:UpdateServiceSetting", "ssm", "servicesetting/ssm/parameter-store/high-throughput-enabled"],
      ["ssm:GetServiceSetting", "ssm", "servicesetting/ssm/opsdata/*"],
      ["ssm:DeleteOpsMetadata", "ssm", "opsmetadata/aws/ssm/shop/appmanager"],
      ["logs:DescribeLogGroups", "logs", "log-group:*"],
      ["logs:DescribeLogGroups", "logs", "log-group::log-stream:"],
      ["logs:DescribeLogGroups", "logs", "log-group::log-stream:*"],
      ["logs:DescribeLogStreams", "logs", "log-group:jobs:log-stream:*"],
      ["logs:DescribeLogStreams", "logs", "log-group:jobs:log-stream:"],
      ["elasticloadbalancing:AddTags", "elasticloadbalancing", "loadbalancer/app/web/50dc6c495c0c9188"],
      ["elasticloadbalancing:AddTags", "elasticloadbalancing", "loadbalancer/web"],
      ["elasticloadbalancing:AddTags", "elasticloadbalancing", "targetgroup/web/73e2d6bc24d8a067"],
      [
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing",
        "listener-rule/net/web/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee",
      ],
      ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing", "loadbalancer/net/web/*"],
      ["elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing", "loadbalancer/gwy/web/50dc6c495c0c9188"],
      ["elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing", "loadbalancer/app/web/50dc6c495c0c9188"],
      ["greengrass:ListTagsForResource", "greengrass", "components:com.example.hello:versions:1.0.0"],
      ["greengrass:TagResource", "greengrass", "coreDevices:gate"],
      ["greengrass:TagResource", "greengrass", "/greengrass/groups/1a2b3c"],
      ["sms-voice:SendVoiceMessage", "sms-voice", "phone-number/phone-0123456789abcdef0123456789abcdef"],
      ["sms-voice:DeleteConfigurationSet", "sms-voice", "configuration-set/calls"],
      ["aws-marketplace:TagResource", "aws-marketplace", "AWSMarketplace/ChangeSet/abc"],
      ["ses:TagResource", "ses", "mailmanager-archive/a-1"],
      ["ses:TagResource", "ses", "identity/example.com"],
      ["lex:StartImport", "lex", "test-set/ABCDEFGHIJ"],
    ].map(([action = "", service = "", rest = ""]): [string, string, boolean, string[]] => [
      action,
      arn(service, rest),
      false,
      [`${action} on ${arn(service, rest)}`],
    ]),
    [
      "resource-explorer-2:Search",
      "arn:aws:resource-explorer-2:eu-west-1::view/AWSServiceViewForApplicationSignals/service-view",
      false,
      [
        "resource-explorer-2:Search on arn:aws:resource-explorer-2:eu-west-1::view/AWSServiceViewForApplicationSignals/service-view",
      ],
    ],
    ["sms-voice:SendVoiceMessage", null, false, ["sms-voice:SendVoiceMessage on *"]],
    ["greengrass:CreateDeployment", "*", false, ["greengrass:CreateDeployment on *"]],
    ["ec2:DescribeInstances", null, false, ["ec2:DescribeInstances on *"]],
    ["ec2:DescribeInstances", "*", false, ["ec2:DescribeInstances on *"]],
    ["cloudwatch:PutMetricData", null, false, ["cloudwatch:PutMetricData on *"]],
    [
      "logs:PutLogEvents",
      arn("logs", "log-group:/aws/lambda/x:*"),
      false,
      [`logs:PutLogEvents on ${arn("logs", "log-group:/aws/lambda/x:*")}`],
    ],
    [
      "logs:DescribeLogStreams",
      arn("logs", "log-group:/aws/lambda/x:*"),
      false,
      [`logs:DescribeLogStreams on ${arn("logs", "log-group:/aws/lambda/x:*")}`],
    ],
    [
      "lambda:InvokeFunction",
      arn("lambda", "function:f:live"),
      false,
      [`lambda:InvokeFunction on ${arn("lambda", "function:f:live")}`],
    ],
    [
      "secretsmanager:GetSecretValue",
      arn("secretsmanager", "secret:a/b-??????"),
      false,
      [`secretsmanager:GetSecretValue on ${arn("secretsmanager", "secret:a/b-??????")}`],
    ],
    [
      "secretsmanager:GetSecretValue",
      arn("secretsmanager", "secret:a/b-Ab12Cd"),
      false,
      [`secretsmanager:GetSecretValue on ${arn("secretsmanager", "secret:a/b-Ab12Cd")}`],
    ],
    [
      "ssm:GetParameter",
      "arn:aws:ssm:eu-west-1::parameter/aws/service/x",
      false,
      ["ssm:GetParameter on arn:aws:ssm:eu-west-1::parameter/aws/service/x"],
    ],
    [
      "s3:GetObject",
      "arn:aws:s3::123456789012:accesspoint/x.mrap/object/*",
      false,
      ["s3:GetObject on arn:aws:s3::123456789012:accesspoint/x.mrap/object/*"],
    ],
    ["s3:GetObject", "arn:aws:s3:::home/${aws:username}/*", false, ["s3:GetObject on arn:aws:s3:::home/${aws:username}/*"]],
    ["execute-api:Invoke", arn("execute-api", "abc/*"), false, [`execute-api:Invoke on ${arn("execute-api", "abc/*")}`]],
    [
      "bedrock:InvokeModel",
      "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v1:0",
      false,
      ["bedrock:InvokeModel on arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v1:0"],
    ],
    ["es:ESHttpGet", arn("es", "domain/d/*"), false, [`es:ESHttpGet on ${arn("es", "domain/d/*")}`]],
    ["sns:Publish", arn("sns", "endpoint/GCM/app/id"), false, [`sns:Publish on ${arn("sns", "endpoint/GCM/app/id")}`]],
    [
      "iam:GetPolicy",
      "arn:aws:iam::aws:policy/service-role/X",
      false,
      ["iam:GetPolicy on arn:aws:iam::aws:policy/service-role/X"],
    ],
    // Short names.
    ["dynamodb:GetItem", "orders", false, [`dynamodb:GetItem on ${arn("dynamodb", "table/orders")}`]],
    [
      ["dynamodb:GetItem", "dynamodb:Query"],
      ["orders", "orders/index/by-date"],
      false,
      [
        `dynamodb:GetItem on ${arn("dynamodb", "table/orders")}`,
        `dynamodb:Query on ${arn("dynamodb", "table/orders")} ${arn("dynamodb", "table/orders/index/by-date")}`,
      ],
    ],
    [
      ["s3:GetObject", "s3:ListBucket"],
      ["uploads", "uploads/*"],
      false,
      ["s3:GetObject on arn:aws:s3:::uploads/*", "s3:ListBucket on arn:aws:s3:::uploads"],
    ],
    ["sqs:SendMessage", "my-${var.env}-jobs", false, [`sqs:SendMessage on ${arn("sqs", "my-${var.env}-jobs")}`]],
    ["kinesis:PutRecord", "clicks", false, [`kinesis:PutRecord on ${arn("kinesis", "stream/clicks")}`]],
    ["firehose:PutRecord", "clicks", false, [`firehose:PutRecord on ${arn("firehose", "deliverystream/clicks")}`]],
    [
      "kms:Decrypt",
      "1234abcd-12ab-34cd-56ef-1234567890ab",
      false,
      [`kms:Decrypt on ${arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")}`],
    ],
    [
      "lambda:InvokeFunction",
      ["worker", "worker:live"],
      false,
      [`lambda:InvokeFunction on ${arn("lambda", "function:worker")} ${arn("lambda", "function:worker:live")}`],
    ],
    ["events:PutEvents", "orders", false, [`events:PutEvents on ${arn("events", "event-bus/orders")}`]],
    ["ssm:GetParameter", "/prod/db", false, [`ssm:GetParameter on ${arn("ssm", "parameter/prod/db")}`]],
    ["ssm:GetParameter", "prod/db", false, [`ssm:GetParameter on ${arn("ssm", "parameter/prod/db")}`]],
    ["states:StartExecution", "flow", false, [`states:StartExecution on ${arn("states", "stateMachine:flow")}`]],
    ["logs:PutLogEvents", "/aws/lambda/x", false, [`logs:PutLogEvents on ${arn("logs", "log-group:/aws/lambda/x:*")}`]],
    ["ecr:BatchGetImage", "team/app", false, [`ecr:BatchGetImage on ${arn("ecr", "repository/team/app")}`]],
    ["sts:AssumeRole", "reader", false, ["sts:AssumeRole on arn:aws:iam::123456789012:role/reader"]],
    [
      "secretsmanager:GetSecretValue",
      "secret:prod/db-??????",
      false,
      [`secretsmanager:GetSecretValue on ${arn("secretsmanager", "secret:prod/db-??????")}`],
    ],
    // Expressions.
    ["s3:GetObject", "${aws_s3_bucket.x.arn}/*", false, ["s3:GetObject on ${aws_s3_bucket.x.arn}/*"]],
    ["s3:GetObject", "arn:aws:s3:::${aws_s3_bucket.x.id}/*", false, ["s3:GetObject on arn:aws:s3:::${aws_s3_bucket.x.id}/*"]],
    [["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::${var.b}", false, ["s3:GetObject s3:ListBucket on arn:aws:s3:::${var.b}"]],
    [["s3:GetObject", "sqs:SendMessage"], "${var.anything}", false, ["s3:GetObject sqs:SendMessage on ${var.anything}"]],
    ["s3:ListBucket", "${module.b.arn}/*", false, ["s3:ListBucket on ${module.b.arn}/*"]],
    ["dynamodb:Query", "${aws_dynamodb_table.x.arn}/index/*", false, ["dynamodb:Query on ${aws_dynamodb_table.x.arn}/index/*"]],
    [
      "dynamodb:GetRecords",
      "${aws_dynamodb_table.x.stream_arn}",
      false,
      ["dynamodb:GetRecords on ${aws_dynamodb_table.x.stream_arn}"],
    ],
    [
      "logs:PutLogEvents",
      "${aws_cloudwatch_log_group.x.arn}:*",
      false,
      ["logs:PutLogEvents on ${aws_cloudwatch_log_group.x.arn}:*"],
    ],
    [
      "execute-api:Invoke",
      "${aws_apigatewayv2_api.x.execution_arn}/*/*",
      false,
      ["execute-api:Invoke on ${aws_apigatewayv2_api.x.execution_arn}/*/*"],
    ],
    ["kms:Decrypt", "${aws_kms_alias.x.target_key_arn}", false, ["kms:Decrypt on ${aws_kms_alias.x.target_key_arn}"]],
    [
      "events:PutTargets",
      "${aws_cloudwatch_event_rule.x.arn}",
      false,
      ["events:PutTargets on ${aws_cloudwatch_event_rule.x.arn}"],
    ],
  ];

  it.each(grants)("%s on %s", (allow, resources, broad, expected) => {
    const judged = judgeActions(asked(allow, resources, {}, broad), home);
    expect(judged.diagnostics).toEqual([]);
    expect(granted(judged).toSorted()).toEqual(expected.toSorted());
  });

  it("nothing of a dead pair", () => {
    const judged = judgeActions(
      asked(["s3:GetObject", "s3:ListBucket", "s3:PutObject"], ["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::c/*"]),
      home,
    );
    expect(granted(judged)).toEqual([
      "s3:ListBucket on arn:aws:s3:::b",
      "s3:GetObject s3:PutObject on arn:aws:s3:::b/* arn:aws:s3:::c/*",
    ]);
  });
});

describe("expressions that may do", () => {
  it.each([
    ["execute-api:Invoke", "${aws_apigatewayv2_api.a.execution_arn}/*/GET/orders"],
    ["execute-api:Invoke", "${aws_api_gateway_stage.a.execution_arn}/GET/orders"],
    ["execute-api:Invoke", "${aws_api_gateway_rest_api.a.execution_arn}/*"],
    ["execute-api:ManageConnections", "${aws_apigatewayv2_stage.a.execution_arn}/POST/@connections/*"],
    ["sns:Publish", "${aws_sns_topic.x.id}"],
    ["sns:Publish", "${aws_sns_topic_subscription.x.topic_arn}"],
    ["states:StartExecution", "${aws_sfn_state_machine.x.id}"],
    ["elasticloadbalancing:ModifyLoadBalancerAttributes", "${aws_lb.x.id}"],
    ["iam:PassRole", "${aws_lambda_function.f.role}"],
    ["iam:PassRole", "${aws_ecs_task_definition.t.task_role_arn}"],
    ["kms:Decrypt", "${aws_rds_cluster.c.kms_key_id}"],
    ["kms:Decrypt", "${aws_backup_vault.v.kms_key_arn}"],
    ["secretsmanager:GetSecretValue", "${aws_secretsmanager_secret.s.arn}*"],
    ["secretsmanager:GetSecretValue", "${aws_secretsmanager_secret_version.v.secret_id}"],
    ["secretsmanager:GetSecretValue", "${aws_redshift_cluster.c.master_password_secret_arn}"],
    ["ecs:RunTask", "${aws_ecs_task_definition.t.arn}"],
    ["ecs:RunTask", "${aws_ecs_task_definition.t.arn_without_revision}:*"],
    ["ecs:UpdateService", "${aws_ecs_service.s.id}"],
    ["ec2:CreateTags", "${aws_vpc.v.arn}"],
    ["es:ESHttpGet", "${aws_opensearch_domain.d.arn}/orders/*"],
    ["es:ESHttpGet", "arn:aws:es:eu-west-1:123456789012:domain/d*"],
    ["es:DescribeDomain", "${aws_opensearch_domain.d.arn}"],
    ["s3:GetObject", "arn:aws:s3:::${aws_s3_bucket.b.bucket}/*"],
    ["codestar-connections:UseConnection", "${aws_codestarconnections_connection.c.id}"],
    ["s3:GetObject", "${data.aws_iam_policy_document.d.arns}"],
    ...[
      "var.queue",
      "local.queue",
      "each.value",
      "module.m.queue",
      "data.aws_ssm_parameter.p.value",
      "terraform_data.t.output",
    ].map((code) => ["sqs:SendMessage", `\${${code}}`]),
  ] as [string, string][])("%s on %s", (action, resource) => {
    const judged = judgeActions(asked(action, resource), home);
    expect(judged.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(granted(judged)).toEqual([`${action} on ${resource}`]);
  });
});

describe("expressions", () => {
  it.each([
    ["${aws_s3_bucket.x.arn}", { kind: "type", service: "s3", type: "bucket", rest: "", begins: null }],
    ["${aws_s3_bucket.x.arn}/*", { kind: "type", service: "s3", type: "bucket", rest: "/*", begins: null }],
    ["${data.aws_dynamodb_table.x.stream_arn}", { kind: "type", service: "dynamodb", type: "stream", rest: "", begins: null }],
    ['${aws_sns_topic.x["a"].arn}', { kind: "type", service: "sns", type: "topic", rest: "", begins: null }],
    ["${aws_sns_topic.x[0].arn}", { kind: "type", service: "sns", type: "topic", rest: "", begins: null }],
    ["${aws_s3_bucket.x.bucket}", { kind: "not-an-arn", terraformType: "aws_s3_bucket", attribute: "bucket", service: "s3" }],
    ["${aws_sns_topic.x[*].arn}", { kind: "unknown" }],
    ["${var.x}", { kind: "unknown" }],
    ["${aws_cloudformation_stack.x.outputs}", { kind: "unknown" }],
    ["${data.aws_ssm_parameter.x.value}", { kind: "unknown" }],
    ["${aws_constructor.x.arn}", { kind: "unknown" }],
    ["arn:aws:s3:::${aws_s3_bucket.x.arn}", { kind: "unknown" }],
  ])("%s", (text, expected) => {
    expect(namedBy(reference(text))).toEqual(expected);
  });
});

describe("conditions", () => {
  const object = "arn:aws:s3:::b/*";
  const refused: readonly (readonly [
    allow: string | string[],
    resources: string,
    Conditions,
    code: string,
    message: string,
    hint: string,
  ])[] = [
    [
      "s3:GetObject",
      object,
      { StringEqual: { "aws:ResourceAccount": "1" } },
      "unknown-condition-operator",
      "StringEqual",
      "did you mean StringEquals?",
    ],
    [
      "s3:GetObject",
      object,
      { ArnEqualz: { "lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f" } },
      "unknown-condition-operator",
      "ArnEqualz",
      "did you mean ArnEquals?",
    ],
    [
      "s3:GetObject",
      object,
      { "ForAnyValues:StringLik": { "aws:userid": "x" } },
      "unknown-condition-operator",
      "ForAnyValues:StringLik",
      "did you mean ForAnyValue:StringLike?",
    ],
    [
      "s3:GetObject",
      object,
      { NullIfExists: { "aws:userid": "true" } },
      "unknown-condition-operator",
      "NullIfExists",
      "did you mean Null?",
    ],
    [
      "s3:GetObject",
      object,
      { StringLike: { "s3:prefix": "home/*" } },
      "unknown-condition-key",
      's3:GetObject knows no condition key "s3:prefix"',
      "s3:ListBucket and s3:ListBucketVersions know it",
    ],
    [
      ["s3:GetObject", "s3:ListBucket"],
      object,
      { StringLike: { "s3:prefix": "home/*" } },
      "unknown-condition-key",
      "so it would never be allowed",
      "an entry without this condition",
    ],
    [
      "s3:GetObject",
      object,
      { ArnLike: { "aws:SourceArn": "arn:aws:s3:::x" } },
      "unknown-condition-key",
      "never there when a function calls",
      "lambda:SourceFunctionArn",
    ],
    [
      "s3:GetObject",
      object,
      { StringEquals: { "AWS:sourceaccount": "123456789012" } },
      "unknown-condition-key",
      '"aws:SourceAccount" is never there',
      "aws:ResourceAccount",
    ],
    [
      "s3:GetObject",
      object,
      { StringEquals: { "aws:RequestTag/team": "a" } },
      "unknown-condition-key",
      "aws:RequestTag/team",
      "",
    ],
    [
      "s3:GetObject",
      object,
      { StringEquals: { "aws:ResourceAcount": "123456789012" } },
      "unknown-condition-key",
      "aws:ResourceAcount",
      "did you mean aws:ResourceAccount?",
    ],
    [
      "s3:GetObject",
      object,
      { StringEquals: { "s3:ExistingObjectTags/team": "a" } },
      "unknown-condition-key",
      "s3:ExistingObjectTags/team",
      "did you mean s3:ExistingObjectTag/team?",
    ],
    [
      "s3:GetObject",
      object,
      { ArnEquals: { "aws:RequestedRegion": "arn:aws:s3:::x" } },
      "condition-type-mismatch",
      'does not compare "aws:RequestedRegion", which is a string',
      "write StringEquals",
    ],
    [
      "s3:GetObject",
      object,
      { StringEquals: { "aws:SecureTransport": "true" } },
      "condition-type-mismatch",
      "a bool",
      "write Bool",
    ],
    [
      "s3:ListBucket",
      "arn:aws:s3:::b",
      { NumericEquals: { "s3:max-keys": "ten" } },
      "condition-type-mismatch",
      '"ten" is not a number',
      "",
    ],
    ["s3:GetObject", object, { DateLessThan: { "aws:CurrentTime": "tomorrow" } }, "condition-type-mismatch", "not a date", ""],
    ["s3:GetObject", object, { Bool: { "aws:SecureTransport": "yes" } }, "condition-type-mismatch", "not true or false", ""],
    ["s3:GetObject", object, { IpAddress: { "aws:SourceIp": "10.0.0.300" } }, "condition-type-mismatch", "not an IP address", ""],
    [
      "s3:GetObject",
      object,
      { ArnLike: { "lambda:SourceFunctionArn": "my-function" } },
      "condition-type-mismatch",
      "not an ARN",
      "",
    ],
    [
      "s3:ListBucket",
      "arn:aws:s3:::b",
      { StringEquals: { "s3:prefix": "home/*" } },
      "condition-type-mismatch",
      'takes "*" for the character',
      "write StringLike",
    ],
  ];
  it.each(refused)("refused: %s on %s with %j: %s", (allow, resources, conditions, code, message, hint) => {
    const all = Array.isArray(allow) ? [resources, resources.replace("/*", "")] : resources;
    const { diagnostics } = judgeActions(asked(allow, all, conditions), home);
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.hint ?? "").toContain(hint);
  });

  const accepted: readonly (readonly [allow: string, resources: string, Conditions, written: string])[] = [
    [
      "s3:PutObject",
      object,
      { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
      "StringEquals s3:x-amz-server-side-encryption",
    ],
    [
      "s3:GetObject",
      object,
      { stringequalsifexists: { "S3:existingobjecttag/Team": "a" } },
      "StringEqualsIfExists s3:ExistingObjectTag/Team",
    ],
    [
      "s3:GetObject",
      object,
      { ArnEquals: { "Lambda:sourceFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f" } },
      "ArnEquals lambda:SourceFunctionArn",
    ],
    [
      "s3:GetObject",
      object,
      { StringLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
      "StringLike aws:PrincipalArn",
    ],
    [
      "kms:Decrypt",
      `arn:aws:kms:${place}:key/1`,
      { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      "StringEquals kms:ViaService",
    ],
    [
      "kms:Decrypt",
      `arn:aws:kms:${place}:key/1`,
      { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${place}:*` } },
      "ArnLike kms:EncryptionContext:aws:logs:arn",
    ],
    [
      "kms:Decrypt",
      `arn:aws:kms:${place}:key/1`,
      { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*" } },
      "ForAnyValue:StringLike kms:ResourceAliases",
    ],
    [
      "dynamodb:Query",
      `arn:aws:dynamodb:${place}:table/t`,
      { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "${aws:PrincipalTag/tenant}" } },
      "ForAllValues:StringEquals dynamodb:LeadingKeys",
    ],
    [
      "dynamodb:GetItem",
      `arn:aws:dynamodb:${place}:table/t`,
      { StringEquals: { "aws:ResourceTag/team": "a" } },
      "StringEquals aws:ResourceTag/team",
    ],
    ["s3:ListBucket", "arn:aws:s3:::b", { StringLike: { "s3:prefix": ["home/*", "${var.prefix}"] } }, "StringLike s3:prefix"],
    ["s3:ListBucket", "arn:aws:s3:::b", { NumericLessThanEquals: { "s3:max-keys": "10" } }, "NumericLessThanEquals s3:max-keys"],
    [
      "iam:PassRole",
      "arn:aws:iam::123456789012:role/r",
      { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      "StringEquals iam:PassedToService",
    ],
    ["cloudwatch:PutMetricData", "*", { StringEquals: { "cloudwatch:namespace": "Shop" } }, "StringEquals cloudwatch:namespace"],
    [
      "s3:GetObject",
      object,
      { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] }, Null: { "aws:SourceVpce": "false" } },
      "NotIpAddress aws:SourceIp",
    ],
    ["s3:GetObject", object, { DateLessThan: { "aws:CurrentTime": "2026-12-31T00:00:00Z" } }, "DateLessThan aws:CurrentTime"],
  ];
  it.each(accepted)("accepted: %s on %s with %j", (allow, resources, conditions, written) => {
    const judged = judgeActions(asked(allow, resources, conditions), home);
    // Whether a condition says anything is another question.
    expect(judged.diagnostics.filter(({ code }) => code !== "vacuous-condition")).toEqual([]);
    expect(judged.conditions.map(({ operator, variable }) => `${operator} ${variable}`)[0]).toBe(written);
  });
});

describe("dependent needs", () => {
  const role = asked("iam:PassRole", "arn:aws:iam::123456789012:role/r");
  it("warns where a role is passed and nothing allows it", () => {
    const run = asked("ecs:runtask", `arn:aws:ecs:${place}:task-definition/t:*`);
    expect(dependentNeeds([run]).map(({ severity, code, message }) => [severity, code, message])).toEqual([
      ["warning", "dependent-action", "ecs:RunTask passes a role to the service, and nothing here allows iam:PassRole"],
    ]);
    expect(dependentNeeds([run, role])).toEqual([]);
  });
  it("warns where the entry itself asks for a key", () => {
    const key = { StringEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": `arn:aws:kms:${place}:key/1` } };
    expect(dependentNeeds([asked("s3:PutObject", "arn:aws:s3:::b/*", key)]).map(({ hint }) => hint)).toEqual([
      "add an entry that allows kms:GenerateDataKey, if no other policy does",
    ]);
    expect(dependentNeeds([asked("s3:PutObject", "arn:aws:s3:::b/*")])).toEqual([]);
  });
});

describe("globs", () => {
  const alphabet = ["a", "b", "/"];
  const words = (length: number): string[] =>
    length === 0 ? [""] : [""].concat(alphabet.flatMap((char) => words(length - 1).map((rest) => char + rest)));
  // Globs of at most four places: where both have a star, the shortest common word has at most three characters of each.
  const all = [...new Set(words(6))];
  const regex = (glob: string) =>
    new RegExp(`^${[...glob].map((char) => (char === "*" ? ".*" : char === "?" ? "." : char)).join("")}$`);
  const glob = fc.array(fc.constantFrom("a", "b", "/", "*", "?"), { maxLength: 4 }).map((chars) => chars.join(""));
  it("meet exactly where a word matches both", () => {
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        const both = [regex(a), regex(b)] as const;
        expect(globsMeet(a, b)).toBe(all.some((word) => both[0].test(word) && both[1].test(word)));
        expect(globsMeet(b, a)).toBe(globsMeet(a, b));
      }),
      { numRuns: 1000 },
    );
  });
  it("meet with themselves", () => {
    fc.assert(fc.property(fc.string({ maxLength: 20 }), (text) => text.includes("${") || globsMeet(text, text)));
  });
  it("know IAM's variables for characters", () => {
    expect(globsMeet("a${*}b", "a?b")).toBe(true);
    expect(globsMeet("a${*}b", "axb")).toBe(false);
    expect(globsMeet("a${aws:username}b", "axyb")).toBe(true);
    expect(globsMeet("a${aws:username}b", "ab")).toBe(false);
  });
});

describe("any text", () => {
  it("is judged without an exception", () => {
    const piece = fc.constantFrom(
      "arn:",
      "aws",
      ":",
      "s3",
      "sqs",
      "${",
      "}",
      "*",
      "?",
      "/",
      "&{",
      "x",
      "${var.x}",
      "eu-west-1",
      "123456789012",
      "constructor",
      "",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join("")),
      fc.string(),
    );
    const action = fc.oneof(
      fc.constantFrom("s3:GetObject", "sqs:SendMessage", "ec2:DescribeInstances", "kms:Decrypt", "ssm:GetParameter"),
      text,
    );
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 3 }),
        fc.array(text, { maxLength: 3 }),
        text,
        text,
        (allow, resources, operator, key) => {
          judgeActions(asked(allow, resources, { [operator]: { [key]: "x" } }), home);
        },
      ),
      { numRuns: 300 },
    );
  });
});
