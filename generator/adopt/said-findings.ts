import type { Told } from "./draft.ts";

/** Findings that tell what the spec says: what it does not say after all, since the compiler refused it, is not told of it. */
export function saidFindings(findings: readonly Told[], spec: string, parts: Readonly<Record<string, unknown>>): readonly Told[] {
  const hasRole = JSON.stringify(parts["role"] ?? {}).includes('"existing"');
  return findings.flatMap((finding) => {
    const { instead } = finding;
    if (instead === existingRole && !hasRole) return [{ ...finding, instead: null }];
    // A variable that stands for something of the template, which the spec does not name.
    return instead !== null && /^\$\{var\.\w+\}$/.test(instead) && !spec.includes(instead.slice(2, -1)) ? [] : [finding];
  });
}

/** What the spec says of a role that others manage. */
export const existingRole = "role: existing";
