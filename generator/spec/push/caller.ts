import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { literal } from "../../iam/arn.ts";
import type { Caller, PushEntry } from "../spec.ts";
import type { Session } from "../values/value.ts";
import { describe, type YamlEntry } from "../yaml/yaml-node.ts";

/** What the value of a source's key says: who calls, and how they are called in turn. */
export interface ReadCaller extends Pick<PushEntry, "caller" | "subscription"> {
  /** What a person calls it, in comments and labels; null for what there is one of. */
  readonly name: string | null;
  /** What the label's region and account are taken from. */
  readonly known: Reference;
}

/** A caller that lies in no region and no account that the label could tell. */
export function callerNamed(name: string | null, caller: Caller): ReadCaller {
  return { name, known: literal(""), caller, subscription: null };
}

/** Reports `wrong-type` at the value of a source's key. */
export function wrongValue(entry: YamlEntry, takes: string, session: Session): null {
  session.diagnostics.push(
    error("wrong-type", entry.value.span, `\`${entry.key}\` takes ${takes}, not ${describe(entry.value)}`),
  );
  return null;
}
