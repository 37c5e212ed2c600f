import type { ArgumentLimit } from "../../sources/argument-rule.ts";
import type { ArnKind } from "../../sources/source.ts";
import type { Key, Keys, Shape } from "./shape.ts";

/** Shapes and keys of the language as JSON Schema: what `checkShape` takes, an editor takes. */

/**
 * The keywords of draft-07 that we use, and the annotations of yaml-language-server beside them.
 * https://json-schema.org/draft-07/json-schema-release-notes
 * https://github.com/redhat-developer/yaml-language-server/blob/main/src/languageservice/jsonSchema.ts
 */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  /** The message in place of the editor's own. */
  readonly errorMessage?: string;
  readonly patternErrorMessage?: string;
  /** True for a key that completion leaves out. */
  readonly doNotSuggest?: boolean;
  /** Values that completion offers; unlike `enum` and `examples`, neither a message nor the help of a value lists them all. */
  readonly defaultSnippets?: readonly { readonly bodyText: string; readonly description: string }[];
}

/** What holds for a mapping beyond the shapes of its keys. */
interface MappingRules {
  /** True where a block may lack what it needs, because the stack's defaults may bring it. */
  readonly completed?: boolean;
  /** Argument (nested with dots) → what AWS takes of it. */
  readonly rules?: Readonly<Record<string, ArgumentLimit>>;
  /** Keys whose schema says more than their shape. */
  readonly instead?: Readonly<Record<string, JsonSchema>>;
}

/** What a document refers to as `#/definitions/…`. */
export const shapeDefinitions: Readonly<Record<string, JsonSchema>> = {
  text: { type: ["string", "number"] },
  // A boolean is a text, too (`FEATURE: true`); under `if`, no editor offers true and false for every text.
  datum: { if: { type: "boolean" }, else: { type: ["string", "number"] } },
};

/** A text where YAML's numbers count as their characters. The `anyOf` makes completion write `key: `. */
const textSchema: JsonSchema = { anyOf: [{ $ref: "#/definitions/text" }] };
const datumSchema: JsonSchema = { anyOf: [{ $ref: "#/definitions/datum" }] };
/** In an argument that is a map, `A: null` takes one of the stack's defaults back. */
const keptOrTakenBack: JsonSchema = {
  anyOf: [{ $ref: "#/definitions/datum" }, { title: "nothing, where the stack has a default", type: "null" }],
};

/** `pattern` judges strings alone, so a number or a list beside it stays what it is. */
const expression: JsonSchema = { pattern: "\\$\\{" };

/** A mapping with these keys and no others; `title` is its name in messages. */
export function mappingSchema(title: string, keys: Keys, place: MappingRules = {}): JsonSchema {
  const required = Object.keys(keys).filter((name) => keys[name]?.required === true);
  return { ...blockSchema(title, keys, place), ...(required.length > 0 && { required }) };
}

function blockSchema(title: string, keys: Keys, place: MappingRules): JsonSchema {
  return { title, type: "object", properties: propertiesOf(keys, place), additionalProperties: false };
}

/** The schema of every key, with its help. */
export function propertiesOf(keys: Keys, place: MappingRules = {}): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, keySchema(name, key, place)]));
}

function keySchema(name: string, key: Key, place: MappingRules): JsonSchema {
  const rule = place.rules?.[name];
  if (key.refused !== undefined) return refusedSchema([key.refused.message, key.refused.hint]);
  if (rule !== undefined && "refused" in rule) return refusedSchema([`\`${name}\` is refused here`, rule.refused]);
  const description = [key.since && `Needs hashicorp/aws ${key.since} or later.`, key.about].filter(Boolean).join(" ");
  const schema = place.instead?.[name] ?? shapeSchema(name, key.shape, below(place, name), rule);
  return { ...(description !== "" && { description }), ...schema };
}

/** No value fits; the message is printed for a wrong type alone, so there is one. */
function refusedSchema(reasons: readonly (string | undefined)[]): JsonSchema {
  const reason = reasons.filter(Boolean).join(": ");
  return { description: reason, errorMessage: reason, type: "null", not: { type: "null" }, doNotSuggest: true };
}

/** The rules of the arguments inside one argument. */
function below({ completed, rules = {} }: MappingRules, name: string): MappingRules {
  const inside = Object.entries(rules).filter(([path]) => path.startsWith(`${name}.`));
  return {
    ...(completed !== undefined && { completed }),
    rules: Object.fromEntries(inside.map(([path, rule]) => [path.slice(name.length + 1), rule])),
  };
}

/**
 * What a shape takes; `rule` narrows the scalars in it. The alternatives of an `anyOf` have titles that differ, or the editor's help
 * shows the title of the mapping once for each.
 */
export function shapeSchema(name: string, shape: Shape, place: MappingRules = {}, rule?: ArgumentLimit): JsonSchema {
  const inside = (of: Shape) => shapeSchema(name, of, place, rule);
  switch (shape.kind) {
    case "any":
      return {};
    case "text":
      return shape.booleans === true && rule === undefined ? datumSchema : textSchemaOf(rule);
    case "number":
      return numberSchema(shape.expression === true, rule);
    case "flag":
      return shape.expression === true ? withExpression("boolean", "true or false") : { type: "boolean" };
    case "choice":
      return shape.expression === true ? orExpression({ enum: shape.of }) : { enum: shape.of };
    case "list": {
      const many = rule !== undefined && "atMost" in rule ? rule : undefined;
      const items = many === undefined ? inside(shape.of) : shapeSchema(name, shape.of, place, many.each);
      const list = { items, ...(many !== undefined && { maxItems: many.atMost }) };
      return shape.expression === true ? { ...withExpression("array", "a list"), ...list } : { type: "array", ...list };
    }
    case "some": {
      const items = inside(shape.of);
      const most = shape.most === undefined ? {} : { maxItems: shape.most };
      return { anyOf: [items, { title: "a list", type: "array", items, minItems: 1, ...most }] };
    }
    case "map": {
      const { offers = [] } = shape;
      return {
        ...(shape.expression === true ? withExpression("object", "a mapping") : { type: "object" }),
        additionalProperties: shape.expression === true && isDatum(shape.of) ? keptOrTakenBack : inside(shape.of),
        ...(shape.filled === true && { minProperties: 1 }),
        ...(offers.length > 0 && { propertyNames: { anyOf: [{ enum: offers }, { type: "string" }] } }),
      };
    }
    case "arn":
      return arnValue(shape.of);
    case "object": {
      const schema = place.completed === true ? blockSchema(name, shape.keys, place) : mappingSchema(name, shape.keys, place);
      if (shape.one === true) return { ...schema, minProperties: 1, maxProperties: 1 };
      return shape.filled === true ? { ...schema, minProperties: 1 } : schema;
    }
    case "either": {
      // A boolean is told apart before a text is.
      const text = shape.text?.kind === "text" ? { type: ["string", "number"] } : shape.text && inside(shape.text);
      const rest = [shape.flag, shape.list, shape.mapping].flatMap((of) => (of === undefined ? [] : inside(of)));
      return { anyOf: [...(text === undefined ? [] : [text]), ...rest] };
    }
  }
}

function isDatum(shape: Shape): boolean {
  return shape.kind === "text" && shape.booleans === true;
}

function textSchemaOf(rule: ArgumentLimit | undefined): JsonSchema {
  if (rule !== undefined && "oneOf" in rule) return orExpression({ enum: rule.oneOf.map(String) });
  if (rule === undefined || !("matches" in rule)) return textSchema;
  const { matches, words } = rule;
  return orExpression({
    title: words,
    type: ["string", "number"],
    pattern: matches.source,
    patternErrorMessage: `it takes ${words}`,
  });
}

function numberSchema(orText: boolean, rule: ArgumentLimit | undefined): JsonSchema {
  const number = (type: string): JsonSchema => (orText ? withExpression(type, "a number") : { type });
  if (rule !== undefined && "oneOf" in rule) return orText ? orExpression({ enum: rule.oneOf }) : { enum: rule.oneOf };
  if (rule === undefined || !("from" in rule)) return number("number");
  const { from, to, also, fractions } = rule;
  const range: JsonSchema = { minimum: from, maximum: to };
  if (also === undefined) return { ...number(fractions === true ? "number" : "integer"), ...range };
  return {
    ...number("integer"),
    anyOf: [
      { title: `${from} to ${to}`, ...range },
      { title: also.join(", "), enum: also },
    ],
  };
}

function withExpression(type: string, words: string): JsonSchema {
  return { type: [type, "string"], ...expression, patternErrorMessage: `it takes ${words}, or an expression: \${…}` };
}

function orExpression(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { title: "an expression", type: "string", ...expression }] };
}

/** An ARN, an expression or a short name; or the parts of one of the forms, all of them. */
export function arnValue({ forms, fields }: Pick<ArnKind, "forms" | "fields">): JsonSchema {
  const mappings = forms.flatMap(({ parts, arn, absent, all, told }): readonly JsonSchema[] => {
    if (all === true) return [];
    const names = Object.keys(parts);
    const part = (name: string): JsonSchema => ({
      description: `The ${fields[parts[name] ?? ""]?.name}, in ${arn}`,
      type: ["string", "number"],
    });
    return [
      {
        title: `{${names.join(", ")}}`,
        type: "object",
        properties: Object.fromEntries(names.map((name) => [name, part(name)])),
        additionalProperties: false,
        required: names.filter((name) => absent?.[name] === undefined),
      },
      ...(told === undefined
        ? []
        : [
            {
              title: `{${told.by}}`,
              type: "object",
              properties: {
                [told.by]: {
                  description: `The ARN of one ${told.noun}, as one expression`,
                  type: "string",
                  pattern: "^(\\$\\{|arn:)",
                },
              },
              additionalProperties: false as const,
              required: [told.by],
            },
          ]),
    ];
  });
  return { anyOf: [...(textSchema.anyOf ?? []), ...mappings] };
}
