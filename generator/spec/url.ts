import { error } from "../diagnostics/diagnostic.ts";
import { literal } from "../iam/arn.ts";
import { type Caller, caller, urlPermissions, wrongValue } from "./caller.ts";
import { readPrincipal } from "./callers.ts";
import { urlArguments, urlKeys } from "./language.ts";
import { type Entry, entryOf, type Mapping } from "./node.ts";
import { checkKeys, scalarAt } from "./shape.ts";
import { type Reading, readArguments } from "./value.ts";

/**
 * The function's own URL. NONE opens it to the world and needs a reason; AWS_IAM without a principal is for callers of the
 * same account, whose own policies say enough.
 */
export function readUrl(entry: Entry, mapping: Mapping, reading: Reading): Caller | null {
  const node = entry.value;
  if (node.kind !== "mapping") return wrongValue(entry, "a mapping: {authorization_type: AWS_IAM}", reading);
  reading.diagnostics.push(...checkKeys(node, urlKeys, "url", entry.keySpan));
  const type = scalarAt(node, "authorization_type")?.text;
  const principal = entryOf(node, "principal");
  const url = readArguments(node, urlArguments, reading);
  if (type === "NONE") {
    if ((scalarAt(mapping, "why")?.text.trim() ?? "") === "") {
      reading.diagnostics.push(
        error(
          "missing-why",
          entry.keySpan,
          "`NONE` opens the function to the whole world",
          "say why in `why:`, or write authorization_type: AWS_IAM",
        ),
      );
    }
    if (principal !== undefined)
      reading.diagnostics.push(
        error(
          "argument-not-allowed",
          principal.keySpan,
          "with `NONE` everybody may call, so a principal says nothing",
          "remove the line, or write authorization_type: AWS_IAM",
        ),
      );
    return { ...caller(null, literal(""), urlPermissions({ principal: literal("*"), functionUrlAuthType: "NONE" })), url };
  }
  if (type !== "AWS_IAM") return null;
  if (principal === undefined) return { ...caller(null, literal(""), []), url };
  const who = readPrincipal({ ...principal, key: "principal" }, reading)?.permissions[0]?.principal;
  return who === undefined
    ? null
    : { ...caller(null, literal(""), urlPermissions({ principal: who, functionUrlAuthType: "AWS_IAM" })), url };
}
