import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The house: which room may look into which, that no two files go round in a circle, and that the map is true. */

/** The arrows between the stages: what each folder of generator/ may import of the others. The longest name that fits holds. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  grants: [],
  addresses: [],
  remembered: [],
  "text-order": [],
  diagnostics: ["text-order"],
  files: ["remembered", "text-order"],
  sources: ["text-order", "grants"],
  iam: ["text-order", "grants", "diagnostics"],
  spec: ["remembered", "text-order", "grants", "addresses", "diagnostics", "sources", "iam"],
  derive: ["remembered", "text-order", "spec", "sources", "iam", "grants", "addresses"],
  judge: ["remembered", "derive", "spec", "iam", "grants", "addresses", "diagnostics"],
  backends: ["remembered", "grants", "addresses"],
  proof: ["remembered", "grants", "iam"],
  // What a spec needs is found without the code that derives what is granted; the rest of the proof sees neither spec nor sources.
  "proof/needs": ["remembered", "spec", "sources", "iam", "grants", "diagnostics", "proof", "proof/words"],
  "proof/words": ["spec", "sources", "iam", "grants", "proof"],
  editor: ["spec", "sources", "iam", "grants", "diagnostics"],
  neighbours: ["text-order", "grants", "diagnostics", "spec", "iam"],
  review: ["text-order", "spec", "sources", "grants", "proof", "proof/needs", "iam", "diagnostics", "page"],
  // What exists is compiled anew, and held against what that grants; what it is made of by hand is HCL, too.
  adopt: [
    "remembered",
    "text-order",
    "compile",
    "backends",
    "spec",
    "sources",
    "grants",
    "addresses",
    "iam",
    "proof",
    "proof/needs",
    "diagnostics",
  ],
  // A browser runs it: it knows no more than what it is given.
  page: [],
  rules: ["text-order", "review", "spec", "grants", "proof", "iam", "diagnostics", "files", "remembered"],
  // What reads code knows AWS's reference; what holds it against a spec knows the spec and its grants.
  code: ["iam"],
  "code/against": ["code", "spec", "grants", "iam", "diagnostics"],
  "code/used": ["text-order", "code", "spec", "grants", "iam"],
  "code/suggest": ["code", "code/against", "iam"],
};
/** What puts the stages together may see them all. */
const everything: readonly string[] = ["compile", "index", "cdktf", "cdktn", "construct", "cli"];

/** Files of one name are the same stage of two backends. */
const sameStage: readonly string[] = ["emit.ts", "print.ts"];

/** Doors call what they lead to by its own name. */
const doors: readonly string[] = ["index.ts", "cdktf.ts", "cdktn.ts", "cli/compiler.ts"];

/** Tables may be long: facts, an entry after the other; the waist, and what an entry may say, a type after the other. */
const tables: readonly string[] = [
  "grants.ts",
  "sources/source.ts",
  "sources/push-sources.ts",
  "sources/pull-sources.ts",
  "iam/terraform-types.ts",
  "iam/reference/sdk-methods.ts",
  "spec/language/language.ts",
  "code/sdk/boto3-listed.ts",
  "adopt/sam/policy-templates.ts",
  "code/sdk/library-calls.ts",
];
const longest = 250;
const mostFiles = 15;

const generator = fileURLToPath(new URL("../generator/", import.meta.url));
const all = readdirSync(generator, { recursive: true, encoding: "utf8" });
const sources = all.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort();
const texts = new Map(sources.map((file) => [file, readFileSync(join(generator, file), "utf8")]));

/** `spec/push/url.ts` lies in `spec/push`; a file of the top is a room of its own. */
function roomOf(file: string): string {
  return file.includes("/") ? dirname(file) : file.replace(/\.ts$/, "");
}

function stageOf(room: string): string {
  const names = [...Object.keys(arrows), ...everything].filter((name) => room === name || room.startsWith(`${name}/`));
  return names.sort((a, b) => b.length - a.length)[0] ?? "";
}

function importsOf(file: string): readonly string[] {
  return [...(texts.get(file) ?? "").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
    relative(generator, resolve(dirname(join(generator, file)), match[1] ?? "")),
  );
}

describe("arrows", () => {
  it.each(sources)("%s", (file) => {
    const stage = stageOf(roomOf(file));
    expect(stage, "a room that the table of arrows does not know").not.toBe("");
    if (everything.includes(stage)) return;
    const seen = importsOf(file).map((other) => stageOf(roomOf(other)));
    expect(seen.filter((other) => other !== stage && !arrows[stage]?.includes(other))).toEqual([]);
  });

  it("files go round in no circle", () => {
    expect(circles(new Map(sources.map((file) => [file, importsOf(file).filter((other) => texts.has(other))])))).toEqual([]);
  });

  it("rooms of one folder go round in no circle", () => {
    const rooms = new Map<string, string[]>();
    for (const file of sources) {
      const room = roomOf(file);
      // The files of a folder itself stand above its rooms and below them: each is judged alone.
      if (room.split("/").length < 2) continue;
      const others = importsOf(file).map(roomOf);
      const inside = others.filter(
        (other) => other !== room && other.split("/")[0] === room.split("/")[0] && other.includes("/"),
      );
      rooms.set(room, [...(rooms.get(room) ?? []), ...inside]);
    }
    expect(circles(rooms)).toEqual([]);
  });

  it("the evaluator under another licence stays in the tests", () => {
    expect(sources.filter((file) => /iam-simulate/.test(texts.get(file) ?? ""))).toEqual([]);
  });

  it("only files/ writes, and only the command line prints", () => {
    const writing = /writeFileSync|renameSync|rmSync|unlinkSync|mkdirSync/;
    const writers = sources.filter((file) => writing.test(texts.get(file) ?? ""));
    expect(writers.filter((file) => !file.startsWith("files/"))).toEqual([]);
    const printers = sources.filter((file) => /console\.(log|error|warn|info)|process\.std(out|err)/.test(texts.get(file) ?? ""));
    expect(printers.filter((file) => !file.startsWith("cli/"))).toEqual([]);
  });
});

describe("rooms", () => {
  const rooms = [...new Set(sources.filter((file) => file.includes("/")).flatMap(foldersOf))].sort();

  it.each(rooms)("%s is small enough to know, and says what lives there", (room) => {
    expect(sources.filter((file) => dirname(file) === room).length).toBeLessThanOrEqual(mostFiles);
    const lines = introduction(room).split("\n");
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(3);
  });

  it("no file is longer than one idea, but tables", () => {
    const long = sources.filter((file) => (texts.get(file)?.split("\n").length ?? 0) > longest + 1);
    expect(long.filter((file) => !tables.includes(file))).toEqual([]);
  });

  it("no two files have one name, but for a reason", () => {
    const byName = new Map<string, string[]>();
    for (const file of sources) byName.set(basename(file), [...(byName.get(basename(file)) ?? []), file]);
    const same = [...byName].filter(([, files]) => files.length > 1);
    for (const [name, files] of same) console.log(`${name}: ${files.join(", ")}`);
    expect(same.map(([name]) => name).sort()).toEqual(sameStage);
  });

  it("the map of generator/README.md is drawn from the folders", () => {
    const path = join(generator, "README.md");
    const text = readFileSync(path, "utf8");
    const drawn = text.replace(/(?<=<!-- rooms -->\n)[\s\S]*?(?=<!-- \/rooms -->)/, () => `${drawMap(rooms)}\n`);
    if (process.env["UPDATE_CASES"] === "1") writeFileSync(path, drawn);
    expect(readFileSync(path, "utf8")).toBe(drawn);
  });
});

describe("names", () => {
  const exported = sources
    .filter((file) => !doors.includes(file))
    .flatMap((file) =>
      [...(texts.get(file) ?? "").matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name = ""]) => ({
        name,
        file,
      })),
    );

  it("no two files export something of one name: what it is about stands in it", () => {
    const byName = new Map<string, string[]>();
    for (const { name, file } of exported) byName.set(name, [...(byName.get(name) ?? []), file]);
    expect([...byName].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  it("what a file exports is asked for by another", () => {
    const test = fileURLToPath(new URL(".", import.meta.url));
    const tests = readdirSync(test, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const all = [...texts, ...tests.map((file) => [`test/${file}`, readFileSync(join(test, file), "utf8")] as const)];
    const files = new Map<string, Set<string>>();
    for (const [file, text] of all)
      for (const [word] of text.matchAll(/\w+/g)) files.set(word, (files.get(word) ?? new Set()).add(file));
    const alone = exported.filter(({ name, file }) => [...(files.get(name) ?? [])].every((one) => one === file));
    expect(alone).toEqual([]);
  });
});

describe("words", () => {
  it("what others may call says what it does", () => {
    const bare = [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/^(.*)\n(?:export (?:async )?function\*? (\w+))/gm)]
        .filter(([, before]) => !/\*\/\s*$/.test(before ?? ""))
        .map((match) => `${file}: ${match[2]}`),
    );
    expect(bare).toEqual([]);
  });
});

/** `spec/push/url.ts` → `spec`, `spec/push`. */
function foldersOf(file: string): readonly string[] {
  const names = dirname(file).split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** The three lines with which a room begins. */
function introduction(room: string): string {
  return readFileSync(join(generator, room, "README.md"), "utf8").trim();
}

/** A room a line, deeper ones further in: what lives there, and into which other rooms it looks. */
function drawMap(rooms: readonly string[]): string {
  const lines = rooms.map((room) => {
    const own = sources.filter((file) => dirname(file) === room);
    const looks = [
      ...new Set(
        own
          .flatMap(importsOf)
          .filter((file) => texts.has(file))
          .map(roomOf),
      ),
    ];
    const others = looks.filter((other) => other !== room).sort();
    const into = others.length === 0 ? "" : ` ▸ ${others.join(" ")}`;
    const sentence =
      introduction(room)
        .replaceAll("\n", " ")
        .split(/(?<=\.)\s/)[0] ?? "";
    return `${"  ".repeat(room.split("/").length - 1)}- **\`${room}/\`** ${sentence}${into}`;
  });
  return ["", ...lines, ""].join("\n");
}

/** The circles of a graph, each as the names on it; found by Tarjan's algorithm. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    let least = own;
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) least = Math.min(least, visit(next));
      else if (stack.includes(next)) least = Math.min(least, index.get(next) ?? least);
    }
    low.set(node, least);
    if (least === own) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) found.push(circle);
    }
    return least;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
