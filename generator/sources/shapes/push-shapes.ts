import type { Remark } from "../argument-rule.ts";
import type { Field, Form } from "../source.ts";
import { alphanumeric, characters } from "./things.ts";
import { asWebSocket, connections, connects } from "./websocket-routes.ts";

/** Fields and forms of ARNs that several sources of `push` share. */

export const apiId: Field = {
  name: "API id",
  takes: alphanumeric,
  most: 64,
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
  doubtful: [
    {
      unless: /^[a-z0-9]{10}$/,
      code: "without-effect",
      message: "API Gateway gives ids of ten small letters and digits; of a name, nobody could call",
      hint: "write the id, or an expression: ${aws_api_gateway_rest_api.NAME.id}",
    },
  ],
};

export const stage: Field = {
  name: "stage",
  takes: characters(/^[$A-Za-z0-9_-]*$/, "letters, digits, - and _, or $default"),
  most: 128,
  shape: { test: /^(\$default|[A-Za-z0-9_-]+)$/, words: "letters, digits, - and _, or $default" },
  any: true,
};

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html: letters, digits, - and _ alone. */
export const restStage: Field = {
  ...stage,
  refused: [
    {
      when: /^\$default$/,
      code: "invalid-arn",
      message: "a REST API has no stage $default",
      hint: "name its stage; of an HTTP API, write it as `httpapi:`",
    },
  ],
};

const methods = "ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT";

/** No call is of the method ANY: the ARN of what takes any has a wildcard there. */
const anyMethod = (text: string) => (text.toUpperCase() === "ANY" ? "*" : text.toUpperCase());

export const method: Field = {
  name: "method",
  takes: characters(/^[A-Za-z]*$/, "letters"),
  shape: {
    test: new RegExp(`^(${methods})$`, "i"),
    words: "ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT",
  },
  written: anyMethod,
  made: (code, before) => (before === "" ? `replace(${code}, "/^ANY( |$)/", "*")` : code),
  any: true,
};

export const everyAuthorizer = {
  message: "this lets every authorizer of the API call the function",
  hint: "name the authorizer: ${aws_api_gateway_authorizer.NAME.id}, or ${aws_apigatewayv2_authorizer.NAME.id}",
};

export const everyRoute = {
  message: "this lets every route of the API that leads here call the function",
  hint: "name the route: its method and its path",
};

const routePath: Field = {
  name: "path",
  slashes: true,
  empty: true,
  takes: characters(/^[A-Za-z0-9._~%!$&'()+,;=:@{}/-]*$/, "what a URL's path takes"),
  // The slash before it belongs to the ARN; API Gateway drops a trailing one.
  written: (text) => text.replace(/^\/+/, "").replace(/\/$/, ""),
  made: (code, before) => (before === "" ? `trimprefix(${code}, "/")` : code),
  refused: [connections, connects],
  any: true,
  wide: everyRoute,
};

/**
 * In the ARN of a REST API's method, a wildcard stands for {id}.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export const path: Field = {
  ...routePath,
  refused: [
    ...(routePath.refused ?? []),
    {
      when: /[^/]\/\//,
      code: "invalid-arn",
      message: "a path of a REST API has no two slashes in a row",
      hint: "write one of them",
    },
  ],
  written: (text) => (routePath.written?.(text) ?? text).replace(/\{[^{}]*\}/g, "*"),
};

/** In that of an HTTP API's route, {id} and {proxy+} stand as they are: they are letters of the route. */
export const httpPath: Field = routePath;

export const defaultRoute: Field = {
  name: "route",
  takes: characters(/^[^/:]*$/, "$default"),
  refused: [
    connects,
    {
      when: /^[\w.-]+$/,
      code: "invalid-arn",
      message: "a route other than $default is named by its method and path",
      hint: `write {api, route_key: "METHOD /PATH"}, or {api, stage, method, path}; of a WebSocket API, ${asWebSocket}`,
    },
    {
      when: /^(?!\$default$)/,
      code: "invalid-arn",
      message: "a route other than $default is named by its method and path",
      hint: 'write {api, route_key: "METHOD /PATH"}, or {api, stage, method, path}',
    },
  ],
  any: true,
  wide: everyRoute,
};

/**
 * A route as Terraform's aws_apigatewayv2_route names it: "GET /orders/{id}", "ANY /orders", "$default".
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const routeKey: Field = {
  name: "route key",
  slashes: true,
  takes: characters(/^[A-Za-z0-9._~%!$&'()+,;=:@{} /-]*$/, "$default, or a method, a space and a path"),
  shape: { test: new RegExp(`^(\\$default|(${methods}) /\\S*)$`, "i"), words: "$default, or a method, a space and a path" },
  refused: [
    connections,
    connects,
    {
      when: /^[\w.-]+$/,
      code: "invalid-arn",
      message: "a route key takes $default, or a method, a space and a path",
      hint: `write route_key: "GET /\${value}"; of a WebSocket API, ${asWebSocket}`,
    },
  ],
  written: (text) => {
    const found = /^(\S+) (.*)$/.exec(text);
    return found === null ? text : `${anyMethod(found[1] ?? "")}/${routePath.written?.(found[2] ?? "")}`;
  },
  made: (code, before) => {
    if (before === "") return `replace(${method.made?.(code, before)}, " ", "")`;
    return /^[^/]+\/$/.test(before) ? `trimprefix(${code}, "/")` : code;
  },
};

export const allRoutes: Field = {
  name: "routes",
  slashes: true,
  takes: characters(/^[*/]*$/, "*"),
  any: true,
  wide: everyRoute,
};

export const methodForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${Path}",
  parts: { api: "ApiId", stage: "Stage", method: "Method", path: "Path" },
};

export const routeForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Route}",
  parts: { api: "ApiId", stage: "Stage", route: "Route" },
};

/** A route is of its API, in all stages. */
export const routeKeyForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${RouteKey}",
  parts: { api: "ApiId", stage: "Stage", route_key: "RouteKey" },
  absent: { stage: "*" },
  mappingOnly: true,
};

/** Every route of one API, as most Terraform has it. */
export const allRoutesForm: Form = {
  arn: "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Routes}",
  parts: { api: "ApiId" },
  all: true,
};

/** One thing to say of several attributes of a Terraform resource. */
export function ofEach(type: string, attributes: readonly string[], remark: Remark): Readonly<Record<string, Remark>> {
  return Object.fromEntries(attributes.map((attribute) => [`${type}.${attribute}`, remark]));
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
