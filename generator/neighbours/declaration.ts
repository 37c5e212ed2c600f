import type { Span } from "../diagnostics/diagnostic.ts";

/** Something that a hand-written file declares, by its address: `aws_sns_topic.orders`, `data.aws_region.here`, `var.stage`, `local.name`. */
export interface Declaration {
  readonly address: string;
  readonly span: Span;
  /** Arguments that name what is managed, as they are written. */
  readonly given: ReadonlyMap<string, string>;
  /** Addresses that its whole block names. */
  readonly names: readonly string[];
}

/** What a hand-written file says; `isWhole` is false where something in it could not be read, so that it may declare more. */
export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly isWhole: boolean;
}

/** A hand-written file, as to show it, with what it says. */
export interface Neighbour extends Declared {
  readonly file: string;
  /** Whether Terraform lays it over the others. */
  readonly overrides: boolean;
  /** Whether OpenTofu reads it in the place of a file of the output. */
  readonly replaces: boolean;
}

/** The address of a block by its type and labels; null for one that nothing refers to. */
export function addressOfBlock(type: string, labels: readonly string[]): string | null {
  const [first, second] = labels;
  switch (type) {
    case "resource":
      return second === undefined ? null : `${first}.${second}`;
    case "data":
      return second === undefined ? null : `data.${first}.${second}`;
    case "variable":
      return first === undefined ? null : `var.${first}`;
    case "output":
    case "module":
      return first === undefined ? null : `${type}.${first}`;
    default:
      return null;
  }
}

/** By its address, what each thing waits for. A module is left out: what one output of it waits for stands in files of its own. */
export function waitingFor(neighbours: readonly Neighbour[]): ReadonlyMap<string, readonly string[]> {
  const waiting = neighbours.flatMap(({ declarations }) => declarations.filter(({ address }) => !address.startsWith("module.")));
  return new Map(waiting.map(({ address, names }) => [address, names.filter((name) => name !== address)]));
}

/** The address of a configuration of a provider by its alias; without one it is the default configuration. */
export function addressOfProvider(name: string, alias: string | undefined): string {
  const own = alias?.replace(/^"(.*)"$/, "$1");
  return `provider.${name}${own === undefined ? "" : `.${own}`}`;
}

/** Where versions of providers are asked for: a module has one such place. */
export const requiredProviders = "terraform.required_providers";
