import type { Argument } from "../../grants.ts";
import type { Home } from "../../iam/arn.ts";
import type { ArnKind } from "../../sources/source.ts";
import { targetWords } from "../../sources/targets.ts";
import type { Keys } from "../../spec/language/shape.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import type { Node, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { misreadArguments } from "./bodies.ts";
import { isThing } from "./meant-things.ts";
import { at } from "./said.ts";

/** Things of which a key says what they are, where their ARN does not: `on_failure: {sqs: ${var.queue}}`. */

/** A value without the key that says of what kind it is. */
export function withoutWord(node: Node | undefined): Node | undefined {
  const [entry, second] = node?.kind === "mapping" ? node.entries : [];
  return entry !== undefined && second === undefined && Object.hasOwn(targetWords, entry.key) ? entry.value : node;
}

/** A body as a document has it, and as it was read; the compiler sets its `own` arguments itself. */
interface SaidBody {
  readonly said: YamlMapping | undefined;
  readonly keys: Keys;
  readonly given: readonly Argument[];
  readonly own: readonly string[];
}

/** As `misreadArguments`, for a body in which such things may stand at `targets`. */
export function misreadWithTargets(
  { said, keys, given, own }: SaidBody,
  targets: Readonly<Record<string, Readonly<Record<string, ArnKind>>>>,
  home: Home,
): readonly string[] {
  const told = Object.entries(targets).flatMap(([path, kinds]) => {
    const node = below(said, path.split("."));
    return path.includes(".") && node?.kind === "mapping" ? [{ path, kinds, node, name: path.split(".")[0] ?? "" }] : [];
  });
  const plain = misreadArguments(said, keys, given, own).filter((name) => told.every((one) => one.name !== name));
  const wrong = told.filter(({ path, kinds, node }) => {
    const value = argumentAt(given, path);
    return !isThing(withoutWord(node), isReference(value) ? value : null, Object.values(kinds), home);
  });
  return [...plain, ...wrong.map(({ name }) => name)];
}

/** The value at a path, also where a block stands in a list of one. */
function below(node: Node | undefined, [first, ...rest]: readonly string[]): Node | undefined {
  const one = node?.kind === "list" && node.items.length === 1 ? node.items[0] : node;
  return first === undefined || one === undefined ? one : below(at(one, first), rest);
}
