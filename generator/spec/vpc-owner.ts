import { error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { isLiteral } from "../iam/arn.ts";
import { networkInterfaceParts } from "../sources/shapes/network-interfaces.ts";
import { listAt, scalarAt } from "./language/at-key.ts";
import { readAccount } from "./push/guarded-caller.ts";
import type { PullEntry, Spec } from "./spec.ts";
import type { Session } from "./values/value.ts";
import { entryOf, type YamlMapping } from "./yaml/yaml-node.ts";

/**
 * Reads `vpc_owner` of a function: the account whose subnets it lies in, or what polls for it; null for its own account.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export function readVpcOwner(
  mapping: YamlMapping | undefined,
  document: YamlMapping,
  pull: readonly PullEntry[],
  session: Session,
): Spec["vpcOwner"] {
  const node = scalarAt(mapping, "vpc_owner");
  if (mapping === undefined || node === undefined) return null;
  const isUnread = (listAt(document, "pull")?.items.length ?? 0) > pull.length;
  const lies = entryOf(mapping, "vpc_config") !== undefined || isUnread || pull.some(liesInNetwork);
  // A stack may say it of all its functions.
  if (!lies && node.span.file === document.span.file)
    session.diagnostics.push(
      error(
        "argument-not-allowed",
        entryOf(mapping, "vpc_owner")?.keySpan ?? node.span,
        "`vpc_owner` is whose subnets the function lies in, and this one lies in none",
        "remove the line, or add `vpc_config`",
      ),
    );
  const account = readAccount(node, session);
  return account === null || account === "self" || isOwn(account, session) ? null : account;
}

function isOwn(account: Reference, { home }: Session): boolean {
  return isLiteral(account) && isLiteral(home.account) && account.text === home.account.text;
}

/** Whether the poller of an entry makes network interfaces. */
function liesInNetwork({ source, form }: PullEntry): boolean {
  return (source.grants[form] ?? []).some(
    ({ on }) => typeof on === "object" && "arns" in on && on.arns === networkInterfaceParts,
  );
}
