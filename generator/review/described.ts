import { causesOf } from "./cause.ts";
import type { About, GrantChange } from "./change.ts";
import { grantOf } from "./grant.ts";
import { levelOf, marksOf } from "./marks.ts";
import type { Held, ReviewedFunction } from "./reviewed.ts";

/** A rule with all that a reader wants to know of it. */
export type Described = Pick<GrantChange, "about" | "grant" | "level" | "marks" | "causes">;

/** Describes a rule of a function. */
export function described(about: About, of: ReviewedFunction, { rule, again }: Held): Described {
  return {
    about,
    grant: grantOf(rule),
    level: about === "role" ? levelOf(rule.action) : null,
    marks: rule.effect === "Deny" ? [] : marksOf(about, rule, of),
    causes: causesOf([rule, ...again], of),
  };
}
