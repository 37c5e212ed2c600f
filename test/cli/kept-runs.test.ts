import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { generate } from "../../generator/cli/generate/generate.ts";
import { compile, derive } from "../../generator/compile.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { folderWith, program, runProgram, temporaryFolder, top } from "../support/program.ts";

vi.mock("../../generator/compile.ts", async (original) => {
  const real = await original<typeof import("../../generator/compile.ts")>();
  return { ...real, compile: vi.fn(real.compile) };
});

/** What is kept of a run stands for a run of the same, and for no other: whatever happens, out/ is what a clean run makes. */

const home = temporaryFolder("kept");
const before = process.env["XDG_CACHE_HOME"];
beforeAll(() => {
  process.env["XDG_CACHE_HOME"] = home;
  vi.stubGlobal("__BUILD__", "this build");
});
afterAll(() => {
  if (before === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = before;
  vi.unstubAllGlobals();
});
const folder = join(home, "lambdagrant");
const entries = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".run")) : []);

/** Numbers that look random, the same in each run. */
function numbers(): (below: number) => number {
  let state = 2026;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const spec = (name: string, timeout: number) =>
  `function: {name: ${name}, runtime: python3.13, handler: app.handler, filename: app.zip, timeout: ${timeout}}\n` +
  `push: [{sns: ${name}-told}]\nactions: [{allow: "s3:GetObject", resources: "arn:aws:s3:::${name}/*", why: it reads}]\n`;

/** What a team declares itself. */
const besides = (name: string) => JSON.stringify({ variable: { [name]: { type: "string" } } });

/** Two folders of one project: what stands in one is always compiled anew. */
interface Project {
  readonly kept: string;
  readonly clean: string;
}

function newProject(): Project {
  const files = {
    "specs/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n',
    "specs/shop/orders.yaml": spec("orders", 3),
    "specs/shop/mails.yaml": spec("mails", 4),
    "specs/shop/stack.yaml": "tags: {team: shop}\n",
    "specs/lab/sweeper.yaml": spec("sweeper", 5),
    "templates/README": "templates of its own\n",
    "out/shop/beside.tf.json": besides("stage"),
  };
  return { kept: folderWith(files), clean: temporaryFolder("clean") };
}

/** All that stands in a folder, by its path. */
function tree(at: string): Readonly<Record<string, string>> {
  const all = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    all
      .map(({ parentPath, name }) => [relative(at, join(parentPath, name)), readFileSync(join(parentPath, name), "utf8")])
      .sort(),
  );
}

/** What a run says and gives back; it runs here, which is faster than a process of its own. */
async function ran(at: string, cache: boolean): Promise<string> {
  const said: string[] = [];
  const hear = (text: string | Uint8Array) => {
    said.push(String(text));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(hear as never));
  try {
    const common = {
      format: "text",
      color: "never",
      quiet: false,
      backend: "hcl",
      prune: false,
      check: false,
      watch: false,
    } as const;
    const templates = existsSync(join(at, "templates")) ? { templates: join(at, "templates") } : {};
    const places = { specs: join(at, "specs"), out: join(at, "out"), ...templates };
    said.push(`exit ${await generate([], { ...common, ...places, cache })}`);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  // How many files it wrote, and how long it took, is where the two differ.
  return said
    .join("")
    .replaceAll(relative(process.cwd(), at), "")
    .replaceAll(at, "")
    .replace(/\d+ files? written.*\)/, "");
}

/** What the project holds beside its output, laid into the other folder, where nothing of a run is. */
function mirror({ kept, clean }: Project): void {
  for (const name of readdirSync(clean)) rmSync(join(clean, name), { recursive: true });
  for (const name of ["specs", "templates"]) cpSync(join(kept, name), join(clean, name), { recursive: true });
  if (!existsSync(join(kept, "out/shop/beside.tf.json"))) return;
  mkdirSync(join(clean, "out/shop"), { recursive: true });
  cpSync(join(kept, "out/shop/beside.tf.json"), join(clean, "out/shop/beside.tf.json"));
}

type Edit = (project: Project, next: (below: number) => number) => void | Promise<void>;

const one = <T>(list: readonly T[], next: (below: number) => number): T => list[next(list.length)] as T;
const specsOf = ({ kept }: Project) =>
  ["shop", "lab"].flatMap((stack) => {
    const at = join(kept, "specs", stack);
    return (existsSync(at) ? readdirSync(at) : []).filter((name) => name !== "stack.yaml").map((name) => join(at, name));
  });
const change = (file: string, to: (text: string) => string) => writeFileSync(file, to(readFileSync(file, "utf8")));

/** Takes mistakes out. */
function mend(project: Project): void {
  rmSync(join(project.kept, "specs/lab/clash.yaml"), { force: true });
  for (const file of specsOf(project))
    change(file, (text) => text.replace("timeout: long", "timeout: 1").replace(/push: \[\{s3.*/, "push: [{sns: told}]"));
}

const template = readFileSync(join(top, "templates/hcl/permission.tf.hbs"), "utf8");

const edits: Readonly<Record<string, Edit>> = {
  nothing: () => {},
  content: (project, next) =>
    change(one(specsOf(project), next), (text) => text.replace(/timeout: \w+/, `timeout: ${1 + next(6)}`)),
  "a mistake": (project, next) => change(one(specsOf(project), next), (text) => text.replace(/timeout: \w+/, "timeout: long")),
  settings: ({ kept }, next) => writeFileSync(join(kept, "specs/shop/stack.yaml"), `tags: {team: team-${next(3)}}\n`),
  "settings above": ({ kept }, next) =>
    writeFileSync(join(kept, "specs/stack.yaml"), `region: eu-${one(["west", "central"], next)}-1\naccount: "123456789012"\n`),
  "a template": ({ kept }, next) =>
    writeFileSync(join(kept, "templates/permission.tf.hbs"), `# Said by us, ${next(3)}.\n${template}`),
  "no template": ({ kept }) => rmSync(join(kept, "templates/permission.tf.hbs"), { force: true }),
  "a version": (_, next) => void vi.stubGlobal("__BUILD__", `build ${next(3)}`),
  "what stands beside": ({ kept }, next) => {
    mkdirSync(join(kept, "out/shop"), { recursive: true });
    writeFileSync(join(kept, "out/shop/beside.tf.json"), besides(one(["stage", "zone"], next)));
  },
  "nothing beside": ({ kept }) => rmSync(join(kept, "out/shop/beside.tf.json"), { force: true }),
  "a new spec": (project, next) => {
    const name = one(["added", "another"], next);
    // One account has one function of a name.
    if (specsOf(project).some((file) => basename(file).startsWith(name))) return;
    writeFileSync(join(project.kept, `specs/shop/${name}.yaml`), spec(name, 1 + next(3)));
  },
  "a deletion": (project, next) => (specsOf(project).length > 2 ? rmSync(one(specsOf(project), next)) : undefined),
  "a renaming": (project, next) => {
    const from = one(specsOf(project), next);
    renameSync(from, /-again/.test(from) ? from.replace("-again", "") : from.replace(".yaml", "-again.yaml"));
  },
  "a clash of two stacks": ({ kept }, next) => {
    if (!existsSync(join(kept, "specs/lab"))) return;
    writeFileSync(join(kept, "specs/lab/clash.yaml"), spec(one(["orders", "mails", "unique"], next), 7));
  },
  "a bucket of two stacks": (project, next) =>
    change(one(specsOf(project), next), (text) =>
      text.replace(/push: .*/, "push: [{s3: photos, subscribe: true, events: ['s3:ObjectCreated:*']}]"),
    ),
  "a mending": mend,
  "an output that was changed": ({ kept }, next) => {
    const files = Object.keys(tree(join(kept, "out"))).filter((name) => !name.endsWith("beside.tf.json"));
    if (files.length > 0) change(join(kept, "out", one(files, next)), (text) => text.replace(/timeout/, "memory_size"));
  },
  "an output that is gone": ({ kept }) => rmSync(join(kept, "out/lab"), { recursive: true, force: true }),
  "a damaged entry": (_, next) => {
    for (const name of entries()) {
      const bytes = readFileSync(join(folder, name));
      const at = next(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
      writeFileSync(join(folder, name), bytes);
    }
  },
  "an entry that was cut": (_, next) => {
    for (const name of entries()) change(join(folder, name), (text) => text.slice(0, next(text.length)));
  },
  "entries under others' names": () => {
    const [first, second] = entries().map((name) => join(folder, name));
    if (first === undefined || second === undefined) return;
    const texts = [first, second].map((name) => readFileSync(name));
    writeFileSync(first, texts[1] ?? "");
    writeFileSync(second, texts[0] ?? "");
  },
  "another's secret": () => {
    if (existsSync(folder)) writeFileSync(join(folder, "secret"), Buffer.alloc(32, 7));
  },
  "no cache": () => rmSync(folder, { recursive: true, force: true }),
};

const isSlow: Readonly<Record<string, Edit>> = { "two runs at once": twoRuns, "a run that is ended": endedRun };
const environment = () => ({ ...process.env, XDG_CACHE_HOME: home });
const words = ["generate", "--templates", "templates"];

async function twoRuns({ kept }: Project): Promise<void> {
  const starts = [0, 1].map(() =>
    spawn(process.execPath, [program, ...words], { cwd: kept, env: environment(), stdio: "ignore" }),
  );
  await Promise.all(starts.map((child) => new Promise((resolve) => child.on("exit", resolve))));
}

async function endedRun({ kept }: Project, next: (below: number) => number): Promise<void> {
  spawnSync(process.execPath, [program, ...words], {
    cwd: kept,
    env: environment(),
    timeout: 100 + next(300),
    killSignal: "SIGKILL",
  });
}

describe("what is kept of a run", () => {
  it("leaves what a clean run makes, after each of 300 edits", async () => {
    const next = numbers();
    const project = newProject();
    const seen = { good: 0, bad: 0, recalled: 0 };
    for (let count = 0; count < 300; count++) {
      // A process of its own takes its time: every twentieth.
      const [name, edit] = one(Object.entries(count % 20 === 19 ? isSlow : edits), next);
      if (next(2) === 0) mend(project);
      await edit(project, next);
      mirror(project);
      const what = `edit ${count}: ${name}`;
      const clean = await ran(project.clean, false);
      const calls = vi.mocked(compile).mock.calls.length;
      expect(await ran(project.kept, true), what).toBe(clean);
      if (vi.mocked(compile).mock.calls.length === calls) seen.recalled++;
      if (!clean.endsWith("exit 0")) {
        seen.bad++;
        continue;
      }
      seen.good++;
      expect(tree(join(project.kept, "out")), what).toEqual(tree(join(project.clean, "out")));
    }
    console.log(`cache: ${seen.good} good runs, ${seen.bad} with mistakes, ${seen.recalled} of them not compiled`);
    expect(Math.min(seen.good, seen.bad, seen.recalled)).toBeGreaterThan(20);
  });

  const lonely = () =>
    folderWith({ "specs/a.yaml": spec("orders", 3), "specs/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n' });

  it("spares the next run its work, unless that wants it", async () => {
    const at = lonely();
    rmSync(folder, { recursive: true, force: true });
    expect(await compiles(at, true)).toBe(1);
    expect(await compiles(at, true)).toBe(0);
    expect(await compiles(at, false)).toBe(1);
    // What other runs may not read is no secret.
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  });

  it.each<[string, () => void]>([
    ["a folder that others may write into", () => chmodSync(folder, 0o777)],
    ["a secret that others may read", () => chmodSync(join(folder, "secret"), 0o644)],
    ["a secret that was cut", () => writeFileSync(join(folder, "secret"), "short")],
    [
      "a link in the place of the folder",
      () => {
        renameSync(folder, `${folder}-elsewhere`);
        symlinkSync(`${folder}-elsewhere`, folder);
      },
    ],
    [
      "a file in the place of the folder",
      () => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, "");
      },
    ],
  ])("is not believed from %s", async (_, spoil) => {
    const at = lonely();
    for (const path of [folder, `${folder}-elsewhere`]) rmSync(path, { recursive: true, force: true });
    await ran(at, true);
    expect(await compiles(at, true)).toBe(0);
    spoil();
    expect(await compiles(at, true)).toBe(1);
    expect(await compiles(at, true)).toBe(1);
    for (const path of [folder, `${folder}-elsewhere`]) rmSync(path, { recursive: true, force: true });
  });

  it("is of the newest alone", async () => {
    const at = lonely();
    rmSync(folder, { recursive: true, force: true });
    await ran(at, true);
    const [first] = entries();
    for (let count = 0; count < 4100; count++) {
      const file = join(folder, `${count.toString(16).padStart(64, "0")}.run`);
      writeFileSync(file, "");
      utimesSync(file, count + 1, count + 1);
    }
    writeFileSync(join(at, "specs/a.yaml"), spec("orders", 9));
    await ran(at, true);
    expect(entries()).toHaveLength(4096);
    expect(entries()).toContain(first);
    expect(await compiles(at, true)).toBe(0);
  });

  it("lies where the user's caches do, and never where the run is", async () => {
    const at = lonely();
    process.env["XDG_CACHE_HOME"] = "caches";
    process.env["HOME"] = join(at, "home");
    await ran(at, true);
    expect(readdirSync(join(at, "home/.cache"))).toEqual(["lambdagrant"]);
    expect(existsSync("caches")).toBe(false);
    // No home to write into is no mistake.
    writeFileSync(join(at, "file"), "");
    process.env["HOME"] = join(at, "file");
    expect(await ran(at, true)).toMatch(/exit 0$/);
    process.env["XDG_CACHE_HOME"] = home;
  });

  it.skipIf(!existsSync("/proc/self"))("does without where no folder can be made, and ends", () => {
    const at = lonely();
    const env = { ...process.env, XDG_CACHE_HOME: "/proc/none" };
    const done = spawnSync(process.execPath, [program, "generate"], { cwd: at, env, encoding: "utf8", timeout: 60_000 });
    expect(done).toMatchObject({ status: 0, signal: null });
  });

  it("holds the documents of policy: all of a spec, whichever were asked for", () => {
    const at = lonely();
    const ask = (...words: readonly string[]) => runProgram(program, at, "policy", "specs/a.yaml", ...words);
    writeFileSync(join(at, "specs/a.yaml"), spec("orders", 3).replace("python3.13", "python3.9"));
    const trust = ask("--document", "trust");
    expect(trust.stdout).toContain("sts:AssumeRole");
    const whole = ask();
    expect(ask("--no-cache")).toEqual(whole);
    expect(whole.stderr).toContain("deprecated-value");
    expect(JSON.parse(whole.stdout)).toMatchObject({ trust: JSON.parse(trust.stdout) as object });
    // Of what was kept, a changed byte is enough not to be believed.
    for (const name of entries()) writeFileSync(join(folder, name), `${readFileSync(join(folder, name), "utf8")} `);
    expect(ask()).toEqual(whole);
    const kept = entries().length;
    expect(ask()).toEqual(whole);
    expect(entries().length).toBe(kept);
    writeFileSync(join(at, "specs/stack.yaml"), 'region: eu-west-1\naccount: "210987654321"\nname_prefix: x-\n');
    expect(ask().stdout).toBe(ask("--no-cache").stdout);
    writeFileSync(join(at, "specs/a.yaml"), "function: {}\n");
    expect(ask().status).toBe(1);
    expect(ask().status).toBe(1);
  });

  it("holds the warnings of check, too, and no mistakes", () => {
    const at = lonely();
    const ask = () => runProgram(program, at, "check");
    writeFileSync(join(at, "specs/a.yaml"), spec("orders", 3).replace("python3.13", "python3.9"));
    const first = ask();
    expect(first).toMatchObject({ status: 0, stderr: expect.stringContaining("deprecated-value") as string });
    expect(ask()).toEqual(first);
    writeFileSync(join(at, "specs/a.yaml"), spec("orders", 3).replace("python3.13", "python2"));
    const wrong = ask();
    expect(wrong.status).toBe(1);
    expect(ask()).toEqual(wrong);
  });
});

describe("a large run", () => {
  it("compiles folder after folder, writes what one after the other would, and tells mistakes of all and of several together", async () => {
    const files: Record<string, string> = { "specs/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n' };
    for (let index = 0; index < 500; index++) files[`specs/stack-${index % 2}/f${index}.yaml`] = spec(`f${index}`, 3);
    const at = folderWith(files);
    expect(await compiles(at, false)).toBe(3);
    const apart = temporaryFolder("apart");
    for (const stack of [0, 1])
      expect(runProgram(program, at, "generate", `specs/stack-${stack}`, "--out", apart, "--no-cache").status).toBe(0);
    // The way to the root is another one from there, and nothing here names it.
    expect(tree(join(at, "out"))).toEqual(tree(apart));
    // The program has threads compile them, here on as many cores as there are: with templates of their own, and what is written beside.
    writeFileSync(join(at, "out/stack-1/own.tf"), 'variable "stage" {}\n');
    mkdirSync(join(at, "templates"));
    const log = readFileSync(new URL("../../templates/hcl/log_group.tf.hbs", import.meta.url), "utf8");
    writeFileSync(join(at, "templates/log_group.tf.hbs"), `# Kept for our auditors.\n${log}`);
    const generate = (...words: readonly string[]) => {
      const done = runProgram(program, at, "generate", "--no-cache", "--quiet", "--templates", "templates", ...words);
      expect({ status: done.status, errors: done.stderr }).toEqual({ status: 0, errors: "" });
    };
    generate();
    generate("--check");
    const threaded = tree(join(at, "out"));
    expect(threaded["stack-1/f1.tf"]).toContain("# Kept for our auditors.");
    rmSync(join(at, "out"), { recursive: true });
    mkdirSync(join(at, "out/stack-1"), { recursive: true });
    writeFileSync(join(at, "out/stack-1/own.tf"), 'variable "stage" {}\n');
    for (const stack of [0, 1]) generate(`specs/stack-${stack}`);
    expect(tree(join(at, "out"))).toEqual(threaded);
    rmSync(join(at, "out/stack-1/own.tf"));
    rmSync(join(at, "templates"), { recursive: true });
    writeFileSync(join(at, "specs/stack-1/f1.yaml"), spec("f0", 3));
    writeFileSync(join(at, "specs/stack-0/f2.yaml"), spec("f2", 3).replace("timeout: 3", "timeout: long"));
    expect(await ran(at, false)).toMatch(/wrong-type.*exit 1$/s);
    writeFileSync(join(at, "specs/stack-0/f2.yaml"), spec("f2", 3));
    expect(await ran(at, false)).toMatch(/duplicate-name.*exit 1$/s);
  });

  it("is checked folder after folder, and says what is said of all at once", () => {
    const files: Record<string, string> = { "specs/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n' };
    for (let index = 0; index < 510; index++) files[`specs/stack-${index % 3}/f${index}.yaml`] = spec(`f${index}`, 3);
    const at = folderWith(files);
    for (const [path, text, code] of [
      ["specs/stack-0/f3.yaml", spec("f3", 3).replace("it reads", "it reads a lot"), null],
      // Each of two stacks by itself has no mistake.
      ["specs/stack-1/f1.yaml", spec("f0", 3), "duplicate-name"],
      ["specs/stack-2/f2.yaml", spec("f2", 3).replace("timeout: 3", "timeout: long"), "wrong-type"],
    ] as const) {
      files[path] = text;
      writeFileSync(join(at, path), text);
      const all = Object.entries(files).map(([file, own]) => ({ path: file.slice("specs/".length), file, text: own }));
      const isSettings = (file: { readonly path: string }) => file.path === "stack.yaml";
      const input = { rootName: "specs", specs: all.filter((file) => !isSettings(file)), settings: all.filter(isSettings) };
      const { diagnostics } = derive(input);
      const { stdout, status } = runProgram(program, at, "check", "--no-cache", "--format", "json");
      const told = (JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics;
      const words = (list: readonly Diagnostic[]) =>
        list.map((one) => `${one.file}:${one.line} ${one.code} ${one.message}`).sort();
      expect(words(told)).toEqual(words(diagnostics));
      expect(told.length).toBeGreaterThanOrEqual(510);
      expect([status, code === null || told.some((one) => one.code === code)]).toEqual([code === null ? 0 : 1, true]);
    }
  });
});

/** How often a run compiles. */
async function compiles(at: string, cache: boolean): Promise<number> {
  const before = vi.mocked(compile).mock.calls.length;
  expect(await ran(at, cache)).toMatch(/exit 0$/);
  return vi.mocked(compile).mock.calls.length - before;
}
