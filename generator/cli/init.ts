import { existsSync } from "node:fs";
import { join } from "node:path";
import { applyPlan } from "../files/output/disk.ts";
import { notApplied } from "./out-mistakes.ts";
import { type CommonOptions, type Exit, err, exit, out, report } from "./print-output.ts";

const files: Readonly<Record<string, string>> = {
  "stack.yaml": `# Settings of this folder's stack. Without region and account, Terraform reads them when it plans.
region: eu-west-1
# account: "123456789012"
`,
  "hello.yaml": `function:
  name: hello
  runtime: python3.13
  handler: handler.lambda_handler
  filename: build/hello.zip       # every other key is an argument of aws_lambda_function

push:                             # who may invoke it
  - sns: greetings                # a name, an ARN, or \${aws_sns_topic.greetings.arn}
    why: every greeting is answered

actions:                          # what its code may do
  - allow: dynamodb:PutItem
    resources: answers
`,
};

/** `lambdagrant init`: a spec to start from; never writes over a file. */
export function init(folder: string, options: CommonOptions): Exit {
  const taken = Object.keys(files).find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) {
    err(`lambdagrant: ${join(folder, taken)} is there already; nothing was written`);
    return exit.input;
  }
  const applied = applyPlan(folder, {
    changes: Object.entries(files).map(([path, text]) => ({ kind: "create", path, text })),
    foreign: [],
  });
  if (applied.kind !== "applied") {
    report({ diagnostics: [notApplied(applied, folder)], files: 0, functions: 0 }, options);
    return exit.machine;
  }
  if (!options.quiet)
    out(
      `wrote ${Object.keys(files)
        .map((name) => join(folder, name))
        .join(" and ")}; now run: lambdagrant generate ${folder === "specs" ? "" : folder}`.trimEnd(),
    );
  return exit.done;
}
