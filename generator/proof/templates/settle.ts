import type { Value } from "../../grants.ts";
import { expression, join, literal, partsOf, textOf } from "../../iam/arn.ts";
import { keyOf } from "../pattern.ts";
import { readHclValue } from "../read/hcl-value.ts";
import { isList, isMap, isReadReference, type Read, type ReadMap } from "../read/terraform-body.ts";

/** Values in one form, so that what Terraform takes for the same is the same. */

/** A value of the grants as it would be read. */
export function readOf(value: Value): Read {
  if (typeof value === "number" || typeof value === "boolean") return expression(String(value));
  if (isValues(value)) return value.map(readOf);
  if (value.kind !== "map") return settled(value);
  return { kind: "map", entries: new Map(value.entries.map(({ key, value: inner }) => [key, readOf(inner)])) };
}

function isValues(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** An expression that is a text, a list or a map is that. */
export function settled(read: Read): Read {
  if (isList(read)) return read.map(settled);
  if (isMap(read)) return { kind: "map", entries: new Map([...read.entries].map(([key, value]) => [key, settled(value)])) };
  if (read.kind === "literal") return read;
  if (read.kind === "expression") {
    if (/^[\w.-]*$/.test(read.code)) return read;
    const value = readHclValue(read.code.trim(), 0);
    return !isList(value) && value.kind === "expression" ? value : settled(value);
  }
  return join(
    ...partsOf(read).flatMap((part) => {
      if (part.kind === "literal") return [part];
      const value = readHclValue(part.code.trim(), 0);
      return isList(value) || isMap(value) || value.kind === "expression" ? [part] : partsOf(value);
    }),
  );
}

/** In JSON an address is a text, and Terraform takes it for the address. */
export function addressesOf(read: Read): Read {
  if (isList(read)) return read.map(addressesOf);
  return read.kind === "literal" ? expression(read.text) : settled(read);
}

/** What is required of a provider, settled: its configurations are addresses. */
export function requiredOf(read: Read): Read {
  if (!isMap(read)) return settled(read);
  const value = (key: string, of: Read) => (key === "configuration_aliases" ? addressesOf(of) : settled(of));
  return { ...read, entries: new Map([...read.entries].map(([key, of]) => [key, value(key, of)])) };
}

/** Whether two settled values are the same. */
export function isSame(a: Read, b: Read): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((one, index) => isSame(one, b[index] ?? literal("")));
  if (isMap(a))
    return isMap(b) && a.entries.size === b.entries.size && [...a.entries].every(([key, value]) => hasEntry(b, key, value));
  if (!isReadReference(b) || a.kind !== b.kind) return false;
  return textOf(a) === textOf(b) && (a.kind !== "join" || keyOf(a) === keyOf(b));
}

/** Whether a map has an entry with this value. */
export function hasEntry({ entries }: ReadMap, key: string, value: Read): boolean {
  const found = entries.get(key);
  return found !== undefined && isSame(value, found);
}

/** A value as a sentence says it. */
export function valueInWords(read: Read): string {
  if (isList(read)) return `[${read.map(valueInWords).join(", ")}]`;
  if (isMap(read)) return `{${[...read.entries].map(([key, value]) => `${key} = ${valueInWords(value)}`).join(", ")}}`;
  return read.kind === "expression" ? read.code : JSON.stringify(textOf(read));
}
