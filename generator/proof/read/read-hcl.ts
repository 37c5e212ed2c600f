import { HclCursor } from "./hcl-cursor.ts";
import { readHclValue } from "./hcl-value.ts";
import { type Block, type Read, ReadError } from "./terraform-body.ts";

/**
 * Emitted HCL → blocks. It reads the structure of the language, blocks and attributes, and leaves expressions as they stand; what it
 * does not know is an error, never skipped.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function readHcl(text: string): readonly Block[] {
  // Most files are of plain characters alone, and the long search costs a start-up its time.
  const hidden = /^[\n\t -~]*$/.test(text) ? undefined : /[^\P{C}\n\t]|\p{Zl}|\p{Zp}/u.exec(text)?.[0];
  if (hidden !== undefined) {
    const number = (hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw new ReadError(`a character stands there that nobody sees, U+${number}`);
  }
  const cursor = new HclCursor(text);
  return readBody(cursor, true).blocks;
}

function readBody(cursor: HclCursor, top: boolean): Pick<Block, "attributes" | "blocks"> {
  const attributes = new Map<string, Read>();
  const blocks: Block[] = [];
  for (;;) {
    cursor.skipBlank();
    if (cursor.atEnd()) {
      if (!top) throw cursor.problem("a block does not end");
      return { attributes, blocks };
    }
    if (!top && cursor.take("}")) {
      cursor.endLine();
      return { attributes, blocks };
    }
    const { line } = cursor;
    const name = cursor.name();
    cursor.skipSpaces();
    if (cursor.take("=")) {
      if (top) throw cursor.problem("an attribute stands outside of all blocks");
      if (attributes.has(name)) throw cursor.problem(`\`${name}\` stands twice in one block`);
      attributes.set(name, readHclValue(cursor.expression(), line));
      continue;
    }
    const labels: string[] = [];
    while (!cursor.take("{")) {
      labels.push(cursor.label());
      cursor.skipSpaces();
    }
    if (!cursor.isAt("}")) cursor.endLine();
    blocks.push({ type: name, labels, line, ...readBody(cursor, false) });
  }
}
