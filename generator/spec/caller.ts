import { error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { describe, type Entry } from "./node.ts";
import type { PermissionSpec, PushEntry } from "./spec.ts";
import type { Reading } from "./value.ts";

/** What the value of a source's key says: who calls, and through what. */
export interface Caller extends Pick<PushEntry, "permissions" | "invoker" | "url" | "replication" | "wiring"> {
  /** What a person calls it, in comments and labels; null for what there is one of. */
  readonly name: string | null;
  /** What the label's region and account are taken from. */
  readonly known: Reference;
}

/** A caller by permissions alone. */
export function caller(name: string | null, known: Reference, permissions: readonly PermissionSpec[]): Caller {
  return { name, known, permissions, invoker: null, url: null, replication: null, wiring: null };
}

/** A permission to invoke, without any guard but those that are given. */
export function permission(given: Pick<PermissionSpec, "principal"> & Partial<PermissionSpec>): PermissionSpec {
  return {
    suffix: "",
    action: "lambda:InvokeFunction",
    sourceArn: null,
    sourceAccount: null,
    principalOrgId: null,
    eventSourceToken: null,
    functionUrlAuthType: null,
    invokedViaFunctionUrl: null,
    ...given,
  };
}

/**
 * What a call of the function's URL needs since October 2025: both permissions, the second for such calls alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function urlPermissions(given: Pick<PermissionSpec, "principal"> & Partial<PermissionSpec>): readonly PermissionSpec[] {
  return [
    permission({ ...given, action: "lambda:InvokeFunctionUrl" }),
    permission({ ...given, suffix: "_invoke", functionUrlAuthType: null, invokedViaFunctionUrl: true }),
  ];
}

export function wrongValue(entry: Entry, takes: string, reading: Reading): null {
  reading.diagnostics.push(
    error("wrong-type", entry.value.span, `\`${entry.key}\` takes ${takes}, not ${describe(entry.value)}`),
  );
  return null;
}
