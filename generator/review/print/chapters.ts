import type { AttachedPolicy, Explanation } from "../ask/explanation.ts";
import type { Described } from "../described.ts";
import { type Group, linesOf } from "./group.ts";

/** How what one function is granted is told, wherever it is told. */

/** One of the questions that are answered of each function. */
interface Chapter {
  readonly heading: string;
  readonly grants: readonly Described[];
  /** Of what it may do, what others decide. */
  readonly policies: readonly AttachedPolicy[];
  /** The answer where there is no grant. */
  readonly nothing: string;
}

const elsewhereSaid = "That is said where the role is managed.";

const headings = [
  ["invoke", "Who may invoke it", "Nobody, but who is allowed to by a policy of its own."],
  ["role", "What it may do", "Nothing."],
  ["trust", "Who may assume its role", elsewhereSaid],
] as const;

/** What is granted, question by question. */
export function chaptersOf({ grants, role, managedPolicies }: Explanation): readonly Chapter[] {
  return headings.map(([about, heading, nothing]) => ({
    heading,
    grants: grants.filter((grant) => grant.about === about),
    policies: about === "role" ? managedPolicies : [],
    nothing: about === "role" && role === null ? elsewhereSaid : nothing,
  }));
}

/** What a policy that others write adds, as a sentence about the function. */
export function policyWords({ policy, isOfAws }: Pick<AttachedPolicy, "policy" | "isOfAws">): string {
  return `may do what ${policy} allows, which ${isOfAws ? "AWS writes and changes" : "whoever keeps it decides"}`;
}

/** Which role a function runs with, and what of both others manage. */
export function roleSentence({ role, existing }: Explanation): string {
  const lets = existing ? " Its own policy is managed elsewhere and may let in others." : "";
  if (role === null) return `Whoever manages it manages its role.${lets}`;
  const elsewhere = role.existing ? ", which is managed elsewhere and may have more" : "";
  const boundary = role.boundary === null ? "" : `, at most what ${role.boundary} allows`;
  return `It runs with the role ${role.name}${elsewhere}${boundary}.${lets}`;
}

/** Grants that differ in their actions alone, as one. */
export function groupsOf(grants: readonly Described[]): readonly Group[] {
  const changes = grants.map(({ about, grant, level, marks, causes }) => {
    return { about, grant, level, marks, causes, change: "gained", rest: [], note: null } as const;
  });
  return linesOf({ changes }).flatMap((line) => (line.kind === "grants" ? [line] : []));
}
