import type { GlobalKey } from "../reference/global-keys.ts";
import { findService } from "../reference/reference.ts";
import { findGlobalKey, findKeyOfService } from "./condition-keys.ts";

/**
 * IAM's variables in a policy, `${aws:PrincipalTag/team}`, and who decides what stands in their place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** Who decides a value: AWS of who calls, or somebody else. */
type Decides = NonNullable<GlobalKey["decides"]> | "caller";

interface Variable {
  readonly written: string;
  /** Null where IAM knows no such form. */
  readonly key: string | null;
  readonly otherwise: string;
}

const form = /^\$\{ *([A-Za-z][\w.-]*:[^,{}' ]+) *(?:, *'([^']*)' *)?\}$/;

/** The variables of a text, in order; `${*}`, `${?}` and `${$}` are characters, and none. */
function variablesOf(text: string): readonly Variable[] {
  return (text.match(/\$\{[^}]*\}/g) ?? [])
    .filter((written) => !/^\$\{[*?$]\}$/.test(written))
    .map((written) => {
      const [, key = null, otherwise = ""] = form.exec(written) ?? [];
      return { written, key, otherwise };
    });
}

/** What of a text IAM would read as a variable that it does not know. */
export function unknownVariable(text: string): string | null {
  return variablesOf(text).find(({ key }) => key === null || !isKey(key))?.written ?? null;
}

/** Whether a call may carry a key: one for all calls, one of a service, or what a provider of identities said of who signed in. */
function isKey(key: string): boolean {
  const prefix = key.slice(0, key.indexOf(":"));
  // Every provider of OpenID Connect is a prefix, by its address.
  if (prefix.includes(".") || prefix.toLowerCase() === "saml") return true;
  return findGlobalKey(key) !== undefined || findKeyOfService(prefix.toLowerCase(), key) !== undefined;
}

/** A text with `*` for each variable that may be anything, and the first of these. */
export interface Widened {
  readonly text: string;
  readonly open: string | null;
}

/** Widens a text by its variables; `isOpen` says of a key and who decides it whether it may be anything. */
export function widened(text: string, isOpen: (key: string, decides: Decides) => boolean): Widened {
  const open = variablesOf(text).filter(
    // Of a wildcard in a default AWS does not say whether it is one.
    ({ key, otherwise }) => /[*?]/.test(otherwise) || (key !== null && isOpen(key, whoDecides(key))),
  );
  const wide = open.reduce((now, { written }) => now.replace(written, () => "*"), text);
  return { text: wide, open: open[0]?.written ?? null };
}

/** A key of a service's own is of the call, or of what it acts on. */
function whoDecides(key: string): Decides {
  const global = findGlobalKey(key)?.global;
  if (global !== undefined) return global.decides ?? "caller";
  return findService(key.slice(0, key.indexOf(":"))) === undefined ? "caller" : "call";
}

/** Whether a key is what AWS tells of the resource that a call acts on; `s3:ResourceAccount` says what `aws:ResourceAccount` does. */
export function isOfResource(key: string): boolean {
  const found = findGlobalKey(key.replace(/^[\w-]+:Resource/i, "aws:Resource"));
  return found?.global.decides === "resource" && !found.open;
}
