import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith, run } from "../support/program.ts";

/** `suggest`: a spec for code that has none, and what a spec lacks as a patch. */

/** Two targets whose buckets differ. */
const targets = "targets: {dev: {values: {b: dev-bucket}}, prod: {values: {b: prod-bucket}}}\n";
const listing =
  'function: {name: f, runtime: python3.13, handler: app.handler, filename: x.zip}\ncode: {deploy: elsewhere}\nenv:\n  BUCKET: {list: {s3: "${target.b}"}}\n';
const getting = `import os, boto3
def handler(event, context):
    boto3.client("s3").list_objects_v2(Bucket=os.environ["BUCKET"])
    boto3.client("s3").get_object(Bucket=os.environ["BUCKET"], Key="k")
`;

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
  it.each(["python-clients", "python-media-jobs", "typescript-commands"])(
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

  it("names no resource for a call that names none, where AWS then checks none", () => {
    const { stdout } = run(folderWith({}), "suggest", "--code", join(handlers, "python-media-jobs"), "--name", "media");
    expect(stdout).toContain("  - allow: polly:SynthesizeSpeech\n    why: SynthesizeSpeech in app.py:17\n");
    expect(stdout).toContain("  - allow: polly:SynthesizeSpeech\n    resources: w3c\n");
  });

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

  it("names a variable for every resource that AWS checks, by its own type", () => {
    const unnamed = `import boto3
def handler(event, context):
    x = event["x"]
    boto3.client("ec2").start_instances(InstanceIds=[x])
    boto3.client("ec2").run_instances(ImageId=x)
    boto3.client("ec2").create_snapshot(VolumeId=x)
    boto3.client("ec2").attach_volume(VolumeId=x, InstanceId=x, Device="d")
    boto3.client("ec2").create_tags(Resources=[x], Tags=[])
    boto3.client("rds").create_db_snapshot(DBInstanceIdentifier=x, DBSnapshotIdentifier=x)
    boto3.client("rds").restore_db_instance_from_db_snapshot(DBInstanceIdentifier=x, DBSnapshotIdentifier=x)
    boto3.client("glue").get_table(DatabaseName=x, Name=x)
    boto3.client("ssm").send_command(DocumentName=x, InstanceIds=[x])
    boto3.client("elbv2").modify_listener(ListenerArn=x)
    boto3.client("kms").encrypt(KeyId="alias/orders", Plaintext=b"")
`;
    const folder = folderWith({ "src/app.py": unnamed });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "shop");
    const entries = (parse(stdout) as { actions: { allow: string | string[]; resources: string | string[] }[] }).actions;
    const resourcesOf = (action: string) =>
      entries.filter(({ allow }) => [allow].flat().includes(action)).flatMap(({ resources }) => resources);
    const variables = (...names: string[]) => names.map((name) => `\${var.${name}_arn}`);
    expect(resourcesOf("ec2:StartInstances")).toEqual(variables("ec2_instance"));
    expect(resourcesOf("ec2:RunInstances")).toEqual(
      variables("ec2_instance", "image", "network_interface", "security_group", "subnet"),
    );
    expect(resourcesOf("ec2:CreateSnapshot")).toEqual(variables("ec2_snapshot", "volume"));
    expect(resourcesOf("ec2:AttachVolume")).toEqual(variables("ec2_instance", "volume"));
    expect(resourcesOf("ec2:CreateTags")).toEqual(variables("create_tags"));
    expect(resourcesOf("rds:CreateDBSnapshot")).toEqual(variables("db", "rds_snapshot"));
    expect(resourcesOf("rds:RestoreDBInstanceFromDBSnapshot")).toEqual(variables("db", "og", "pg", "rds_snapshot", "subgrp"));
    expect(resourcesOf("glue:GetTable")).toEqual(variables("database", "rootcatalog", "table"));
    expect(resourcesOf("ssm:SendCommand").sort()).toEqual(variables("document", "ssm_instance"));
    expect(resourcesOf("elasticloadbalancing:ModifyListener")).toEqual(variables("listener"));
    expect(resourcesOf("kms:Encrypt")).toEqual(variables("orders_key"));
    writeFileSync(join(folderWithin(folder, "specs"), "shop.yaml"), stdout);
    const checked = run(folder, "check", "--code");
    expect(checked.stderr).not.toMatch(/error\[|undeclared-action|unused-action/);
    expect(checked.status).toBe(0);
  });

  it("names every resource that a call may mean, and a spec that lacks one of them is told", () => {
    const chosen = `const { SFNClient, StartExecutionCommand } = require("@aws-sdk/client-sfn");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
exports.handler = async (event) => {
  let params;
  switch (event.kind) {
    case "a": params = { stateMachineArn: process.env.INGEST_ARN }; break;
    case "b": params = { stateMachineArn: process.env.PROCESS_ARN }; break;
    default: params = { stateMachineArn: process.env.PUBLISH_ARN };
  }
  await new SFNClient({}).send(new StartExecutionCommand(params));
  let url = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
  if (event.late) url = process.env.LATE_URL;
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x" }));
};
`;
    const folder = folderWith({ "src/index.js": chosen });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "shop");
    expect(stdout).toContain(
      "    resources:\n      - ${var.ingest_arn}\n      - ${var.process_arn}\n      - ${var.publish_arn}\n",
    );
    expect(stdout).toContain("    resources:\n      - ${var.late_arn}\n      - jobs\n");
    const machine = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
    const variables = "INGEST PROCESS PUBLISH".split(" ").map((name) => `${name}_ARN: "${machine(name)}"`);
    const lacking = `function: {name: f, runtime: nodejs22.x, handler: index.handler, environment: {variables: {${variables}}}}
code: {dir: ../src}
actions:
  - {allow: states:StartExecution, resources: "${machine("INGEST")}"}
  - {allow: sqs:SendMessage, resources: "arn:aws:sqs:us-east-1:123456789012:jobs"}
`;
    writeFileSync(join(folderWithin(folder, "specs"), "f.yaml"), lacking);
    writeFileSync(join(folder, "specs/stack.yaml"), 'region: us-east-1\naccount: "123456789012"\n');
    const { stderr } = run(folder, "check", "--code");
    expect(stderr).toContain("needs states:StartExecution on statemachine $PROCESS_ARN or statemachine $PUBLISH_ARN");
    const added = run(folder, "suggest", "specs/f.yaml", "--code", "src").stdout;
    expect(added).toContain(machine("PROCESS"));
    expect(added).toContain(machine("PUBLISH"));
    expect(
      added
        .split("\n")
        .filter((line) => line.startsWith("+"))
        .join(),
    ).not.toContain("jobs");
  });

  it("names no variable as Terraform lets none be named, and none for two", () => {
    const named =
      "import os\ndef handler(event, context):\n" +
      "VERSION SOURCE COUNT PROVIDER Stage STAGE"
        .split(" ")
        .map((name) => `    print(os.environ["${name}"])\n`)
        .join("");
    const folder = folderWith({ "src/app.py": named });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "shop-orders");
    expect(stdout).toContain("VERSION: ${var.shop_orders_version}\n");
    expect(stdout).toContain("STAGE: ${var.stage}\n");
    expect(stdout).toContain("Stage: ${var.Stage}\n");
    writeFileSync(join(folderWithin(folder, "specs"), "shop.yaml"), stdout);
    expect(run(folder, "check", "--code").status).toBe(0);
  });

  it("says what of the code it could not read, and nothing of a handler that it could not", () => {
    const own = folderWith({ "specs/orders.yaml": spec, "src/app.py": `import util\n${code}`, "in/app.py": "" });
    for (const file of ["src/util.py", "in/app.py"]) writeFileSync(join(own, file), Buffer.from([0x23, 0xe9, 0x0a]));
    const added = run(own, "suggest", "specs/orders.yaml", "--code", "src");
    const told = "src/util.py:1: a file that is not UTF-8";
    expect(added).toMatchObject({ status: 0, stderr: `lambdagrant: not read, ${told}; see by hand that the spec grants it\n` });
    expect(added.stdout).toContain("dynamodb:DeleteItem");
    expect(JSON.parse(run(own, "suggest", "specs/orders.yaml", "--code", "src", "--format", "json").stdout)).toMatchObject({
      unread: [told],
    });
    expect(run(own, "suggest", "--code", "src").stdout).toContain("# Not read, util.py:1: a file that is not UTF-8");
    for (const words of [["specs/orders.yaml"], ["--handler", "app.handler"]]) {
      const { status, stdout, stderr } = run(own, "suggest", ...words, "--code", "in");
      expect({ stdout, stderr }).toEqual({
        stdout: "",
        stderr: "lambdagrant: what in/app.py needs cannot be read: a file that is not UTF-8\n",
      });
      expect(status).not.toBe(0);
    }
  });

  it("says what it would need to know", () => {
    const folder = folderWith({ "src/other.py": code, "src/another.py": code });
    const { stderr, status } = run(folder, "suggest", "--code", "src");
    expect(status).toBe(2);
    expect(stderr).toContain("say --handler FILE.FUNCTION");
    expect(run(folder, "suggest", "--code", "src", "--handler", "other.handler").stdout).toContain("handler: other.handler");
  });

  it("adds for all targets what each of them means", () => {
    const folder = folderWith({ "specs/stack.yaml": targets, "specs/f.yaml": listing, "src/app.py": getting });
    const { stdout } = run(folder, "suggest", "specs/f.yaml", "--code", "src");
    const patched = applyPatch(listing, stdout);
    expect(patched).toContain("resources: arn:aws:s3:::${target.b}/k\n");
    writeFileSync(join(folder, "specs/f.yaml"), String(patched));
    const checked = run(folder, "check", "--code", "src");
    expect(checked.stderr).not.toMatch(/error\[|undeclared-action|unused-action/);
  });

  it("refuses to add what differs between targets by more than their values", () => {
    const own = `${listing.replace("${target.b}", "a-bucket")}targets: {prod: {env: {BUCKET: {list: {s3: other-bucket}}}}}\n`;
    const folder = folderWith({ "specs/stack.yaml": targets, "specs/f.yaml": own, "src/app.py": getting });
    const { stdout, stderr, status } = run(folder, "suggest", "specs/f.yaml", "--code", "src");
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toContain("what f names for GetObject in app.py:4 differs between the targets dev, prod");
  });

  it("says what no patch adds", () => {
    const sold = "[{allow: sns:Publish, resources: arn:aws:sns:eu-west-1:123456789012:sold}]";
    for (const own of [`${listing}actions: ${sold}\n`, `${listing}targets: {prod: {actions: ${sold}}}\n`]) {
      const folder = folderWith({ "specs/stack.yaml": targets, "specs/f.yaml": own, "src/app.py": getting });
      const { stdout, stderr, status } = run(folder, "suggest", "specs/f.yaml", "--code", "src");
      expect(status).toBe(1);
      expect(stderr).toContain(
        "specs/f.yaml:1 has its actions in brackets, or for one target by itself, where no patch adds to them",
      );
      expect(JSON.parse(stdout)).toMatchObject([{ allow: "s3:GetObject" }]);
    }
  });

  it("changes each spec that PATH names, and no other", () => {
    const other = spec.replace("name: orders", "name: others").replace("app.handler", "none.handler");
    const two = `${spec.replace("name: orders", "name: first")}---\n${spec}`;
    const files = { "specs/s/a.yaml": spec.replace("name: orders", "name: a"), "specs/s/b.yaml": two, "specs/t/c.yaml": other };
    const folder = folderWith({ ...files, "src/app.py": code });
    const { stdout } = run(folder, "suggest", "specs/s", "--code", "src");
    expect(stdout.match(/^\+\+\+ .*/gm)).toHaveLength(2);
    expect(stdout.match(/^\+ {2}- allow: dynamodb:DeleteItem$/gm)).toHaveLength(3);
    const one = run(folder, "suggest", "specs/s/a.yaml", "--code", "src", "--format", "json");
    expect(JSON.parse(one.stdout).added).toHaveLength(1);
  });

  it.each([
    ["app.py", "def handler(event: SQSEvent, context):\n    return [r.body for r in event.records]\n", "sqs"],
    ["app.py", "def other(e: S3Event): ...\ndef handler(event: SQSEvent, context): ...\n", "sqs"],
    ["app.py", "@event_source(data_class=SQSEvent)\ndef handler(event, context): ...\n", "sqs"],
    ["app.py", "# an S3Event, or not\ndef handler(event, context):\n    print('S3Event')\n    SQSEvent(event)\n", "sqs"],
    ["app.py", "def handler(event: Union[SQSEvent, S3Event], context): ...\n", "s3 sqs"],
    ["app.py", "def handler(event: HTTP, context): ...\n", "apigateway"],
    ["app.py", "def handler(event, context): ...\n", ""],
    ["app.ts", "export const handler = async (event: SQSEvent) => {};\n", "sqs"],
    ["app.ts", "export const handler: Handler<SQSEvent, void> = async (event) => {};\n", "sqs"],
    ["app.ts", "export async function handler(event: HTTP) {}\nfunction of(e: S3Event) {}\n", "apigateway"],
    ["app.ts", "export const handler = wrapped(async (event) => parse(event as SQSEvent)); // S3Event\n", "sqs"],
    ["app.ts", "type Both = SQSEvent | S3Event;\nexport const handler = async (event: Both) => {};\n", "s3 sqs"],
  ])("says who sends by what types the code of %s uses: %s", (file, text, keys) => {
    const imports = file.endsWith(".py")
      ? "from typing import Union\nfrom aws_lambda_powertools.utilities.data_classes import SQSEvent, APIGatewayProxyEvent as HTTP, S3Event, event_source\n"
      : 'import type { APIGatewayProxyEvent as HTTP, Handler, S3Event, SQSEvent } from "aws-lambda";\n';
    const { stdout } = run(folderWith({ [`src/${file}`]: imports + text }), "suggest", "--code", "src", "--name", "shop");
    const { push = [], pull = [] } = parse(stdout) as { push?: object[]; pull?: object[] };
    const sent = [...push, ...pull].map((entry) => Object.keys(entry)[0]);
    expect(sent.join(" ")).toBe(keys);
  });

  it("gives two things two variables: what sends, what the code names, and what it does not", () => {
    const relay = `import os, boto3
from aws_lambda_powertools.utilities.data_classes import SQSEvent
sqs = boto3.client("sqs")
def handler(event: SQSEvent, context):
    sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody="")
    sqs.delete_message(QueueUrl=event["url"], ReceiptHandle="")
`;
    const folder = folderWith({ "src/app.py": relay });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "relay");
    expect(parse(stdout)).toMatchObject({
      pull: [{ sqs: "${var.source_queue_arn}" }],
      actions: [
        { allow: "sqs:SendMessage", resources: "${var.queue_arn}" },
        { allow: "sqs:DeleteMessage", resources: "${var.other_queue_arn}" },
      ],
    });
    writeFileSync(join(folderWithin(folder, "specs"), "relay.yaml"), stdout);
    const checked = run(folder, "check", "--code");
    expect(checked.stderr).not.toMatch(/error\[|undeclared-action|unused-action|cycle|loop/);
  });

  it("adds the variables that the code needs, and who sends where nobody is said to", () => {
    const relay = `import os, boto3
from aws_lambda_powertools.utilities.data_classes import SQSEvent
LEVEL = os.environ.get("LEVEL", "INFO")
def handler(event: SQSEvent, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=os.environ["TABLE"])
`;
    const folder = folderWith({ "specs/orders.yaml": spec, "src/app.py": relay });
    const { stdout } = run(folder, "suggest", "specs/orders.yaml", "--code", "src");
    const patched = String(applyPatch(spec, stdout));
    expect(patched).toBe(
      spec.replace(/(TABLE: .*\n)/, "$1      QUEUE_URL: ${var.queue_url}\n").replace(
        "# the table\n",
        `# the table
  - allow: sqs:SendMessage
    resources: \${var.queue_arn}
    why: SendMessage in app.py:5

pull:
  - sqs: \${var.source_queue_arn}
`,
      ),
    );
    writeFileSync(join(folder, "specs/orders.yaml"), patched);
    expect(run(folder, "suggest", "specs/orders.yaml", "--code", "src").stdout).toBe(
      "1 function: the code needs nothing that is not allowed\n",
    );
    const bare = "function:\n  name: orders\n  runtime: python3.13\n  handler: app.handler\n  filename: orders.zip\n";
    writeFileSync(join(folder, "specs/orders.yaml"), bare);
    const first = run(folder, "suggest", "specs/orders.yaml", "--code", "src", "--format", "json");
    const { patch, added } = JSON.parse(first.stdout) as { patch: string; added: object[] };
    expect(parse(String(applyPatch(bare, patch)))).toMatchObject({
      function: { environment: { variables: { QUEUE_URL: "${var.queue_url}", TABLE: "${var.table}" } } },
      pull: [{ sqs: "${var.source_queue_arn}" }],
      actions: [{ allow: "sqs:SendMessage" }],
    });
    expect(added).toMatchObject([{ pull: [{ sqs: "${var.source_queue_arn}" }], push: [], variables: { TABLE: "${var.table}" } }]);
    const inBrackets = bare.replace("  filename", '  environment: {variables: {LEVEL: "a"}}\n  filename');
    writeFileSync(join(folder, "specs/orders.yaml"), inBrackets);
    const left = run(folder, "suggest", "specs/orders.yaml", "--code", "src");
    expect(left.stderr).toContain('"variables":{"QUEUE_URL":"${var.queue_url}","TABLE":"${var.table}"}');
    expect(String(applyPatch(inBrackets, left.stdout))).toContain("allow: sqs:SendMessage");
  });

  it("says from where the folder of the sources counts", () => {
    const folder = folderWith({ "src/app.py": code });
    const { stdout } = run(folder, "suggest", "--code", "src", "--name", "shop");
    expect(stdout).toContain(
      "dir: ../src # counts from the folder of this file: so it is in specs; in specs/STACK it is ../../src\n",
    );
  });
});
