import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { isLiteral, literal, textOf } from "../../iam/arn.ts";
import { urlLimits } from "../../sources/argument-limits.ts";
import { scalarAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { urlArguments, urlKeys } from "../language/language.ts";
import { isReason } from "../reason.ts";
import type { PushEntry } from "../spec.ts";
import { callsUrl } from "../together/claimed-addresses.ts";
import { checkArguments } from "../values/check-arguments.ts";
import { readArguments, type Session } from "../values/value.ts";
import { entryOf, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { callerNamed, type ReadCaller, wrongValue } from "./caller.ts";
import { readPrincipal } from "./principal-caller.ts";

/**
 * The function's own URL. NONE opens it to the world and needs a reason; AWS_IAM without a principal is for callers of the
 * same account, whose own policies say enough.
 */
export function readUrl(entry: YamlEntry, mapping: YamlMapping, session: Session): ReadCaller | null {
  const node = entry.value;
  if (node.kind !== "mapping") return wrongValue(entry, "a mapping: {authorization_type: AWS_IAM}", session);
  session.diagnostics.push(...checkKeys(node, urlKeys, "url", entry.keySpan));
  checkArguments(node, urlLimits, "URL", session);
  const type = scalarAt(node, "authorization_type")?.text;
  const principal = entryOf(node, "principal");
  const given = readArguments(node, urlArguments, session);
  if (type === "NONE") {
    if (!isReason(scalarAt(mapping, "why")?.text)) {
      session.diagnostics.push(
        error(
          "missing-why",
          entry.keySpan,
          "`NONE` opens the function to the whole world",
          "say why in `why:`, or write authorization_type: AWS_IAM",
        ),
      );
    }
    if (principal !== undefined)
      session.diagnostics.push(
        error(
          "argument-not-allowed",
          principal.keySpan,
          "with `NONE` everybody may call, so a principal says nothing",
          "remove the line, or write authorization_type: AWS_IAM",
        ),
      );
    return callerNamed(null, { kind: "url", authorization: type, principal: null, arguments: given });
  }
  if (type !== "AWS_IAM") return null;
  const open = { kind: "url", authorization: type, principal: null, arguments: given } as const;
  if (principal === undefined) return callerNamed(null, open);
  const who = readPrincipal({ ...principal, key: "principal" }, session)?.caller;
  return who?.kind === "principal" ? callerNamed(null, { ...open, principal: who.principal }) : null;
}

/**
 * A URL belongs to the function or to an alias, never to a version; what calls it calls that one.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 */
export function* checkUrls(push: readonly PushEntry[], ofFunction: Reference | null): Generator<Diagnostic> {
  const ownerOf = (entry: PushEntry) => entry.qualifier ?? ofFunction;
  const named = (entry: PushEntry) => textOf(ownerOf(entry) ?? literal(""));
  const urls = new Map<string, PushEntry>();
  for (const entry of push.filter(({ caller }) => caller.kind === "url")) {
    const owner = ownerOf(entry);
    if (owner !== null && isLiteral(owner) && /^\d+$/.test(owner.text)) {
      const message = `a version has no URL, and \`qualifier\` names version ${owner.text}`;
      yield error("argument-not-allowed", entry.span, message, "let an alias point to the version, and name the alias");
    }
    if (urls.has(named(entry))) {
      const message = "a function, or an alias of it, has one URL, and another entry makes it";
      yield error("argument-not-allowed", entry.span, message, "write one entry, or give each the `qualifier` of its own alias");
    } else urls.set(named(entry), entry);
  }
  for (const entry of push) {
    if (urls.size === 0 || entry.caller.kind === "url" || !callsUrl(entry)) continue;
    const url = urls.get(named(entry))?.caller;
    if (url === undefined) {
      const whose = [...urls.keys()].map((name) => (name === "" ? "the function itself" : `"${name}"`)).sort();
      const message = `\`${entry.key}\` calls the function's URL, which is of ${whose.join(" and of ")}`;
      yield error("argument-not-allowed", entry.span, message, "give both entries the same `qualifier`");
    } else if (url.kind === "url" && url.authorization === "NONE") {
      const message = `the URL is open to the whole world, so what \`${entry.key}\` may do guards nothing`;
      const hint = "write authorization_type: AWS_IAM under `url`, or remove this entry";
      yield error("argument-not-allowed", entry.span, message, hint);
    }
  }
}
