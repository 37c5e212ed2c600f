import { type CollectionTag, isScalar, parseDocument, type ScalarTag } from "yaml";
import { isMapping, type Json, list, object, own } from "../../read-state.ts";
import { foreign, tooDeep, whyNotRead } from "../../text/texts.ts";

/** The text of a template → plain values; `!Ref x` and its like in their long form, `{ Ref: x }`. */

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const functions = [
  "Base64",
  "Cidr",
  "FindInMap",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "And",
  "Or",
  "Equals",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
];

/** Aliases that are more than this make a template that nobody wrote. */
const mostAliases = 100;

/** Reads YAML or JSON. */
export function readSamTemplate(text: string): Json | { readonly problem: string } {
  let template: Json;
  try {
    const document = parseDocument(text, { customTags: (own) => [account, ...own, ...tags()], logLevel: "silent", merge: true });
    const [mistake] = document.errors;
    if (mistake?.code === "RESOURCE_EXHAUSTION") return { problem: tooDeep };
    if (mistake !== undefined) return { problem: mistake.message.split("\n")[0] ?? mistake.message };
    template = foreign(object(long(document.toJS({ maxAliasCount: mostAliases }))));
  } catch (thrown) {
    // Nested too deep, or aliases without end.
    return { problem: whyNotRead(thrown) };
  }
  if (Object.keys(object(template["Resources"])).length === 0)
    return { problem: "it has no Resources: give a SAM template, or what `terraform show -json` prints" };
  return withGlobals(template);
}

/** What stands for a short form until the whole is read. */
class Short {
  readonly key: string;
  readonly value: unknown;

  constructor(key: string, value: unknown) {
    this.key = key;
    this.value = value;
  }
}

/** Twelve digits are an account, whose zeros are no sign of an octal number: text as it is written, wherever it stands. */
const account: ScalarTag = { tag: "tag:yaml.org,2002:str", default: true, test: /^\d{12}$/, resolve: (text) => text };

function tags(): (ScalarTag | CollectionTag)[] {
  return ["Ref", "Condition", ...functions].flatMap((name): (ScalarTag | CollectionTag)[] => {
    const tag = `!${name}`;
    const key = functions.includes(name) ? `Fn::${name}` : name;
    return [
      { tag, resolve: (text: string) => new Short(key, text) },
      { tag, collection: "seq", resolve: (seq) => new Short(key, seq.toJSON()) as never },
      { tag, collection: "map", resolve: (map) => new Short(key, map.toJSON()) as never },
    ];
  });
}

function long(value: unknown): unknown {
  if (isScalar(value)) return long(value.value);
  if (value instanceof Short) return { [value.key]: long(value.value) };
  if (Array.isArray(value)) return value.map(long);
  if (typeof value !== "object" || value === null || value instanceof Date)
    return value instanceof Date ? value.toISOString().slice(0, 10) : value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, long(one)]));
}

/**
 * Each resource of SAM with what all of its kind have, but for what it ignores of that.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
function withGlobals(template: Json): Json {
  const globals = object(template["Globals"]);
  const resources = Object.entries({ ...undeclared(template), ...object(template["Resources"]) }).map(([logical, resource]) => {
    const { Type: type, IgnoreGlobals: ignored, Properties: properties } = object(resource);
    const [, kind = ""] = /^AWS::Serverless::(\w+)$/.exec(String(type)) ?? [];
    const some = Object.entries(object(own(globals, kind)));
    const shared = some.filter(([key]) => ignored !== "*" && !list(ignored).includes(key));
    const all = { ...object(resource), Properties: merged(Object.fromEntries(shared), object(properties)) };
    return [logical, shared.length === 0 ? resource : all];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}

/** The APIs that SAM makes for events that name none: all that they are, `Globals` say. */
function undeclared(template: Json): Json {
  const events = Object.values(object(template["Resources"])).flatMap((one) =>
    Object.values(object(object(object(one)["Properties"])["Events"])).map(object),
  );
  const isUsed = (type: string, api: string) =>
    events.some((one) => one["Type"] === type && object(one["Properties"])[api] === undefined);
  return {
    ...(isUsed("Api", "RestApiId") && { ServerlessRestApi: { Type: "AWS::Serverless::Api" } }),
    ...(isUsed("HttpApi", "ApiId") && { ServerlessHttpApi: { Type: "AWS::Serverless::HttpApi" } }),
  };
}

function merged(globals: Json, said: Json): Json {
  const keys = [...new Set([...Object.keys(globals), ...Object.keys(said)])];
  return Object.fromEntries(keys.map((key) => [key, both(own(globals, key), own(said, key))]));
}

function both(global: unknown, said: unknown): unknown {
  if (said === undefined || global === undefined) return said ?? global;
  if (Array.isArray(global) && Array.isArray(said)) return [...global, ...said];
  const isPlain = (one: unknown): one is Json => isMapping(one) && !isFunction(one);
  return isPlain(global) && isPlain(said) ? merged(global, said) : said;
}

/** Whether a value of a template is what one of its functions gives. */
export function isFunction(value: unknown): boolean {
  return Object.keys(object(value)).some((key) => key === "Ref" || key.startsWith("Fn::"));
}

/** Whether a value of a template leaves out what it is said of. */
export function isNoValue(value: unknown): boolean {
  return object(value)["Ref"] === "AWS::NoValue";
}
