// What knowing AWS costs: the same thousand specs over twenty services, compiled with the rules of actions and without them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const grants = [
  ["s3:GetObject", "arn:aws:s3:::photos/*"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs"],
  ["sns:Publish", "arn:aws:sns:eu-west-1:123456789012:paid"],
  ["kinesis:PutRecord", "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"],
  ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/0b1c2d3e-1111-2222-3333-444455556666"],
  ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db"],
  ["states:StartExecution", "arn:aws:states:eu-west-1:123456789012:stateMachine:fulfil"],
  ["events:PutEvents", "arn:aws:events:eu-west-1:123456789012:event-bus/shop"],
  ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:mailer"],
  ["firehose:PutRecord", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/clicks"],
  ["logs:StartQuery", "arn:aws:logs:eu-west-1:123456789012:log-group:/shop/web:*"],
  ["execute-api:ManageConnections", "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod/POST/@connections/*"],
  ["cognito-idp:AdminGetUser", "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc123"],
  ["ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:123456789012:repository/shop"],
  ["iot:Publish", "arn:aws:iot:eu-west-1:123456789012:topic/printers/1"],
  ["ses:SendEmail", "arn:aws:ses:eu-west-1:123456789012:identity/example.com"],
  ["sts:AssumeRole", "arn:aws:iam::111122223333:role/partner"],
  ["bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"],
];

const specs = Array.from({ length: 1000 }, (_, index) => {
  const own = [0, 1, 2, 3].map((step) => grants[(index + step * 5) % grants.length] ?? ["", ""]);
  const text = [
    "function:",
    `  name: f${index}`,
    "  runtime: python3.13",
    "  handler: h.h",
    "  filename: h.zip",
    "code: {deploy: elsewhere}",
    "actions:",
    ...own.map(([allow, resource]) => `  - {allow: "${allow}", resources: "${resource}"}`),
    "",
  ].join("\n");
  return { path: `f${index}.yaml`, file: `f${index}.yaml`, text };
});
const settings = [{ path: "stack.yaml", file: "stack.yaml", text: 'region: eu-west-1\naccount: "123456789012"\n' }];

/** The compiler as a library; without the checks, every entry is granted as it stands. */
async function library(folder, name, plugins) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, "generator/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    plugins,
    define: { "import.meta.url": JSON.stringify(pathToFileURL(join(root, "dist", "index.js")).href) },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire("file:///");',
    },
  });
  return (await import(pathToFileURL(outfile).href)).compile;
}

/** How often the checks were left out; what is called otherwise by now would be measured against itself. */
let taken = 0;

const unchecked = {
  name: "unchecked",
  setup({ onLoad }) {
    onLoad({ filter: /generator\/iam\/actions\/judge-entry\.ts$/ }, () => {
      taken++;
      return {
        loader: "js",
        contents: `
          export const judgeActions = ({ actions, resources }) => {
            const [names, things] = [actions, resources ?? []].map((placed) => placed.map(({ value }) => value));
            const granted = [{ actions: names, resources: things }];
            return { actions: names, resources: things, granted, conditions: [], diagnostics: [] };
          };`,
      };
    });
  },
};

/** Prints the cost of the checks as a ratio. */
export async function checks() {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-checks-"));
  try {
    const compilers = [await library(folder, "without", [unchecked]), await library(folder, "with", [])];
    if (taken !== 1) throw new Error("the rules of actions were not found");
    const times = compilers.map(() => []);
    for (let round = 0; round < 7; round++) {
      compilers.forEach((compile, index) => {
        const from = performance.now();
        const { diagnostics } = compile({ rootName: "specs", specs, settings });
        times[index].push(performance.now() - from);
        const wrong = diagnostics.find(({ severity }) => severity === "error");
        if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
      });
    }
    const [without, whole] = times.map((list) => list.sort((a, b) => a - b)[3]);
    console.log(
      `1,000 specs over 20 services, with the checks: ${whole.toFixed(0)} ms = ${(whole / without).toFixed(2)} x without them (${without.toFixed(0)} ms)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
