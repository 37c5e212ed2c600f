import type { Remark } from "../argument-rule.ts";
import { ofEach } from "./push-shapes.ts";

/** What of Terraform's resources of API Gateway begins the ARN of a call, and what people take for it. */

/** Execution ARNs begin with the API, or with the API and the stage. */
export const executionArns: Readonly<Record<string, number>> = {
  "aws_api_gateway_rest_api.execution_arn": 1,
  "aws_apigatewayv2_api.execution_arn": 1,
  "aws_api_gateway_stage.execution_arn": 2,
  "aws_api_gateway_deployment.execution_arn": 2,
  "aws_apigatewayv2_stage.execution_arn": 2,
};

/** The resources of which a mapping names the API, and their attribute that begins its ARNs. */
export const executionHeads: Readonly<Record<string, string>> = {
  "aws_api_gateway_rest_api.id": "execution_arn",
  "aws_api_gateway_rest_api.execution_arn": "execution_arn",
  "aws_apigatewayv2_api.id": "execution_arn",
  "aws_apigatewayv2_api.execution_arn": "execution_arn",
};

/** Other attributes of an API, or of a stage of it, that people take for what a call names. */
const besides = ["arn", "id", "name", "api_endpoint", "invoke_url", "root_resource_id", "invoke_arn"];

/** What to write instead of an API's bare execution ARN, and of its attributes that begin none. */
export function bareExecutionArn(rest: string): Readonly<Record<string, Remark>> {
  return attributesOfApis(
    (parts) => `write \${\${self}.execution_arn}${parts === 1 ? rest : rest.replace(/^\/[^/]+(?=\/)/, "")}`,
  );
}

/** The same for an authorizer, which lies beside the stages. */
export function bareAuthorizer(): Readonly<Record<string, Remark>> {
  return attributesOfApis((parts, type) => {
    const [api, authorizer] = type.startsWith("aws_apigatewayv2")
      ? ["aws_apigatewayv2_api", "aws_apigatewayv2_authorizer"]
      : ["aws_api_gateway_rest_api", "aws_api_gateway_authorizer"];
    return `write \${${parts === 1 ? "${self}" : `${api}.NAME`}.execution_arn}/authorizers/\${${authorizer}.NAME.id}`;
  });
}

function attributesOfApis(hintOf: (parts: number, type: string) => string): Readonly<Record<string, Remark>> {
  const remarks = Object.entries(executionArns).flatMap(([attribute, parts]) => {
    const [type = ""] = attribute.split(".");
    const hint = hintOf(parts, type);
    const bare = { message: "an execution ARN alone names no route, so no call ever matches it", hint };
    const beside = { message: "a call names the execution ARN of its API, with the route behind it", hint };
    return [{ [attribute]: bare }, ofEach(type, besides, beside)];
  });
  return Object.assign({}, ...remarks);
}
