import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Derived } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { errorCode } from "../../files/errno.ts";
import { isHidden } from "../../files/folders.ts";
import { isOurs } from "../../files/output/plan.ts";
import { readText } from "../../files/text.ts";
import { addressOfBlock, type Neighbour } from "../../neighbours/declaration.ts";
import { judgeNeighbours } from "../../neighbours/judge-neighbours.ts";
import { type ParseTerraform, terraformParser } from "../../neighbours/parse-terraform.ts";
import { parseTerraformJson } from "../../neighbours/parse-terraform-json.ts";
import { askedOf } from "../../proof/templates/asked-blocks.ts";

/** What is written by hand beside an output. */
export interface Neighbours {
  /** Addresses that are declared by hand in a directory below the out folder. */
  readonly declared: (directory: string) => ReadonlySet<string>;
  /** Where that and what was derived do not fit. */
  readonly judge: (derived: Derived) => readonly Diagnostic[];
}

let parser: Promise<ParseTerraform> | undefined;

/** Reads the hand-written files of an out folder. */
export async function readNeighbours(out: string): Promise<Neighbours> {
  const byDirectory = new Map<string, Neighbour[]>();
  for (const { directory, file, text } of handWritten(out)) {
    parser ??= loadParser();
    const found =
      text === null
        ? { declarations: [], isWhole: false }
        : file.endsWith(".json")
          ? parseTerraformJson(file, text)
          : (await parser)(file, text);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), found]);
  }
  return {
    declared: (directory) =>
      new Set((byDirectory.get(directory) ?? []).flatMap(({ declarations }) => declarations.map(({ address }) => address))),
    judge: ({ stacks, checked }) =>
      stacks.flatMap((grants, index) => {
        const own = askedOf(grants).flatMap(({ block, labels }) => addressOfBlock(block, labels) ?? []);
        const documents = (checked[index]?.specs ?? []).map(({ document, span }) => ({ document, span }));
        const neighbours = byDirectory.get(grants.directory) ?? [];
        return [...judgeNeighbours({ grants, own: new Set(own), documents, neighbours })];
      }),
  };
}

interface HandWritten {
  readonly directory: string;
  /** As to show it: `out/orders/resources.tf`. */
  readonly file: string;
  /** Null where it is not read. */
  readonly text: string | null;
}

/** What lies in a folder; nothing, where another run has removed it meanwhile. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The Terraform below a folder that we did not write. Overrides declare nothing of their own. */
function* handWritten(out: string, folder = out): Generator<HandWritten> {
  const top = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? realpathSync(out) : null;
  if (top === null) return;
  for (const entry of entriesOf(folder)) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isHidden(entry.name)) yield* handWritten(out, file);
      continue;
    }
    // https://developer.hashicorp.com/terraform/language/files/override
    if (!/\.tf(?:\.json)?$/.test(entry.name) || /(?:^|_)override\.tf(?:\.json)?$/.test(entry.name)) continue;
    const read = readText(file, top);
    if (read.kind === "text" && isOurs(file, read.text)) continue;
    yield {
      directory: relative(out, dirname(file)).replaceAll(sep, "/"),
      file: file.replaceAll(sep, "/"),
      text: read.kind === "text" ? read.text : null,
    };
  }
}

/** The engine and the grammar lie beside the program. */
function loadParser(): Promise<ParseTerraform> {
  // A run parses a few files: the time to make their parser faster never comes back.
  setFlagsFromString("--liftoff-only");
  const beside = dirname(fileURLToPath(import.meta.url));
  const bytes = (name: string) => readFileSync(join(beside, name));
  return terraformParser(bytes("tree-sitter.wasm"), bytes("tree-sitter-terraform.wasm"));
}
