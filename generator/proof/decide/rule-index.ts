import { literal } from "../../iam/arn.ts";
import { lettersOf } from "../pattern.ts";
import { type Rule, ruleKey } from "../rule.ts";
import { type ArnPattern, arnPattern } from "./arn-pattern.ts";
import { contains } from "./containment.ts";

/**
 * Rules by what must be equal before anything else is asked: effect, principal, action, and the text before the first and behind the
 * last wildcard of the resource. So rules about many distinct resources are found without comparing each with each.
 */
export class RuleIndex {
  private readonly alike = new Map<string, Alike>();
  /** Whose action holds wildcards. */
  private readonly open: Rule[] = [];

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (/[*?]/.test(rule.action)) this.open.push(rule);
      const key = indexKey(rule);
      const alike = this.alike.get(key) ?? new Alike();
      alike.add(rule);
      this.alike.set(key, alike);
    }
  }

  /** Rules of whose resource this one's may be a part. */
  around(rule: Rule): readonly Rule[] {
    return [...(this.alike.get(indexKey(rule))?.around(arnPattern(rule.resource)) ?? []), ...this.wider(rule)];
  }

  /** Rules whose resource may have something in common with this one's. */
  near(rule: Rule): readonly Rule[] {
    const { known } = arnPattern(rule.resource);
    return [...(this.alike.get(indexKey(rule))?.rules ?? []), ...this.wider(rule)].filter(({ resource }) => {
      const other = arnPattern(resource).known;
      return known.startsWith(other) || other.startsWith(known);
    });
  }

  /** Whether a rule stands once, or is said again by a statement with a Sid of its own for a need of its own. */
  isOnce(rule: Rule, needed: RuleIndex): boolean {
    const same = this.equals(rule);
    if (same.length === 1) return true;
    const at = same.indexOf(rule);
    return at === 0 || (at < needed.equals(rule).length && !same.slice(0, at).some(({ sid }) => sid === rule.sid));
  }

  private equals(rule: Rule): readonly Rule[] {
    return this.alike.get(indexKey(rule))?.equals(rule) ?? [];
  }

  private wider(rule: Rule): readonly Rule[] {
    if (this.open.length === 0) return [];
    const letters = lettersOf(literal(rule.action.toLowerCase()));
    return this.open.filter(
      ({ effect, principal, action }) =>
        effect === rule.effect &&
        principal === rule.principal &&
        action.toLowerCase() !== rule.action.toLowerCase() &&
        contains(lettersOf(literal(action.toLowerCase())), letters) === "yes",
    );
  }
}

function indexKey({ effect, principal, action }: Rule): string {
  return `${effect} ${principal ?? ""} ${action.toLowerCase()}`;
}

/** Rules of one effect, principal and action. */
class Alike {
  readonly rules: Rule[] = [];
  private readonly byEnds = new Map<string, Rule[]>();
  /** How long the ends are that occur; most policies know few lengths. */
  private readonly lengths = new Map<string, readonly [start: number, end: number]>();
  private byKey: Map<string, Rule[]> | null = null;

  add(rule: Rule): void {
    this.rules.push(rule);
    const { start, end, plain } = arnPattern(rule.resource);
    const behind = plain ? "" : end;
    addAt(this.byEnds, endsKey(start, behind), rule);
    this.lengths.set(`${start.length} ${behind.length}`, [start.length, behind.length]);
  }

  /** What begins and ends as a pattern around this one must. */
  around({ start, end }: ArnPattern): readonly Rule[] {
    const found: Rule[] = [];
    for (const [before, behind] of this.lengths.values()) {
      if (before > start.length || behind > end.length) continue;
      found.push(...(this.byEnds.get(endsKey(start.slice(0, before), end.slice(end.length - behind))) ?? []));
    }
    return found;
  }

  equals(rule: Rule): readonly Rule[] {
    if (this.byKey === null) {
      this.byKey = new Map();
      for (const one of this.rules) addAt(this.byKey, ruleKey(one), one);
    }
    return this.byKey.get(ruleKey(rule)) ?? [];
  }
}

function endsKey(start: string, end: string): string {
  return `${start}\n${end}`;
}

/** One more of what stands at a key. */
export function addAt<One>(map: Map<string, One[]>, key: string, one: One): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}
