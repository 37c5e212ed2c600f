import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { HOLE, type Home, hasHole, NAME, type Outline, outlineOf, partsOf, textOf } from "../arn.ts";
import type { Placed, Seen } from "../asked.ts";
import { widened } from "../conditions/policy-variables.ts";
import { misplaced } from "../embedded.ts";
import { hasGlob } from "../glob.ts";
import { inEveryRegion, morePatternsOfAction } from "../reference/exceptions.ts";
import { onlyPatternsOfAction } from "../reference/only-patterns.ts";
import { type Action, findService, type ResourceType } from "../reference/reference.ts";
import { matchesPattern, outlineOfPattern, typesNamed } from "../reference/type-matching.ts";
import { partsOfPattern, patternsOf } from "../reference/type-patterns.ts";
import { noun } from "../reference/wording.ts";
import { isOneName, meantBy } from "../terraform-types.ts";
import {
  checkForms,
  checkParameter,
  checkParts,
  checkPlace,
  checkRule,
  checkSecret,
  checkService,
  checkText,
  sixParts,
  typesOfArnService,
} from "./arn-checks.ts";
import { checkExpression } from "./no-arn.ts";
import { rightArn } from "./right-arn.ts";
import { composeShortName } from "./short-names.ts";
import { checkThingName } from "./thing-names.ts";

/** What one resource of an entry names. */

/** Reads one resource of an entry; mistakes are the second value, and then the first is null. */
export function see(
  placed: Placed<Reference>,
  actions: readonly Action[],
  home: Home,
): readonly [Seen | null, readonly Diagnostic[]] {
  const { value, span } = placed;
  if (value.kind === "literal" && value.text === "*") return [{ placed, kind: "everything", reference: value, ...noLook }, []];
  const broken = checkText(value, span);
  if (broken !== null) return [null, [broken]];
  const wrong = misplaced(value);
  if (wrong !== null) return [null, [error("resource-type-mismatch", span, wrong.message, wrong.hint)]];
  const [first] = partsOf(value);
  if (first?.kind === "expression") return seeExpression(placed, actions, home);
  const text = first?.text ?? "";
  if (text.startsWith("arn:")) return seeArn(placed, value, actions, home);
  const notAnArn = checkForms(value, span, home);
  if (notAnArn !== null) return [null, [notAnArn]];
  const composed = composeShortName(placed, actions, home);
  if ("severity" in composed) return [null, [composed]];
  return seeArn(placed, composed, actions, home);
}

/** True where an action acts on what IAM's wildcards reach, beyond what a person means by them: `arn:aws:s3:::logs-*` holds objects, too. */
export function reachesBeyond(action: Action, { kind, outlines }: Seen): boolean {
  return (
    kind === "arn" &&
    outlines.some(
      (outline) =>
        hasGlob(outline.resource) &&
        action.types.some((type) => patternsOf(type).some((pattern) => matchesPattern(outline, action.service, pattern))),
    )
  );
}

/** True where an action acts on what the resource names, or where only Terraform knows whether it does. */
export function actsOn(action: Action, resource: Seen): boolean {
  if (resource.kind === "everything" || resource.kind === "unknown") return true;
  const matches = (pattern: string) => resource.outlines.some((outline) => matchesPattern(outline, action.service, pattern));
  const only = onlyPatternsOfAction[action.full]?.patterns;
  if (only !== undefined) return only.some(matches);
  if (action.types.some((type) => resource.named.includes(type))) return true;
  return (morePatternsOfAction[action.full]?.patterns ?? []).some(matches);
}

/** Where an ARN reaches further than one account's things of one service in one region; null where it does not. */
export function reachOf(seen: Seen): string | null {
  if (seen.kind === "everything") return '"*" reaches everything';
  if (seen.kind !== "arn") return null;
  const [asWritten] = seen.outlines;
  if (asWritten === undefined) return null;
  // What the call says, and what it acts on, is as wide as a wildcard in its place.
  const { text: resource, open } = widened(asWritten.resource, (_, decides) => decides !== "caller");
  const outline = { ...asWritten, resource };
  const name =
    open === null ? `"${textOf(seen.placed.value)}"` : `"${textOf(seen.placed.value)}", where ${open} may be anything,`;
  for (const part of ["partition", "service", "region", "account"] as const) {
    if (!hasGlob(outline[part])) continue;
    // A few patterns of AWS have a wildcard there themselves.
    const fixed = seen.named.some((type) => type.patterns.some((pattern) => hasGlob(partsOfPattern(pattern)[part])));
    if (!fixed && !(part === "region" && isEverywhere(seen, outline)))
      return `a wildcard in the ${part} of "${textOf(seen.placed.value)}" reaches every ${part}`;
  }
  if (/^[*?/:]+$/.test(outline.resource)) return `${name} names nothing, so it reaches everything of ${outline.service}`;
  // Where an ARN has no place for an account, the first name alone says whose it is: a bucket.
  const [first = ""] = outline.resource.split("/");
  return outline.region === "" && outline.account === "" && /^[*?]+$/.test(first)
    ? `${name} names no ${nounOfFirst(seen)}, so it reaches everybody's`
    : null;
}

/** A thing of AWS's own, named, that every region has. */
function isEverywhere({ named }: Seen, { resource }: Outline): boolean {
  const id = resource.slice(resource.indexOf("/") + 1);
  return named.length > 0 && named.every((type) => `${type.service}/${type.name}` in inEveryRegion) && /[^*?]/.test(id);
}

/** What the first name of an ARN without an account names: "bucket". */
function nounOfFirst({ named }: Seen): string {
  const service = findService(named[0]?.service ?? "");
  const whole = service?.types.find(({ patterns }) => patterns.some((pattern) => /^arn:[^:]*:[^:]*:::\$\{\w+\}$/.test(pattern)));
  return whole === undefined ? "owner" : noun(whole);
}

/** What is known of the look of everything, and of what only Terraform knows. */
const noLook = { outlines: [], named: [], base: null, begins: null } as const;

function seeExpression(
  placed: Placed<Reference>,
  actions: readonly Action[],
  home: Home,
): readonly [Seen | null, readonly Diagnostic[]] {
  const { value, span } = placed;
  const mistake = checkExpression(value, span, actions, home);
  if (mistake !== null) return [null, [mistake]];
  const named = meantBy(value);
  const base = named.kind === "type" ? (findService(named.service)?.type(named.type) ?? null) : null;
  if (named.kind !== "type" || base === null) return [{ placed, kind: "unknown", reference: value, ...noLook }, []];
  const { begins, rest } = named;
  const outlines = (begins === null ? base.patterns : [begins]).map((pattern) => {
    const outline = outlineOfPattern(base.service, pattern);
    return { ...outline, resource: outline.resource + rest };
  });
  const found = namedTypes(outlines, actions, base.service);
  const types = found.length > 0 || rest !== "" || begins !== null ? found : [base];
  return [{ placed, kind: "named", reference: value, outlines, named: types, base, begins }, []];
}

function seeArn(
  placed: Placed<Reference>,
  reference: Reference,
  actions: readonly Action[],
  home: Home,
): readonly [Seen | null, readonly Diagnostic[]] {
  const { span } = placed;
  const whole = outlineOf(reference);
  if (whole === null) {
    // An expression before the fifth colon may hold the colons that are missing.
    if (partsOf(reference).some(({ kind }) => kind === "expression"))
      return [{ placed, kind: "unknown", reference, ...noLook }, []];
    return [
      null,
      [
        error(
          "invalid-arn",
          span,
          "an ARN has six parts, arn:partition:service:region:account:resource",
          `write ${sixParts(textOf(reference), actions, home)}`,
        ),
      ],
    ];
  }
  const outline = { ...whole, resource: resourceOutline(reference, whole) };
  const unknownService = checkService(outline, span);
  if (unknownService !== null) return [null, [unknownService]];
  const wrong = checkParts(outline, reference, span, home);
  if (wrong.length > 0) return [null, wrong];

  const named = namedTypes([outline], actions, outline.service);
  const result: Seen = { placed, kind: "arn", reference, outlines: [outline], named, base: null, begins: null };
  if (named.length > 0) {
    const mistake =
      checkSecret(result, span) ?? checkParameter(result, span) ?? checkRule(result, span) ?? checkThingName(result, span);
    return mistake === null ? [result, []] : [null, [mistake]];
  }
  // What AWS cannot scope is wrong on any ARN, of whatever shape.
  const scopable = actions.filter(({ types }) => types.length > 0);
  if (outline.resource === "*" || scopable.length === 0 || scopable.some((action) => actsOn(action, result))) return [result, []];
  const anywhere = namedTypes([outline], actions, outline.service, true);
  if (anywhere.length > 0) return [null, [checkPlace(result, anywhere, span, home)]];
  const wanted = actions
    .flatMap(({ types }) => types)
    .filter((type) => type.patterns.some((pattern) => partsOfPattern(pattern).service === outline.service));
  const message = `${outline.service} has no ARN of this shape`;
  // "uploads/" lacks the name behind the slash.
  const longer = /[/:]$/.test(outline.resource)
    ? namedTypes([{ ...outline, resource: `${outline.resource}*` }], actions, outline.service)
    : [];
  if (longer.length > 0) return [null, [error("invalid-arn", span, message, `write ${textOf(reference)}*`)]];
  const shapes = wanted.length > 0 ? wanted : typesOfArnService(outline.service).slice(0, 3);
  return [null, [error("invalid-arn", span, message, rightArn(result, shapes, home))]];
}

/** The types of the actions' services that these outlines name; else those of the ARN's own service. */
function namedTypes(
  outlines: readonly Outline[],
  actions: readonly Action[],
  service: string,
  anywhere = false,
): readonly ResourceType[] {
  const services = [...new Set(actions.map((action) => action.service))];
  const ours = services.flatMap((prefix) =>
    outlines.flatMap((outline) => typesNamed(outline, findService(prefix)?.types ?? [], anywhere)),
  );
  if (ours.length > 0) return [...new Set(ours)];
  const own = hasGlob(service) || hasHole(service) ? [] : typesOfArnService(service);
  return [...new Set(outlines.flatMap((outline) => typesNamed(outline, own, anywhere)))];
}

/** The resource part, in which an expression that is one name is known as such: `arn:aws:s3:::${aws_s3_bucket.uploads.id}` is a bucket. */
function resourceOutline(reference: Reference, whole: Outline): string {
  const pieces = partsOf(reference);
  if (!pieces.some((piece) => piece.kind === "expression" && isOneName(piece.code))) return whole.resource;
  const text = pieces.map((piece) => (piece.kind === "literal" ? piece.text : isOneName(piece.code) ? NAME : HOLE)).join("");
  // One mark stands for each expression in either text, so the resource is as long in both.
  return text.slice(text.length - whole.resource.length);
}
