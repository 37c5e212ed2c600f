import { type Json, object, type StateResource } from "../read-state.ts";
import type { Deployment } from "./template/deployment.ts";
import { Resolver } from "./template/resolve.ts";

/** The APIs of a template that are none of REST: calls of both kinds look alike, and which it is, the API tells. */
export function apisOf(template: Json, deployment: Deployment): readonly StateResource[] {
  return Object.entries(object(template["Resources"])).flatMap(([id, one]) => {
    const { Type: type, Properties: properties } = object(one);
    const protocol = protocolOf(type, object(properties));
    if (protocol === null) return [];
    const values = { id: new Resolver(template, deployment).textOf({ Ref: id }, id), protocol_type: protocol };
    return [{ address: id, mode: "managed", type: "aws_apigatewayv2_api", values, sensitive: {} } as const];
  });
}

/** Of an API that is none of REST, which. */
function protocolOf(type: unknown, properties: Json): "HTTP" | "WEBSOCKET" | null {
  if (type === "AWS::Serverless::HttpApi") return "HTTP";
  if (type === "AWS::Serverless::WebSocketApi") return "WEBSOCKET";
  if (type !== "AWS::ApiGatewayV2::Api") return null;
  return properties["ProtocolType"] === "WEBSOCKET" ? "WEBSOCKET" : "HTTP";
}
