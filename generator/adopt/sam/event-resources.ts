import { pulledBy } from "../../sources/pull-sources.ts";
import { isMapping, type Json, list, object, own, type StateResource, text } from "../read-state.ts";
import { isKnown } from "../text/texts.ts";
import { mappingValues, polledKey } from "./mapping-values.ts";
import { notRead } from "./said-blocks.ts";
import type { SamFunction } from "./sam-function.ts";

/** One event of a function → the permission or the mapping that SAM makes of it. */

interface SamEvent {
  readonly of: SamFunction;
  readonly key: string;
  readonly type: string;
  readonly said: Json;
  /** Where it stands in the function. */
  readonly where: string;
}

type Read = (event: SamEvent) => readonly StateResource[];

/** How an event is read, and what of it is not. */
interface Reader {
  readonly read: Read;
  /** The properties that say who may invoke the function. */
  readonly keys: readonly string[];
  /** What SAM makes of it beside the permission, by which the source calls: it is the stack's, and the spec does not say it. */
  readonly makes?: string;
  /** Whether `subscribe` makes another. */
  readonly subscribes?: true;
}

const ruleReader: Reader = {
  read: rule,
  keys: ["EventBusName", "Name", "RuleName"],
  makes: "the rule and its target",
  subscribes: true,
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html */
const readers: Readonly<Record<string, Reader>> = {
  AlexaSkill: { read: alexaSkill, keys: ["SkillId"] },
  Api: { read: api, keys: ["Method", "Path", "RestApiId"] },
  CloudWatchEvent: ruleReader,
  CloudWatchLogs: { read: logGroup, keys: ["LogGroupName"], makes: "the log group's subscription", subscribes: true },
  Cognito: {
    read: (event) => allow(event, "cognito-idp.amazonaws.com", { source_arn: cognitoArn(event) }),
    keys: ["UserPool"],
    makes: "the user pool's triggers",
  },
  EventBridgeRule: ruleReader,
  HttpApi: { read: httpApi, keys: ["ApiId", "Method", "Path"] },
  IoTRule: { read: iotRule, keys: [], makes: "the rule" },
  S3: { read: bucket, keys: ["Bucket"], makes: "the bucket's notification", subscribes: true },
  SNS: { read: topic, keys: ["SqsSubscription", "Topic"], makes: "the topic's subscription", subscribes: true },
  Schedule: ruleReader,
};

/** What SAM makes of an event; where that is nothing, the event is told. */
export function eventResources(of: SamFunction, key: string, event: unknown): readonly StateResource[] {
  const where = `Events.${key}`;
  const { untold } = of.resolver;
  const { Type: named, Properties: said = {} } = object(event);
  const type = text(named) ?? "";
  if (!isMapping(said)) {
    untold.push(notRead(said, `${where}.Properties`));
    return [];
  }
  const reader = own(readers, type);
  const read = reader?.read ?? (pulledBy((names) => names.event === type) === null ? undefined : polled);
  if (read === undefined) {
    untold.push(`${where}: events of the type ${type || "that is not said"} are not read`);
    return [];
  }
  const before = untold.length;
  const found = read({ of, key, type, said, where });
  if (found.length > 0 && reader !== undefined) tellUnread(reader, said, where, of.resolver);
  if (found.length === 0 && untold.length === before) untold.push(`${where}: nobody can tell what calls the function`);
  return found;
}

/** Tells what of an event the spec does not say: it says who may invoke the function, and not when that happens. */
function tellUnread(
  { keys, makes, subscribes }: Reader,
  said: Json,
  where: string,
  { untold, notes }: SamFunction["resolver"],
): void {
  const others = Object.keys(said).filter((key) => !keys.includes(key));
  if (makes === undefined) {
    untold.push(...others.map((key) => `${where}.${key}: it is not read`));
    return;
  }
  const by = others.length === 0 ? "" : ` (with ${others.join(", ")})`;
  const instead = subscribes === true ? "let `subscribe: true` in its entry make" : "make";
  const beside = subscribes === true ? ", with its arguments beside it" : "";
  const what = `${where}: SAM makes ${makes} of it${by}, which goes with the stack: before it does, ${instead} another${beside}`;
  // Where nothing but the source is said, nothing is lost as long as somebody knows.
  (others.length === 0 ? notes : untold).push(what);
}

function textAt({ of, said, where }: SamEvent, key: string): string | undefined {
  return said[key] === undefined ? undefined : of.resolver.textOf(said[key], `${where}.${key}`);
}

function arnHere({ of: { home } }: SamEvent, service: string, resource: string): string {
  return `arn:${home.partition}:${service}:${home.region}:${home.account}:${resource}`;
}

/** A permission; none under a guard that nobody can tell, which must not be lost. */
function allow(
  { of, key, where }: SamEvent,
  principal: string,
  guards: Readonly<Record<string, string | undefined>>,
  suffix = "Permission",
): readonly StateResource[] {
  if (Object.values(guards).includes(undefined)) return [];
  const values = {
    action: "lambda:InvokeFunction",
    function_name: of.name,
    principal,
    qualifier: of.alias ?? "",
    statement_id: of.made(`${of.logical}${key}${suffix}`, "AWS::Lambda::Permission"),
    ...guards,
  };
  return [{ ...of.resource(where, "aws_lambda_permission"), values }];
}

/** The route of an API, as API Gateway sends it; undefined where nobody can tell. */
function routeOf(event: SamEvent, called: string): string | undefined {
  const { Method: method, Path: path } = event.said;
  const said = [method === undefined ? "ANY" : textAt(event, "Method"), path === undefined ? "/" : textAt(event, "Path")];
  // A variable may stand for a method in small letters, or for a path with parameters in it.
  if (!said.every(isKnown)) return undefined;
  const [verb = "", at = ""] = [said[0]?.toUpperCase(), said[1]];
  const pattern = at.replaceAll(/\{[^}]*\}/g, "*").replace(/^\/\$default$|(?<=.)\/$/, "");
  const any = ["ANY", "X-AMAZON-APIGATEWAY-ANY-METHOD"].includes(verb);
  return arnHere(event, "execute-api", `${called}/*/${any ? "*" : verb}${pattern}`);
}

function api(event: SamEvent): readonly StateResource[] {
  const { of, said, where } = event;
  const isOwn = said["RestApiId"] === undefined;
  const called = of.resolver.textOf(said["RestApiId"] ?? { Ref: "ServerlessRestApi" }, where);
  const arn = called === undefined ? undefined : routeOf(event, called);
  return allow(event, "apigateway.amazonaws.com", { source_arn: arn }, isOwn ? "PermissionProd" : "PermissionStage");
}

function httpApi(event: SamEvent): readonly StateResource[] {
  const { of, said, where } = event;
  const called = of.resolver.textOf(said["ApiId"] ?? { Ref: "ServerlessHttpApi" }, where);
  if (called === undefined) return [];
  const isWhole = said["Path"] === undefined;
  const arn = isWhole ? arnHere(event, "execute-api", `${called}/*/$default`) : routeOf(event, called);
  return [
    ...allow(event, "apigateway.amazonaws.com", { source_arn: arn }),
    { ...of.resource(where, "aws_apigatewayv2_api"), values: { id: called, protocol_type: "HTTP" } },
  ];
}

function bucket(event: SamEvent): readonly StateResource[] {
  const { of, where } = event;
  const called = textAt(event, "Bucket");
  if (called === undefined) return [];
  const configured = { lambda_function: [{ lambda_function_arn: of.qualified }] };
  return [
    ...allow(event, "s3.amazonaws.com", { source_account: of.home.account }),
    { ...of.resource(where, "aws_s3_bucket_notification"), values: { bucket: called, ...configured } },
  ];
}

function topic(event: SamEvent): readonly StateResource[] {
  const { of, said, where } = event;
  if (said["SqsSubscription"] === undefined || said["SqsSubscription"] === false)
    return allow(event, "sns.amazonaws.com", { source_arn: textAt(event, "Topic") });
  of.resolver.untold.push(`${where}: a queue stands between the topic and the function`);
  return [];
}

/** A schedule is a rule, too. */
function rule(event: SamEvent): readonly StateResource[] {
  const { of, key, said, where } = event;
  const named = ["RuleName", "Name"].find((one) => said[one] !== undefined);
  const called = named === undefined ? of.made(`${of.logical}${key}`, "AWS::Events::Rule") : textAt(event, named);
  const bus = said["EventBusName"] === undefined ? "default" : textAt(event, "EventBusName");
  if (named === undefined && called === undefined) of.resolver.untold.push(`${where}: CloudFormation gives the rule its name`);
  if (bus === undefined || called === undefined) return [];
  // A bus may be named by its ARN.
  const busName = bus.slice(bus.lastIndexOf("/") + 1);
  const before = busName === "default" ? "" : `${busName}/`;
  return allow(event, "events.amazonaws.com", { source_arn: arnHere(event, "events", `rule/${before}${called}`) });
}

function logGroup(event: SamEvent): readonly StateResource[] {
  const group = textAt(event, "LogGroupName");
  const arn = group && arnHere(event, "logs", `log-group:${group}:*`);
  return allow(event, "logs.amazonaws.com", { source_arn: arn });
}

function iotRule(event: SamEvent): readonly StateResource[] {
  const { of, key, where } = event;
  const called = of.made(`${of.logical}${key}`, "AWS::IoT::TopicRule");
  if (called === undefined) of.resolver.untold.push(`${where}: CloudFormation gives the rule its name`);
  const arn = called && arnHere(event, "iot", `rule/${called}`);
  return allow(event, "iot.amazonaws.com", { source_arn: arn, source_account: of.home.account });
}

function alexaSkill(event: SamEvent): readonly StateResource[] {
  if (event.said["SkillId"] !== undefined)
    return allow(event, "alexa-appkit.amazon.com", { event_source_token: textAt(event, "SkillId") });
  event.of.resolver.untold.push(`${event.where}: any skill of Alexa may invoke the function`);
  return [];
}

function cognitoArn({ of: { resolver, template }, said, where }: SamEvent): string | undefined {
  const [name] = list(object(said["UserPool"])["Ref"]);
  if (typeof name === "string" && Object.hasOwn(object(template["Resources"]), name))
    return resolver.textOf({ "Fn::GetAtt": [name, "Arn"] }, where);
  resolver.untold.push(`${where}: the user pool is none of the template`);
  return undefined;
}

function polled({ of, key, type, said, where }: SamEvent): readonly StateResource[] {
  const values = mappingValues(said, where, of);
  if (values === null) return [];
  const uuid = of.made(`${of.logical}${key}`, "AWS::Lambda::EventSourceMapping");
  const named = { function_name: of.arn, function_arn: of.qualified, ...(uuid !== undefined && { uuid }) };
  const polls = polledKey(said["Stream"], of.template) ?? pulledBy((names) => names.event === type)?.key ?? "";
  return [{ ...of.resource(where, "aws_lambda_event_source_mapping"), values: { ...values, ...named }, polls }];
}
