import { findAction } from "../../iam/reference/reference.ts";
import type { CodeResource } from "../calls.ts";
import { knownCharacters, type TextPart } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import { entriesAsParams } from "../sdk/read-uses.ts";
import type { Params } from "../sdk/use.ts";
import type { Expr } from "../syntax/module.ts";
import { type NamedBy, namedResources } from "./named-resources.ts";

/** The resources that the parameters name, as far as the action takes their type; of one type alone where it is asked for. */
export function resourcesOf(flow: Evaluation, full: string, params: Params, only: string | null = null): readonly CodeResource[] {
  const action = findAction(full);
  if (action === undefined) return [];
  const types = new Set(action.types.map(({ name }) => name));
  const rows = (namedResources[action.service] ?? []).filter(({ type }) => types.has(type) && (only === null || type === only));
  for (const row of rows) {
    const found = named(flow, params, row);
    if (found.length > 0) return found;
  }
  return [];
}

function named(flow: Evaluation, params: Params, { type, param, form, behind, otherwise }: NamedBy): readonly CodeResource[] {
  const rest = behind === undefined ? null : valuesOnPath(flow, params, behind).flatMap((expr) => flow.textsOf(expr));
  // An index is named where the call names one; an object without a key in sight is any.
  if (type === "index" && (rest === null || rest.length === 0)) return [];
  const names = valuesOnPath(flow, params, param)
    .flatMap((expr) => flow.textsOf(expr))
    // `process.env.TABLE ?? ""` names nothing where it is empty.
    .filter((name) => name.length > 0);
  const left = otherwise !== undefined && isLeftOut(flow, params, param, behind) ? [[{ text: otherwise }]] : [];
  return [...names, ...left].flatMap((name): readonly CodeResource[] => {
    const own = form === "url" ? lastOfUrl(name) : form === "address" ? addressOf(name) : name;
    if (rest === null) return [{ type, name: own, rest: null }];
    return (rest.length === 0 ? [[{ unknown: true } as const]] : rest).map((after) => ({ type, name: own, rest: after }));
  });
}

/** True where a call leaves a parameter out, or one of several entries does; what stands behind it tells that there is a call to read. */
function isLeftOut(flow: Evaluation, params: Params, param: string, behind: string | undefined): boolean {
  const [first = "", ...rest] = param.split(".");
  if (rest.length === 0) return params(first).length === 0 && (behind === undefined || params(behind).length > 0);
  // Of an entry that is not read, nothing is known.
  return itemsOfLists(flow, params(first)).some(
    (entry) =>
      flow.valuesOf(entry).some(({ kind }) => kind === "map") && entriesAsParams(flow, [entry])(rest.join(".")).length === 0,
  );
}

/** A path into parameters, through lists. */
export function valuesOnPath(flow: Evaluation, params: Params, path: string): readonly Expr[] {
  const [first = "", ...rest] = path.split(".");
  return rest.reduce((exprs, name) => entriesAsParams(flow, itemsOfLists(flow, exprs))(name), itemsOfLists(flow, params(first)));
}

/** Lists by their items. */
export function itemsOfLists(flow: Evaluation, exprs: readonly Expr[]): readonly Expr[] {
  return exprs.flatMap((expr) => {
    const items = flow.valuesOf(expr).flatMap((value) => (value.kind === "list" ? value.expr.items : []));
    return items.length > 0 ? items : [expr];
  });
}

/** What stands between `<` and `>`; what has none is an address already. */
function addressOf(parts: readonly TextPart[]): readonly TextPart[] {
  const start = parts.findIndex((part) => "text" in part && part.text.includes("<"));
  const opening = parts[start];
  if (opening === undefined || !("text" in opening)) return parts;
  const inside = [{ text: opening.text.slice(opening.text.indexOf("<") + 1) }, ...parts.slice(start + 1)];
  return inside.flatMap((part) => {
    const text = "text" in part ? part.text.replace(/>\s*$/, "") : null;
    return text === null ? [part] : text === "" ? [] : [{ text }];
  });
}

/** The name at the end of a queue's URL; what is no URL is a name already. */
function lastOfUrl(parts: readonly TextPart[]): readonly TextPart[] {
  const whole = knownCharacters(parts);
  if (whole !== null) return [{ text: whole.slice(whole.lastIndexOf("/") + 1) }];
  const slash = parts.findLastIndex((part) => "text" in part && part.text.includes("/"));
  const part = parts[slash];
  if (part === undefined || !("text" in part)) return parts;
  const after = part.text.slice(part.text.lastIndexOf("/") + 1);
  return [...(after === "" ? [] : [{ text: after }]), ...parts.slice(slash + 1)];
}
