import { findAction, findService } from "../../iam/reference/reference.ts";
import { sdkMethods } from "../../iam/reference/sdk-methods.ts";
import { operationOfEvent, serviceOfSource } from "../../iam/reference/trail-names.ts";

/** What AWS says where it refuses a call, in the forms that it has for that, read from a message, a log line or an event. */

/** Which policy refused, as far as the message says. */
type RefusedBy =
  | "identity"
  | "identity deny"
  | "resource"
  | "resource deny"
  | "boundary"
  | "boundary deny"
  | "service control"
  | "service control deny"
  | "resource control deny"
  | "session"
  | "session deny"
  | "endpoint"
  | "endpoint deny"
  | "deny"
  | "unsaid";

export interface Denial {
  /** In AWS's case, where AWS lists it; several where the message names an operation that takes several. */
  readonly actions: readonly string[];
  /** As the message has it, mostly an ARN; null where it does not say. */
  readonly resource: string | null;
  readonly role: string | null;
  readonly account: string | null;
  /** A function that the message, or the line around it, names. */
  readonly function: string | null;
  readonly refusal: RefusedBy;
  /** True where Lambda itself needs it of the role, to make or poll something, and not the function's code. */
  readonly byLambda: boolean;
}

/**
 * How a message ends, and what that says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const endings: readonly (readonly [RegExp, RefusedBy])[] = [
  // KMS says three reasons in one sentence, and not which of them it is.
  [/no resource-based polic(y|ies) allow access, or a resource-based policy explicitly denies/, "unsaid"],
  [/explicit deny in an? identity-based polic/, "identity deny"],
  [/explicit deny in an? resource-based polic|resource-based policy explicitly denies/, "resource deny"],
  [/explicit deny in an? permissions boundary/, "boundary deny"],
  [/explicit deny in an? service control polic/, "service control deny"],
  [/explicit deny in an? resource control polic/, "resource control deny"],
  [/explicit deny in an? session polic/, "session deny"],
  [/explicit deny in an? vpc endpoint polic/, "endpoint deny"],
  [/with an explicit deny/, "deny"],
  [/no identity-based policy allows/, "identity"],
  [/no resource-based polic(y|ies) allow/, "resource"],
  [/no permissions boundary allows/, "boundary"],
  [/no service control policy allows/, "service control"],
  [/no session policy allows/, "session"],
  [/no vpc endpoint policy allows/, "endpoint"],
];

/** Services by the words of Lambda's own messages: "permissions to call ReceiveMessage on SQS". */
const spoken: Readonly<Record<string, string>> = {
  xray: "xray",
  ec2: "ec2",
  sqs: "sqs",
  sns: "sns",
  kinesis: "kinesis",
  dynamodb: "dynamodb",
  kafka: "kafka",
  mq: "mq",
  secretsmanager: "secretsmanager",
  efs: "elasticfilesystem",
  kms: "kms",
};

/** SES puts who, what and where between a backtick and an apostrophe. The sentence is read as a whole: a key of S3 may hold both. */
const sentenceOfSes = /\bUser:? `([^`']*)' is not authorized to perform:? `([^`']*)'(?: on (?:the )?resource:? `([^`"]*)')?/g;

/** Operations that say "Access Denied" and no more are those of S3. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const terse = "s3";

/** Reads a message; null where it is none of a refusal. */
export function readDenial(text: string): Denial | null {
  const plain = unescaped(text);
  const flat = plain.replace(/\s+/g, " ");
  const refusal = endings.find(([ending]) => ending.test(flat.toLowerCase()))?.[1] ?? "unsaid";
  const who = whoOf(flat);
  const named = (actions: readonly string[], resource: string | null, byLambda = false): Denial | null =>
    actions.length === 0 ? null : { actions, resource, ...who, refusal, byLambda };

  const perform = /not authorized to perform:? ?"?([\w-]+:\w+)"?/i.exec(flat)?.[1];
  if (perform !== undefined) return named([inCase(perform)], resourceOf(flat, plain));
  const lambdas = /does not have permissions? to (?:call|perform) (\w+) on (\w+)/i.exec(flat);
  if (lambdas !== null) {
    const service = spoken[(lambdas[2] ?? "").toLowerCase()] ?? (lambdas[2] ?? "").toLowerCase();
    return named([inCase(`${service}:${lambdas[1]}`)], null, true);
  }
  if (/unable to decrypt the environment variables/i.test(flat)) return named(["kms:Decrypt"], null, true);
  if (/ciphertext refers to a customer master key/i.test(flat)) return named(["kms:Decrypt"], null);
  const operation =
    /when calling the (\w+) operation/i.exec(flat)?.[1] ?? /\b(?:api|operation|eventName)"?\s*[:=]\s*"?(\w+)/i.exec(flat)?.[1];
  // Of Secrets Manager, which asks with the caller's rights: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  if (/access to kms is not allowed/i.test(flat))
    return named(["kms:Decrypt", ...(/^(put|create|update)/i.test(operation ?? "") ? ["kms:GenerateDataKey"] : [])], null);
  if (operation !== undefined && /access ?denied|not authorized|unauthorized|authorization/i.test(flat)) {
    const source = /\beventSource"?\s*[:=]\s*"?([\w.-]+)/i.exec(flat)?.[1];
    const service =
      (source === undefined ? null : serviceOfSource(source)) ??
      (/unauthorizedoperation|encoded authorization/i.test(flat) ? "ec2" : terse);
    return named(actionsOf(service, operationOfEvent(operation)), resourceOf(flat, plain));
  }
  const queue = /access to the resource (https:\/\/\S*sqs\S*) is denied/i.exec(flat);
  return queue === null ? null : named(["sqs:SendMessage"], null);
}

/** A log may hold JSON in JSON: quotes and line breaks as they are escaped there. */
function unescaped(text: string): string {
  return text
    .replace(/\\+n/g, " ")
    .replace(/\\+"/g, '"')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(sentenceOfSes, (_, who: string, what: string, where?: string) => {
      const on = where === undefined ? "" : ` on resource: "${where}"`;
      return `User: ${who} is not authorized to perform: ${what}${on}`;
    });
}

function whoOf(text: string): Pick<Denial, "role" | "account" | "function"> {
  const session = /arn:[a-z-]+:sts::(\d{12}):assumed-role\/([\w+=,.@-]+)(?:\/([\w+=,.@-]+))?/.exec(text);
  const role = /arn:[a-z-]+:iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]+)/.exec(text);
  const line = /\/aws\/lambda\/([\w-]+)|"functionName"\s*:\s*"([\w-]+)"|"function_name"\s*:\s*"([\w-]+)"/.exec(text);
  const user = session ?? (/User: arn:[a-z-]+:iam/.test(text) ? role : null);
  return {
    role: user?.[2] ?? null,
    account: user?.[1] ?? null,
    function: line?.[1] ?? line?.[2] ?? line?.[3] ?? session?.[3] ?? null,
  };
}

/** ARN, `*`, or a name behind a colon. Between quotes it is all that stands there: a key of S3 may hold spaces. Else without the full stop that some services put. */
function resourceOf(text: string, spaced: string): string | null {
  const quoted = /on\s+(?:the\s+)?resource:?\s*"(arn:[^"\r\n]+)"/i.exec(spaced)?.[1];
  if (quoted !== undefined) return quoted;
  const found =
    /on (?:the )?resource:? ?"?((?:arn:[^\s"]+)|\*(?=["\s]|$))/i.exec(text)?.[1] ??
    /on (?:the )?resource: ?"?([^\s"]+)/i.exec(text)?.[1] ??
    /"resources":\[\{[^}]*"ARN":"(arn:[^"]+)"/.exec(text)?.[1];
  return found?.replace(/[.,;)'>]+$/, "") ?? null;
}

/** The operation of an SDK → the actions that AWS checks for it. */
function actionsOf(service: string, operation: string): readonly string[] {
  const methods = Object.hasOwn(sdkMethods, service) ? sdkMethods[service]?.methods : undefined;
  const listed = methods !== undefined && Object.hasOwn(methods, operation) ? methods[operation] : undefined;
  if (listed !== undefined) return listed.slice(0, 1);
  const action = findService(service)?.action(operation);
  return action === undefined ? [] : [action.full];
}

/** `SNS:Publish` → `sns:Publish`. */
function inCase(action: string): string {
  return findAction(action)?.full ?? action;
}
