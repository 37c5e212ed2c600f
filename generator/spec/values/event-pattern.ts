/**
 * The grammar of event patterns, as filters of mappings and of subscriptions take them: AWS refuses some of what is wrong, and matches
 * nothing with the rest.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 * What EventBridge refuses beyond that of a rule's, its own compiler says: https://github.com/aws/event-ruler (JsonRuleCompiler.java).
 */

/** What is wrong with a pattern, in words; null where nothing is. */
export function wrongPattern(text: string, ofRule: boolean): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  if (!isObject(value)) return "it is no JSON object";
  return wrongObject(value, "") ?? (ofRule ? refusedObject(value, "") : null);
}

/** The keys at the top of a pattern, those of its alternatives too. */
export function rootsOf(text: string): readonly string[] {
  const roots = (value: unknown): readonly string[] =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, of]) => (key === "$or" && Array.isArray(of) ? of.flatMap(roots) : [key]))
      : [];
  return roots(JSON.parse(text));
}

/** Deeper patterns are of nobody's events, and would exhaust the stack of whoever reads them. */
const deepest = 50;

function wrongObject(object: Readonly<Record<string, unknown>>, path: string, depth = 0): string | null {
  if (depth > deepest) return `it is nested deeper than ${deepest} levels`;
  for (const [key, value] of Object.entries(object)) {
    const at = path === "" ? key : `${path}.${key}`;
    const wrong = key === "$or" ? wrongAlternatives(value, at, path, depth) : wrongField(value, at, depth);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongField(value: unknown, at: string, depth: number): string | null {
  if (isObject(value)) return wrongObject(value, at, depth + 1);
  if (!Array.isArray(value)) return `"${at}" is ${JSON.stringify(value)}, and takes a list: [${JSON.stringify(value)}]`;
  if (value.length === 0) return `"${at}" is an empty list, which matches nothing`;
  for (const item of value as readonly unknown[]) {
    const wrong = Array.isArray(item) ? `"${at}" holds a list in a list` : isObject(item) ? wrongComparison(item, at) : null;
    if (wrong !== null) return wrong;
  }
  return null;
}

/** `$or` of fields: a list of patterns. */
function wrongAlternatives(value: unknown, at: string, path: string, depth: number): string | null {
  const parts = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (parts.length < 2 || !parts.every(isObject)) return `"${at}" takes a list of two patterns or more`;
  return parts.map((part) => wrongObject(part, path, depth + 1)).find((wrong) => wrong !== null) ?? null;
}

const isText = (value: unknown) => typeof value === "string";
const isTexts = (value: unknown) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));

/** Whether text is compared in either case: `{"prefix": {"equals-ignore-case": "x"}}`. */
function ignoresCase(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && isText(value["equals-ignore-case"]);
}

/** Operators and what each takes, in words and as a test. */
const comparisons: Readonly<Record<string, { readonly takes: string; readonly test: (value: unknown) => boolean }>> = {
  prefix: { takes: "a text", test: (value) => isText(value) || ignoresCase(value) },
  suffix: { takes: "a text", test: (value) => isText(value) || ignoresCase(value) },
  wildcard: { takes: "a text", test: isText },
  cidr: { takes: "a range of addresses", test: (value) => isText(value) && isRange(String(value)) },
  exists: { takes: "true or false", test: (value) => typeof value === "boolean" },
  numeric: { takes: 'a comparison: ["=", 5] or [">", 0, "<=", 5]', test: isNumeric },
  "equals-ignore-case": { takes: "a text", test: isText },
  "anything-but": {
    takes: "a value, a list of values, or one comparison of texts",
    test: (value) =>
      typeof value === "string" ||
      typeof value === "number" ||
      (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string" || typeof item === "number")) ||
      (isObject(value) &&
        Object.entries(value).length === 1 &&
        Object.entries(value).every(
          ([key, of]) => ["prefix", "suffix", "wildcard", "equals-ignore-case"].includes(key) && isTexts(of),
        )),
  },
};

function wrongComparison(object: Readonly<Record<string, unknown>>, at: string): string | null {
  const [entry, second] = Object.entries(object);
  if (entry === undefined || second !== undefined) return `each comparison of "${at}" has one operator`;
  const [operator, value] = entry;
  const known = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (known === undefined) return `"${at}" has the operator "${operator}", and there are ${Object.keys(comparisons).join(", ")}`;
  return known.test(value) ? null : `"${operator}" of "${at}" takes ${known.takes}`;
}

/** Addresses of one network: 10.0.0.0/24, 2001:db8::/32. */
function isRange(text: string): boolean {
  const [, address = "", bits = ""] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  return address !== "" && Number(bits) <= (address.includes(":") ? 128 : 32);
}

/** What EventBridge refuses of what is well-formed. */
function refusedObject(object: Readonly<Record<string, unknown>>, path: string): string | null {
  const entries = Object.entries(object);
  if (entries.length === 0) return path === "" ? "it is empty, and asks of nothing" : `"${path}" is empty, and asks of nothing`;
  for (const [key, value] of entries) {
    const at = path === "" ? key : `${path}.${key}`;
    const parts = Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];
    const refused = isObject(value)
      ? refusedObject(value, at)
      : (parts.map((part) => (key === "$or" ? refusedObject(part, path) : refusedComparison(part, at))).find(Boolean) ?? null);
    if (refused !== null) return refused;
  }
  return null;
}

function refusedComparison(object: Readonly<Record<string, unknown>>, at: string): string | null {
  const [[operator, value] = ["", null]] = Object.entries(object);
  if (operator === "anything-but" && isObject(value)) {
    const [[inner, of] = ["", null]] = Object.entries(value);
    const texts = [of].flat().map(String);
    const isEmpty = (inner === "prefix" || inner === "suffix") && texts.includes("");
    if (isEmpty) return `"anything-but" of "${at}" has an empty "${inner}", which is in every text`;
    return inner === "wildcard" ? (texts.map((text) => refusedWildcard(text, at)).find(Boolean) ?? null) : null;
  }
  if (operator === "anything-but" && Array.isArray(value) && new Set(value.map((item) => typeof item)).size > 1)
    return `"anything-but" of "${at}" takes texts alone, or numbers alone`;
  if (operator === "wildcard") return refusedWildcard(String(value), at);
  if (operator === "cidr" && /^[\d.]+\/32$|\/128$/.test(String(value)))
    return `"cidr" of "${at}" is one address, which is written as it is`;
  return operator === "numeric" && Array.isArray(value) ? refusedRange(value as readonly unknown[], at) : null;
}

function refusedWildcard(text: string, at: string): string | null {
  const plain = text.replace(/\\[*\\]/g, "");
  if (plain.includes("**")) return `"wildcard" of "${at}" has a * behind another`;
  return plain.includes("\\") ? `"wildcard" of "${at}" has a \\ that stands before no * and no other one` : null;
}

/** A range goes up: from what is more than a number to what is less than a larger one. */
function refusedRange([first, from, second, to]: readonly unknown[], at: string): string | null {
  if (second === undefined) return null;
  const goesUp = /^>=?$/.test(String(first)) && /^<=?$/.test(String(second)) && Number(from) < Number(to);
  return goesUp ? null : `"numeric" of "${at}" takes a range from the smaller number to the larger: [">", 0, "<=", 5]`;
}

/** Pairs of an operator and a number; at most a range. */
function isNumeric(value: unknown): boolean {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4)) return false;
  return (value as readonly unknown[]).every((item, index) =>
    index % 2 === 0 ? ["=", "<", "<=", ">", ">="].includes(String(item)) && isText(item) : typeof item === "number",
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
