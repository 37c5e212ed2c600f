import type { Keys, Shape } from "../../spec/language/shape.ts";
import { isMapping, list, object, own } from "../read-state.ts";
import { hasExpression, variable as variableText } from "../text/texts.ts";

/** Values of a state → what a spec says of them: the arguments alone, in the shapes of the language, without what holds anyway. */

interface SaidArguments {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Variables that stand for what the state calls sensitive, each with the argument that it is for. */
  readonly variables: readonly { readonly variable: string; readonly argument: string }[];
}

/**
 * The arguments of a resource that say more than what Terraform or AWS takes without them; `owner` names it in its variables. A value that is of another
 * shape stands there as it is: the compiler says what is wrong with it.
 */
export function saidArguments(
  values: unknown,
  sensitive: unknown,
  keys: Keys,
  defaults: Readonly<Record<string, unknown>>,
  owner = "",
): SaidArguments {
  const variables: { variable: string; argument: string }[] = [];
  const of = (value: unknown, secret: unknown, shape: Shape, path: string): unknown => {
    if (typeof value === "string" && hasExpression(value)) return value;
    if (secret === true) {
      if (isNothing(value)) return undefined;
      const name = path.split(".").at(-1) ?? path;
      const variable = `${owner}_${name}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "_")
        .replace(/^_|^(?=\d)/, "_")
        .replace(/^_(?=[a-z])/, "");
      variables.push({ variable, argument: path });
      return variableText(variable);
    }
    if (JSON.stringify(value) === JSON.stringify(defaults[path])) return undefined;
    switch (shape.kind) {
      case "object": {
        const [block, ...more] = list(value);
        if (more.length > 0 || !(isMapping(block) || isNothing(block))) return value;
        const [blockSecret] = list(secret);
        const found = Object.entries(shape.keys).flatMap(([key, { shape: own, refused }]) => {
          const said =
            refused === undefined ? of(object(block)[key], object(blockSecret)[key], own, within(path, key)) : undefined;
          return said === undefined ? [] : [[key, said]];
        });
        if (found.length === 0) return undefined;
        // What Terraform asks for stands there, whatever it says.
        const asked = Object.entries(shape.keys).flatMap(([key, { required }]) =>
          required === true && path !== "" && !isNothing(object(block)[key]) ? [[key, object(block)[key]]] : [],
        );
        return { ...Object.fromEntries(asked), ...Object.fromEntries(found) };
      }
      case "some":
      case "list": {
        const all = list(value).map((one, index) => of(one, list(secret)[index], shape.of, path));
        const said = all.filter((one) => one !== undefined);
        return said.length === 0 ? undefined : said;
      }
      case "map": {
        if (!isMapping(value)) return isNothing(value) ? undefined : value;
        const found = Object.entries(value).map(([key, one]) => {
          const hidden = own(object(secret), key);
          return [key, hidden === undefined ? one : of(one, hidden, shape.of, within(path, key))];
        });
        return found.length === 0 ? undefined : Object.fromEntries(found);
      }
      case "either":
        if (shape.text !== undefined && typeof value === "string") return of(value, secret, shape.text, path);
        return isNothing(value) ? undefined : value;
      default:
        return isNothing(value) ? undefined : value;
    }
  };
  const whole = of([values], [sensitive], { kind: "object", keys }, "");
  return { arguments: object(whole), variables };
}

function within(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** What a state holds where nobody said anything. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === false;
}

/** Without what says nothing; null where nothing is left. */
export function withoutEmpty(mapping: Readonly<Record<string, unknown>>): object | null {
  const said = Object.entries(mapping).filter(([, value]) => value !== undefined && value !== null);
  return said.length === 0 ? null : Object.fromEntries(said);
}

/** All keys but some. */
export function without<T>(keys: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => !names.includes(name)));
}
