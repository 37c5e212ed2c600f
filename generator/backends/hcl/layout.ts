/**
 * Lays out what the templates made as `terraform fmt` would: indentation by brackets, equals signs of neighbouring lines in
 * one column, no blank line where a block begins or ends. A value never breaks inside a string, so lines tell everything:
 * a bracket opens at the end of a line and closes at the beginning of one.
 */
export function format(text: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const comment = line.startsWith("#");
    if (line === "") {
      const last = lines.at(-1);
      if (last !== undefined && last !== "" && !opens(last)) lines.push("");
      continue;
    }
    if (!comment && /^[\])}]/.test(line)) {
      depth--;
      if (lines.at(-1) === "") lines.pop();
    }
    lines.push("  ".repeat(depth) + line);
    if (!comment && opens(line)) depth++;
  }
  while (lines.at(-1) === "") lines.pop();
  return `${align(lines).join("\n")}\n`;
}

function opens(line: string): boolean {
  return !line.trimStart().startsWith("#") && /[[({]$/.test(line);
}

/** An attribute whose value stands on its own line whole. */
const attribute = /^(\s*)([A-Za-z_][\w-]*|"(?:[^"\\]|\\.)*") = (.*)$/u;

function align(lines: readonly string[]): readonly string[] {
  const aligned: string[] = [];
  for (let from = 0; from < lines.length; ) {
    const parts: RegExpExecArray[] = [];
    for (let part = alignedPart(lines[from]); part !== null; part = alignedPart(lines[from + parts.length])) parts.push(part);
    if (parts.length === 0) {
      aligned.push(lines[from] ?? "");
      from++;
      continue;
    }
    const width = Math.max(...parts.map(([, , name = ""]) => columns(name)));
    for (const [, indent = "", name = "", value = ""] of parts)
      aligned.push(`${indent}${name}${" ".repeat(width - columns(name))} = ${value}`);
    from += parts.length;
  }
  return aligned;
}

/** Indentation, name and value of a line whose equals sign is aligned with those of its neighbours; null of any other. */
function alignedPart(line = ""): RegExpExecArray | null {
  return opens(line) ? null : attribute.exec(line);
}

let segmenter: Intl.Segmenter | undefined;

/** Made when it is needed: it takes a tenth of the program's start, and most files are plain ASCII. */
function graphemes(text: string): number {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].length;
}

/** Terraform counts what a reader sees as one character. */
function columns(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is counted without the segmenter
  return /^[\x00-\x7f]*$/.test(text) ? text.length : graphemes(text);
}
