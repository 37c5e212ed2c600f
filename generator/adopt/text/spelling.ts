import { partsOf } from "../../iam/arn.ts";
import { iamVariableAt } from "../../spec/expression/grammar/foreign.ts";
import { referenceFromText, shown } from "./texts.ts";

/** What a draft says → what a spec says: its text is written so that the spec reads that text, and its expressions are written as such. */

/** Who reads a value of a spec: IAM, for whom `${aws:username}` is a variable; Terraform; or people alone. */
type Reader = "iam" | "terraform" | "people";

const ofIam = /^(actions\.\d+\.(resources|conditions)|role\.(trust|principals\.\d+)\.conditions)(\.|$)/;
const ofPeople = /^(push|actions)\.\d+\.(why|broad)$/;

function readerOf(path: string): Reader {
  return ofIam.test(path) ? "iam" : ofPeople.test(path) ? "people" : "terraform";
}

/** A section of a draft, or some of it, as it stands in a spec. */
export function spelled(value: unknown, path: string): unknown {
  const reader = readerOf(path);
  if (typeof value === "string") return spelledText(value, reader);
  if (Array.isArray(value)) return value.map((one, index) => spelled(one, `${path}.${index}`));
  if (typeof value !== "object" || value === null) return value;
  // Operators and keys of conditions are read as they stand.
  const keyOf = (key: string) => (reader === "iam" ? shown(key) : spelledText(key, reader));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [keyOf(key), spelled(one, `${path}.${key}`)]));
}

function spelledText(text: string, reader: Reader): string {
  if (reader === "people") return shown(text);
  const parts = partsOf(referenceFromText(text));
  return parts
    .map((part, index) => {
      if (part.kind === "expression") return `\${${part.code}}`;
      // A dollar before an expression would make text of it.
      const [dollars = ""] = index + 1 < parts.length ? (/(?<!\$)\$+$/.exec(part.text) ?? []) : [];
      const before = part.text.slice(0, part.text.length - dollars.length);
      if (reader === "iam") return `${forIam(before)}${"${$}".repeat(dollars.length)}`;
      return `${before.replaceAll("${", () => "$${")}${dollars && `\${"${dollars}"}`}`;
    })
    .join("");
}

/** Of a text that IAM reads, its variables stay; a dollar before one is a character. */
function forIam(text: string): string {
  let written = "";
  let at = 0;
  for (let open = text.indexOf("${"); open !== -1; open = text.indexOf("${", at)) {
    const is = iamVariableAt(text, open);
    const [dollars = ""] = /(?<!\$)\$+$/.exec(text.slice(at, open)) ?? [];
    const before = text.slice(at, open - dollars.length);
    written += is === null ? `${before}${dollars}$\${` : `${before}${"${$}".repeat(dollars.length)}${is}`;
    at = open + (is?.length ?? 2);
  }
  return written + text.slice(at);
}
