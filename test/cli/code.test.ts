import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { SarifLog } from "../../generator/diagnostics/sarif.ts";
import { folderWith, run } from "../support/program.ts";

/** `check --code`: the sources of functions against their specs. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: app.handler
  filename: orders.zip
  source_code_hash: \${filebase64sha256("orders.zip")}
  environment:
    variables:
      TABLE: \${aws_dynamodb_table.orders.name}
actions:
  - allow: dynamodb:PutItem
    resources: \${aws_dynamodb_table.orders.arn}
  - allow: sns:Publish
    resources: arn:aws:sns:eu-west-1:123456789012:sold
`;
const code = `import os, boto3
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
def handler(event, context):
    table.put_item(Item=event)
    table.delete_item(Key=event["key"])
`;

describe("check --code", () => {
  const folder = folderWith({ "specs/orders.yaml": spec, "src/app.py": code });

  it("finds the sources beside the specs, from a spec that lies in no folder of them", () => {
    const own = folderWith({ "specs/orders.yaml": `${spec}code: {sources: ../src}\n`, "src/app.py": code });
    expect(run(own, "check", "--code").stderr).toContain("src/app.py:5:11 warning[undeclared-action]");
  });

  it("tells a call that nothing allows, and a grant that no call needs, each where it stands", () => {
    const { stderr, status } = run(folder, "check", "--code", "src");
    expect(status).toBe(0);
    expect(stderr).toContain("src/app.py:5:11 warning[undeclared-action] DeleteItem needs dynamodb:DeleteItem on table $TABLE");
    expect(stderr).toContain('add { allow: dynamodb:DeleteItem, resources: "${aws_dynamodb_table.orders.arn}" } to its actions');
    expect(stderr).toContain("specs/orders.yaml:13:5 warning[unused-action] no call in 1 file of source needs sns:Publish here");
    expect(stderr).not.toContain("PutItem needs");
  });

  it("says of a grant that no call needs that a place which was not read may need it", () => {
    const layer = `${code}import json, requests\nfrom common_layer.aws import topic\ntopic.publish(TopicArn="sold")\n`;
    const own = folderWith({ "specs/orders.yaml": spec, "src/app.py": layer });
    const { stderr } = run(own, "check", "--code", "src");
    expect(stderr).toContain("src/app.py:8:7 warning[unknown-call] what this needs cannot be read: publish of `topic`");
    expect(stderr).toContain(
      "take it out, unless the place that could not be read or the code of common_layer, requests needs it",
    );
  });

  it("makes what is missing an error with --strict, in every format", () => {
    expect(run(folder, "check", "--code", "src", "--strict").status).toBe(1);
    const { stdout } = run(folder, "check", "--code", "src", "--strict", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [
        { code: "unused-action", severity: "warning" },
        { code: "undeclared-action", severity: "error", file: "src/app.py", line: 5 },
      ],
    });
    expect(run(folder, "check", "--code", "src", "--strict", "--format", "github").stdout).toContain(
      "::error file=src/app.py,line=5",
    );
    const sarif: SarifLog = JSON.parse(run(folder, "check", "--code", "src", "--strict", "--format", "sarif").stdout);
    const found = sarif.runs[0].results.map(({ locations, ...result }) => ({ ...result, ...locations[0].physicalLocation }));
    expect(found).toMatchObject([
      { ruleId: "unused-action", level: "warning", artifactLocation: { uri: "specs/orders.yaml" }, region: { startLine: 13 } },
      { ruleId: "undeclared-action", level: "error", artifactLocation: { uri: "src/app.py" }, region: { startLine: 5 } },
    ]);
  });

  it("says which file the handler should be in, and that a folder is not there", () => {
    const empty = folderWith({ "specs/orders.yaml": spec, "src/other.py": code });
    expect(run(empty, "check", "--code", "src").stderr).toContain("the handler app.handler names no source below src");
    const none = run(empty, "check", "--code", "nowhere");
    expect(none.status).toBe(1);
    expect(none.stderr).toContain("nowhere error[unreadable-file] the sources cannot be read");
  });

  /** What esbuild makes of a handler and its libraries. */
  const bundle = (size: number) => {
    const library = 'var twice = (one) => one + one; // "a library"\n';
    return `var { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");\n${library.repeat(size / library.length)}
exports.handler = async () => new SNSClient({}).send(new PublishCommand({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:kept" }));\n`;
  };
  const ofNode = spec.replace("python3.13", "nodejs22.x").replace("app.handler", "index.handler");

  it("reads a bundle of some megabytes", () => {
    const own = folderWith({ "specs/orders.yaml": ofNode, "dist/index.js": bundle(1_500_000) });
    const { stderr, stdout } = run(own, "check", "--code", "dist");
    expect(stdout).toContain("the code of 1 function was read");
    expect(stderr).toMatch(/dist\/index\.js:\d+:\d+ warning\[undeclared-action\] Publish needs sns:Publish/);
  });

  it("says of a handler that could not be read why that is, and nothing of what it needs", () => {
    const own = folderWith({ "specs/orders.yaml": ofNode, "dist/index.js": bundle(6_000_000), "src/index.js": "" });
    const { stderr } = run(own, "check", "--code", "dist");
    expect(stderr).toContain(
      "dist/index.js:1:1 warning[unknown-call] what this needs cannot be read: a file of over 5 MiB, of which",
    );
    expect(stderr).not.toContain("names no source");
    expect(stderr).not.toContain("unused-action");
    writeFileSync(join(own, "src/index.js"), Buffer.from([0xff, 0xfe, 0x00]));
    expect(run(own, "check", "--code", "src").stderr).toContain("what this needs cannot be read: a file that is not UTF-8");
  });

  const importing = `import util\n${code.replace('    table.delete_item(Key=event["key"])\n', "    util.clear()\n")}`;
  const util = 'import boto3\ndef clear():\n    boto3.client("s3").delete_object(Bucket="b", Key="k")\n';
  const latin = Buffer.from(`# -*- coding: latin-1 -*-\n# \xe9\n${util}`, "latin1");

  it.each([
    ["no UTF-8", latin, "a file that is not UTF-8"],
    ["too large", Buffer.from(`${util}#${"x".repeat(6_000_000)}\n`), "a file of over 5 MiB"],
    ["a link that leads out", null, "a link that leads out of the folder, and is not followed"],
  ])("tells that a file which the handler imports was not read: %s", (_, text, why) => {
    const own = folderWith({ "specs/orders.yaml": spec, "src/app.py": importing, "elsewhere.py": util });
    if (text === null) symlinkSync("../elsewhere.py", join(own, "src/util.py"));
    else writeFileSync(join(own, "src/util.py"), text);
    const { stderr } = run(own, "check", "--code", "src", "--strict");
    expect(stderr).toContain(`src/util.py:1:1 warning[unknown-call] what this needs cannot be read: ${why}`);
    expect(stderr).toContain("take it out, unless the place that could not be read needs it");
  });

  it("follows links that stay within the folder, also where they go round", () => {
    const own = folderWith({ "specs/orders.yaml": spec, "src/real/main.py": importing, "src/common/util.py": util });
    symlinkSync("real/main.py", join(own, "src/app.py"));
    mkdirSync(join(own, "src/lib"));
    symlinkSync("../common", join(own, "src/lib/shared"));
    symlinkSync("../..", join(own, "src/common/round.py"));
    symlinkSync("..", join(own, "src/common/round"));
    writeFileSync(join(own, "src/real/main.py"), importing.replace("import util", "from lib.shared import util"));
    const { stderr } = run(own, "check", "--code", "src", "--strict");
    expect(stderr).toContain("src/lib/shared/util.py:3:24 error[undeclared-action] DeleteObject needs s3:DeleteObject");
    expect(stderr).not.toContain("unknown-call");
  });

  it("names what the handler's file would be in its own language", () => {
    const own = folderWith({ "specs/orders.yaml": ofNode, "dist/other.js": "" });
    expect(run(own, "check", "--code", "dist").stderr).toContain("there should be index.ts, or its like");
  });

  it("holds the examples of this repository against their code, and finds what is changed in either", () => {
    const examples = fileURLToPath(new URL("../../specs", import.meta.url));
    const own = folderWith({});
    cpSync(examples, join(own, "specs"), { recursive: true });
    const clean = run(own, "check", "--code", "--strict");
    // Code that is shipped from elsewhere is not here, and each such function is told.
    expect(
      clean.stderr.match(/(?:error|warning)\[.*/g)?.filter((line) => !line.includes("nothing says where the code of")),
    ).toEqual([]);
    expect(clean.stdout).toMatch(
      /no mistakes; the code of \d\d? functions was read, and that of \d\d? functions was not found\n$/,
    );
    const views = join(own, "specs/media/src/view-counter/album-views.ts");
    writeFileSync(
      views,
      `${readFileSync(views, "utf8")}\nnew DeleteCommand({ TableName: "album-views", Key: {} });\n`.replace(
        "UpdateCommand }",
        "UpdateCommand, DeleteCommand }",
      ),
    );
    const carts = join(own, "specs/orders/abandoned-carts.yaml");
    writeFileSync(
      carts,
      readFileSync(carts, "utf8").replace("allow: dynamodb:DeleteItem", "allow: [dynamodb:DeleteItem, dynamodb:Scan]"),
    );
    const changed = run(own, "check", "--code", "--strict");
    expect(changed.status).toBe(1);
    expect(changed.stderr).toMatch(
      /album-views\.ts:\d+:1 error\[undeclared-action\] Delete needs dynamodb:DeleteItem on table album-views/,
    );
    expect(changed.stderr).toMatch(
      /abandoned-carts\.yaml:\d+:5 warning\[unused-action\] no call in 1 file of source needs dynamodb:Scan here/,
    );
  });

  it("judges the functions that PATH names, and no other", () => {
    const own = folderWith({
      "specs/s/a.yaml": `${spec.replace("name: orders", "name: a")}code: {deploy: elsewhere, sources: ../../src}\n`,
      "specs/s/b.yaml": `${spec.replace("name: orders", "name: b")}code: {deploy: elsewhere, sources: ../../src}\n`,
      "src/app.py": code,
    });
    const { stdout, stderr } = run(own, "check", "specs/s/a.yaml", "--code", "--strict");
    expect(stderr).toContain("nothing in specs/s/a.yaml allows it to a");
    expect(stderr).not.toContain("b.yaml");
    expect(stdout).toContain("the code of 1 function was read");
  });

  it("tells with --strict of each function whose code nobody finds, and counts them without", () => {
    const own = folderWith({ "specs/orders.yaml": spec, "src/app.py": code });
    const plain = run(own, "check", "--code");
    expect(plain.stdout).toContain("the code of 0 functions was read, and that of 1 function was not found");
    expect(plain.stderr).toBe("");
    expect(run(own, "check", "--code", "--strict").stderr).toContain(
      "specs/orders.yaml:2:9 warning[unknown-call] nothing says where the code of orders lies, so it was not held against its spec",
    );
  });

  it("says nothing of what a service does in the caller's name, and no less of its neighbours", () => {
    const own = folderWith({
      "specs/f.yaml": `function:
  name: f
  runtime: python3.13
  handler: app.handler
  filename: x.zip
  layers: [arn:aws:lambda:eu-west-1:123456789012:layer:tools:1]
  file_system_config: {arn: "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0", local_mount_path: /mnt/x}
  file_system: fs-0123456789abcdef0
  vpc_config: {subnet_ids: [subnet-0123456789abcdef0], security_group_ids: [sg-0123456789abcdef0]}
code: {deploy: elsewhere}
actions:
  - {allow: athena:StartQueryExecution, resources: primary}
  - {allow: "s3:GetObject", resources: "arn:aws:s3:::data-lake/*"}
  - {allow: [glue:GetTable, glue:GetDatabase], resources: ["arn:aws:glue:eu-west-1:123456789012:catalog", database/d, table/d/t]}
  - {allow: [kms:Decrypt, kms:GenerateDataKey], resources: key/1234abcd-12ab-34cd-56ef-1234567890ab}
  - {allow: elasticfilesystem:ClientMount, resources: file-system/fs-0123456789abcdef0}
  - {allow: athena:StopQueryExecution, resources: primary}
  - {allow: kms:Sign, resources: key/1234abcd-12ab-34cd-56ef-1234567890ab}
`,
      "src/app.py": `import boto3
def handler(event, context):
    boto3.client("athena").start_query_execution(QueryString="select 1", WorkGroup="primary")
`,
    });
    const { stderr } = run(own, "check", "--code", "src");
    expect(stderr).not.toContain("error[");
    expect(stderr.match(/no call in 1 file of source needs \S+/g)).toEqual([
      "no call in 1 file of source needs athena:StopQueryExecution",
      "no call in 1 file of source needs kms:Sign",
    ]);
    expect(stderr).toContain("take it out, unless one of its layers needs it");
  });

  it("tells a grant that no call needs where that is so in every target", () => {
    const entry = (bucket: string) => `  - allow: s3:GetObject\n    resources: arn:aws:s3:::${bucket}/k\n`;
    const inTargets = `function: {name: f, runtime: python3.13, handler: app.handler, filename: x.zip}
code: {deploy: elsewhere}
env:
  BUCKET: {list: {s3: "\${target.b}"}}
actions:
${entry("dev-bucket")}${entry("prod-bucket")}${entry("other-bucket")}`;
    const own = folderWith({
      "specs/stack.yaml": "targets: {dev: {values: {b: dev-bucket}}, prod: {values: {b: prod-bucket}}}\n",
      "specs/f.yaml": inTargets,
      "src/app.py": `import os, boto3
def handler(event, context):
    boto3.client("s3").list_objects_v2(Bucket=os.environ["BUCKET"])
    boto3.client("s3").get_object(Bucket=os.environ["BUCKET"], Key="k")
`,
    });
    const { stderr } = run(own, "check", "--code", "src");
    expect(stderr.match(/unused-action/g)).toHaveLength(1);
    expect(stderr).toContain("specs/f.yaml:10:5 warning[unused-action]");
    expect(run(own, "check", "--code", "src", "--target", "dev").stderr).toContain(
      "take it out, unless the function in prod, which this run is not about, needs it",
    );
  });
});
