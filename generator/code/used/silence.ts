import { isReading, loggedAs } from "./management-events.ts";
import type { Sees } from "./read-used.ts";

/**
 * What it means that a record does not show an action: that it was not called; that it was not, if what was logged of data is all; or
 * nothing.
 */
type Silence = "unused" | "perhaps-unused" | "untold";

/** What the silence of a record on an action means. */
export function silenceOf(action: string, sees: Sees): Silence {
  const { as, mayBeLeftOut } = loggedAs(action);
  if (sees.kind === "nothing" || as === "nowhere") return "untold";
  if (sees.kind === "calls") return "unused";
  const service = action.slice(0, action.indexOf(":"));
  // Which resources and which events a trail logs data of is not in the trail.
  if (as === "data") return sees.data.has(service) ? "perhaps-unused" : "untold";
  const leavesOut = (mayBeLeftOut && !sees.management.has(service)) || (isReading(action) && !sees.reads);
  return leavesOut ? "untold" : "unused";
}
