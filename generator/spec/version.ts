/**
 * Terraform's version constraints: `>= 5.0, < 7.0`, `~> 5.40`, `6.2.0`.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export type Version = readonly [number, number, number];

/** The lowest version that a constraint allows; null where it is no constraint. */
export function lowestAllowed(constraint: string): Version | null {
  let lowest: Version = [0, 0, 0];
  for (const part of constraint.split(",")) {
    const found = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[0-9A-Za-z.-]+)?\s*$/.exec(part);
    if (found === null) return null;
    const version: Version = [Number(found[2]), Number(found[3] ?? 0), Number(found[4] ?? 0)];
    const bounds = found[1] === undefined || ["=", ">=", ">", "~>"].includes(found[1]);
    if (bounds && isOlder(lowest, version)) lowest = version;
  }
  return lowest;
}

/** True where `a` comes before `b`. */
export function isOlder(a: Version, b: Version): boolean {
  for (const index of [0, 1, 2] as const) if (a[index] !== b[index]) return a[index] < b[index];
  return false;
}

/** The newest of some versions written as `6.29`. */
export function newest(versions: readonly string[]): string {
  return versions.reduce((a, b) => (isOlder(lowestAllowed(a) ?? [0, 0, 0], lowestAllowed(b) ?? [0, 0, 0]) ? b : a));
}
