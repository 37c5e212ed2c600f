import { type Home, isLiteral, literal } from "../arn.ts";
import { minorTypes } from "./exceptions.ts";
import { onlyPatternsOfAction } from "./only-patterns.ts";
import type { Action, ResourceType } from "./reference.ts";
import { partsOfPattern } from "./type-patterns.ts";

/** How messages name AWS's things: "s3:GetObject acts on objects; this ARN names a bucket". */

/** Names that the rules below would get wrong, by `service/type`: one and several. */
const nouns: Readonly<Record<string, readonly [one: string, several: string]>> = {
  "s3/accesspoint": ["access point", "access points"],
  "s3/accesspointobject": ["object behind an access point", "objects behind an access point"],
  "s3/multiregionaccesspoint": ["Multi-Region Access Point", "Multi-Region Access Points"],
  "states/statemachine": ["state machine", "state machines"],
  "states/statemachinealias": ["state machine alias", "state machine aliases"],
  "states/statemachineversion": ["state machine version", "state machine versions"],
  "firehose/deliverystream": ["delivery stream", "delivery streams"],
  "cognito-idp/userpool": ["user pool", "user pools"],
  "cognito-identity/identitypool": ["identity pool", "identity pools"],
  "apigateway/Api": ["HTTP or WebSocket API", "HTTP and WebSocket APIs"],
  "apigateway/Apis": ["list of HTTP and WebSocket APIs", "lists of HTTP and WebSocket APIs"],
  "apigateway/RestApi": ["REST API", "REST APIs"],
  "apigateway/RestApis": ["list of REST APIs", "lists of REST APIs"],
  "execute-api/execute-api-general": ["method of an API", "methods of an API"],
  "execute-api/execute-api-domain": ["custom domain name", "custom domain names"],
  "elasticloadbalancing/listener-rule/app": ["listener rule of an Application Load Balancer", "listener rules"],
  "elasticloadbalancing/listener-rule/net": ["listener rule of a Network Load Balancer", "listener rules"],
  "elasticloadbalancing/listener/app": ["listener of an Application Load Balancer", "listeners"],
  "elasticloadbalancing/listener/gwy": ["listener of a Gateway Load Balancer", "listeners"],
  "elasticloadbalancing/listener/net": ["listener of a Network Load Balancer", "listeners"],
  "elasticloadbalancing/loadbalancer": ["Classic Load Balancer", "Classic Load Balancers"],
  "elasticloadbalancing/loadbalancer/app/": ["Application Load Balancer", "Application Load Balancers"],
  "elasticloadbalancing/loadbalancer/gwy/": ["Gateway Load Balancer", "Gateway Load Balancers"],
  "elasticloadbalancing/loadbalancer/net/": ["Network Load Balancer", "Network Load Balancers"],
  "elasticloadbalancing/targetgroup": ["target group", "target groups"],
  "events/event-busv2": ["event bus", "event buses"],
  "events/rule-on-default-event-bus": ["rule on the default event bus", "rules on the default event bus"],
  "events/rule-on-custom-event-bus": ["rule on a custom event bus", "rules on a custom event bus"],
  "mq/brokers": ["broker", "brokers"],
  "ec2/vpc": ["VPC", "VPCs"],
  "ec2/group": ["resource group", "resource groups"],
  "kinesis/kmsKey": ["key", "keys"],
};

/** One of a type: "log stream". */
export function noun(type: ResourceType): string {
  return nouns[`${type.service}/${type.name}`]?.[0] ?? plain(type.name);
}

/** Several of a type: "log streams". */
function plural(type: ResourceType): string {
  const named = nouns[`${type.service}/${type.name}`]?.[1];
  if (named !== undefined) return named;
  const one = plain(type.name);
  if (/[^aius]s$/.test(one)) return one;
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|sh|ch)$/.test(one) ? `${one}es` : `${one}s`;
}

/** A noun with its article: "a bucket", "an object", "an SQS queue". */
export function article(noun: string): string {
  const spokenVowel = /^[aeiou]/i.test(noun) ? !/^(uni|us)/i.test(noun) : /^(S3|SNS|SQS|SES|HTTP|MQ|MSK|LB)\b/.test(noun);
  return `${spokenVowel ? "an" : "a"} ${noun}`;
}

/** "a", "a and b", "a, b and c", "a, b, c and 4 more". */
export function listing(words: readonly string[], most = 4): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** "s3:GetObject acts on objects", "dynamodb:GetItem and dynamodb:PutItem act on tables". */
export function whatTheyActOn(actions: readonly Action[]): string {
  const things = [
    ...new Set(actions.flatMap((action) => onlyPatternsOfAction[action.full]?.several ?? mainTypes([action]).map(plural))),
  ];
  return `${listing(actions.map(({ full }) => full))} ${actions.length === 1 ? "acts" : "act"} on ${listing(things)}`;
}

/** The types that actions act on, without those that nobody means by default; all of them beside a thing that is `named` and one of those. */
export function mainTypes(actions: readonly Action[], named: readonly ResourceType[] = []): readonly ResourceType[] {
  const all = [...new Set(actions.flatMap(({ types }) => types))];
  if (named.some((type) => minorTypes.has(`${type.service}/${type.name}`))) return all;
  const main = all.filter((type) => !minorTypes.has(`${type.service}/${type.name}`));
  return main.length > 0 ? main : all;
}

/** The shape of an ARN with what is known of the stack in it: `arn:aws:sqs:eu-west-1:ACCOUNT:QUEUE_NAME`. */
export function shapeOf(pattern: string, home: Home): string {
  const parts = partsOfPattern(pattern);
  const fill = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => stands(variable, home));
  return `arn:${fill(parts.partition)}:${fill(parts.service)}:${fill(parts.region)}:${fill(parts.account)}:${fill(parts.resource)}`;
}

/** What stands in a hint for a variable of a pattern that nothing is known of. */
export function stands(variable: string, home: Home): string {
  if (variable === "Partition") return isLiteral(home.partition) ? home.partition.text : "aws";
  if (variable === "Region") return isLiteral(home.region) ? home.region.text : "REGION";
  if (variable === "Account" || variable === "AccountId") return isLiteral(home.account) ? home.account.text : "ACCOUNT";
  if (variable === "ObjectName" || variable === "Everything") return "*";
  if (variable === "SecretId") return "NAME-??????";
  if (variable === "StreamType") return "stream";
  return variable
    .replace(/With(outLeadingSlash|Path)$/, "")
    .replace("Timpstamp", "Timestamp")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase();
}

/** A stack in which words stand for what only Terraform knows: `arn:aws:sqs:REGION:ACCOUNT:jobs`. */
export function placeholders(home: Home): Home {
  return {
    partition: literal(stands("Partition", home)),
    region: literal(stands("Region", home)),
    account: literal(stands("Account", home)),
  };
}

/** "deliverystream", "log-stream", "RestApi", "loadbalancer/app/": as a word of a sentence. */
function plain(type: string): string {
  const words = type
    .replace(/\/$/, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_/]/g, " ");
  return words.toLowerCase();
}
