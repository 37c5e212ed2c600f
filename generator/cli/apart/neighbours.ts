import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Derived } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { linkedFolder } from "../../diagnostics/linked-folder.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";
import { checkCycles } from "../../judge/check-cycles.ts";
import { addressOfBlock, type Neighbour, requiredProviders, waitingFor } from "../../neighbours/declaration.ts";
import { judgeNeighbours } from "../../neighbours/judge-neighbours.ts";
import { defaultsOf, type Meanings, meaningsOf } from "../../neighbours/meanings.ts";
import { type LaidOver, layOver } from "../../neighbours/overrides.ts";
import { type ParseTerraform, terraformParser } from "../../neighbours/parse-terraform.ts";
import { parseTerraformJson } from "../../neighbours/parse-terraform-json.ts";
import { typesOf } from "../../neighbours/variable-types.ts";
import { askedOf } from "../../proof/templates/asked-blocks.ts";
import type { Settings } from "../../spec/settings.ts";

/** What is written by hand beside an output. */
export interface Neighbours {
  /** Addresses that are declared by hand in a directory below the out folder. */
  readonly declared: (directory: string) => ReadonlySet<string>;
  /** What names that are declared by hand stand for, in a directory of a stack. */
  readonly meanings: (directory: string, settings: Pick<Settings, "home" | "provider">) => Meanings;
  /** What variables that are declared by hand are where nobody says otherwise. */
  readonly defaults: (directory: string) => Meanings;
  /** The types of variables and locals there, by their addresses, with those that a stack says itself. */
  readonly types: (directory: string, stated: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
  /** Where that and what was derived do not fit, by the stacks that are sound. */
  readonly judge: (derived: Derived) => readonly (readonly Diagnostic[])[];
}

let parser: Promise<ParseTerraform> | undefined;

/** Parses the hand-written files of an out folder. */
export async function readNeighbours(files: Iterable<HandWritten>): Promise<Neighbours> {
  const found = new Map<string, Neighbour[]>();
  const links = new Map<string, string>();
  for (const { directory, file, text, overrides = false, replaces = false, linked = false } of files) {
    if (linked) {
      links.set(directory, file);
      continue;
    }
    const said =
      text === null
        ? { declarations: [], isWhole: false }
        : file.endsWith(".json")
          ? parseTerraformJson(file, text)
          : (await hclParser())(file, text);
    found.set(directory, [...(found.get(directory) ?? []), { file, overrides, replaces, ...said }]);
  }
  const byDirectory = new Map([...found].map(([directory, all]) => [directory, layOver(all)]));
  const filesOf = (directory: string): LaidOver => byDirectory.get(directory) ?? { neighbours: [], overrides: [] };
  const declarationsIn = (directory: string) => filesOf(directory).neighbours.flatMap(({ declarations }) => declarations);
  const meaningsIn = (directory: string, settings: Pick<Settings, "home" | "provider">) =>
    meaningsOf(declarationsIn(directory), settings.provider === null ? settings.home : null);
  return {
    meanings: meaningsIn,
    defaults: (directory) => defaultsOf(declarationsIn(directory)),
    types: (directory, stated) => typesOf(declarationsIn(directory), stated),
    declared: (directory) => new Set(declarationsIn(directory).map(({ address }) => address)),
    judge: ({ sound }) =>
      sound.map(({ stack, isWhole, grants }) => {
        const asked = askedOf(grants);
        const own = asked.flatMap(({ block, labels }) =>
          block === "terraform" ? requiredProviders : (addressOfBlock(block, labels) ?? []),
        );
        const emitted = asked.flatMap(({ block, labels: [type = "", label = ""], body }) =>
          block === "resource" ? [{ type, label, body }] : [],
        );
        const documents = stack.specs.map(({ document, span }) => ({ document, span }));
        const meanings = meaningsIn(grants.directory, stack.settings);
        const beside = filesOf(grants.directory);
        const spans = documents.map(({ span }) => span);
        const link = links.get(grants.directory);
        return [
          ...(link === undefined ? [] : [linkedFolder(link)]),
          ...judgeNeighbours({ grants, own: new Set(own), emitted, documents, isWhole, ...beside, meanings }),
          ...checkCycles(grants, spans, waitingFor(beside.neighbours)),
        ];
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
