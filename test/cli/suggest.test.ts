import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** `suggest`: a spec for code that has none, and what a spec lacks as a patch. */

const handlers = fileURLToPath(new URL("../code/handlers/", import.meta.url));

const spec = `# The shop's orders.
function:
  name: orders
  runtime: python3.13
  handler: app.handler
  filename: orders.zip
  environment:
    variables:
      TABLE: \${aws_dynamodb_table.orders.name}

actions:
  # what is written
  - allow: dynamodb:PutItem
    resources: \${aws_dynamodb_table.orders.arn}   # the table

# the end
`;
const code = `import os, boto3
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
def handler(event, context):
    table.put_item(Item=event)
    table.delete_item(Key=event["key"])
    boto3.client("ec2").describe_instances()
`;

function folderWithin(folder: string, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

describe("suggest", () => {
  it.each(["python-clients", "typescript-commands"])(
    "makes a spec of %s that compiles, and its code needs nothing more",
    (name) => {
      const folder = folderWith({});
      const { stdout, status } = run(folder, "suggest", "--code", join(handlers, name), "--name", "shop");
      expect(status).toBe(0);
      const written = folderWith({ "specs/shop.yaml": stdout });
      const checked = run(written, "check", "--code", join(handlers, name));
      expect(checked.stderr).not.toMatch(/error\[|undeclared-action|unused-action/);
      expect(checked.status).toBe(0);
    },
  );

  it("adds to a spec what its code needs, and leaves the rest as it was written", () => {
    const folder = folderWith({ "specs/orders.yaml": spec, "src/app.py": code });
    const { stdout } = run(folder, "suggest", "specs/orders.yaml", "--code", "src");
    const patched = applyPatch(spec, stdout);
    expect(patched).toBe(
      spec.replace(
        "# the table\n",
        `# the table
  - allow: dynamodb:DeleteItem
    resources: \${aws_dynamodb_table.orders.arn}
    why: DeleteItem in app.py:5
  - allow: ec2:DescribeInstances
    why: DescribeInstances in app.py:6
`,
      ),
    );
    writeFileSync(join(folder, "specs/orders.yaml"), String(patched));
    expect(run(folder, "suggest", "specs/orders.yaml", "--code", "src").stdout).toBe(
      "1 function: the code needs nothing that is not allowed\n",
    );
    expect(readFileSync(join(folder, "specs/orders.yaml"), "utf8")).toBe(patched);
  });

  it("gives a spec without actions its first", () => {
    const bare = spec.slice(0, spec.indexOf("\nactions:"));
    const folder = folderWith({ "specs/orders.yaml": bare, "src/app.py": code });
    const patched = applyPatch(bare, run(folder, "suggest", "specs/orders.yaml", "--code", "src").stdout);
    expect(patched).toContain("\nactions:\n  - allow:\n      - dynamodb:DeleteItem\n      - dynamodb:PutItem\n");
  });

  it("writes names as the compiler takes them, and the spec needs nothing more", () => {
    const named = `import boto3
c = boto3.client
def handler(event, context):
    c("bedrock-runtime").invoke_model(modelId="amazon.nova-micro-v1:0", body="")
    c("bedrock-runtime").converse(modelId="eu.amazon.nova-lite-v1:0")
    c("ses").send_email(Source="me@example.com", Destination={}, Message={})
    c("sesv2").send_email(FromEmailAddress="Shop <shop@example.com>")
    c("secretsmanager").get_secret_value(SecretId="prod/db")
    c("ssm").get_parameter(Name="/shop/key")
    c("logs").put_log_events(logGroupName="/app/x", logStreamName="y", logEvents=[])
    c("scheduler").create_schedule(Name="s", Target={"RoleArn": "arn:aws:iam::123456789012:role/x"})
    c("ecs").run_task(cluster="c", taskDefinition="web")
    c("sagemaker-runtime").invoke_endpoint(EndpointName="model", Body=b"")
    c("batch").submit_job(jobName="j", jobQueue="q", jobDefinition="d")
    c("lambda").invoke(FunctionName="123456789012:function:price")
    c("stepfunctions").describe_execution(executionArn="arn:aws:states:eu-west-1:123456789012:execution:order:x")
    c("s3").get_object(Bucket="arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", Key="k")
    c("s3").get_object(Bucket="\${aws_s3_bucket.none.id}", Key="\${x}")
`;
    const folder = folderWith({ "src/app.py": named });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "shop");
    expect(stdout).toContain("resources: foundation-model/amazon.nova-micro-v1:0\n");
    expect(stdout).toContain("resources: inference-profile/eu.amazon.nova-lite-v1:0\n");
    expect(stdout).toContain("resources: arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0\n");
    expect(stdout).toContain("resources: identity/me@example.com\n");
    expect(stdout).toContain("resources: identity/shop@example.com\n");
    expect(stdout).toContain("resources: secret:prod/db-??????\n");
    expect(stdout).toContain("resources: /app/x:log-stream:y\n");
    expect(stdout).toContain("resources: task-definition/web:*\n");
    expect(stdout).toContain("accesspoint/ap/object/k\n");
    expect(stdout).not.toContain("aws_s3_bucket.none.id}");
    writeFileSync(join(folderWithin(folder, "specs"), "shop.yaml"), stdout);
    const checked = run(folder, "check", "--code");
    expect(checked.stderr).not.toMatch(/error\[|undeclared-action|unused-action/);
    expect(checked.status).toBe(0);
  });

  it("says what it would need to know", () => {
    const folder = folderWith({ "src/other.py": code, "src/another.py": code });
    const { stderr, status } = run(folder, "suggest", "--code", "src");
    expect(status).toBe(2);
    expect(stderr).toContain("say --handler FILE.FUNCTION");
    expect(run(folder, "suggest", "--code", "src", "--handler", "other.handler").stdout).toContain("handler: other.handler");
  });
});
