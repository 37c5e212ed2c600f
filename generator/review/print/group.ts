import { counted } from "../../diagnostics/print-text.ts";
import type { Change, FunctionChange, GrantChange, GuardrailChange, PermissionDiff, RoleChange } from "../change.ts";
import { isGrantChange } from "../change.ts";

/** What a person reads at once: actions that change alike on one resource stand in one line. */

/** Changes that differ in their actions alone. */
export interface Group {
  readonly change: GrantChange;
  readonly actions: readonly string[];
}

/** One line of a report: rules that changed alike, or what became of the role, or of what makes it all. */
export type Line = ({ readonly kind: "grants" } & Group) | { readonly kind: "role"; readonly change: RoleChange };

/** The lines of one function, in the order of its changes. */
export function linesOf({ changes }: Pick<FunctionChange, "changes">): readonly Line[] {
  const groups = new Map<string, { readonly change: GrantChange; readonly actions: string[] }>();
  const lines: Line[] = [];
  for (const change of changes) {
    if (!isGrantChange(change)) {
      lines.push({ kind: "role", change });
      continue;
    }
    const key = alike(change);
    const before = groups.get(key);
    if (before !== undefined) {
      if (!before.actions.includes(change.grant.action)) before.actions.push(change.grant.action);
      continue;
    }
    const group = { change, actions: [change.grant.action] };
    groups.set(key, group);
    lines.push({ kind: "grants", ...group });
  }
  return lines;
}

function alike({ grant, rest, causes, ...change }: GrantChange): string {
  const { action: _, ...of } = grant;
  const others = new Set(rest.map(({ action: __, ...one }) => JSON.stringify(one)));
  // A page stands for its own service; the rest of a cause is the entry's.
  const entries = causes.map(({ entry, file, line, why, because }) => [entry, file, line, why, because]);
  return JSON.stringify([change, of, [...others], entries]);
}

/** What became of a grant; nobody knows it of what was not compared. */
export function directionOf({ change }: GrantChange, { status }: FunctionChange): GrantChange["change"] | undefined {
  return status === "not compared" ? undefined : change;
}

/** What kind of change, as the first word of a line. */
export function changeWord({ change }: Change, { status }: FunctionChange): string {
  return status === "not compared" ? "has" : changeWords[change];
}

const changeWords: Readonly<Record<Change["change"], string>> = {
  gained: "gains",
  widened: "widens",
  changed: "changes",
  narrowed: "narrows",
  lost: "loses",
};

/** The whole change in a sentence. */
export function verdictWords({ verdict, summary }: PermissionDiff): string {
  const { functions, gained, widened, changed, narrowed, lost, loosened, tightened } = summary;
  const numbers = Object.entries({ gained, widened, changed, narrowed, lost })
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${number} ${word}`)
    .join(", ");
  const counts = numbers === "" ? "" : `: ${numbers}, in ${counted(functions, "function")}`;
  const kept = Object.entries({ loosened, tightened })
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${number} ${word}`)
    .join(", ");
  const guardrails = kept === "" ? "" : `; rules and approvals: ${kept}`;
  switch (verdict) {
    case "none":
      return `No change in permissions${guardrails}`;
    case "narrower":
      return `This change only takes permissions away${counts}${guardrails}`;
    case "wider":
      return `This change grants more${counts}${guardrails}`;
    case "unknown":
      return `What this change grants is not known as a whole${counts}${guardrails}`;
  }
}

/** A rule or an approval in a sentence. */
export function guardrailWords({ kind, says, function: name, before, after }: GuardrailChange): string {
  if (kind === "approval")
    return `${name} ${after === null ? "is no longer" : "is"} approved for ${says}: ${(after ?? before)?.text}`;
  if (name !== null)
    return after === null
      ? `${name} is no longer where this holds: never ${says} (${before?.text})`
      : `${name} is now where this holds: never ${says} (${after.text})`;
  if (before === null) return `never: ${says} (${after?.text})`;
  return after === null ? `no longer never: ${says} (${before.text})` : `never: ${says} (${after.text}; before: ${before.text})`;
}

/** Where it stands, or stood. */
export function guardrailPlace({ before, after }: GuardrailChange): string {
  const at = after ?? before;
  return at === null ? "" : `${at.file}:${at.line}`;
}

/** What a function is called, and where; where it was before, if that is another place. */
export function titleWords({ before, after, status }: FunctionChange): {
  readonly name: string;
  readonly place: string;
  readonly what: string;
} {
  const now = after ?? before;
  const name = now === null ? "" : `${now.function}${now.target === null ? "" : ` in ${now.target}`}`;
  const place = now === null ? "" : `${now.file}:${now.line}`;
  switch (status) {
    case "changed":
      return { name, place, what: "" };
    case "new":
      return { name, place, what: "new" };
    case "deleted":
      return { name, place, what: "deleted" };
    case "renamed":
      return {
        name,
        place,
        what: before?.function === after?.function ? `was in ${before?.file ?? ""}` : `was called ${before?.function ?? ""}`,
      };
    case "moved":
      return {
        name,
        place,
        what:
          before?.stack === after?.stack
            ? `was in ${before?.target ?? "no target"}`
            : `was in the stack ${stackWords(before?.stack ?? "")}`,
      };
    case "not compared":
      return {
        name,
        place,
        what: "not compared, since what may be its spec does not compile on the other side: all that it has is listed",
      };
  }
}

function stackWords(stack: string): string {
  return stack === "" ? "of the root" : stack;
}

/** What limits a role, or which one it is, or what makes it all, in a sentence. */
export function roleWords(change: RoleChange, { status }: Pick<FunctionChange, "status">): string {
  const { about } = change;
  // What is not compared is only listed: it neither comes nor goes.
  const [before, after] = status === "not compared" ? [null, change.after ?? change.before] : [change.before, change.after];
  if (about === "boundary") {
    if (before === null) return `its role is limited by the boundary ${after}`;
    return after === null
      ? `its role is no longer limited by the boundary ${before}`
      : `the boundary of its role is ${after}, was ${before}`;
  }
  if (about === "managed policy") {
    if (status === "not compared") return `its role has the managed policy ${before ?? after}: what that allows, others decide`;
    if (after === null) return `its role no longer has the managed policy ${before}, nor what that allows`;
    return `its role has the managed policy ${after}: what that allows, and whether it is more, others decide`;
  }
  if (about === "invoking role")
    return after === null
      ? `the role ${before} is gone, with which it may be invoked`
      : `it may be invoked with one more role, ${after}`;
  if (about === "provider") {
    const [was, is] = [before, after].map((provider) => provider ?? "the default provider");
    return `it is made by ${is}, no longer by ${was}: another account or region may be meant`;
  }
  if (about === "home")
    return `it is made in ${after}, no longer in ${before}: what it names, and who names it, may be another there`;
  if (after === null) {
    const own = status === "deleted" ? "" : "has a role of its own, and ";
    return `it ${own}no longer runs with ${before}, which is managed elsewhere`;
  }
  const was = before === null ? "" : `, no longer with ${before}`;
  return `it runs with ${after}${was}: what that role may do beside this is managed elsewhere`;
}
