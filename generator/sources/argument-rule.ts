/** What a rule on an argument may say. */

/** What AWS takes of one value of an argument; a list's rule holds for each of its items. */
export type ValueLimit =
  /** `beyond`: what is said of more than the provider takes, where AWS takes it. */
  | {
      readonly from: number;
      readonly to: number;
      readonly also?: readonly number[];
      readonly fractions?: boolean;
      readonly beyond?: Remark & { readonly over: number };
    }
  | {
      readonly oneOf: readonly (string | number)[];
      /** Values that hashicorp/aws 5.0 does not know, and the first that does. */
      readonly since?: Readonly<Record<string, string>>;
      /** Values that AWS took once, and values that it will refuse from a day on. */
      readonly refuses?: Readonly<Record<string, Remark>>;
      readonly warns?: Readonly<Record<string, Remark>>;
    }
  /** `holds`: a text in a grammar of its own; `records`: what an event pattern can ask of, at its top, with the page that says so. */
  | {
      readonly least?: number;
      readonly most: number;
      readonly holds?: "event pattern" | "pattern of a rule";
      readonly records?: { readonly keys: readonly string[]; readonly within: string; readonly docs: string };
    }
  /**
   * `words` say what it takes; `instead`: the same in a form that it takes; `names`: of an ARN, IAM's resource types that a Terraform
   * resource here may be.
   */
  | {
      readonly matches: RegExp;
      readonly words: string;
      readonly instead?: (text: string) => string | null;
      readonly least?: number;
      readonly most?: number;
      readonly names?: readonly string[];
    };

/** What to say to one value. */
export interface Remark {
  readonly message: string;
  readonly hint: string;
}

/** Why an argument is refused, or what AWS takes of it. */
export type ArgumentLimit =
  | ValueLimit
  | { readonly refused: string }
  /** A list of exactly so many. */
  | { readonly items: number }
  /** A list of at most so many. */
  | { readonly atMost: number; readonly each?: ValueLimit };

/** An argument that says nothing without another one, or against it. */
export interface ArgumentPair {
  readonly argument: string;
  /** The rule holds only where the argument has this value; `[]` is an empty list. */
  readonly value?: string;
  readonly needs?: { readonly argument: string; readonly value?: string };
  readonly excludes?: string;
  readonly message: string;
  readonly hint: string;
}
