import { isWithin } from "../files/paths.ts";
import { literal } from "../iam/arn.ts";
import { contains } from "../proof/decide/containment.ts";
import { type Letter, lettersOf } from "../proof/pattern.ts";
import type { Guardrail, GuardrailChange } from "../review/change.ts";
import { compareText } from "../text-order.ts";
import type { CompanyRule } from "./read-rules.ts";

/**
 * What changed of what is never granted, by what the rules forbid and not by their words: a rule that others cover may go, and one that
 * forbids all that it did may say it otherwise. `unread`: folders of which a side does not say what is forbidden in them.
 */
export function compareRules(
  base: readonly CompanyRule[],
  head: readonly CompanyRule[],
  unread: readonly string[] = [],
): readonly GuardrailChange[] {
  const isRead = ({ folder }: CompanyRule) => !unread.some((upper) => isWithin(folder, upper));
  const changes = [...pairs(base.filter(isRead), head.filter(isRead))].flatMap(([old, now]): readonly GuardrailChange[] => {
    const [lost, gained] = [old !== null && !isCovered(old, head), now !== null && !isCovered(now, base)];
    if (!lost && !gained) return [];
    const change = lost ? "loosened" : "tightened";
    const says = (now ?? old)?.sentence ?? "";
    return [{ kind: "rule", change, says, function: null, before: guardrailOf(old), after: guardrailOf(now) }];
  });
  return changes.sort(inOrder);
}

/** A function on both sides, by the stacks that it is in. */
interface MovedFunction {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * What a function is no longer under, or is under now, since its spec lies in another folder: rules of one side that stay, each for
 * others. What comes or goes for all is told by `compareRules`.
 */
export function compareRulesOfMoved(
  base: readonly CompanyRule[],
  head: readonly CompanyRule[],
  moved: readonly MovedFunction[],
): readonly GuardrailChange[] {
  const over = (rules: readonly CompanyRule[], stack: string) => rules.filter(({ folder }) => isWithin(stack, folder));
  const here = (rule: CompanyRule): CompanyRule => ({ ...rule, folder: "" });
  const changes = moved.flatMap(({ name, from, to }): readonly GuardrailChange[] => {
    const [before, after] = [over(base, from), over(head, to)];
    const only = (one: readonly CompanyRule[], other: readonly CompanyRule[], others: readonly CompanyRule[]) =>
      one.filter((rule) => isCovered(rule, others) && !isCovered(here(rule), other.map(here)));
    const told = { kind: "rule", function: name } as const;
    return [
      ...only(before, after, head).map(
        (rule) => ({ ...told, change: "loosened", says: rule.sentence, before: guardrailOf(rule), after: null }) as const,
      ),
      ...only(after, before, base).map(
        (rule) => ({ ...told, change: "tightened", says: rule.sentence, before: null, after: guardrailOf(rule) }) as const,
      ),
    ];
  });
  return changes.sort(inOrder);
}

function inOrder(a: GuardrailChange, b: GuardrailChange): number {
  const key = ({ says, function: name, after, before }: GuardrailChange) =>
    JSON.stringify([(after ?? before)?.file, says, after?.text, before?.text, name]);
  return compareText(key(a), key(b));
}

/** Rules of one folder and sentence are one, in their order; what is alone stands alone. */
function* pairs(
  base: readonly CompanyRule[],
  head: readonly CompanyRule[],
): Generator<readonly [CompanyRule | null, CompanyRule | null]> {
  const keyOf = ({ folder, sentence }: CompanyRule) => JSON.stringify([folder, sentence]);
  const open = new Map<string, CompanyRule[]>();
  for (const rule of head) open.set(keyOf(rule), [...(open.get(keyOf(rule)) ?? []), rule]);
  for (const rule of base) yield [rule, open.get(keyOf(rule))?.shift() ?? null];
  for (const rule of [...open.values()].flat()) yield [null, rule];
}

/** Whether rules forbid together all that one forbids: what it lists are alternatives, each of which another rule may name. */
function isCovered(rule: CompanyRule, by: readonly CompanyRule[]): boolean {
  if (by.some((other) => covers(other, rule))) return true;
  const alternatives = lists.reduce((product, one) => product * (rule[one]?.length ?? 1), 1);
  const key = lists.find((one) => (rule[one]?.length ?? 0) > 1);
  if (key === undefined || alternatives > mostAlternatives) return false;
  return (rule[key] ?? []).every((text: string) => isCovered({ ...rule, [key]: [text] }, by));
}

/** More than a person writes in one rule, and few enough to be looked at one by one: of what has more, a change is told. */
const mostAlternatives = 256;

/** Whether one rule forbids all that another forbids. */
function covers(outer: CompanyRule, inner: CompanyRule): boolean {
  return (
    isWithin(inner.folder, outer.folder) &&
    (outer.about === "both" || outer.about === inner.about) &&
    (outer.unless === null || outer.unless === inner.unless) &&
    patterns.every((key) => outer[key] === null || inner[key]?.every((text) => outer[key]?.some((other) => lies(text, other)))) &&
    coversActions(outer, inner) &&
    // These forbid what is not in them: the fewer, the more.
    exceptions.every(
      (key) => outer[key] === null || (inner[key] !== null && outer[key]?.every((text) => inner[key]?.includes(text))),
    ) &&
    flags.every((key) => !outer[key] || inner[key])
  );
}

/** A service is all of its actions, and the judge reads either in any case: where one rule asks, the other asks for no more in some word. */
function coversActions(outer: CompanyRule, inner: CompanyRule): boolean {
  const within = actionsOf(inner);
  return actionsOf(outer).every((around) =>
    within.some((some) => some.every((action) => around.some((other) => contains(other, action) === "yes"))),
  );
}

/** What a rule asks of an action, as lists of patterns; of each list it must fit one. */
function actionsOf({ actions, services }: CompanyRule): readonly (readonly (readonly Letter[])[])[] {
  const asked = [actions, services?.map((service) => `${service}:*`) ?? null];
  return asked.flatMap((patterns) => (patterns === null ? [] : [patterns.map((text) => lettersOf(literal(text.toLowerCase())))]));
}

const patterns = ["levels", "resources", "principals", "accounts"] as const;
const lists = ["actions", "services", ...patterns] as const;
const exceptions = ["outsideAccounts", "outsideRegions"] as const;
const flags = ["broad", "isPublic", "unguardedTrust"] as const;

function lies(inner: string, outer: string): boolean {
  if (inner === outer) return true;
  // Alone, it stands for everybody and no one: not for each principal.
  if (outer === "*" || inner === "*") return false;
  const letters = (text: string) => lettersOf(literal(text));
  return contains(letters(outer), letters(inner)) === "yes";
}

function guardrailOf(rule: CompanyRule | null): Guardrail | null {
  if (rule === null) return null;
  const { span, unless } = rule;
  const asked = [
    ["actions", rule.actions],
    ["services", rule.services],
    ["levels", rule.levels],
    ["resources", rule.resources],
    ["principals", rule.principals],
    ["accounts", rule.accounts],
    ["outside_accounts", rule.outsideAccounts],
    ["outside_regions", rule.outsideRegions],
    ["broad", rule.broad ? [] : null],
    ["public", rule.isPublic ? [] : null],
    ["unguarded_trust", rule.unguardedTrust ? [] : null],
  ] as const;
  const words = asked.flatMap(([key, texts]) => (texts === null ? [] : [`${key} ${texts.join(", ")}`.trimEnd()]));
  return { file: span.file, line: span.line, text: [...words, ...(unless === null ? [] : [`unless ${unless}`])].join("; ") };
}
