import type { Code } from "../../diagnostics/codes.ts";
import { error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, splitArn, textOf } from "../../iam/arn.ts";
import { checkArnParts, crossing, hasWildcard } from "../../iam/arn-parts.ts";
import { findService } from "../../iam/reference/reference.ts";
import { article, noun } from "../../iam/reference/wording.ts";
import { withoutRegion } from "../../iam/regions.ts";
import { isServicePrincipal, serviceInPrincipal } from "../../iam/service.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { neverInvoke } from "../../sources/never.ts";
import { pushSources } from "../../sources/push-sources.ts";
import { scalarAt } from "../language/at-key.ts";
import type { Account } from "../spec.ts";
import { spokenName } from "../values/label.ts";
import { readGuard, type Session } from "../values/value.ts";
import type { Scalar, YamlEntry, YamlMapping } from "../yaml/yaml-node.ts";
import { type ReadCaller, wrongValue } from "./caller.ts";

/** A service that the table does not know: its principal by name, its guard in the entry. Null after a mistake. */
export function readService(
  entry: YamlEntry,
  mapping: YamlMapping,
  account: Account | null,
  session: Session,
): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "text") return wrongValue(entry, "a service principal, such as newthing.amazonaws.com", session);
  const fail = (code: Code, span: Span, message: string, hint: string) => {
    session.diagnostics.push(error(code, span, message, hint));
    return null;
  };
  if (!isServicePrincipal(node.text)) {
    return fail(
      "invalid-name",
      node.span,
      `"${node.text}" is no service principal`,
      "write it as AWS does: newthing.amazonaws.com",
    );
  }
  // China's principals end in .com.cn for a few services; none of those that are known here invokes by them.
  // Many have a name for each region, too, which calls for no more than the one without.
  const principal = withoutRegion(node.text.replace(/\.cn$/, ""));
  const own = Object.entries(pushSources).find(
    ([, source]) => "principal" in source && source.kind !== "role" && source.principal.replace(".${Region}.", ".") === principal,
  );
  if (own !== undefined)
    return fail(
      "argument-not-allowed",
      node.span,
      `${node.text} has a key of its own, which checks more`,
      `write \`${own[0]}: …\``,
    );
  const never = Object.hasOwn(neverInvoke, principal) ? neverInvoke[principal] : undefined;
  if (never !== undefined) return fail("wrong-direction", node.span, never.message, never.hint);
  const arnNode = scalarAt(mapping, "source_arn");
  if (arnNode === undefined && scalarAt(mapping, "source_account") === undefined) {
    return fail(
      "missing-guard",
      entry.keySpan,
      `without a guard, anybody's ${node.text} could invoke the function`,
      "give `source_arn`, `source_account: self`, or both",
    );
  }
  const arn = arnNode === undefined ? null : readSourceGuard(arnNode, account, session);
  if ((arnNode !== undefined && arn === null) || (arn === null && account === null)) return null;
  const service = serviceInPrincipal(node.text);
  const name = arn === null ? service : `${service.split(".")[0]}/${spokenName(splitArn(arn)?.at(-1) ?? arn)}`;
  return { name, known: arn ?? literal(""), caller: { kind: "service", principal: node.text, arn, account }, subscription: null };
}

/** The source's ARN, which must say whose it is where no account stands beside it. */
function readSourceGuard(node: Scalar, account: Account | null, session: Session): Reference | null {
  const arn = readGuard(node, session);
  if (arn === null) return null;
  const fail = (code: Code, message: string, hint: string) => {
    session.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  const outline = outlineOf(arn);
  if (outline === null) {
    const named = namedBy(arn);
    if (isLiteral(arn) || named.kind === "not-an-arn")
      return fail("invalid-arn", `"${textOf(arn)}" is no ARN`, "write it whole: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE");
    const type = named.kind === "type" ? findService(named.service)?.type(named.type) : undefined;
    return account === null && type !== undefined && !type.patterns.some((pattern) => pattern.split(":")[4] !== "")
      ? fail(
          "missing-guard",
          `the ARN of ${article(noun(type))} names no account, so anybody's could take its name`,
          "give `source_account: self` too",
        )
      : arn;
  }
  const mistakes = [...checkArnParts(outline, node.span, { region: null, account: null })];
  session.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  for (const part of ["partition", "service", "region"] as const) {
    if (hasWildcard(outline[part]))
      return fail("missing-guard", `a wildcard in the ${part} names no one source`, `write the ${part} itself`);
  }
  const abroad = crossing(outline.partition, session.home);
  if (abroad !== null) return fail("invalid-arn", abroad, `write arn:${textOf(session.home.partition)}:…`);
  const nobodys = !/^\d{12}$/.test(outline.account) && !hasHole(outline.account);
  if (nobodys && account === null)
    return fail("missing-guard", "this ARN names no account, so anybody's would match", "give `source_account` too");
  return arn;
}
