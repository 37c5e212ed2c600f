import { nearest } from "../../diagnostics/nearest.ts";
import { inFlow, jsonOf, type Node } from "../yaml/yaml-node.ts";
import { meantFlag } from "./at-key.ts";
import type { Keys, Shape } from "./shape.ts";

/** What to write where a value has not the shape that its key takes; undefined where nobody can tell what is meant. */

/** The number that a text says: in quotes, or with a unit, in that of the key. */
export function asNumber(node: Node, name: string): string | undefined {
  const [, digits, unit = ""] = (node.kind === "text" ? /^(\d+) *([a-z]*)$/i.exec(node.text) : null) ?? [];
  if (digits === undefined || unit === "") return digits === undefined ? undefined : `write ${digits}`;
  const counted = counts.find(({ keys }) => keys.test(name));
  const [, size = 0] = counted?.units.find(([word]) => word.test(unit)) ?? [];
  const number = counted === undefined ? 0 : (Number(digits) * size) / counted.in;
  return number > 0 && Number.isSafeInteger(number) ? `write ${number}` : undefined;
}

const times: readonly (readonly [RegExp, number])[] = [
  [/^s(ec(ond)?s?)?$/i, 1],
  [/^m(in(ute)?s?)?$/i, 60],
  [/^h((ou)?rs?)?$/i, 3_600],
  [/^d(ays?)?$/i, 86_400],
];

const megabytes: readonly (readonly [RegExp, number])[] = [
  [/^mi?b?$/i, 1],
  [/^gi?b?$/i, 1_024],
];

/** What keys count, by their names: seconds, days, megabytes. */
const counts = [
  { keys: /(?:^|_)(?:timeout|seconds|duration)$/, units: times, in: 1 },
  { keys: /_days$|^retention_period$/, units: times, in: 86_400 },
  { keys: /^(?:memory_)?size$/, units: megabytes, in: 1 },
];

/** The flag that a text means. */
export function asFlag(node: Node): string | undefined {
  const meant = node.kind === "text" ? meantFlag(node) : undefined;
  return meant === undefined ? undefined : `write ${meant}`;
}

/** One value as a list of it. */
export function asList(node: Node, name: string, of: Shape): string | undefined {
  if (of.kind === "choice") return `write ${name}: [${of.of.join(", ")}], or some of these`;
  const fits = node.kind === of.kind || (of.kind === "text" && node.kind === "number");
  if (!fits || !("text" in node)) return undefined;
  // A list that quotes made a text of.
  if (/^\[.*\]$/s.test(node.text)) return `write ${name}: ${node.text}, without quotes around it`;
  return `write ${name}: [${inFlow(node)}]`;
}

/** A mapping or a list where a text of JSON belongs, as that text. */
export function asJson(node: Node, name: string): string | undefined {
  if (node.kind !== "list" && node.kind !== "mapping") return undefined;
  const written = `${name}: '${JSON.stringify(jsonOf(node)).replaceAll("'", "''")}'`;
  return written.length > 300 ? `write it as JSON between single quotes: ${name}: '{…}'` : `write it as JSON: ${written}`;
}

/** The value under the key that it was meant for, where that is clear: `logs: 14` is a number of days, `role: x` a role that exists. */
export function asMapping(node: Node, name: string, keys: Keys): string | undefined {
  const allowed = Object.keys(keys).filter((key) => keys[key]?.refused === undefined);
  const numbers = allowed.filter((key) => keys[key]?.shape.kind === "number");
  const named = ["existing", "name"].find((key) => allowed.includes(key) && keys[key]?.shape.kind === "text");
  const meant = node.kind === "number" && numbers.length === 1 ? numbers[0] : node.kind === "text" ? named : undefined;
  if (meant !== undefined && (node.kind === "number" || node.kind === "text"))
    return `write ${name}: {${meant}: ${inFlow(node)}}`;
  return node.kind === "null" || allowed.length > 20 ? undefined : `it takes ${allowed.join(", ")}`;
}

/** Of a mapping that takes one key, below which all keys are the user's own, that is where the key belongs. */
export function whatItTakes(allowed: readonly string[], keys: Keys, name: string, key: string): string | undefined {
  const [only = "", another] = allowed;
  const below = keys[only]?.shape;
  if (another === undefined && below?.kind === "map" && below.offers === undefined)
    return `write ${name}: {${only}: {${key}: …}}`;
  return allowed.length > 20 ? undefined : `it takes ${allowed.join(", ")}`;
}

/** The choice that a text comes near to. */
export function didYouMean(node: Node, choices: readonly string[]): string | undefined {
  if (node.kind !== "text") return undefined;
  const near = nearest(node.text, choices);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
