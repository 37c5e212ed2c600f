import type { Code } from "../../diagnostics/codes.ts";
import type { ArnKind } from "../../sources/source.ts";

/**
 * What a key of the language takes. Checks, conversion and the editors' schema all read these values.
 * The libraries for this job report the first unknown key of a mapping only, or know no places; a spec wants all of them.
 */
export type Shape =
  | { readonly kind: "number" | "flag"; readonly expression?: boolean }
  /** `booleans`: true and false are texts here, as in tags and environment variables. A name, an ARN, a reason is none. */
  | { readonly kind: "text"; readonly booleans?: boolean; readonly json?: boolean }
  | { readonly kind: "choice"; readonly of: readonly string[]; readonly expression?: boolean }
  | { readonly kind: "list"; readonly of: Shape; readonly expression?: boolean; readonly set?: boolean }
  /** One value, or a list of them. */
  | { readonly kind: "some"; readonly of: Shape; readonly most?: number }
  /** Keys of the user's own, such as tags; an editor offers some. */
  | {
      readonly kind: "map";
      readonly of: Shape;
      readonly expression?: boolean;
      readonly offers?: readonly string[];
      readonly filled?: boolean;
    }
  /** `one`: a mapping of exactly one of the keys. `instead`: what to write where something else stands. `filled`: none is empty. */
  | { readonly kind: "object"; readonly keys: Keys; readonly one?: boolean; readonly instead?: string; readonly filled?: boolean }
  /** A thing that is named: by its ARN, an expression, a short name or its parts; what it says is judged where it is read. */
  | { readonly kind: "arn"; readonly of: ArnKind }
  /** Told apart by what stands there. */
  | { readonly kind: "either"; readonly flag?: Shape; readonly text?: Shape; readonly list?: Shape; readonly mapping?: Shape }
  | { readonly kind: "any" };

export interface Key {
  readonly shape: Shape;
  readonly required?: boolean;
  /** What it may say, for whoever left a required key out. */
  readonly example?: string;
  /** The keys below it, where they are checked later: one that stands beside it belongs there. */
  readonly holds?: Keys;
  /** What the key says: an editor shows it. */
  readonly about?: string;
  /** True where the hash of a file may stand. */
  readonly hash?: boolean;
  /** The first hashicorp/aws that knows the argument, where 5.x does not. */
  readonly since?: string;
  /** Why this key is refused here, and what to write instead. */
  readonly refused?: { readonly code?: Code; readonly message: string; readonly hint?: string };
}

export type Keys = Readonly<Record<string, Key>>;
