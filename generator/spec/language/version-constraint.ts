/**
 * Terraform's version constraints: `>= 5.0, < 7.0`, `~> 5.40`, `6.2.0`.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
type Version = readonly [number, number, number];

interface Bound {
  readonly operator: string;
  readonly version: Version;
  /** How many numbers were written: `~> 5.40` lets the second grow. */
  readonly numbers: number;
}

/** The parts of a constraint; null where it is none. */
function boundsOf(constraint: string): readonly Bound[] | null {
  const bounds: Bound[] = [];
  for (const part of constraint.split(",")) {
    const found = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[0-9A-Za-z.-]+)?\s*$/.exec(part);
    if (found === null) return null;
    const numbers = found.slice(2, 5).filter((number) => number !== undefined);
    const [major = 0, minor = 0, patch = 0] = numbers.map(Number);
    bounds.push({ operator: found[1] ?? "=", version: [major, minor, patch], numbers: numbers.length });
  }
  return bounds;
}

/** The lowest version that a constraint allows; null where it is no constraint. */
export function lowestAllowed(constraint: string): Version | null {
  const bounds = boundsOf(constraint);
  if (bounds === null) return null;
  return bounds
    .filter(({ operator }) => ["=", ">=", ">", "~>"].includes(operator))
    .reduce<Version>((lowest, { version }) => (isOlder(lowest, version) ? version : lowest), [0, 0, 0]);
}

/** Whether a constraint allows a version, as far as its upper bounds go. */
export function allowsUpTo(constraint: string, version: Version): boolean {
  return (boundsOf(constraint) ?? []).every(({ operator, version: bound, numbers }) => {
    switch (operator) {
      case "=":
      case "<=":
        return !isOlder(bound, version);
      case "<":
        return isOlder(version, bound);
      case "~>": {
        const [major, minor] = bound;
        return numbers === 1 || isOlder(version, numbers === 2 ? [major + 1, 0, 0] : [major, minor + 1, 0]);
      }
      default:
        return true;
    }
  });
}

/** True where `a` comes before `b`. */
export function isOlder(a: Version, b: Version): boolean {
  for (const index of [0, 1, 2] as const) if (a[index] !== b[index]) return a[index] < b[index];
  return false;
}

/** The hashicorp/aws that everything we emit needs, and the newest major version of which we know what it takes. */
export const oldestProvider = "5.0";
export const newestMajor = 6;

/** The lowest hashicorp/aws that takes all of some specs. */
export function neededProvider(specs: readonly { readonly newer: readonly { readonly since: string }[] }[]): string {
  return newest([oldestProvider, ...specs.flatMap(({ newer }) => newer.map(({ since }) => since))]);
}

/** The newest of some versions written as `6.29`. */
function newest(versions: readonly string[]): string {
  return versions.reduce((a, b) => (isOlder(lowestAllowed(a) ?? [0, 0, 0], lowestAllowed(b) ?? [0, 0, 0]) ? b : a));
}
