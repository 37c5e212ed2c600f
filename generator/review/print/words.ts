import type { Grant, GrantCause, GrantChange, Level } from "../change.ts";

/** Grants in plain words; every form of print says the same ones. */

/** Who is meant by a principal. */
export function whoWords(principal: string | null): string {
  if (principal === null) return "the function";
  if (principal === "*") return "anybody";
  if (/^\d{12}$/.test(principal)) return `the account ${principal}`;
  const named = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(.+)$/.exec(principal);
  return named === null ? principal : `the ${named[2]} ${named[3]} of the account ${named[1]}`;
}

/** A piece of a sentence: words of ours, or a key or a value as AWS writes it. */
export type Part = string | { readonly code: string };

/** `only if aws:SourceArn is arn:… and aws:SourceAccount is 123`, keys and values shown as `show` does; empty where nothing must hold. */
export function conditionWords(grant: Pick<Grant, "condition">, show: (text: string) => string = (text) => text): string {
  return conditionParts(grant)
    .map((part) => (typeof part === "string" ? part : show(part.code)))
    .join("");
}

/** The same in pieces. */
export function conditionParts({ condition }: Pick<Grant, "condition">): readonly Part[] {
  const clauses = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => clause(operator, key, [values].flat())),
  );
  return clauses.flatMap((parts, index) => [index === 0 ? "only if " : " and ", ...parts]);
}

/** How the operators of IAM read. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const verbs: Readonly<Record<string, readonly [is: string, between: string]>> = {
  stringequals: ["is", "or"],
  stringnotequals: ["is not", "nor"],
  stringequalsignorecase: ["is, in any case,", "or"],
  stringnotequalsignorecase: ["is not, in any case,", "nor"],
  stringlike: ["is like", "or"],
  stringnotlike: ["is not like", "nor"],
  arnequals: ["is", "or"],
  arnlike: ["is", "or"],
  arnnotequals: ["is not", "nor"],
  arnnotlike: ["is not", "nor"],
  numericequals: ["is", "or"],
  numericnotequals: ["is not", "nor"],
  numericlessthan: ["is less than", "or"],
  numericlessthanequals: ["is at most", "or"],
  numericgreaterthan: ["is more than", "or"],
  numericgreaterthanequals: ["is at least", "or"],
  dateequals: ["is", "or"],
  datenotequals: ["is not", "nor"],
  datelessthan: ["is before", "or"],
  datelessthanequals: ["is at the latest", "or"],
  dategreaterthan: ["is after", "or"],
  dategreaterthanequals: ["is at the earliest", "or"],
  bool: ["is", "or"],
  binaryequals: ["is", "or"],
  ipaddress: ["is in", "or"],
  notipaddress: ["is not in", "nor"],
};

function clause(operator: string, key: string, values: readonly string[]): readonly Part[] {
  const [, set = "", word = "", optional = ""] = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/i.exec(operator) ?? [];
  const of = set === "" ? [] : [set.toLowerCase() === "forallvalues:" ? "each value of " : "a value of "];
  if (word.toLowerCase() === "null")
    return [{ code: key }, ` is ${values.every((value) => value === "true") ? "absent" : "there"}`];
  const [is, between] = verbs[word.toLowerCase()] ?? [operator, "or"];
  const listed = values.flatMap((value, index): readonly Part[] => [...(index === 0 ? [] : [` ${between} `]), { code: value }]);
  return [...of, { code: key }, ` ${is} `, ...listed, ...(optional === "" ? [] : [", where the call carries it"])];
}

/** The access levels, as a mark behind a grant. */
export const levelWords: Readonly<Record<Level, string>> = {
  list: "lists",
  read: "reads",
  write: "writes",
  tagging: "tags",
  "permissions management": "manages permissions",
};

const qualified = /^function:(.*):([^:]+)$/;

/** What is allowed, as a sentence about the function: `may s3:GetObject on …`, `sns.amazonaws.com may invoke it`. */
export function grantWords(
  about: GrantChange["about"],
  grant: Grant,
  actions: readonly string[],
  change?: GrantChange["change"],
): string {
  const { principal, resource } = grant;
  const names = actions.join(", ");
  switch (about) {
    case "invoke": {
      const on = qualified.exec(resource)?.[2];
      const what = /^function:/.test(resource)
        ? `${actions.every((name) => name === "lambda:InvokeFunctionUrl") ? "call its URL" : "invoke it"}${on === undefined ? "" : `, as ${on}`}`
        : `${names} on ${resource}${principal?.includes(":role/") === true ? "" : ", by a role of its own"}`;
      return `${whoWords(principal)} may ${what}`;
    }
    case "role":
      return `${verbOf(grant, change)} ${names}${resource === "*" ? ' on "*"' : ` on ${resource}`}`;
    case "trust":
      return `${whoWords(principal)} may assume ${resource === "role" ? "its role" : resource}`;
  }
}

/** `may`, or what a Deny says: one that goes away is told, too. */
export function verbOf({ effect }: Grant, change?: GrantChange["change"]): string {
  if (effect === "Allow") return "may";
  return change === "widened" ? "is no longer denied" : "is denied";
}

/** When what the other side has of a rule holds: a grant is of the side that allows more, a Deny of the one that denies more. */
export function restWord({ grant, change }: Pick<GrantChange, "grant" | "change">): "before" | "now" {
  return (change === "widened") === (grant.effect === "Allow") ? "before" : "now";
}

/** `push.sns uploads, specs/media/thumbnailer.yaml:9: a photo was uploaded`. */
export function causeWords({ entry, file, line, why, because }: GrantCause): string {
  const reason = why ?? because;
  return `${entry}, ${file}:${line}${reason === null ? "" : `: ${reason}`}`;
}
