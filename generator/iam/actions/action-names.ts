import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Placed } from "../asked.ts";
import { globsMeet } from "../glob.ts";
import { type AccessLevel, type Action, findAction, findService, type Service, servicePrefixes } from "../reference/reference.ts";
import { sdkMethods } from "../reference/sdk-methods.ts";
import { serviceNames } from "../reference/service-names.ts";
import { listing } from "../reference/wording.ts";
import { intentWords } from "./intents.ts";

/** From the names of actions as a person writes them to AWS's actions. */

interface PlacedAction {
  readonly action: Action;
  readonly placed: Placed<string>;
}

const longest = 128;

/** One action of an entry, or what is wrong with its name. */
export function readAction(placed: Placed<string>, verb: "grant" | "deny" = "grant"): PlacedAction | Diagnostic {
  const { value, span } = placed;
  const action = findAction(value);
  if (action !== undefined) return { action, placed };
  const several = value.trim().split(/\s*[,;]\s*|\s+/);
  if (several.length > 1 && several.every((one) => findAction(one) !== undefined)) {
    const hint = `write a list: [${several.map((one) => findAction(one)?.full).join(", ")}]`;
    return error("unknown-action", span, "these are several actions, and one text is one", hint);
  }
  if (findAction(value.trim()) !== undefined)
    return error(
      "unknown-action",
      span,
      "a space or a new line stands before or behind this action",
      `write ${value.trim()} behind the colon`,
    );
  // What a wildcard would match, and what was meant, takes time to find.
  if (value.length > longest) return error("unknown-action", span, `no action of AWS has more than ${longest} characters`);
  if (/[*?]/.test(value)) return error("wildcard-action", span, ...wouldSay(value, verb));
  const colon = value.indexOf(":");
  if (colon < 0)
    return error("unknown-action", span, `"${value}" is no action: it names no service`, withoutService(value, verb));
  const prefix = value.slice(0, colon);
  const name = value.slice(colon + 1);
  const service = findService(prefix);
  if (service === undefined) return error("unknown-action", span, `AWS lists no service "${prefix}"`, otherService(prefix, name));
  const needs = methodNeeds(service.prefix, name);
  if (needs !== undefined) {
    return error(
      "unknown-action",
      span,
      `AWS lists no action "${value}": it is a method of the SDK`,
      `write ${needed(needs)}, which AWS checks for it`,
    );
  }
  const asked = ofLevel(service, name);
  if (asked !== undefined) return error("unknown-action", span, asked.message, asked.hint);
  return error("unknown-action", span, `AWS lists no action "${value}"`, nearAction(service, name));
}

/** Words for many actions at once, and AWS's access levels that they stand for. */
const levelWords: Readonly<Record<string, readonly AccessLevel[]>> = {
  read: ["Read"],
  readonly: ["Read", "List"],
  "read-only": ["Read", "List"],
  get: ["Read"],
  list: ["List"],
  write: ["Write"],
  update: ["Write"],
  readwrite: ["Read", "List", "Write"],
  "read-write": ["Read", "List", "Write"],
  crud: ["Read", "List", "Write"],
  tag: ["Tagging, Write"],
  tagging: ["Tagging, Write"],
  full: ["Read", "List", "Write"],
  fullaccess: ["Read", "List", "Write"],
  all: ["Read", "List", "Write"],
  admin: ["Read", "List", "Write", "Permissions management, Write"],
  manage: ["Write"],
};

/** A word for a whole access level is no slip for one action: all of them are listed, and none is guessed. */
function ofLevel(service: Service, name: string): { readonly message: string; readonly hint: string } | undefined {
  const word = name.toLowerCase();
  const levels = Object.hasOwn(levelWords, word) ? levelWords[word] : undefined;
  if (levels === undefined) return undefined;
  const names = service.actionNames.filter((full) => {
    const level = service.action(full.slice(full.indexOf(":") + 1))?.level;
    return level !== undefined && levels.includes(level);
  });
  if (names.length === 0) return undefined;
  const message = `"${service.prefix}:${name}" is no action: AWS lists ${names.length} of that kind`;
  return { message, hint: `name those that the function calls, one by one: ${listing(names, 40)}` };
}

/** What a wildcard would have granted, shortened. */
function wouldSay(value: string, verb: string): [message: string, hint: string] {
  const hint = verb === "deny" ? "name the actions, one by one" : "name the actions that the function calls, one by one";
  const colon = value.indexOf(":");
  const services = servicePrefixes().filter((prefix) =>
    globsMeet(colon < 0 ? value : value.slice(0, colon).toLowerCase(), prefix),
  );
  if (value === "*" || services.length > 1) {
    const message = `"${value}" would ${verb} every matching action of ${services.length} services`;
    return [message, hint];
  }
  const pattern = value.slice(colon + 1).toLowerCase();
  const names = services.flatMap((prefix) => findService(prefix)?.actionNames ?? []);
  const matching = names.filter((full) => globsMeet(pattern, full.slice(full.indexOf(":") + 1).toLowerCase()));
  if (matching.length === 0) return [`"${value}" matches no action of AWS`, hint];
  const count = matching.length === 1 ? "1 action" : `${matching.length} actions`;
  return [`"${value}" would ${verb} ${count}: ${listing(matching, 7)}`, hint];
}

function withoutService(name: string, verb: string): string | undefined {
  if (Object.hasOwn(levelWords, name.toLowerCase()))
    return verb === "deny"
      ? "a deny names its actions, one by one, as in s3:DeleteObject"
      : `write ${intentWords.join(", ")}, or several: [read, write]; or actions, as in s3:GetObject`;
  const found = withAction(name);
  return found.length > 0 ? `did you mean ${either(found.slice(0, 3))}?` : "write service:Action, as in s3:GetObject";
}

function otherService(prefix: string, name: string): string | undefined {
  const called = prefix.toLowerCase();
  const meant = (Object.hasOwn(serviceNames, called) ? serviceNames[called] : undefined) ?? nearest(called, servicePrefixes());
  if (meant === undefined) {
    const elsewhere = withAction(name).slice(0, 3);
    return elsewhere.length === 0 ? undefined : `did you mean ${either(elsewhere)}?`;
  }
  const service = findService(meant);
  const needs = methodNeeds(called, name) ?? methodNeeds(meant, name);
  if (needs !== undefined) return `did you mean ${needed(needs)}?`;
  const action =
    service?.action(name)?.full ?? (service === undefined ? undefined : nearest(`${meant}:${name}`, service.actionNames));
  return `did you mean ${action ?? `the service ${meant}`}?`;
}

function nearAction(service: Service, name: string): string | undefined {
  // Plurals, versions and prefixes of methods are further away than misspellings: GetItems, GetQueueUrlV2.
  // The service is known to be right, and makes no name nearer.
  const names = service.actionNames.map((full) => full.slice(full.indexOf(":") + 1));
  const meant = nearest(name, names);
  const begun = name.length < 4 ? [] : names.filter((other) => other.toLowerCase().startsWith(name.toLowerCase()));
  if (meant === undefined && begun.length > 0 && begun.length < 4)
    return `did you mean ${either(begun.map((other) => `${service.prefix}:${other}`))}?`;
  const near =
    (meant === undefined ? undefined : `${service.prefix}:${meant}`) ??
    (name.length < 8 ? undefined : nearest(`${service.prefix}:${name}`, service.actionNames)) ??
    service.actionNames.find((full) => full.toLowerCase().endsWith(`:${name.toLowerCase().replace(/(s|v2|batch)$/, "")}`));
  if (near !== undefined) return `did you mean ${near}?`;
  const elsewhere = withAction(name).slice(0, 3);
  // A name with more behind it, of the service that was named, before one that hardly anybody calls.
  const longest = names.filter((other) => other.length > 5 && name.startsWith(other)).sort((a, b) => b.length - a.length)[0];
  const isCommon = elsewhere.some((full) => common.includes(full.slice(0, full.indexOf(":"))));
  if (longest !== undefined && !isCommon) return `did you mean ${service.prefix}:${longest}?`;
  return elsewhere.length === 0 ? undefined : `did you mean ${either(elsewhere)}?`;
}

/** The actions that AWS checks for a method of the SDK. */
function methodNeeds(service: string, name: string): readonly string[] | undefined {
  const methods = Object.hasOwn(sdkMethods, service) ? sdkMethods[service]?.methods : undefined;
  const found = Object.keys(methods ?? {}).find((method) => method.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : methods?.[found];
}

/** Services that functions call most: named first where several have an action of one name. */
const common: readonly string[] = [
  "s3",
  "dynamodb",
  "sqs",
  "sns",
  "lambda",
  "logs",
  "kms",
  "secretsmanager",
  "ssm",
  "events",
  "states",
  "kinesis",
];

/** The actions of this very name in any service; it reads all of them, so only for a mistake. */
function withAction(name: string): readonly string[] {
  return [...new Set([...common, ...servicePrefixes()])].flatMap((prefix) => {
    const action = findService(prefix)?.action(name);
    return action === undefined ? [] : [action.full];
  });
}

function either(names: readonly string[]): string {
  return listing(names, names.length).replace(/ and ([^ ]+)$/, " or $1");
}

/** Two are asked together, of the source and of the destination; of more, the one that fits. */
function needed(names: readonly string[]): string {
  return names.length > 2 ? either(names) : listing(names, names.length);
}
