import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";

/** What Lambda keeps beside a function is the function's, or one alias's: the spec says what is of what it is invoked by. */

const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values: { function_name: "one", ...values },
  sensitive: {},
});
const base = [
  resource("aws_lambda_function.one", {
    arn: "arn:aws:lambda:eu-west-1:123456789012:function:one",
    runtime: "python3.13",
    handler: "a.b",
    filename: "f.zip",
    publish: true,
    role: "arn:aws:iam::123456789012:role/one",
  }),
  resource("aws_iam_role.one", { arn: "arn:aws:iam::123456789012:role/one", name: "one", function_name: undefined }),
  resource("aws_lambda_alias.live", { name: "live" }),
];

const permission = (qualifier: string) =>
  resource("aws_lambda_permission.news", {
    action: "lambda:InvokeFunction",
    principal: "sns.amazonaws.com",
    source_arn: "arn:aws:sns:eu-west-1:123456789012:news",
    statement_id: "news",
    qualifier,
  });

function outcomes(name: string, qualifier: string | null, more: StateResource["values"] = {}): StateResource {
  const destination = `arn:aws:sqs:eu-west-1:123456789012:${name}`;
  return resource(`aws_lambda_function_event_invoke_config.${name}`, {
    destination_config: [{ on_failure: [{ destination }], on_success: [] }],
    id: qualifier === null ? "one" : `one:${qualifier}`,
    maximum_event_age_in_seconds: 0,
    maximum_retry_attempts: 2,
    qualifier: qualifier ?? "",
    ...more,
  });
}

function adopted(...more: readonly StateResource[]) {
  const all = adoptFunctions([...base, ...more]);
  const functions = all.stacks.flatMap((stack) => stack.functions);
  return {
    spec: functions[0]?.spec ?? "",
    report: printAdopted(all),
    imports: adoptBlocks(functions, "state"),
    moves: adoptBlocks(functions, "same-state"),
  };
}

describe("outcomes of the function and of its alias", () => {
  const plain = outcomes("plain", null, { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 0 });

  it("are not blended: the alias's are the spec's, where all that calls it calls that", () => {
    const { spec, report, imports } = adopted(permission("live"), plain, outcomes("aliased", "live"));
    expect(spec).toContain("  on_failure: arn:aws:sqs:eu-west-1:123456789012:aliased\n");
    expect(spec).not.toMatch(/^ +maximum_/m);
    expect(report).toContain(
      "left out      aws_lambda_function_event_invoke_config.plain: it is of the function itself, and the spec's is of live",
    );
    expect(imports).toContain('  to = aws_lambda_function_event_invoke_config.one\n  id = "one:live"\n');
    expect(imports).toContain("# goes: aws_lambda_function_event_invoke_config.plain\n");
  });

  it("are the function's, where that is called", () => {
    const { spec, report, imports } = adopted(permission(""), outcomes("aliased", "live"), plain);
    expect(spec).toContain("  maximum_event_age_in_seconds: 3600\n  maximum_retry_attempts: 0\n");
    expect(spec).toContain("  on_failure: arn:aws:sqs:eu-west-1:123456789012:plain\n");
    expect(report).toContain(
      "left out      aws_lambda_function_event_invoke_config.aliased: it is of live, and the spec's is of the function itself",
    );
    expect(imports).toContain('  to = aws_lambda_function_event_invoke_config.one\n  id = "one"\n');
  });

  it("of the function alone do not become the alias's", () => {
    const { spec, report, imports } = adopted(permission("live"), plain);
    expect(spec).not.toMatch(/on_failure|^ +maximum_/m);
    expect(report).toContain("it is of the function itself, and the spec's is of live");
    expect(imports).not.toContain("to = aws_lambda_function_event_invoke_config");
  });

  it("of $LATEST are the function's under another name, and are made anew", () => {
    const { spec, moves } = adopted(permission(""), outcomes("latest", "$LATEST"));
    expect(spec).toContain("  on_failure: arn:aws:sqs:eu-west-1:123456789012:latest\n");
    expect(moves).toContain(
      "# made anew, with another guard or another name of the function: aws_lambda_function_event_invoke_config.one\n",
    );
  });
});

describe("what is of the function whatever calls it", () => {
  it("stays, beside an alias that all call", () => {
    const { spec, report, imports } = adopted(
      permission("live"),
      resource("aws_lambda_function_recursion_config.one", { recursive_loop: "Allow" }),
      resource("aws_lambda_runtime_management_config.one", { update_runtime_on: "FunctionUpdate", qualifier: null }),
      resource("aws_lambda_provisioned_concurrency_config.live", {
        id: "one,live",
        provisioned_concurrent_executions: 2,
        qualifier: "live",
      }),
    );
    expect(spec).toContain("  provisioned_concurrent_executions: 2\n");
    expect(spec).toContain("  recursive_loop: Allow\n");
    expect(spec).toContain("  update_runtime_on: FunctionUpdate\n");
    expect(report).not.toContain("left out");
    expect(imports).toContain('  to = aws_lambda_function_recursion_config.one\n  id = "one"\n');
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_runtime_management_config#import
    expect(imports).toContain('  to = aws_lambda_runtime_management_config.one\n  id = "one,"\n');
  });

  it("is not that of a version", () => {
    const { spec, report } = adopted(
      permission(""),
      resource("aws_lambda_runtime_management_config.old", { update_runtime_on: "FunctionUpdate", qualifier: "3" }),
    );
    expect(spec).not.toContain("update_runtime_on");
    expect(report).toContain("it is of 3, and the spec's is of the function itself");
  });
});

describe("URLs of the function and of its alias", () => {
  const url = (name: string, qualifier: string, more: StateResource["values"] = {}) =>
    resource(`aws_lambda_function_url.${name}`, {
      authorization_type: "AWS_IAM",
      cors: [],
      id: qualifier === "" ? "one" : `one/${qualifier}`,
      invoke_mode: "BUFFERED",
      qualifier,
      ...more,
    });
  const caller = (name: string, qualifier: string, principal: string) =>
    resource(`aws_lambda_permission.${name}`, {
      action: "lambda:InvokeFunctionUrl",
      function_url_auth_type: "AWS_IAM",
      principal,
      qualifier,
      statement_id: name,
    });

  it("are an entry each, with who may call it", () => {
    const { spec, report, imports } = adopted(
      url("aliased", "live", { invoke_mode: "RESPONSE_STREAM" }),
      url("plain", ""),
      caller("shop", "live", "111122223333"),
      caller("desk", "", "444455556666"),
    );
    expect(spec).toContain(`push:
  - url:
      authorization_type: AWS_IAM
      invoke_mode: RESPONSE_STREAM
      principal: "111122223333"
    statement_id: shop
    qualifier: live
  - url:
      authorization_type: AWS_IAM
      principal: "444455556666"
    statement_id: desk
`);
    expect(report).toContain("since entries say `qualifier: live`");
    expect(imports).toContain('id = "one/live"');
    expect(imports).toContain('id = "one"');
    expect(imports).not.toContain("goes: aws_lambda_function_url");
  });

  it("of two aliases are an entry each, too", () => {
    const { spec, imports } = adopted(
      resource("aws_lambda_alias.next", { name: "next" }),
      url("live", "live"),
      url("next", "next", { authorization_type: "NONE" }),
    );
    expect(spec).toMatch(/qualifier: live\n(.*\n)+.*qualifier: next\n/);
    expect(imports).toContain('id = "one/live"');
    expect(imports).toContain('id = "one/next"');
  });
});

describe("an alias that no entry names after all", () => {
  it("is not told to be named: of a permission that is left out", () => {
    const { report, imports } = adopted(
      permission(""),
      resource("aws_lambda_permission.anybody", {
        action: "lambda:InvokeFunction",
        principal: "*",
        statement_id: "anybody",
        qualifier: "live",
      }),
    );
    expect(report).toContain("left out      aws_lambda_alias.live: the alias live: not all that calls the function calls it by");
    expect(report).not.toContain("since entries say");
    expect(imports).toContain("# goes: aws_lambda_alias.live\n");
  });
});
