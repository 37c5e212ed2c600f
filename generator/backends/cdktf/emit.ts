import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App, TerraformElement, TerraformStack } from "cdktf";
import type { StackGrants } from "../../grants.ts";
import { type EmittedFile, headerOf, pathIn } from "../output-file.ts";
import { makeStack, versionsOf } from "./constructs.ts";
import type { Library } from "./library.ts";
import type { JsonObject } from "./print.ts";

/** Stacks → one `cdk.tf.json` each, through the app's own synthesis into a folder that is the caller's to remove. */
export function emitCdktf(stacks: readonly StackGrants[], library: Library, outdir: string): readonly EmittedFile[] {
  // The provider block is the team's, in a file beside: cdktf would miss it.
  const app = new library.cdktf.App({ outdir, skipValidation: true, stackTraces: false });
  const names = addStacks(app, stacks, library, assemble);
  app.synth();
  return stacks.map((stack, index) => ({
    path: pathIn(stack.directory, "cdk.tf.json"),
    text: `${visible(readFileSync(join(outdir, "stacks", names[index] ?? "", "cdk.tf.json"), "utf8").trimEnd())}\n`,
    source: stack.source,
  }));
}

/** How a stack's elements become one configuration; without one, as cdktf does. */
type Assemble = (stack: TerraformStack) => Made;

/** Adds a construct for each stack of specs; their names in the app, in the same order. */
export function addStacks(app: App, stacks: readonly StackGrants[], library: Library, assembled?: Assemble): readonly string[] {
  const taken = new Set<string>();
  return stacks.map((stack) => {
    const name = nameOf(stack, taken);
    taken.add(name.toLowerCase());
    makeGrantStack(app, name, stack, library, assembled);
    return name;
  });
}

/** A folder's path as cdktf takes it: no slash, no white space, no character of a glob. */
function nameOf({ directory, folder, target, source }: StackGrants, taken: ReadonlySet<string>): string {
  const named = folder !== "" ? directory : target === null ? source : `${target}/${source}`;
  const name = named.replace(/[\s*?[\]{}!/\\]+/g, "-");
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}-${number}`;
  return free;
}

function makeGrantStack(app: App, name: string, stack: StackGrants, library: Library, assembled?: Assemble): void {
  class GrantStack extends library.cdktf.TerraformStack {
    /** cdktf would add a backend here whose path is this machine's. No resource of ours refers to another stack. */
    override prepareStack(): void {}

    /** Same spec, same bytes: without cdktf's metadata. What an app adds to the stack stays. */
    override toTerraform(): JsonObject {
      const made = assembled?.(this) ?? (super.toTerraform() as Made);
      const terraform = { ...made.terraform, ...versionsOf(stack) };
      return {
        ...(made as JsonObject),
        "//": headerOf(stack.source, stack.target),
        ...(Object.keys(terraform).length > 0 && { terraform }),
        ...(made.data !== undefined && { data: withCauses(made.data) }),
        ...(made.resource !== undefined && { resource: withCauses(made.resource) }),
      };
    }
  }
  makeStack(library, new GrantStack(app, name), stack);
}

/** Where all elements are ours, no value is a token: looking for tokens is a third of cdktf's time. */
function assemble({ node }: TerraformStack): Made {
  const made: Record<string, Record<string, object>> = {};
  for (const child of node.children) {
    const fragment = (child as TerraformElement).toTerraform() as Readonly<
      Record<string, Readonly<Record<string, object>> | undefined>
    >;
    for (const [kind, entries] of Object.entries(fragment)) {
      for (const [key, entry] of Object.entries(entries ?? {})) {
        made[kind] ??= {};
        const block = made[kind];
        block[key] = Object.assign(block[key] ?? {}, entry);
      }
    }
  }
  return made as Made;
}

interface Made {
  readonly terraform?: JsonObject;
  readonly data?: Blocks;
  readonly resource?: Blocks;
}

/** Type → label → what stands there. */
type Blocks = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** The comment of each resource is what caused it, and nothing else. */
function withCauses(blocks: Blocks): JsonObject {
  const plain = ({ "//": comment, ...body }: JsonObject): JsonObject => {
    const cause = (comment as JsonObject | undefined)?.["cause"];
    return cause === undefined ? body : { "//": cause, ...body };
  };
  return mapValues(blocks, (byLabel) => mapValues(byLabel, plain));
}

function mapValues<In, Out>(of: Readonly<Record<string, In>>, change: (value: In) => Out): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));
}

/** What a reviewer would not see, or would see in another order, is written as its number; in JSON it stands in strings alone. */
function visible(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
