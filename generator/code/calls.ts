import type { TextPart } from "./flow/code-value.ts";

/** One place where code calls AWS, and what that takes. */
export interface Call {
  readonly kind: "call";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** IAM's prefix: `s3`. */
  readonly service: string;
  /** `PutObject`, as AWS writes it; as the code does, where AWS's reference has no such operation. */
  readonly operation: string;
  readonly needs: readonly Need[];
}

/** One action that a call needs, and on what. */
export interface Need {
  /** `s3:PutObject`. */
  readonly action: string;
  /** False for what is needed only where a resource is set up so: the key behind a parameter. */
  readonly certain: boolean;
  /** Empty where the code does not tell, or the action has no resources. Any of them may be meant. */
  readonly resources: readonly CodeResource[];
}

/** A resource as code names it. */
export interface CodeResource {
  /** AWS's name of the type: `table`. */
  readonly type: string;
  /** Name or ARN. */
  readonly name: readonly TextPart[];
  /** What follows the name in the ARN: an object's key; null where the type has nothing more. */
  readonly rest: readonly TextPart[] | null;
}

/** A place that uses AWS in a way that could not be read: never left out. */
interface UnknownCall {
  readonly kind: "unknown";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `a command of s3 that is known at run time only`. */
  readonly what: string;
}

export type Found = Call | UnknownCall;

/** What some sources do with AWS. */
export interface CodeReading {
  /** Sorted by file and place. */
  readonly found: readonly Found[];
  /** The files that were read: those that the entries reach. */
  readonly files: readonly string[];
  /** Packages of others that they import, whose code is not read. */
  readonly elsewhere: readonly string[];
}
