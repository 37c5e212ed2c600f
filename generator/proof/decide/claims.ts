import type { Reference } from "../../grants.ts";
import { type FunctionNeeds, type RoleNeeds, rolesOf } from "../function-needs.ts";
import { keyOf } from "../pattern.ts";
import type { Attached, Output, OutputPermission, OutputRole, OutputStatement } from "../read/emitted.ts";
import { ruleOfPermission, rulesOfStatements } from "../read/emitted-rules.ts";
import { type Pair, pairOf, type Rule } from "../rule.ts";
import { addAt } from "./rule-index.ts";

/** Whose a permission is: a function of the output has a label, any other a name, which is one function's in each region. */
function invokedKey(label: string | null, name: Reference, provider: string | null): string {
  return JSON.stringify([provider, label === null ? "name" : "label", label ?? keyOf(name)]);
}

/** What the output holds, and who has claimed it. */
export class Claims {
  readonly output: Output;
  private readonly roles = new Map<string, RoleNeeds[]>();
  private readonly functions = new Set<string>();
  private readonly attached = new Map<string, Attached[]>();
  /** The policies on a role that functions share, by whose they are. */
  private readonly owned = new Map<string, ReadonlyMap<string, readonly Attached[]>>();
  private readonly invocations = new Map<string, OutputPermission[]>();

  constructor(output: Output, needs: readonly FunctionNeeds[]) {
    this.output = output;
    for (const role of needs.flatMap(rolesOf)) addAt(this.roles, role.key, role);
    for (const one of output.attached) addAt(this.attached, one.role, one);
    for (const one of output.permissions) addAt(this.invocations, invokedKey(one.label, one.function, one.provider), one);
  }

  /** What the output says of a role, and which of the policies on it are those of whoever asks. */
  role(asked: RoleNeeds): {
    readonly trust: readonly OutputStatement[] | null;
    readonly grants: readonly Rule[];
    readonly documents: number;
    readonly boundary: Reference | null;
    readonly attached: Output["attached"];
    readonly managed: Output["managed"];
    readonly role: OutputRole | null;
  } {
    const { key, trust, label } = asked;
    const attached = this.ownedOn(key).get(label) ?? [];
    const role = this.output.roles.get(key.replace(/^role /, ""));
    return {
      boundary: role?.boundary ?? null,
      attached,
      managed: this.output.managed.filter((one) => one.role === key),
      role: role ?? null,
      trust: role?.trust ?? (trust === null ? [] : null),
      grants: rulesIn(attached),
      documents: attached.reduce((sum, { statements }) => sum + statements.length, 0),
    };
  }

  isShared({ key }: RoleNeeds): boolean {
    return (this.roles.get(key)?.length ?? 0) > 1;
  }

  isFirst(role: RoleNeeds): boolean {
    return this.together(role)[0] === role;
  }

  /** Whether a role is another's: who may assume it and what limits it is seen there. */
  isAnothers({ key, trust }: RoleNeeds): boolean {
    return trust === null && this.isMade(key);
  }

  /** All that is asked of the policies that are those of whoever asks. */
  rulesOn(role: RoleNeeds): readonly Rule[] {
    const all = this.together(role);
    return all.length < 2 ? role.rules : all.flatMap(({ rules }) => rules);
  }

  /** What the policies of others refuse to the role that they share. */
  deniedByOthers({ key, label }: RoleNeeds): readonly Rule[] {
    const others = [...this.ownedOn(key)].flatMap(([owner, attached]) => (owner === label ? [] : attached));
    return rulesIn(others).filter(({ effect }) => effect === "Deny");
  }

  /** Several ask for the same policies where a service has one role for all functions, or a function asks twice of one role. */
  private together({ key, label }: RoleNeeds): readonly RoleNeeds[] {
    return (this.roles.get(key) ?? []).filter((one) => one.label === label);
  }

  private isMade(key: string): boolean {
    return this.roles.get(key)?.some(({ trust }) => trust !== null) === true;
  }

  /** Each policy is that of the longest label that its own begins with; one that is nobody's stands with the first who asks. */
  private ownedOn(key: string): ReadonlyMap<string, readonly Attached[]> {
    const known = this.owned.get(key);
    if (known !== undefined) return known;
    const labels = [...new Set((this.roles.get(key) ?? []).map(({ label }) => label))];
    const longest = labels.toSorted((a, b) => b.length - a.length);
    const owned = new Map<string, Attached[]>();
    for (const one of this.attached.get(key) ?? []) {
      const own = `${one.document.replace(/^data\.aws_iam_policy_document\./, "")}_`;
      addAt(owned, longest.find((label) => own.startsWith(`${label}_`)) ?? labels[0] ?? "", one);
    }
    this.owned.set(key, owned);
    return owned;
  }

  permissions({ managed, label, name, providers }: FunctionNeeds): readonly OutputPermission[] {
    const key = invokedKey(managed ? label : null, name, providers.own);
    this.functions.add(key);
    return this.invocations.get(key) ?? [];
  }

  /** Policies that others write, on roles that nobody has claimed. */
  managedLeft(): Output["managed"] {
    return this.output.managed.filter(({ role }) => !this.roles.has(role));
  }

  /** What nobody has claimed. */
  left(): readonly Pair[] {
    const strange = [
      ...[...this.output.roles].flatMap(([label, { trust }]) =>
        this.isMade(`role ${label}`) ? [] : rulesOfStatements(trust, `the trust of role ${label}`),
      ),
      ...[...this.attached].flatMap(([key, attached]) => (this.roles.has(key) ? [] : rulesIn(attached))),
      ...[...this.invocations].flatMap(([key, permissions]) =>
        this.functions.has(key) ? [] : permissions.map((one) => ruleOfPermission(one)),
      ),
    ];
    return strange.map((rule) => pairOf(rule, "nobody asks for it"));
  }
}

function rulesIn(attached: readonly Attached[]): readonly Rule[] {
  return attached.flatMap(({ document, statements }) => rulesOfStatements(statements, document));
}
