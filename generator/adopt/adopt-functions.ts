import { compile, derive } from "../compile.ts";
import type { FunctionGrants } from "../grants.ts";
import { type Home, literal, textOf } from "../iam/arn.ts";
import { needsOfSpec } from "../proof/needs/find-needs.ts";
import type { Draft, Finding, HomeOf, Told } from "./draft.ts";
import { type Existing, existingFunctions, type OldPolicy, policiesOf } from "./existing.ts";
import { indexState, type StateIndex } from "./found/state-index.ts";
import { type Landing, landingOf } from "./landing.ts";
import { functionPart } from "./parts/function-part.ts";
import { pullPart } from "./parts/pull-part.ts";
import { pushPart } from "./parts/push-part.ts";
import { actionPart } from "./policies/action-part.ts";
import { awsOwn, unknownPolicy, writingLogs } from "./policies/managed-policies.ts";
import { vpcOwnerIn } from "./policies/shared-subnets.ts";
import { type StateResource, statementsOf } from "./read-state.ts";
import { saidFindings } from "./said-findings.ts";
import { fileOf, settleDrafts } from "./settle-drafts.ts";
import { settingsText, specText } from "./write-spec.ts";

/** The functions of one place: a stack of specs. */
export interface AdoptedStack {
  readonly home: HomeOf;
  readonly settings: string;
  readonly functions: readonly AdoptedFunction[];
}

interface AdoptedFunction {
  readonly name: string;
  readonly from: string;
  /** Of the spec, beside stack.yaml. */
  readonly file: string;
  readonly spec: string;
  readonly landing: Landing;
  readonly findings: readonly Finding[];
}

export interface Adopted {
  readonly stacks: readonly AdoptedStack[];
  /** Functions that stay as they are, and why. */
  readonly left: readonly { readonly from: string; readonly why: string }[];
}

/** What was found before anything was adopted: of a function by its address, and functions that stay. */
export interface Known {
  readonly told: ReadonlyMap<string, readonly Told[]>;
  readonly left: Adopted["left"];
}

/** Every function of a state, or the one of a name, as a spec that compiles. */
export function adoptFunctions(
  resources: readonly StateResource[],
  only?: string,
  known: Known = { told: new Map(), left: [] },
): Adopted {
  const state = indexState(resources);
  const { functions, unmade } = existingFunctions(state);
  const meant = functions.filter(({ name }) => only === undefined || name === only);
  const places = new Map<string, Existing[]>();
  for (const one of meant) {
    const key = JSON.stringify(one.home);
    const found = places.get(key) ?? [];
    found.push(one);
    places.set(key, found);
  }
  const results = [...places.values()].map((found) => adoptPlace(found, state, known));
  const why = "the state has no ARN of it: it is not made yet";
  return {
    stacks: results.map(({ stack }) => stack),
    left: [
      ...results.flatMap(({ left }) => left),
      ...(only === undefined ? [...unmade.map((from) => ({ from, why })), ...known.left] : []),
    ],
  };
}

/** A function on its way. */
interface Begun {
  readonly existing: Existing;
  readonly draft: Draft;
  readonly alias: StateResource | null;
  readonly policies: readonly OldPolicy[];
  readonly findings: readonly Told[];
}

function adoptPlace(
  found: readonly Existing[],
  state: StateIndex,
  known: Known,
): { readonly stack: AdoptedStack; readonly left: Adopted["left"] } {
  const [first] = found as [Existing, ...Existing[]];
  const { home } = first;
  const begun = found.map((existing) => begin(existing, state, known));
  // What the compiler grants by itself is known before anything stands under `actions`.
  const bare = settleDrafts(
    begun.map(({ draft }) => draft),
    home,
    derive,
  );
  const needs = new Map(
    bare.made.checked.flatMap(({ specs }) =>
      specs.map((spec) => [textOf(spec.name), needsOfSpec(spec).role?.rules ?? []] as const),
    ),
  );
  const lives: Home = { partition: literal(home.partition), region: literal(home.region), account: literal(home.account) };
  const whole = begun.flatMap((one) => {
    const settled = bare.specs.get(one.draft.name);
    if (settled === undefined) return [];
    const granted = needs.get(one.draft.name) ?? [];
    const found = actionPart(one.policies, granted, lives);
    const findings = [...one.policies.flatMap((policy) => unknownPolicy(policy, granted)), ...found.findings];
    const actions = { ...found, findings };
    return [{ one, settled, actions, draft: { ...settled.draft, actions: actions.entries } }];
  });
  const full = settleDrafts(
    whole.map(({ draft }) => draft),
    home,
    compile,
  );
  const grants = new Map(full.made.stacks.flatMap(({ functions }) => functions).map((of) => [of.spec, of]));
  const functions = whole.flatMap(({ one, settled, actions }): readonly AdoptedFunction[] => {
    const last = full.specs.get(one.draft.name);
    const of: FunctionGrants | undefined = last && grants.get(`adopted/${fileOf(last.draft)}`);
    if (last === undefined || of === undefined) return [];
    const { name, function: resource } = one.existing;
    const spec = specText(last.draft, [...settled.refused, ...last.refused], [...one.findings, ...actions.findings]);
    const all = [...one.findings, ...settled.findings, ...actions.findings, ...last.findings];
    const findings = saidFindings(all, spec, last.draft.parts);
    return [
      {
        name,
        from: resource.address,
        file: fileOf(last.draft),
        spec,
        landing: landingOf(one.existing, last.draft, one.alias, one.policies, of),
        findings: findings.map((finding) => ({ ...finding, function: name })),
      },
    ];
  });
  const left = begun.flatMap(({ draft, findings }) => {
    const { why, lacks } = bare.givenUp.get(draft.name) ?? full.givenUp.get(draft.name) ?? {};
    if (why === undefined) return [];
    // Of a template, a property has the argument's name.
    const told = findings.find(({ what }) => lacks !== null && what.toLowerCase().startsWith(`${lacks}: `));
    return [{ from: draft.from, why: told === undefined ? why : `${why} (${told.what})` }];
  });
  return { stack: { home, settings: settingsText(home), functions }, left };
}

function begin(existing: Existing, state: StateIndex, { told: before }: Known): Begun {
  const policies = policiesOf(existing, state);
  const part = functionPart(existing, {
    writesLogs: existing.role === null ? null : policies.some(writesLogs),
    vpcOwner: vpcOwnerIn(policies, existing.home.account),
  });
  const push = pushPart(existing, part.qualifier, state);
  const pull = pullPart(existing, part.qualifier);
  const { name, function: resource } = existing;
  const draft: Draft = { name, from: resource.address, parts: part.parts, push: push.entries, pull: pull.entries, actions: [] };
  return {
    existing,
    draft,
    alias: part.alias,
    policies,
    findings: [...(before.get(resource.address) ?? []), ...part.findings, ...push.findings, ...pull.findings],
  };
}

function writesLogs({ arn, document }: OldPolicy): boolean {
  if (arn !== null && document === null) return writingLogs.has(awsOwn(arn) ?? "") || awsOwn(arn) === null;
  return statementsOf(document).some(
    ({ Effect: effect, Action: action }) => effect === "Allow" && /"(\*|logs:(\*|Put))/i.test(JSON.stringify(action ?? "*")),
  );
}
