import type { Reference } from "../../grants.ts";

/** What a Terraform file says, before anybody asks what it means: blocks with attributes. From HCL as from JSON. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** The first line of the block; 0 where the form has no lines. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, Read>;
  readonly blocks: readonly Block[];
  /** In JSON an object may be a block or a map: what stands there as a value, by name. Undefined in HCL, which tells them apart. */
  readonly asValue?: (name: string) => Read | undefined;
}

/** A value: text with expressions in it, a list, or a map. Numbers and flags are expressions. */
export type Read = Reference | readonly Read[] | ReadMap;

export interface ReadMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Read>;
}

/** Whether what was read is a list. */
export function isList(value: Read): value is readonly Read[] {
  return Array.isArray(value);
}

/** Whether what was read is a map. */
export function isMap(value: Read): value is ReadMap {
  return !isList(value) && value.kind === "map";
}

/** Whether what was read is text, an expression, or both joined. */
export function isReadReference(value: Read): value is Reference {
  return !isList(value) && value.kind !== "map";
}

/** What was emitted cannot be read, so nothing can be proven of it. */
export class ReadError extends Error {}
