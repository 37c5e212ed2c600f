import type { Argument, StackGrants } from "../../grants.ts";
import { remembered } from "../../remembered.ts";
import { type Block, isMap, type Read, type ReadMap } from "../read/terraform-body.ts";
import { type AskedBlock, askedOf } from "./asked-blocks.ts";
import { comparedTags } from "./compared-tags.ts";
import { isFree, misses } from "./free-value.ts";
import { freedomOf } from "./freedom.ts";
import { addressesOf, isSame, readOf, requiredOf, settled, valueInWords } from "./settle.ts";
import { sharedNames } from "./shared-names.ts";

/** Something that the output says and nobody asked for, or the reverse. */
export interface Difference {
  /** The function that it stands with, by its place in the stack. */
  readonly owner: number;
  readonly sentence: string;
}

/**
 * Whether the output says what was asked and nothing else: each of its blocks is one that was asked for, with the same arguments, but
 * for what templates may change. It is a comparison, so a kind of block, a meta-argument or a resource that nobody thought of is
 * refused like any other.
 */
export function differencesOf(blocks: readonly Block[], stack: StackGrants): readonly Difference[] {
  const asked = new Map(askedOf(stack).map((one) => [keyOf(one.block, one.labels), one]));
  const found: Difference[] = [];
  const seen = new Set<string>();
  for (const block of blocks) {
    const key = keyOf(block.type, block.labels);
    const wanted = asked.get(key);
    const name = nameOf(block);
    if (wanted === undefined) found.push({ owner: 0, sentence: `nobody asked for ${name}` });
    else if (seen.has(key)) found.push({ owner: wanted.owner, sentence: `${name} stands twice` });
    else
      for (const sentence of sentencesOf(block, wanted.body, wanted.block, wanted.labels[0] ?? ""))
        found.push({ owner: wanted.owner, sentence: `${name}: ${sentence}` });
    seen.add(key);
  }
  for (const { key, sentence } of addedTags(blocks, asked, comparedTags(stack)))
    found.push({ owner: asked.get(key)?.owner ?? 0, sentence });
  for (const { block, other } of sharedNames(blocks, stack))
    found.push({
      owner: asked.get(keyOf(block.type, block.labels))?.owner ?? 0,
      sentence: `${nameOf(block)} has the name of ${nameOf(other)}, and one would replace the other`,
    });
  for (const [key, { block, labels, owner }] of asked)
    if (!seen.has(key) && block !== "output") found.push({ owner, sentence: `${addressOf(block, labels)} is missing` });
  return found;
}

/** What is wrong with one block; of those that a watch read before, and asked for before, it is known. */
const sentencesOf = remembered(
  (block: Block, asked: readonly Argument[], kind: AskedBlock["block"], type: string): readonly string[] => [
    ...new Comparison(kind, type).body(asked, block, ""),
  ],
);

function keyOf(type: string, labels: readonly string[]): string {
  return JSON.stringify([type, ...labels]);
}

/** Tags that a template adds, by which the stack's own policies decide: whoever writes them grants. */
function* addedTags(
  blocks: readonly Block[],
  asked: ReadonlyMap<string, AskedBlock>,
  compared: ReadonlySet<string>,
): Generator<{ readonly key: string; readonly sentence: string }> {
  if (compared.size === 0) return;
  for (const block of blocks) {
    const key = keyOf(block.type, block.labels);
    const tags = block.attributes.get("tags") ?? block.asValue?.("tags");
    const found = tags === undefined ? undefined : settled(tags);
    if (found === undefined || !isMap(found)) continue;
    const own = asked.get(key)?.body.find(({ name }) => name === "tags");
    const wanted = own?.kind === "attribute" ? settled(readOf(own.value)) : undefined;
    const given = wanted !== undefined && isMap(wanted) ? wanted.entries : new Map<string, Read>();
    for (const tag of found.entries.keys())
      if (compared.has(tag.toLowerCase()) && !given.has(tag))
        yield { key, sentence: `${nameOf(block)}: a policy here compares the tag ${tag}, which nobody asked for` };
  }
}

function addressOf(type: string, labels: readonly string[]): string {
  return type === "resource" ? labels.join(".") : [type, ...labels].join(".");
}

function nameOf({ type, labels, line }: Block): string {
  return line === 0 ? addressOf(type, labels) : `${addressOf(type, labels)} (line ${line})`;
}

/** Meta-arguments whose values are addresses, and the type of a variable: they stand bare in HCL and as text in JSON. */
const areBare: ReadonlySet<string> = new Set(["depends_on", "ignore_changes", "provider", "replace_triggered_by"]);

/** One block with what was asked. */
class Comparison {
  private readonly type: string;
  private readonly isResource: boolean;

  /** `type` is that of a resource or of a data source. */
  constructor(kind: AskedBlock["block"], type: string) {
    this.isResource = kind === "resource";
    this.type = this.isResource || kind === "data" ? type : kind;
  }

  /** What stands for an argument, with what it names made an address. */
  private settled(path: string, found: Read): Read {
    const name = path.slice(path.lastIndexOf(".") + 1);
    if (areBare.has(name) || (this.type === "variable" && name === "type")) return addressesOf(found);
    return this.type === "terraform" && path.startsWith("required_providers.") ? requiredOf(found) : settled(found);
  }

  /** `within` is the path of the block that the body stands in, with a dot behind it. */
  *body(asked: readonly Argument[], actual: Block, within: string): Generator<string> {
    const values = asked.filter((argument) => argument.kind === "attribute");
    const blocks = asked.filter((argument) => argument.kind === "block");
    const isValue = new Set(values.map(({ name }) => name));
    for (const { name, value } of values) {
      const path = within + name;
      const found = actual.attributes.get(name) ?? actual.asValue?.(name);
      if (found === undefined) yield `\`${path}\` is missing`;
      else yield* this.value(path, readOf(value), this.settled(path, found));
    }
    for (const [name, found] of actual.attributes)
      if (!isValue.has(name)) yield* this.more(within + name, this.settled(within + name, found));
    const names = new Set([...blocks.map(({ name }) => name), ...actual.blocks.map(({ type }) => type)]);
    for (const name of names) {
      // In JSON, a map looks like a block.
      if (isValue.has(name)) {
        if (actual.asValue === undefined) yield `\`${within}${name}\` stands as a block, too`;
      } else if (actual.asValue !== undefined && freedomOf(this.type, this.isResource, within + name) === "have more entries")
        yield* this.more(within + name, settled(actual.asValue(name) ?? []));
      else
        yield* this.blocks(
          within + name,
          blocks.filter((one) => one.name === name),
          actual.blocks.filter(({ type }) => type === name),
        );
    }
  }

  private *value(path: string, asked: Read, found: Read): Generator<string> {
    if (isSame(asked, found)) return;
    const may = freedomOf(this.type, this.isResource, path);
    if (may === undefined) yield `\`${path}\` is ${valueInWords(found)}, and ${valueInWords(asked)} was asked for`;
    else if (!isFree(may, asked, found)) yield `\`${path}\` is ${valueInWords(found)}: ${misses(may)}`;
  }

  private *more(path: string, found: Read): Generator<string> {
    const may = freedomOf(this.type, this.isResource, path);
    if (may === undefined) yield `nobody asked for \`${path}\``;
    else if (!isFree(may, null, found)) yield `\`${path}\` is ${valueInWords(found)}: ${misses(may)}`;
  }

  private *blocks(path: string, asked: readonly (Argument & { kind: "block" })[], found: readonly Block[]): Generator<string> {
    const labelled = found.find(({ labels }) => labels.length > 0);
    if (labelled !== undefined) {
      yield `nobody asked for \`${path} "${labelled.labels.join('" "')}"\``;
      return;
    }
    // A block of nothing but what may be added: it need not be asked for.
    if (path === "lifecycle" && this.isResource && found.length === 1 && found[0] !== undefined) {
      yield* this.body(asked[0]?.body ?? [], found[0], "lifecycle.");
      return;
    }
    const may = freedomOf(this.type, this.isResource, path);
    const rest = [...found];
    for (const { body } of asked) {
      // Checks may stand in any order; of others the order can mean something.
      const at =
        may === undefined
          ? 0
          : Math.max(
              0,
              rest.findIndex((one) => [...this.body(body, one, `${path}.`)].length === 0),
            );
      const [block] = rest.splice(at, 1);
      if (block === undefined) yield `a block \`${path}\` is missing`;
      else yield* this.body(body, block, `${path}.`);
    }
    for (const block of rest) {
      if (may === undefined) yield `nobody asked for ${asked.length === 0 ? "a" : "another"} block \`${path}\``;
      else if (!isFree(may, null, mapOf(block))) yield `the block \`${path}\`: ${misses(may)}`;
    }
  }
}

/** A block of attributes alone as a map; with blocks in it, as one that nothing fits. */
function mapOf({ attributes, blocks }: Block): ReadMap {
  const entries = [...attributes].map(([name, value]): [string, Read] => [name, settled(value)]);
  return { kind: "map", entries: new Map(blocks.length === 0 ? entries : []) };
}
