import type { Reference } from "../grants.ts";
import { type Home, textOf } from "../iam/arn.ts";
import { homeCause } from "./cause.ts";
import type { GrantChange, RoleChange } from "./change.ts";
import { type MovedName, textAsMeant } from "./moved-names.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** One form of a function, and the names that mean something else in its other form. */
interface Form {
  readonly of: ReviewedFunction;
  readonly moved: readonly MovedName[];
}

/**
 * That a function is made in another account, region or partition, where nothing else says so: a function whose log's ARN names
 * it, or that uses a short name, has a grant of the old home that goes, and the same one of the new home that comes.
 */
export function homeChange(base: Form, head: Form, grants: readonly GrantChange[]): RoleChange | null {
  const text = (part: keyof Home, { of, moved }: Form) => textAsMeant(of.spec.settings.home[part], moved);
  const moves = parts.filter((part) => text(part, base) !== text(part, head));
  if (moves.length === 0) return null;
  const forms = moves.map((part) => formsOf(part, base.of, head.of));
  const of = (kind: GrantChange["change"]) =>
    grants.filter(({ change }) => change === kind).map(({ grant: { principal: _, ...grant } }) => JSON.stringify(grant));
  const gained = new Set(of("gained"));
  const isSaid = of("lost").some(
    (lost) =>
      forms.every((ways) => ways.some(([old]) => lost.includes(old))) &&
      gained.has(forms.flat().reduce((rest, [old, now]) => rest.replaceAll(old, () => now), lost)),
  );
  if (isSaid) return null;
  const words = ({ of, moved }: Form) =>
    moves.map((part) => `the ${part} ${wordsOf(of.spec.settings.home[part], moved)}`).join(" and ");
  return { about: "home", change: "changed", before: words(base), after: words(head), causes: homeCause(head.of, moves) };
}

const parts = ["account", "region", "partition"] as const;

/** How a part of a home stands in the JSON of a grant, there and here: in an ARN, and by itself. */
function formsOf(part: keyof Home, base: ReviewedFunction, head: ReviewedFunction): readonly (readonly [string, string])[] {
  const [old = "", now = ""] = [base, head].map((of) => textOf(of.spec.settings.home[part]));
  const inner = (text: string) => JSON.stringify(text).slice(1, -1);
  const around = (start: string, end: string) => [`${start}${inner(old)}${end}`, `${start}${inner(now)}${end}`] as const;
  return part === "partition" ? [around("arn:", ":")] : [around(":", ":"), around('"', '"')];
}

/** What no spec says is asked of the provider when Terraform plans. */
function wordsOf(reference: Reference, moved: readonly MovedName[]): string {
  return reference.kind === "expression" && reference.code.startsWith("data.")
    ? "of its provider"
    : textAsMeant(reference, moved);
}
