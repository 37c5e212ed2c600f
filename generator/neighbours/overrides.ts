import { compareText } from "../text-order.ts";
import type { Declaration, Neighbour } from "./declaration.ts";

/** The files of a directory as Terraform reads them: https://developer.hashicorp.com/terraform/language/files/override */
export interface LaidOver {
  /** Those that declare, each declaration with what the overrides say of it. */
  readonly neighbours: readonly Neighbour[];
  readonly overrides: readonly Neighbour[];
}

/** An override declares nothing of its own: its arguments take the place of those that another file gives. */
export function layOver(files: readonly Neighbour[]): LaidOver {
  const overrides = files.filter(({ overrides: isOver }) => isOver).sort((a, b) => compareText(a.file, b.file));
  const over = new Map<string, Declaration>();
  for (const one of overrides.flatMap(({ declarations }) => declarations))
    over.set(one.address, merged(over.get(one.address), one));
  const neighbours = files
    .filter(({ overrides: isOver }) => !isOver)
    .map((file) => ({ ...file, declarations: file.declarations.map((one) => merged(one, over.get(one.address))) }));
  return { neighbours, overrides };
}

function merged(first: Declaration | undefined, last: Declaration): Declaration;
function merged(first: Declaration, last: Declaration | undefined): Declaration;
function merged(first: Declaration | undefined, last: Declaration | undefined): Declaration | undefined {
  if (first === undefined || last === undefined) return first ?? last;
  return { ...first, given: new Map([...first.given, ...last.given]) };
}
