import { intentWords } from "../../iam/actions/intents.ts";
import { environmentName, logLimits, roleLimits, urlLimits } from "../../sources/argument-limits.ts";
import type { ArgumentLimit } from "../../sources/argument-rule.ts";
import { anyFunctionRules } from "../../sources/function-kinds.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { PullSource, PushSource } from "../../sources/source.ts";
import { actionSchema } from "./action-schema.ts";
import {
  actionEntryKeys,
  codeKeys,
  envEntryKeys,
  functionKeys,
  intended,
  keysBeside,
  logsShape,
  pullEntryKeys,
  roleKeys,
  serversKeys,
  specKeys,
  stackKeys,
  subscriptionOf,
  targetKeys,
  targetName,
  targetSpecKeys,
  thingsKeys,
  urlKeys,
} from "./language.ts";
import type { Keys } from "./shape.ts";
import { arnValue, type JsonSchema, mappingSchema, propertiesOf, shapeDefinitions, shapeSchema } from "./shape-schema.ts";

/** The JSON Schemas of a spec and of stack.yaml: for the editor, from the values that the compiler checks with. */

const draft = "http://json-schema.org/draft-07/schema#";

/** What a document of a spec may say. An editor cannot know the stack's defaults, so a block may lack what they may bring. */
export function specSchema(): JsonSchema {
  const completed = true;
  const push = { type: "array", items: entrySchema("push", pushKinds()) };
  const pull = { type: "array", items: entrySchema("pull", pullKinds()) };
  const actions = { type: "array", items: actionEntrySchema() };
  const of = (name: string) => ({ $ref: `#/definitions/${name}` });
  const instead = {
    code: mappingSchema("code", codeKeys),
    role: mappingSchema("role", roleKeys, { completed, rules: roleLimits }),
    logs: shapeSchema("logs", logsShape, { completed, rules: logLimits }),
    push: of("push"),
    pull: of("pull"),
    env: of("env"),
    actions: of("actions"),
  };
  const whole = mappingSchema("function", functionKeys, { completed, rules: anyFunctionRules });
  // A target says what differs, and the name need not.
  const { required: _, ...part } = whole;
  const inTarget = mappingSchema("target", targetSpecKeys, { instead: { ...instead, function: part } });
  return {
    $schema: draft,
    $id: "urn:lambdagrant:spec",
    ...mappingSchema("lambdagrant spec", specKeys, {
      instead: { ...instead, function: whole, targets: targetsSchema(inTarget) },
    }),
    definitions: {
      ...shapeDefinitions,
      action: actionSchema(),
      intended: shapeSchema("intended", intended),
      push,
      pull,
      env: envSchema(),
      actions,
    },
  };
}

/** A target's name, and what it sets; null takes it back. */
function targetsSchema(target: JsonSchema): JsonSchema {
  return {
    type: "object",
    additionalProperties: { anyOf: [target, { title: "no such target", type: "null" }] },
    propertyNames: { pattern: targetName.source },
  };
}

/** What a stack.yaml may say. What AWS takes of a default is judged in the function that it is for. */
export function stackSchema(): JsonSchema {
  return {
    $schema: draft,
    $id: "urn:lambdagrant:stack",
    ...mappingSchema("lambdagrant stack.yaml", stackKeys, {
      instead: { targets: targetsSchema(mappingSchema("target", targetKeys)) },
    }),
    // A file of comments alone is one without settings.
    type: ["object", "null"],
    definitions: shapeDefinitions,
  };
}

/** A kind of source: its key, and what may stand beside it. */
interface Kind {
  readonly key: string;
  readonly value: JsonSchema;
  readonly beside: Keys;
  readonly required: readonly string[];
  readonly rules: Readonly<Record<string, ArgumentLimit>>;
}

function pushKinds(): readonly Kind[] {
  return Object.entries(pushSources).map(([key, source]) => ({
    key,
    value: { description: `${source.title}. ${source.docs}`, ...pushValue(source) },
    beside: keysBeside(source),
    required: [],
    rules: { ...subscriptionOf(source)?.limits, ...subscriptionOf(source)?.first?.made.limits },
  }));
}

function pullKinds(): readonly Kind[] {
  return Object.entries(pullSources).map(([key, source]) => ({
    key,
    value: { description: `${source.title}. ${source.docs}`, ...pullValue(source) },
    beside: pullEntryKeys,
    required: source.required,
    rules: source.arguments,
  }));
}

function pushValue(source: PushSource): JsonSchema {
  switch (source.kind) {
    case "arn":
      return arnValue(source);
    case "role":
      return source.made === undefined ? arnValue(source) : { type: "string" };
    case "url":
      return mappingSchema("url", urlKeys, { rules: urlLimits });
    case "account":
    case "source-account":
      return { type: ["string", "number"] };
    case "organization":
    case "service":
    case "token":
      return { type: "string" };
  }
}

function pullValue(source: PullSource): JsonSchema {
  switch (source.kind) {
    case "arn":
      return arnValue(source);
    case "servers":
      return mappingSchema(source.noun, serversKeys);
    case "things":
      return mappingSchema(source.noun, thingsKeys(source.things));
  }
}

/**
 * An entry names one kind of source, and the kind says what may stand beside it. One condition for each kind tells an editor
 * more than `oneOf` does: it completes the keys of the kind that is there, and reports a mistake for that kind alone.
 */
function entrySchema(title: string, kinds: readonly Kind[]): JsonSchema {
  const names = kinds.map(({ key }) => key);
  const missing: JsonSchema = {
    required: names.slice(0, 1),
    errorMessage: `an entry of ${title} names one kind of source: ${names.join(", ")}`,
  };
  // Before there is a source, sources alone are offered; what stands beside one is judged once it is there.
  const unjudged = kinds.flatMap(({ beside }) => Object.keys(beside).map((name) => [name, { doNotSuggest: true }] as const));
  const sources = kinds.map(({ key, value }) => [key, value] as const);
  return {
    title: `entry of ${title}`,
    type: "object",
    allOf: [
      ...kinds.map((kind) => ({
        if: { type: "object", required: [kind.key] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and no promise
        then: kindSchema(title, kind),
      })),
      {
        if: { type: "object", anyOf: names.map((key) => ({ required: [key] })) },
        else: { properties: Object.fromEntries([...unjudged, ...sources]), additionalProperties: false, allOf: [missing] },
      },
    ],
  };
}

function kindSchema(title: string, { key, value, beside, required, rules }: Kind): JsonSchema {
  return {
    title: `${title} ${key}`,
    properties: { [key]: value, ...propertiesOf(beside, { rules }) },
    additionalProperties: false,
    ...(required.length > 0 && { required }),
  };
}

/** Names of the user's own, and below each an entry that says what is meant of one thing. */
function envSchema(): JsonSchema {
  const word: JsonSchema = { title: "a word", enum: [...intentWords] };
  const allow: JsonSchema = { anyOf: [word, { title: "words", type: "array", items: word, minItems: 1 }] };
  const said = Object.fromEntries(intentWords.map((name) => [name, { anyOf: [{ $ref: "#/definitions/intended" }] }]));
  const some: JsonSchema = {
    anyOf: [...intentWords, "allow"].map((key) => ({ required: [key] })),
    errorMessage: "an entry of env says what the code may do: read, list or write",
  };
  const entry = mappingSchema("entry of env", envEntryKeys, { instead: { allow, ...said } });
  return {
    type: "object",
    minProperties: 1,
    propertyNames: { pattern: environmentName.source },
    additionalProperties: { ...entry, allOf: [some] },
  };
}

function actionEntrySchema(): JsonSchema {
  const action: JsonSchema = { $ref: "#/definitions/action" };
  const many = (title: string, items: JsonSchema): JsonSchema => ({ title, type: "array", items, minItems: 1 });
  // As an `enum`, completion would offer these words alone.
  const intent: JsonSchema = { title: "a word", type: "string", pattern: `^(${intentWords.join("|")})$` };
  const deny: JsonSchema = { anyOf: [action, many("a list", action)] };
  const allow: JsonSchema = { anyOf: [action, intent, many("a list", action), many("words", intent)] };
  const said = Object.fromEntries(intentWords.map((word) => [word, { anyOf: [{ $ref: "#/definitions/intended" }] }]));
  const some: JsonSchema = {
    anyOf: ["allow", "deny", ...intentWords].map((key) => ({ required: [key] })),
    errorMessage: "an entry of actions needs allow, deny, read, list or write",
  };
  const neverBoth = (keys: readonly string[], others: readonly string[]): readonly JsonSchema[] =>
    keys.flatMap((key) => others.map((other) => ({ required: [key, other] })));
  const one: JsonSchema = {
    not: { anyOf: [...neverBoth(["allow"], ["deny"]), ...neverBoth(intentWords, ["allow", "deny", "resources", "sid"])] },
    errorMessage: "an entry of actions names actions to allow, or to deny, or says what is meant",
  };
  return { ...mappingSchema("entry of actions", actionEntryKeys, { instead: { allow, deny, ...said } }), allOf: [some, one] };
}
