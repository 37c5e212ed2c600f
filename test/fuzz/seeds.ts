import { encode } from "./input.ts";
import { compileTexts } from "./spec.ts";
import { seeds } from "./words.ts";

/** What the fuzzer begins with: the cases, as they stand and with a few changes of structure. */

const few = [[], [7, 40, 80, 120, 9, 9]];

export const inputs: Readonly<Record<"spec" | "document", readonly (readonly [name: string, bytes: Buffer])[]>> = {
  spec: seeds.flatMap(({ name, spec, stack }) =>
    few.map((decisions, index) => [`${name}-${index}`, encode([spec, stack], decisions)] as const),
  ),
  document: seeds
    .filter(({ spec }) => compileTexts({ spec, stack: "" }).files.length > 0)
    .flatMap(({ name, spec }) => few.map((decisions, index) => [`${name}-${index}`, encode([spec, ""], decisions)] as const)),
};
