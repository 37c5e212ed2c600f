import { counted } from "../../diagnostics/print-text.ts";
import { intents } from "../../iam/actions/intents.ts";
import { see } from "../../iam/actions/resources.ts";
import type { Home } from "../../iam/arn.ts";
import { listing } from "../../iam/reference/wording.ts";
import type { Rule } from "../../proof/rule.ts";
import { type Entry, type Part, type Told, told } from "../draft.ts";
import type { OldPolicy } from "../existing.ts";
import { type Json, malformed, object, statementsOf, text, texts } from "../read-state.ts";
import { hasExpression, referenceFromText, shown } from "../text/texts.ts";
import { actionsOf, expandAction } from "./expand-action.ts";
import { type Asking, fitting, isDeny, type Kept, keep, leaveOut, statementName } from "./kept-actions.ts";

/** What the old policies let the code do → `actions`, without what the compiler grants by itself. */

/** What a wildcard stands for is written out where it is no more than this; of more, nobody reads the list. */
const mostWritten = 20;

/** All things of a kind, of an account: `arn:aws:kms:eu-west-1:123456789012:key/*`; of what has no account, names are before it. */
const everyOne = /^arn:[^:]*:[^:]*:[^:]*:\d{12}:([\w-]+[:/])?\*$/;

/** The entries for some policies of a role; `needs` is what the spec needs before it has any. */
export function actionPart(policies: readonly OldPolicy[], needs: readonly Rule[], home: Home): Part {
  const findings: Told[] = [];
  const entries = policies.flatMap((policy) =>
    statementsOf(policy.document).flatMap((statement) => {
      const unreadable = whyUnreadable(statement);
      if (unreadable !== null) {
        leaveOut({ policy, statement, findings }, `${unreadable}: ${JSON.stringify(shown(statement))}`);
        return [];
      }
      const written = texts(statement["Resource"]);
      const span = { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 };
      const actions = texts(statement["Action"]).flatMap(actionsOf);
      const resources = written.flatMap((one) => {
        const [seen, mistakes] = see({ value: referenceFromText(one), span }, actions, home);
        const why = mistakes[0]?.message ?? "it names nothing";
        if (seen === null) leaveOut({ policy, statement, findings }, `${listing(texts(statement["Action"]))} on ${one}: ${why}`);
        return seen === null ? [] : [{ ...seen, written: one }];
      });
      return entriesOf({ policy, statement, resources, home, needs, findings, narrowed: new Map() });
    }),
  );
  return { entries, findings };
}

/** Why no entry can say what a statement says; null where one may. */
function whyUnreadable(statement: Json): string | null {
  const effect = text(statement["Effect"]);
  if (effect !== "Allow" && effect !== "Deny") return "nobody can tell whether it allows or denies";
  const wrong = malformed(statement);
  if (wrong !== null) return wrong;
  const verb = effect === "Deny" ? "denies" : "allows";
  if (statement["NotAction"] !== undefined || statement["NotResource"] !== undefined)
    return `${verb} all but a list, and an entry names what it ${verb}`;
  const missing = ["Action", "Resource"].find((key) => texts(statement[key]).length === 0);
  return missing === undefined ? null : `it has no ${missing}`;
}

function entriesOf(asking: Asking): readonly Entry[] {
  const { policy, statement, findings } = asking;
  const where = statementName(statement);
  const kept: Kept[] = [];
  const meant: Entry[] = [];
  for (const written of texts(statement["Action"])) {
    const expanded = expandAction(written);
    if (expanded.kind === "everything" || expanded.kind === "none") {
      tellUnnamed(written, expanded.kind, asking);
      continue;
    }
    if (expanded.kind === "one") {
      kept.push(...keep(expanded.action, written, asking));
      continue;
    }
    const acting = expanded.actions.filter((action) => fitting(action, asking).length > 0);
    if (acting.length === 0) {
      findings.push(
        told("dead", policy.from, `${where}no action that ${written} stands for acts on ${resourceWords(statement)}`),
      );
      continue;
    }
    const own = acting.flatMap((action) => keep(action, null, asking));
    const named = `${written} on ${resourceWords(statement)}`;
    const stands = `${where}${named} stands for ${counted(acting.length, "action")}`;
    if (isDeny(statement)) {
      kept.push(...own);
      const what = `${where}${named} denies ${counted(acting.length, "action")}`;
      findings.push(told("note", policy.from, what, "each of them, and none that AWS adds later"));
      continue;
    }
    if (own.length === 0) {
      findings.push(told("wide", policy.from, stands, "what the function's arguments and sources need"));
      continue;
    }
    const words = own.length > mostWritten || /^[^:]+:\*$/.test(written) ? wordsFor(own, asking) : [];
    const isWritten = words.length === 0 && own.length <= mostWritten;
    if (isWritten) kept.push(...own);
    meant.push(...words);
    const instead = isWritten
      ? `the ${own.length === 1 ? "one of them that acts" : `${own.length} of them that act`} there${own.length < acting.length ? " and that nothing else grants" : ""}, one by one`
      : insteadOf(words, own.length < acting.length);
    findings.push(told("wide", policy.from, stands, instead));
  }
  for (const [resource, { actions, on }] of asking.narrowed)
    findings.push(
      told(
        "wide",
        policy.from,
        `${where}${listing([...actions])} on ${resource}`,
        `what the compiler grants: on ${listing([...on])}`,
      ),
    );
  return [...grouped(kept, asking), ...meant];
}

/** An action that no entry can name. Of a Deny, AWS may know one that is not listed here. */
function tellUnnamed(written: string, kind: "everything" | "none", asking: Asking): void {
  const { policy, statement, findings } = asking;
  const named = `${written} on ${resourceWords(statement)}`;
  const what = kind === "everything" ? `${named} is every action there is` : `${named}: AWS lists no such action`;
  if (hasExpression(written)) leaveOut(asking, `${named}: only Terraform knows which action that is`);
  else if (isDeny(statement)) leaveOut(asking, what);
  else findings.push(told(kind === "everything" ? "wide" : "dead", policy.from, `${statementName(statement)}${what}`));
}

/** What a statement acts on, as a finding names it: `"*"`, `arn:aws:s3:::a and arn:aws:s3:::b`. */
function resourceWords(statement: Json): string {
  return listing(texts(statement["Resource"]).map((one) => (one === "*" ? '"*"' : one)));
}

function insteadOf(words: readonly Entry[], isGranted: boolean): string | null {
  if (words.length === 0) return isGranted ? "what the compiler grants by itself" : null;
  return words.map(({ says }) => `${texts(says["allow"]).join(", ")} of ${text(says["resources"])}`).join("; ");
}

/** Words for what a wildcard is likely to have meant; what manages the thing itself is not among them. */
function wordsFor(own: readonly Kept[], asking: Asking): readonly Entry[] {
  const { resources, policy } = asking;
  return resources.flatMap((resource): readonly Entry[] => {
    const intent = intents.find(
      ({ service, type }) => resource.named[0]?.service === service && resource.named[0]?.name === type,
    );
    if (intent === undefined) return [];
    const has = (action: string) =>
      own.some((one) => one.action.full === action && one.on.includes(resource.written) && one.isGuarded);
    const words = Object.entries(intent.words).flatMap(([word, steps]) =>
      steps.every(({ actions, below }) => below === "" && actions.every(has)) ? [word] : [],
    );
    return words.length === 0
      ? []
      : [{ from: policy.from, says: { allow: words, resources: resource.written, ...beside(asking) } }];
  });
}

function beside({ statement }: Asking): object {
  const conditions = object(statement["Condition"]);
  return Object.keys(conditions).length > 0 ? { conditions } : {};
}

/** One entry for all that stands with the same resources. */
function grouped(kept: readonly Kept[], asking: Asking): readonly Entry[] {
  const { policy, statement, findings } = asking;
  const groups = new Map<string, { actions: Set<string>; resources: readonly string[]; isBroad: boolean }>();
  for (const { action, on, isBroad, isGuarded } of kept) {
    const key = JSON.stringify([[...on].sort(), isBroad, isGuarded]);
    const group = groups.get(key) ?? { actions: new Set(), resources: on, isBroad };
    group.actions.add(action.full);
    groups.set(key, group);
  }
  const sid = text(statement["Sid"]);
  return [...groups.values()].map(({ actions, resources, isBroad }, index) => {
    const denies = isDeny(statement);
    const broad = isBroad && !denies;
    for (const resource of denies || broad ? [] : resources.filter((written) => everyOne.test(written))) {
      const what = `${statementName(statement)}${listing([...actions].sort())} on ${resource}`;
      findings.push(told("wide", policy.from, what, "the same, until somebody names what it acts on"));
    }
    if (broad) {
      const what = `${statementName(statement)}${listing([...actions].sort())} on ${listing(resources)}`;
      findings.push(told("wide", policy.from, what, "the same with `broad`, until somebody names what it acts on"));
    }
    return {
      from: policy.from,
      says: {
        ...(sid !== null && index === 0 && { sid }),
        [denies ? "deny" : "allow"]: one([...actions].sort()),
        ...((denies || broad || resources.join() !== "*") && { resources: one(resources) }),
        ...beside(asking),
        ...(broad && { broad: `as it was in ${policy.name}; name what it acts on` }),
      },
    };
  });
}

/** A list of one is that one. */
function one(values: readonly string[]): unknown {
  return values.length === 1 ? values[0] : values;
}
