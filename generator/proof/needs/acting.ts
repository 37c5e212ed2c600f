import type { Reference } from "../../grants.ts";
import { partsOf, splitArn } from "../../iam/arn.ts";
import { hasGlob } from "../../iam/glob.ts";
import { morePatternsOfAction, starToo } from "../../iam/reference/exceptions.ts";
import { onlyPatternsOfAction } from "../../iam/reference/only-patterns.ts";
import { type Action, findService, type ResourceType, servicesOfArn } from "../../iam/reference/reference.ts";
import { servicesOfKnownNames } from "../../iam/reference/type-matching.ts";
import { patternsOf, setOf } from "../../iam/reference/type-patterns.ts";
import { isOneName, meantBy } from "../../iam/terraform-types.ts";
import { anyName, anyText, type Letters, lettersOfPattern, lettersOfText, meet, nameWithSlashes } from "./letters.ts";

/**
 * Which actions act on which resources, by AWS's reference and the table of Terraform's types. A pair of an entry is needed where its
 * action acts on its resource; the entry of itself only says that both are asked for.
 */

/** The five parts of an ARN behind `arn:`. */
type Parts = readonly [partition: Letters, service: Letters, region: Letters, account: Letters, resource: Letters];

/** A resource as far as it is known: everything, nothing that could be told, or what its ARN can be. */
type Known = "everything" | "unknown" | readonly Arn[];

interface Arn {
  /** What it is of a service, once that was asked. */
  readonly types: Map<string, readonly ResourceType[]>;
  /** As a person means a wildcard: it stays within one name; and as IAM reads it. */
  readonly meant: Parts;
  readonly read: Parts;
  /** The resource is nothing but `*`. */
  readonly open: boolean;
}

/** What an entry of these actions needs on one of its resources; `broad` where it says why it is wide. */
export function actionsNeededOn(resource: Reference, actions: readonly Action[], broad: boolean): readonly Action[] {
  const known = knownOf(resource);
  return actions.filter((action) => isAsked(action, actions, resource, known, broad));
}

function isAsked(action: Action, all: readonly Action[], resource: Reference, known: Known, broad: boolean): boolean {
  if (isDead(resource)) return false;
  const star = action.types.length === 0 || starToo[action.service]?.actions.includes(action.name) === true;
  if (known === "everything") return star || broad;
  if (known === "unknown") return true;
  const checked = action.types.length > 0 || morePatternsOfAction[action.full] !== undefined;
  if (!checked || (!broad && isWide(resource))) return false;
  if (known.some((arn) => actsOn(action, arn))) return true;
  // With a reason for it, a wildcard is asked for as far as IAM reads it.
  if (broad && isOpen(resource) && known.some((arn) => readAs(action, arn))) return true;
  // The reference has no such thing, and the entry says why it wants all of it.
  return known.every(
    (arn) =>
      arn.open &&
      [...servicesOf(resource), ...all.map(({ service }) => service)].every((service) => typesOf(arn, service).length === 0),
  );
}

/**
 * IAM fills its variables in behind the fifth colon alone; one that stands before it is part of no ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function isDead(resource: Reference): boolean {
  const [, ...before] = splitArn(resource)?.toReversed() ?? [];
  return before.some((part) => partsOf(part).some((piece) => piece.kind === "literal" && piece.text.includes("${")));
}

/** Wider than one account's things of one service, whatever a person may have meant. */
function isWide(resource: Reference): boolean {
  const parts = splitArn(resource);
  if (parts === null) return false;
  const texts = parts.map((part) => (part.kind === "literal" ? part.text : ""));
  return hasGlob(texts[1] ?? "") || /^[*?/:]+$/.test(texts[4] ?? "");
}

/** Whether a wildcard stands in what an ARN names. */
function isOpen(resource: Reference): boolean {
  const named = splitArn(resource)?.at(-1);
  return named !== undefined && partsOf(named).some((part) => part.kind === "literal" && hasGlob(part.text));
}

/** An action on whatever an ARN can be, its wildcards read as IAM reads them. */
function readAs({ service, types }: Action, arn: Arn): boolean {
  return types.some((type) => patternsOf(type).some((pattern) => fits(arn.read, service, pattern, false)));
}

function knownOf(resource: Reference): Known {
  if (resource.kind === "literal" && resource.text === "*") return "everything";
  const parts = splitArn(resource);
  if (parts !== null) return [arnOf(parts)];
  const named = meantBy(resource);
  const type = named.kind === "type" ? findService(named.service)?.type(named.type) : undefined;
  if (named.kind !== "type" || type === undefined) return "unknown";
  const behind = partsOf(resource).slice(1);
  return (named.begins === null ? type.patterns : [named.begins]).map((pattern) => arnOfType(type, pattern, behind));
}

function arnOf(parts: readonly Reference[]): Arn {
  const letters = (reach: "name" | "everything") =>
    parts.map((part, index) =>
      partsOf(part).flatMap((piece) => {
        if (piece.kind === "literal") return lettersOfText(piece.text, reach);
        return index === 4 && isOneName(piece.code) ? anyName : anyText;
      }),
    ) as unknown as Parts;
  const last = parts.at(-1);
  return {
    types: new Map(),
    meant: letters("name"),
    read: letters("everything"),
    open: last?.kind === "literal" && last.text === "*",
  };
}

/** The ARN of a Terraform resource of which the type is known, and text behind it. */
function arnOfType({ service }: ResourceType, pattern: string, behind: readonly Reference[]): Arn {
  const [, ...fields] = pattern.split(":");
  const parts = [...fields.slice(0, 4), fields.slice(4).join(":")];
  const letters = (reach: "name" | "everything") =>
    parts.map((part, index) => [
      ...filled(service, part, reach),
      ...(index === 4 ? behind.flatMap((piece) => (piece.kind === "literal" ? lettersOfText(piece.text, reach) : anyText)) : []),
    ]) as unknown as Parts;
  return { types: new Map(), meant: letters("name"), read: letters("everything"), open: false };
}

function filled(service: string, text: string, reach: "name" | "everything"): Letters {
  return text.split(/(\$\{\w+\})/).flatMap((piece) => {
    const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (variable === undefined) return lettersOfText(piece, reach);
    return setOf(service, variable) === "name" ? anyName : nameWithSlashes;
  });
}

function actsOn(action: Action, arn: Arn): boolean {
  const only = onlyPatternsOfAction[action.full]?.patterns;
  if (only !== undefined) return only.some((pattern) => fits(arn.read, action.service, pattern, false));
  const more = morePatternsOfAction[action.full]?.patterns ?? [];
  if (more.some((pattern) => fits(arn.read, action.service, pattern, false))) return true;
  const named = typesOf(arn, action.service);
  return action.types.some((type) => named.includes(type));
}

/**
 * What an ARN is of a service: `b*` is buckets, since a person's wildcard stays within a name; where that is nothing, IAM's wildcard
 * decides; and where that is nothing, names that are not known here may hold anything.
 */
function typesOf(arn: Arn, service: string): readonly ResourceType[] {
  const found = arn.types.get(service) ?? findTypes(arn, service);
  arn.types.set(service, found);
  return found;
}

function findTypes(arn: Arn, service: string): readonly ResourceType[] {
  const all = findService(service)?.types ?? [];
  const of = (parts: Parts, free: boolean) =>
    all.filter((type) => patternsOf(type).some((pattern) => fits(parts, service, pattern, free)));
  const meant = arn.open ? [] : of(arn.meant, false);
  if (meant.length > 0) return meant;
  const read = of(arn.read, false);
  return read.length > 0 || servicesOfKnownNames.has(service) ? read : of(arn.read, true);
}

/** The service that lists what an ARN's own service part names. */
function servicesOf(resource: Reference): readonly string[] {
  const service = splitArn(resource)?.[1];
  if (service?.kind !== "literal") return [];
  const listing = servicesOfArn(service.text);
  return listing.includes(service.text) ? [service.text] : listing.slice(0, 1);
}

const made = new Map<string, readonly Letters[]>();

/** Whether an ARN can be one that the pattern makes. With `free`, a variable of the resource is any text. */
function fits(arn: Parts, service: string, pattern: string, free: boolean): boolean {
  const key = `${service} ${free} ${pattern}`;
  let parts = made.get(key);
  if (parts === undefined) {
    const [, ...fields] = pattern.split(":");
    parts = [...fields.slice(0, 4), fields.slice(4).join(":")].map((text, index) =>
      lettersOfPattern(text, (variable) => (free && index === 4 ? "any" : setOf(service, variable))),
    );
    made.set(key, parts);
  }
  return [1, 4, 2, 3, 0].every((index) => meet(arn[index] ?? [], parts[index] ?? []));
}
