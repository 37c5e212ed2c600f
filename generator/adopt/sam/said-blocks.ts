import { isMapping, type Json, list, own } from "../read-state.ts";
import { shown } from "../text/texts.ts";
import type { Resolver } from "./template/resolve.ts";

/** A mapping of a template → a block of Terraform, in which nothing is lost without a word. */

export interface Block {
  readonly block: string;
  /** Each of its keys: the argument that says the same, a block within, or null where others say all that it does. */
  readonly keys: Readonly<Record<string, string | Block | null>>;
  /** Whether it may stand several times, as a list. */
  readonly many?: true;
  /** What holds where the template does not say it. */
  readonly otherwise?: Json;
}

/** The block as a state has it, of a value without functions; what of it is none, or is not read, is told. */
export function blockOf(block: Block, value: unknown, where: string, resolver: Resolver): Json {
  const found = (block.many === true ? list(value) : [value]).flatMap((one) => argumentsOfBlock(block, one, where, resolver));
  return found.length === 0 ? {} : { [block.block]: found };
}

/** The arguments alone, of what stands in no block of its own. */
export function argumentsOfBlock(
  { keys, otherwise = {} }: Pick<Block, "keys" | "otherwise">,
  value: unknown,
  where: string,
  resolver: Resolver,
): readonly Json[] {
  if (!isMapping(value)) {
    resolver.untold.push(notRead(value, where));
    return [];
  }
  const said = Object.entries(value).map(([key, one]): Json => {
    const is = own(keys, key);
    if (is === undefined) resolver.untold.push(`${where}.${key}: it is not read`);
    if (is === undefined || is === null) return {};
    return typeof is === "string" ? { [is]: one } : blockOf(is, one, `${where}.${key}`, resolver);
  });
  return [Object.assign({}, otherwise, ...said) as Json];
}

/** What is told of a value that is no mapping where one belongs. */
export function notRead(value: unknown, where: string): string {
  return `${where}: it is ${JSON.stringify(shown(value))} where a mapping belongs, so it is not read`;
}
