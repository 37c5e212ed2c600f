/** Texts of which some places are open, as letters, and whether two of them can be one text. */

/** One place of a text: this character, or any but those. */
interface Letter {
  readonly char?: string;
  readonly but?: string;
  /** Any number of them, none included. */
  readonly many: boolean;
}

export type Letters = readonly Letter[];

/** The characters that a name cannot hold, by the classes of AWS's variables. */
const without = { any: "", "no slash": "/", "no colon": ":", name: "/:" } as const;

export const anyText: Letters = [{ but: without.any, many: true }];
export const anyName: Letters = atLeastOne(without.name);
export const nameWithSlashes: Letters = atLeastOne(without["no colon"]);

function atLeastOne(but: string): Letters {
  return [
    { but, many: false },
    { but, many: true },
  ];
}

/**
 * The letters of a text of a policy: its wildcards reach over everything, as IAM reads them, or within a name, as people mean them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function lettersOfText(text: string, reach: "name" | "everything"): Letters {
  const but = reach === "name" ? without.name : without.any;
  const letters: Letter[] = [];
  for (let at = 0; at < text.length; at++) {
    const end = text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    const char = text.charAt(at);
    if (end > 0) {
      const variable = text.slice(at + 2, end);
      if (/^[*?$]$/.test(variable)) letters.push({ char: variable, many: false });
      else letters.push(...atLeastOne(but));
      at = end;
    } else if (char === "*" || char === "?") letters.push({ but, many: char === "*" });
    else letters.push({ char, many: false });
  }
  return letters;
}

/** The letters of a pattern of AWS's reference; `classOf` says what a variable of it may be. */
export function lettersOfPattern(text: string, classOf: (variable: string) => unknown): Letters {
  return text.split(/(\$\{\w+\})/).flatMap((piece) => {
    const variable = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (variable === undefined) return lettersOfText(piece, "everything");
    if (variable === "Everything") return [{ char: "*", many: false }];
    const set = classOf(variable);
    if (typeof set !== "string" || !Object.hasOwn(without, set)) throw new Error(`no class of characters for \${${variable}}`);
    return atLeastOne(without[set as keyof typeof without]);
  });
}

/** Whether some text is both: a walk through the places of both at once. */
export function meet(a: Letters, b: Letters): boolean {
  // Most pairs differ before anything of them is open.
  let start = 0;
  for (; a[start]?.char !== undefined && b[start]?.char !== undefined; start++)
    if (a[start]?.char !== b[start]?.char) return false;
  const width = b.length + 1;
  const seen = new Set<number>();
  const waiting = [start * width + start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    const [i, j] = [Math.floor(place / width), place % width];
    if (i === a.length && j === b.length) return true;
    const [left, right] = [a[i], b[j]];
    if (left?.many === true) waiting.push(place + width);
    if (right?.many === true) waiting.push(place + 1);
    if (left === undefined || right === undefined || !agree(left, right)) continue;
    waiting.push(place + (left.many ? 0 : width) + (right.many ? 0 : 1));
  }
  return false;
}

function agree(a: Letter, b: Letter): boolean {
  if (a.char === undefined) return b.char === undefined || !(a.but ?? "").includes(b.char);
  return b.char === undefined ? !(b.but ?? "").includes(a.char) : a.char === b.char;
}
