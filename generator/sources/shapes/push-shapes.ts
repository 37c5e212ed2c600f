import type { Field, Form } from "../source.ts";
import { alphanumeric, characters } from "./things.ts";

/** Fields and forms of ARNs that several sources of `push` share. */

export const apiId: Field = { name: "API id", takes: alphanumeric, most: 64 };

export const stage: Field = {
  name: "stage",
  takes: characters(/^[$A-Za-z0-9_-]*$/, "letters, digits, - and _, or $default"),
  most: 128,
  shape: { test: /^(\$default|[A-Za-z0-9_-]+)$/, words: "letters, digits, - and _, or $default" },
  any: true,
};

export const method: Field = {
  name: "method",
  takes: characters(/^[A-Za-z]*$/, "letters"),
  shape: {
    test: /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/i,
    words: "ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT",
  },
  written: (text) => (text.toUpperCase() === "ANY" ? "*" : text.toUpperCase()),
  any: true,
};

export const path: Field = {
  name: "path",
  slashes: true,
  empty: true,
  takes: characters(/^[A-Za-z0-9._~%!$&'()+,;=:@{}/-]*$/, "what a URL's path takes"),
  // The slash before it belongs to the ARN; API Gateway drops a trailing one, and any value may stand for {id}.
  written: (text) =>
    text
      .replace(/^\//, "")
      .replace(/\/$/, "")
      .replace(/\{[^{}]*\}/g, "*"),
  any: true,
};

export const defaultRoute: Field = {
  name: "route",
  takes: characters(/^[^/:]*$/, "$default"),
  refused: {
    when: /^(?!\$default$)/,
    message: "a route other than $default is named by its method and path",
    hint: "write {api, stage, method, path}",
  },
};

export const methodForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
  parts: { api: "ApiId", stage: "Stage", method: "Method", path: "Path" },
};

export const routeForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Route}",
  parts: { api: "ApiId", stage: "Stage", route: "Route" },
};

/** Execution ARNs begin with the API, or with the API and the stage. */
export const executionArns: Readonly<Record<string, number>> = {
  "aws_api_gateway_rest_api.execution_arn": 1,
  "aws_apigatewayv2_api.execution_arn": 1,
  "aws_api_gateway_stage.execution_arn": 2,
  "aws_api_gateway_deployment.execution_arn": 2,
  "aws_apigatewayv2_stage.execution_arn": 2,
};

/** What to write instead of an API's bare execution ARN. */
export function bareExecutionArn(rest: string): Readonly<Record<string, { message: string; hint: string }>> {
  const message = "an execution ARN alone names no route, so no call ever matches it";
  const refused = Object.entries(executionArns).map(([attribute, parts]) => {
    const behind = parts === 1 ? rest : rest.replace(/^\/[^/]+(?=\/)/, "");
    return [attribute, { message, hint: `write \${\${self}.execution_arn}${behind}` }] as const;
  });
  return Object.fromEntries(refused);
}

export const distributionId: Field = { name: "distribution id", takes: alphanumeric, most: 32 };

/** A distribution lies in no region. */
export const distributionForm: Form = {
  arn: "arn:${Partition}:cloudfront::${Account}:distribution/${DistributionId}",
  parts: { distribution: "DistributionId" },
};

export const skillId: Field = {
  name: "skill id",
  takes: characters(/^[A-Za-z0-9.-]*$/, "letters, digits and . -"),
  most: 256,
  shape: {
    test: /^amzn1\.ask\.skill\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "amzn1.ask.skill. and the skill's UUID",
  },
};
