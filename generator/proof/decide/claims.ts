import type { Reference } from "../../grants.ts";
import { type FunctionNeeds, type RoleNeeds, rolesOf } from "../function-needs.ts";
import { keyOf } from "../pattern.ts";
import type { Output, OutputPermission, OutputRole, OutputStatement } from "../read/emitted.ts";
import { ruleOfPermission, rulesOfStatements } from "../read/emitted-rules.ts";
import { type Pair, pairOf, type Rule } from "../rule.ts";

/** Whose a permission is: a function of the output has a label, any other a name, which is one function's in each region. */
function invokedKey(label: string | null, name: Reference, provider: string | null): string {
  return JSON.stringify([provider, label === null ? "name" : "label", label ?? keyOf(name)]);
}

/** What the output holds, and who has claimed it. */
export class Claims {
  readonly output: Output;
  private readonly roles = new Map<string, FunctionNeeds[]>();
  private readonly functions = new Set<string>();
  private readonly attached = new Map<string, Output["attached"][number][]>();
  private readonly invocations = new Map<string, OutputPermission[]>();

  constructor(output: Output, needs: readonly FunctionNeeds[]) {
    this.output = output;
    for (const need of needs) {
      for (const { key } of rolesOf(need)) this.roles.set(key, [...(this.roles.get(key) ?? []), need]);
    }
    for (const one of output.attached) this.attached.set(one.role, [...(this.attached.get(one.role) ?? []), one]);
    for (const one of output.permissions) {
      const key = invokedKey(one.label, one.function, one.provider);
      this.invocations.set(key, [...(this.invocations.get(key) ?? []), one]);
    }
  }

  role({ key, trust }: RoleNeeds): {
    readonly trust: readonly OutputStatement[] | null;
    readonly grants: readonly Rule[];
    readonly documents: number;
    readonly boundary: Reference | null;
    readonly attached: Output["attached"];
    readonly managed: Output["managed"];
    readonly role: OutputRole | null;
  } {
    const attached = this.attached.get(key) ?? [];
    const role = this.output.roles.get(key.replace(/^role /, ""));
    return {
      boundary: role?.boundary ?? null,
      attached,
      managed: this.output.managed.filter((one) => one.role === key),
      role: role ?? null,
      trust: role?.trust ?? (trust === null ? [] : null),
      grants: attached.flatMap(({ document, statements }) => rulesOfStatements(statements, document)),
      documents: attached.reduce((sum, { statements }) => sum + statements.length, 0),
    };
  }

  isShared({ key }: RoleNeeds): boolean {
    return (this.roles.get(key)?.length ?? 0) > 1;
  }

  isFirst(need: FunctionNeeds, { key }: RoleNeeds): boolean {
    return this.roles.get(key)?.[0] === need;
  }

  /** What all functions together ask of a role. */
  rulesOn({ key, rules }: RoleNeeds): readonly Rule[] {
    const all = this.roles.get(key) ?? [];
    if (all.length < 2) return rules;
    return all.flatMap((need) => rolesOf(need).flatMap((one) => (one.key === key ? one.rules : [])));
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
        this.roles.has(`role ${label}`) ? [] : rulesOfStatements(trust, `the trust of role ${label}`),
      ),
      ...[...this.attached].flatMap(([key, attached]) =>
        this.roles.has(key) ? [] : attached.flatMap(({ document, statements }) => rulesOfStatements(statements, document)),
      ),
      ...[...this.invocations].flatMap(([key, permissions]) =>
        this.functions.has(key) ? [] : permissions.map((one) => ruleOfPermission(one)),
      ),
    ];
    return strange.map((rule) => pairOf(rule, "nobody asks for it"));
  }
}
