import type { Expr } from "../syntax/module.ts";

/** The parameters of a call of an SDK, by the names of its API: `params("TableName")`. */
export type Params = (name: string) => readonly Expr[];

/** One place where code uses AWS, before its actions are found. */
export type Use =
  | {
      readonly kind: "operation";
      /** IAM's prefix. */
      readonly service: string;
      /** In the spelling of the code. */
      readonly method: string;
      readonly params: Params;
      readonly at: number;
    }
  /** AWS is used here, and what is called is known only at run time, or to a library that is not read. */
  | { readonly kind: "unknown"; readonly what: string; readonly at: number };

/** No parameters are seen: a method that is handed to something else. */
export const unseen: Params = () => [];

/** An object of an SDK. */
export type SdkThing =
  /** Where clients come from: boto3 itself, or a session. */
  | { readonly kind: "library" }
  /** Null for a service that is known only at run time. */
  | { readonly kind: "client"; readonly service: string | null }
  /** An object of boto3's resources; its type is null for the service's own, its names are those of its identifiers. */
  | {
      readonly kind: "resource";
      readonly service: string;
      readonly type: string | null;
      readonly named: Readonly<Record<string, readonly Expr[]>>;
      /** True for an item of a collection, which came with its attributes. */
      readonly loaded: boolean;
      /** The thing that refers to it, and is asked for its name. */
      readonly referred: Extract<SdkThing, { kind: "resource" }> | null;
    }
  /** Many of them: `bucket.objects`. */
  | { readonly kind: "collection"; readonly of: Extract<SdkThing, { kind: "resource" }>; readonly name: string }
  | {
      readonly kind: "method";
      readonly of: Extract<SdkThing, { kind: "client" | "resource" | "collection" }>;
      readonly name: string;
    }
  /** A method of a client, or a function of the SDK, whose name is known at run time only. */
  | { readonly kind: "dynamic"; readonly service: string | null }
  /** What pages through an operation. */
  | { readonly kind: "paginator"; readonly service: string; readonly method: string }
  | { readonly kind: "waiter"; readonly service: string; readonly name: string };
