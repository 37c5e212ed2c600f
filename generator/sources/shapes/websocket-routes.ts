import type { Refusal } from "../source.ts";

/**
 * Routes of a WebSocket API, which people write as those of other APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */

/** Where a route of a WebSocket API belongs. */
export const asWebSocket = "write websocket: {api, stage, route: ${value}}";

/** What no other API calls a route. */
export const connects: Refusal = {
  when: /^\$(?:dis)?connect$/,
  message: "${value} is a route of a WebSocket API",
  hint: asWebSocket,
};

/** A path, or a method and a path, of what is no route at all. */
export const connections: Refusal = {
  when: /^(?:[A-Za-z*]+ )?\/?@connections(?:\/|$)/,
  message: "@connections is what code calls to reach the clients of a WebSocket API, and calls no function",
  hint: "to allow that, write execute-api:ManageConnections under `actions:`; for a route of the API, websocket: {api, stage, route}",
};

/**
 * Terraform has one family of resources for REST APIs, and one for HTTP and WebSocket APIs.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api
 */
export const ofRestApis: Refusal = {
  when: /^aws_api_gateway_/,
  message: "${value} is of REST APIs",
  hint: "write it as `apigateway:`, or name an aws_apigatewayv2_api",
};

export const ofOtherApis: Refusal = {
  when: /^aws_apigatewayv2_/,
  message: "${value} is of HTTP and WebSocket APIs",
  hint: "write it as `httpapi:` or as `websocket:`, or name an aws_api_gateway_rest_api",
};

/** In the place of a REST API's method: what has no method is a route of another kind of API. */
export const otherRoutes: readonly Refusal[] = [
  {
    when: /^[^/]+\/[^/]+\/\$(?:dis)?connect$/,
    message: "this is a route of a WebSocket API",
    hint: "write it as `websocket:`",
  },
  {
    when: /^[^/]+\/[^/]+\/\$default$/,
    message: "this is a route of an HTTP or a WebSocket API",
    hint: "write it as `httpapi:` or as `websocket:`",
  },
];
