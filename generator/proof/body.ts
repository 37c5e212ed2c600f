import type { Reference } from "../grants.ts";

/** What a Terraform file says, before anybody asks what it means: blocks with attributes. From HCL as from JSON. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** The first line of the block; 0 where the form has no lines. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, Read>;
  readonly blocks: readonly Block[];
}

/** A value: text with expressions in it, a list, or a map, whose content nobody needs here. */
export type Read = Reference | readonly Read[] | { readonly kind: "map" };

/** What was emitted cannot be read, so nothing can be proven of it. */
export class ReadError extends Error {}
