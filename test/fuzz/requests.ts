import type { Document, DocumentStatement } from "../../generator/iam/policy/policy-document.ts";

/** Which requests two policies let through, tried one by one: a second opinion that knows nothing of the proof. */

/** A request that the first allows and the second never does, or only under conditions; null where none was found. */
export function allowsMore(first: Document, second: Document): string | null {
  if ([first, second].some(({ Statement }) => Statement.some((of) => of.Effect !== "Allow" || !isPlain(of)))) return null;
  for (const statement of first.Statement)
    for (const action of listOf(statement.Action))
      for (const resource of listOf(statement.Resource).flatMap(samplesOf)) {
        if (/[*?]/.test(action)) continue;
        const matching = second.Statement.filter((of) => matches(of, action, resource));
        const request = `${action} on ${resource}`;
        if (matching.length === 0) return request;
        if (!isConditional(statement) && matching.every(isConditional)) return `${request} without conditions`;
      }
  return null;
}

function isPlain(of: DocumentStatement): boolean {
  const texts = (value: unknown) => [value].flat().every((item) => typeof item === "string");
  return texts(of.Action) && texts(of.Resource) && Object.keys(of).every((key) => !key.startsWith("Not"));
}

/** A mapping of conditions without any asks for nothing. */
function isConditional({ Condition }: DocumentStatement): boolean {
  return Object.values(Condition ?? {}).some((keys) => Object.keys(keys ?? {}).length > 0);
}

function matches(of: DocumentStatement, action: string, resource: string): boolean {
  return (
    listOf(of.Action).some((pattern) => glob(pattern.toLowerCase()).test(action.toLowerCase())) &&
    listOf(of.Resource).some((pattern) => glob(pattern).test(resource))
  );
}

function samplesOf(pattern: string): readonly string[] {
  return ["", "zz", "z/z"].map((star) =>
    pattern.replaceAll(/\$\{[*?]\}|[*?]/g, (mark) => (mark === "*" ? star : mark === "?" ? "q" : mark)),
  );
}

function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(/\$\{[*?$]\}|[\s\S]/gu, (piece) =>
    piece === "*" ? "[\\s\\S]*" : piece === "?" ? "[\\s\\S]" : piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, "u");
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
