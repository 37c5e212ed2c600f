import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Derived } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";
import { addressOfBlock, type Neighbour } from "../../neighbours/declaration.ts";
import { judgeNeighbours } from "../../neighbours/judge-neighbours.ts";
import { type ParseTerraform, terraformParser } from "../../neighbours/parse-terraform.ts";
import { parseTerraformJson } from "../../neighbours/parse-terraform-json.ts";
import { askedOf } from "../../proof/templates/asked-blocks.ts";

/** What is written by hand beside an output. */
export interface Neighbours {
  /** Addresses that are declared by hand in a directory below the out folder. */
  readonly declared: (directory: string) => ReadonlySet<string>;
  /** Where that and what was derived do not fit, by the stacks that were derived. */
  readonly judge: (derived: Derived) => readonly (readonly Diagnostic[])[];
}

let parser: Promise<ParseTerraform> | undefined;

/** Parses the hand-written files of an out folder. */
export async function readNeighbours(files: Iterable<HandWritten>): Promise<Neighbours> {
  const byDirectory = new Map<string, Neighbour[]>();
  for (const { directory, file, text } of files) {
    const found =
      text === null
        ? { declarations: [], isWhole: false }
        : file.endsWith(".json")
          ? parseTerraformJson(file, text)
          : (await hclParser())(file, text);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), found]);
  }
  return {
    declared: (directory) =>
      new Set((byDirectory.get(directory) ?? []).flatMap(({ declarations }) => declarations.map(({ address }) => address))),
    judge: ({ stacks, checked }) =>
      stacks.map((grants, index) => {
        const own = askedOf(grants).flatMap(({ block, labels }) => addressOfBlock(block, labels) ?? []);
        const documents = (checked[index]?.specs ?? []).map(({ document, span }) => ({ document, span }));
        const neighbours = byDirectory.get(grants.directory) ?? [];
        return [...judgeNeighbours({ grants, own: new Set(own), documents, neighbours })];
      }),
  };
}

function hclParser(): Promise<ParseTerraform> {
  parser ??= loadParser();
  return parser;
}

/** The engine and the grammar lie beside the program. */
function loadParser(): Promise<ParseTerraform> {
  // A run parses a few files: the time to make their parser faster never comes back.
  setFlagsFromString("--liftoff-only");
  const beside = dirname(fileURLToPath(import.meta.url));
  const bytes = (name: string) => readFileSync(join(beside, name));
  return terraformParser(bytes("tree-sitter.wasm"), bytes("tree-sitter-terraform.wasm"));
}
