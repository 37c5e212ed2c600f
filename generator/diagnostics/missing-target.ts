import { nearest } from "./nearest.ts";

/** The first of the targets that are asked for which no stack has, and what helps; null where all are there. */
export function missingTarget(
  asked: readonly string[],
  targets: readonly string[],
): { readonly message: string; readonly hint: string } | null {
  const wrong = asked.find((name) => !targets.includes(name));
  if (wrong === undefined) return null;
  const near = nearest(wrong, targets);
  const known = targets.length === 0 ? "none of the stacks here has targets" : `there is ${targets.join(", ")}`;
  return { message: `no stack here has the target ${wrong}`, hint: near === undefined ? known : `did you mean ${near}?` };
}
