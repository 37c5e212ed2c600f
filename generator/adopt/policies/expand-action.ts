import { literal } from "../../iam/arn.ts";
import { hasGlob } from "../../iam/glob.ts";
import { type Action, findAction, findService } from "../../iam/reference/reference.ts";
import { contains } from "../../proof/decide/containment.ts";
import { lettersOf } from "../../proof/pattern.ts";

/** What an action of a policy stands for. */
type Expanded =
  | { readonly kind: "one"; readonly action: Action }
  | { readonly kind: "many"; readonly actions: readonly Action[] }
  /** AWS lists no such action. */
  | { readonly kind: "none" }
  /** Of more than one service. */
  | { readonly kind: "everything" };

/** `s3:Get*` → each action that it stands for. */
export function expandAction(written: string): Expanded {
  const [prefix = "", name] = written.split(":");
  if (name === undefined || hasGlob(prefix)) return { kind: /^[*?]/.test(written) ? "everything" : "none" };
  if (!hasGlob(name)) {
    const action = findAction(written);
    return action === undefined ? { kind: "none" } : { kind: "one", action };
  }
  const service = findService(prefix);
  const pattern = lettersOf(literal(written.toLowerCase()));
  const actions = (service?.actionNames ?? [])
    .filter((full) => contains(pattern, [...full.toLowerCase()]) === "yes")
    .flatMap((full) => findAction(full) ?? []);
  return actions.length === 0 ? { kind: "none" } : { kind: "many", actions };
}

/** The actions that one stands for; none for what is everything, or nothing. */
export function actionsOf(written: string): readonly Action[] {
  const expanded = expandAction(written);
  return expanded.kind === "one" ? [expanded.action] : expanded.kind === "many" ? expanded.actions : [];
}
