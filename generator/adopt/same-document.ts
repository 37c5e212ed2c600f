import { compareText } from "../text-order.ts";
import { shown } from "./text/texts.ts";

/**
 * Whether two policies are the same to Terraform's provider, which compares what they mean: a list of one is that one, and the
 * order of a list says nothing.
 */
export function isSameDocument(old: object | null, made: object | null): boolean {
  if (old === null || made === null) return old === null && made === null;
  return JSON.stringify(plain(shown(old))) === JSON.stringify(plain(made));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...others] = value.map(plain).sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
    return others.length === 0 ? first : [first, ...others];
  }
  if (typeof value !== "object" || value === null) return String(value);
  // An empty Sid is none.
  const said = Object.entries(value).filter(([key, one]) => key !== "Sid" || one !== "");
  return Object.fromEntries(said.map(([key, one]) => [key, plain(one)] as const).sort(([a], [b]) => compareText(a, b)));
}
