import type { Reference, StackGrants } from "../grants.ts";
import { remembered } from "../remembered.ts";
import { strange, wrongAttachments } from "./decide/attached.ts";
import { Claims } from "./decide/claims.ts";
import { unguarded } from "./decide/guard.ts";
import { judge } from "./decide/judge.ts";
import { assuredBy, unscoped, untrusted } from "./decide/scope.ts";
import { type FunctionNeeds, rolesOf } from "./function-needs.ts";
import { keyOf } from "./pattern.ts";
import type { Output } from "./read/emitted.ts";
import { ruleOfPermission, rulesOfStatements } from "./read/emitted-rules.ts";
import { type EmittedText, readBlocks, readOutput } from "./read/read-output.ts";
import { type Block, ReadError } from "./read/terraform-body.ts";
import type { Pair, Place, Rule } from "./rule.ts";
import { differencesOf } from "./templates/faithful.ts";
import { madeElsewhere } from "./templates/made-by.ts";

/** What was proven of one function, or what was not. */
export interface Verdict {
  readonly function: string;
  readonly spec: string;
  readonly place: Place;
  readonly holds: boolean;
  readonly needs: number;
  readonly statements: number;
  /** Each (principal, action, resource) of each statement, under its conditions. */
  readonly pairs: number;
  readonly missing: readonly Pair[];
  readonly extra: readonly Pair[];
  /** What is wrong with the output as a whole. */
  readonly problems: readonly string[];
  /** What the output says beside what it allows, and nobody asked for; and what was asked, and it does not say. */
  readonly differences: readonly string[];
}

/**
 * Proves the functions of one stack from the files that were emitted for it: what they allow is what is needed, and beside that they
 * say what the grants say and nothing else (faithful).
 */
export function proveStack(
  files: readonly EmittedText[],
  needs: readonly FunctionNeeds[],
  grants: StackGrants,
): readonly Verdict[] {
  let blocks: readonly Block[];
  try {
    blocks = readBlocks(files);
  } catch (thrown) {
    return unread(thrown, needs);
  }
  const differences = [...differencesOf(blocks, grants), ...madeElsewhere(grants, needs)];
  return proveAllowed(blocks, needs).map((verdict, index) => {
    const own = differences.flatMap(({ owner, sentence }) => (owner === index ? [sentence] : []));
    return own.length === 0 ? verdict : { ...verdict, holds: false, differences: own };
  });
}

/**
 * What is needed is allowed (sufficient), nothing else is (minimal), and nobody else may assume a role or invoke a function (guarded).
 * What the output allows and no function claims is extra, and stands with the first of them.
 */
export function proveAllowed(blocks: readonly Block[], needs: readonly FunctionNeeds[]): readonly Verdict[] {
  let output: Output;
  try {
    output = readOutput(blocks);
  } catch (thrown) {
    return unread(thrown, needs);
  }
  const claims = new Claims(output, needs);
  const assured = assuredBy(output.functions.values());
  const parts = needs.map((need) => ({ need, ...proveFunction(need, claims, assured) }));
  const left = { judged: [{ missing: [], extra: claims.left() }], problems: claims.managedLeft().map(strange) };
  return parts.map(({ need, judged, statements, pairs, problems }, index) => {
    const more = index === 0 ? left : { judged: [], problems: [] };
    return verdictOf(need, [...judged, ...more.judged], statements, pairs, [...problems, ...more.problems]);
  });
}

/** Of what cannot be read, nothing can be proven. */
function unread(thrown: unknown, needs: readonly FunctionNeeds[]): readonly Verdict[] {
  if (!(thrown instanceof ReadError)) throw thrown;
  const problems = [`the output cannot be read: ${thrown.message}`];
  return needs.map((need) => verdictOf(need, [], 0, 0, problems));
}

type Judged = ReturnType<typeof judge>;

/** Rules that a watch judged before are the same objects; of many, comparing them would take as long as it saves. */
function judgeExactly(needs: readonly Rule[], granted: readonly Rule[]): Judged {
  return granted.length > 64 ? judge(needs, granted, true) : judgedBefore(needs, ...granted);
}

const judgedBefore = remembered((needs: readonly Rule[], ...granted: readonly Rule[]) => judge(needs, granted, true));

function verdictOf(
  need: FunctionNeeds,
  judged: readonly Judged[],
  statements: number,
  pairs: number,
  problems: readonly string[],
): Verdict {
  const missing = judged.flatMap((part) => part.missing);
  const extra = judged.flatMap((part) => part.extra);
  return {
    function: need.function,
    spec: need.spec,
    place: need.place,
    holds: missing.length + extra.length + problems.length === 0,
    needs: rulesOf(need).length,
    statements,
    pairs,
    missing,
    extra,
    problems,
    differences: [],
  };
}

/** All that one function asks for. */
export function rulesOf(needs: FunctionNeeds): readonly Rule[] {
  return rolesOf(needs)
    .flatMap(({ trust, rules }) => [...(trust ?? []), ...rules])
    .concat(needs.invocations);
}

interface Proven {
  readonly judged: readonly Judged[];
  readonly statements: number;
  readonly pairs: number;
  readonly problems: readonly string[];
}

function keyOfAny(reference: Reference | null): string | null {
  return reference === null ? null : keyOf(reference);
}

function proveFunction(need: FunctionNeeds, claims: Claims, assured: ReadonlySet<string>): Proven {
  const problems: string[] = [...need.misread];
  const judged: Judged[] = [];
  let [statements, pairs] = [0, 0];
  const count = (rules: readonly Rule[], of: number) => {
    statements += of;
    pairs += rules.length;
    return rules;
  };
  for (const role of rolesOf(need)) {
    const { trust, grants, documents, boundary, attached, managed, role: emitted } = claims.role(role);
    problems.push(...unscoped(attached, need, assured));
    if (!claims.isAnothers(role)) {
      problems.push(
        ...wrongAttachments(role, managed, assured),
        ...(emitted === null ? [] : untrusted(role.key, emitted, assured)),
      );
      if (keyOfAny(boundary) !== keyOfAny(role.boundary))
        problems.push(`${role.key} has another permissions boundary than is asked for`);
    }
    if (trust === null) problems.push(`the output has no ${role.key}`);
    else if (role.trust !== null)
      judged.push(judgeExactly(role.trust, count(rulesOfStatements(trust, `the trust of ${role.key}`), trust.length)));
    // What nobody asks for stands with the first of those who share a policy; what it lacks, with whom it is for.
    const { missing, extra } = judgeExactly(claims.rulesOn(role), count(grants, documents));
    const own = claims.isShared(role) ? judgeExactly(role.rules, [...grants, ...claims.deniedByOthers(role)]).missing : missing;
    judged.push({ missing: own, extra: claims.isFirst(role) ? extra : [] });
  }
  const permissions = claims.permissions(need);
  judged.push(
    judgeExactly(
      need.invocations,
      count(
        permissions.map((one) => ruleOfPermission(one)),
        permissions.length,
      ),
    ),
  );
  for (const permission of permissions) {
    const open = unguarded(permission);
    if (open !== null) problems.push(`${permission.address}: ${open}`);
  }
  if (need.managed) {
    const own = [...claims.output.functions].filter(
      ([, { name, provider }]) => keyOf(name) === keyOf(need.name) && provider === need.providers.own,
    );
    if (own.length !== 1) problems.push(`the output has ${own.length} functions of this name`);
    for (const [label, { role }] of own) {
      if (label !== need.label) problems.push(`the function has the label ${label}, not ${need.label}`);
      if (role !== need.role?.runsWith) problems.push(`the function runs with ${role}, not with ${need.role?.runsWith}`);
    }
  }
  return { judged, statements, pairs, problems };
}
