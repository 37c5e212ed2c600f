import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";

/** A permission for a service alone, beside the resource of the state by which that service calls the function: it is the guard. */

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:one";
const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values,
  sensitive: {},
});

function adopted(principal: string, ...callers: readonly StateResource[]) {
  const all = adoptFunctions([
    resource("aws_lambda_function.one", {
      arn,
      function_name: "one",
      runtime: "python3.13",
      handler: "a.b",
      filename: "f.zip",
      role: "arn:aws:iam::123456789012:role/one",
    }),
    resource("aws_lambda_permission.old", {
      action: "lambda:InvokeFunction",
      function_name: "one",
      principal,
      statement_id: "old",
    }),
    ...callers,
  ]);
  const spec = all.stacks[0]?.functions[0]?.spec ?? "";
  return { push: /^push:\n((?: .*\n)+)/m.exec(spec)?.[1] ?? "", report: printAdopted(all) };
}

const here = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
const itself = (type: string, called: string, values: StateResource["values"]) =>
  [resource(`${type}.caller`, { arn: called, ...values }), called] as const;
const alarm = here("cloudwatch", "alarm:late");
const pool = here("cognito-idp", "userpool/eu-west-1_aB3dE5gH7");
const group = here("elasticloadbalancing", "targetgroup/shop/0123456789abcdef");
const api = here("appsync", "apis/abcdefghijklmnopqrstuvwxyz");

const cases: readonly (readonly [string, string, StateResource, string])[] = [
  [
    "config",
    "config",
    ...itself("aws_config_config_rule", here("config", "config-rule/config-rule-a1b2c3"), {
      source: [{ owner: "CUSTOM_LAMBDA", source_identifier: arn, source_detail: [] }],
    }),
  ],
  [
    "ses",
    "ses",
    ...itself("aws_ses_receipt_rule", here("ses", "receipt-rule-set/main:receipt-rule/store"), {
      lambda_action: [{ function_arn: arn, position: 1 }],
    }),
  ],
  ["iot", "iot", ...itself("aws_iot_topic_rule", here("iot", "rule/warm"), { lambda: [{ function_arn: arn }] })],
  [
    "iot",
    "iot",
    ...itself("aws_iot_topic_rule", here("iot", "rule/warm"), {
      error_action: [{ lambda: [{ function_arn: arn }] }],
      lambda: [],
    }),
  ],
  ["iot_authorizer", "iot", ...itself("aws_iot_authorizer", here("iot", "authorizer/token"), { authorizer_function_arn: arn })],
  [
    "iot_provisioning",
    "iot",
    ...itself("aws_iot_provisioning_template", here("iot", "provisioningtemplate/fleet"), {
      pre_provisioning_hook: [{ target_arn: arn }],
    }),
  ],
  ["alarm", "lambda.alarms.cloudwatch", ...itself("aws_cloudwatch_metric_alarm", alarm, { alarm_actions: [arn] })],
  ["alarm", "lambda.alarms.cloudwatch", ...itself("aws_cloudwatch_composite_alarm", alarm, { ok_actions: [`${arn}:live`] })],
  ["cognito", "cognito-idp", ...itself("aws_cognito_user_pool", pool, { lambda_config: [{ pre_sign_up: arn }] })],
  [
    "cognito",
    "cognito-idp",
    ...itself("aws_cognito_user_pool", pool, {
      lambda_config: [{ pre_sign_up: "", custom_email_sender: [{ lambda_arn: arn, lambda_version: "V1_0" }] }],
    }),
  ],
  [
    "alb",
    "elasticloadbalancing",
    resource("aws_lb_target_group_attachment.caller", {
      target_group_arn: group,
      target_id: arn,
    }),
    group,
  ],
  [
    "alb",
    "elasticloadbalancing",
    resource("aws_alb_target_group_attachment.caller", {
      target_group_arn: group,
      target_id: arn,
    }),
    group,
  ],
  [
    "appsync",
    "appsync",
    ...itself("aws_appsync_graphql_api", api, {
      additional_authentication_provider: [{ lambda_authorizer_config: [{ authorizer_uri: arn }] }],
    }),
  ],
  [
    "appsync",
    "appsync",
    resource("aws_appsync_api.caller", {
      api_arn: api,
      event_config: [{ auth_provider: [{ lambda_authorizer_config: [{ authorizer_uri: arn }] }] }],
    }),
    api,
  ],
  [
    "bedrock",
    "bedrock",
    resource("aws_bedrockagent_agent_action_group.caller", {
      action_group_executor: [{ lambda: arn }],
      agent_id: "ABCDEFGHIJ",
    }),
    here("bedrock", "agent/ABCDEFGHIJ"),
  ],
  [
    "codecommit",
    "codecommit",
    resource("aws_codecommit_trigger.caller", {
      repository_name: "shop",
      trigger: [{ destination_arn: arn }],
    }),
    here("codecommit", "shop"),
  ],
  [
    "connect",
    "connect",
    resource("aws_connect_lambda_function_association.caller", {
      function_arn: arn,
      instance_id: "11111111-2222-3333-4444-555555555555",
    }),
    here("connect", "instance/11111111-2222-3333-4444-555555555555"),
  ],
  ["transfer", "transfer", ...itself("aws_transfer_server", here("transfer", "server/s-0123456789abcdef0"), { function: arn })],
  [
    "lattice",
    "vpc-lattice",
    resource("aws_vpclattice_target_group_attachment.caller", {
      target: [{ id: arn }],
      target_group_identifier: "tg-0123456789abcdef0",
    }),
    here("vpc-lattice", "targetgroup/tg-0123456789abcdef0"),
  ],
];

describe("what calls the function, by the state", () => {
  it.each(cases.map(([key, service, resource, called]) => ({ key, service, resource, called, type: resource.type })))(
    "is the guard of $service: $type",
    ({ key, service, resource, called }) => {
      const { push, report } = adopted(`${service}.amazonaws.com`, resource);
      expect(push).toBe(`  - ${key}: ${called}\n    statement_id: old\n`);
      expect(report).toContain(`the spec says: ${called}`);
    },
  );

  it("is none that calls another function", () => {
    const { push, report } = adopted(
      "iot.amazonaws.com",
      resource("aws_iot_topic_rule.caller", { arn: here("iot", "rule/warm"), lambda: [{ function_arn: `${arn}2` }] }),
    );
    expect(push).toBe("");
    expect(report).toContain("nothing here tells which one does");
  });
});
