import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import { pullSources } from "../../generator/sources/pull-sources.ts";
import { pushSources } from "../../generator/sources/push-sources.ts";
import { sourceNames, unsupportedSources } from "../../generator/spec/language/source-words.ts";

/** Names that people have for a source, AWS's own and those of other tools: each is answered for itself. */

/** What calls functions, and has no key here. */
const without = [
  "athena_udf_federation",
  "bedrock_agentcore_gateway",
  "cloudformation_custom_resource",
  "cloudformation_lambda_hook",
  "codedeploy_hooks",
  "cognito_sync",
  "ecs_lifecycle_hooks",
  "lambda",
  "lambda_destination",
  "lex_v1",
  "pinpoint",
  "redshift_udf",
  "s3_object_lambda",
  "ssm_automation",
  "transfer_workflow",
];

function mistakeOf(key: string) {
  const text = `function: {name: f, runtime: python3.13, handler: a.h, s3_bucket: builds, s3_key: k.zip}\npush:\n  - ${key}: orders\n`;
  const { diagnostics } = compile({ rootName: "specs", specs: [{ path: "f.yaml", file: "f.yaml", text }], settings: [] });
  return diagnostics.map(({ code, message, hint }) => ({ code, message, hint }))[0];
}

describe("a source by a name of others", () => {
  it.each(without)("%s is told why it has no entry", (key) => {
    expect(mistakeOf(key)).toEqual({ code: "unsupported-source", ...unsupportedSources[key] });
  });

  it.each([
    ["api_gateway_rest", "apigateway"],
    ["cloudwatch_logs", "logs"],
    ["eventbridge_rule", "eventbridge"],
    ["lambda_at_edge", "edge"],
    ["self_managed_kafka", "kafka"],
    ["step_functions", "stepfunctions"],
  ])("%s is %s here", (name, key) => {
    expect(mistakeOf(name)).toMatchObject({ code: "unknown-source", hint: `did you mean \`${key}\`?` });
  });

  it("is none of ours, and is ours by one that there is", () => {
    const ours = { ...pushSources, ...pullSources };
    for (const name of [...Object.keys(unsupportedSources), ...Object.keys(sourceNames)]) expect(ours).not.toHaveProperty(name);
    for (const key of Object.values(sourceNames)) expect(ours).toHaveProperty(key);
    expect(Object.keys(sourceNames).filter((name) => Object.hasOwn(unsupportedSources, name))).toEqual([]);
  });
});
