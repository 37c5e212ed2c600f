import { readFileSync, writeFileSync } from "node:fs";
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

  it("says what it would need to know", () => {
    const folder = folderWith({ "src/other.py": code, "src/another.py": code });
    const { stderr, status } = run(folder, "suggest", "--code", "src");
    expect(status).toBe(2);
    expect(stderr).toContain("say --handler FILE.FUNCTION");
    expect(run(folder, "suggest", "--code", "src", "--handler", "other.handler").stdout).toContain("handler: other.handler");
  });
});
