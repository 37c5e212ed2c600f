import type { Tree } from "@lezer/common";

/**
 * What a grammar does not know yet, written as it does, at the same place: a language grows faster than its grammars, and what follows
 * in the file would be told as unread. Nothing of what is called changes, as no call stands in what is rewritten.
 */

interface Closing {
  readonly at: number;
  readonly commas: readonly number[];
}

/** A text while it is respelled. */
export class Respelling {
  private readonly made: string[];
  /** The text without what is none of the language's: a literal is so many quotes, a comment so many spaces. */
  readonly code: string;
  private closings: ReadonlyMap<number, Closing> | undefined;

  constructor(text: string, tree: Tree) {
    this.made = [...Array(text.length).keys()].map((at) => text.charAt(at));
    const code = [...this.made];
    tree.iterate({
      enter: ({ name, from, to }) => {
        const fill = /String$/.test(name) ? '"' : /Comment$/.test(name) ? " " : name === "RegExp" ? "/" : null;
        if (fill === null) return true;
        for (let at = from; at < to; at++) if (fill === " " || code[at] !== "\n") code[at] = fill;
        return false;
      },
    });
    this.code = code.join("");
  }

  /** Takes out what a group of the pattern finds, or all that it finds. */
  blank(pattern: RegExp, group = 0): void {
    this.write(pattern, (found) => " ".repeat(found.length), group);
  }

  /** Writes something of the same length in the place of what the pattern finds. */
  write(pattern: RegExp, as: (found: string) => string, group = 0): void {
    for (const { indices } of this.code.matchAll(new RegExp(pattern, `${pattern.flags}d`))) {
      const [from, to] = indices?.[group] ?? [0, 0];
      this.set(from, as(this.code.slice(from, to)));
    }
  }

  /** Writes from a place on. */
  set(from: number, text: string): void {
    for (let at = 0; at < text.length; at++) this.made[from + at] = text.charAt(at);
  }

  /** What stands now from a place to another. */
  slice(from: number, to: number): string {
    return this.made.slice(from, to).join("");
  }

  /** Where the bracket closes that opens here, and the commas between the two that are in no other; undefined where none closes it. */
  closing(open: number): Closing | undefined {
    this.closings ??= closingsOf(this.code);
    return this.closings.get(open);
  }

  text(): string {
    return this.made.join("");
  }
}

function closingsOf(code: string): ReadonlyMap<number, Closing> {
  const closings = new Map<number, Closing>();
  const open: { readonly from: number; readonly commas: number[] }[] = [];
  for (let at = 0; at < code.length; at++) {
    const letter = code.charAt(at);
    if ("([{".includes(letter)) open.push({ from: at, commas: [] });
    else if (letter === ",") open.at(-1)?.commas.push(at);
    else if (")]}".includes(letter)) {
      const closed = open.pop();
      if (closed !== undefined) closings.set(closed.from, { at, commas: closed.commas });
    }
  }
  return closings;
}

/** The tree of a text, or of the same text respelled where that has fewer mistakes; the text is the one that the tree is of. */
export function parsed(
  text: string,
  parse: (text: string) => Tree,
  respell: (respelling: Respelling) => void,
): { readonly tree: Tree; readonly text: string } {
  const tree = parse(text);
  const mistakes = mistakesIn(tree);
  if (mistakes === 0) return { tree, text };
  const respelling = new Respelling(text, tree);
  respell(respelling);
  const respelled = respelling.text();
  if (respelled === text) return { tree, text };
  const again = parse(respelled);
  return mistakesIn(again) < mistakes ? { tree: again, text: respelled } : { tree, text };
}

function mistakesIn(tree: Tree): number {
  let count = 0;
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) count++;
    },
  });
  return count;
}
