import type { Construct } from "constructs";
import type { SettingsObject, SpecObject } from "./spec-object.ts";

/** What an app sees of the construct: types alone, and none of either family of packages. */

/** A spec in a file; `specs` is the root folder of the specs, `specs` where the file lies in it, else its own folder. */
export interface SpecFileProps {
  readonly spec: string;
  readonly specs?: string;
  /** The environment, where the stack has several. */
  readonly target?: string;
}

/** A spec as an object, and what a stack.yaml would say. */
interface SpecObjectProps {
  readonly spec: SpecObject;
  readonly settings?: SettingsObject;
  /** The environment, where the settings have several. */
  readonly target?: string;
}

export type LambdaGrantProps = SpecFileProps | SpecObjectProps;

/** The classes of the provider package that a door exposes. */
export interface ProviderTypes {
  readonly function: unknown;
  readonly role: unknown;
  readonly permission: unknown;
  readonly mapping: unknown;
}

/** What one document of a spec became; null where the spec says that it is managed elsewhere. */
export interface Granted<Types extends ProviderTypes> {
  readonly label: string;
  readonly function: Types["function"] | null;
  readonly role: Types["role"] | null;
  readonly permissions: readonly Types["permission"][];
  readonly mappings: readonly Types["mapping"][];
}

/** The construct of a spec. A spec file of several documents makes several functions: `grants` has them all. */
export interface LambdaGrantConstruct<Types extends ProviderTypes> extends Construct {
  readonly grants: readonly Granted<Types>[];
  /** Of the spec's one function; throws where there are several, or where it is managed elsewhere. */
  readonly function: Types["function"];
  readonly role: Types["role"];
  readonly permissions: readonly Types["permission"][];
  readonly mappings: readonly Types["mapping"][];
}

export type LambdaGrantClass<Types extends ProviderTypes> = new (
  scope: Construct,
  id: string,
  props: LambdaGrantProps,
) => LambdaGrantConstruct<Types>;

/** A stack of the app, and the folder of specs that it was made of, in which target. */
export interface AddedStack {
  readonly name: string;
  readonly folder: string;
  readonly target: string | null;
  /** Where `generate` writes it, below the output: the folder, in a target `prod/media`. */
  readonly directory: string;
}
