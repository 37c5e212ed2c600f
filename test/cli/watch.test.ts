import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, program, run, temporaryFolder } from "../support/program.ts";

/** `generate --watch`: after each change out/ is what a run from nothing makes of the specs, and only what changed was compiled. */

const spec = (name: string, more = "") =>
  `function: {name: ${name}, runtime: python3.13, handler: app.handler, filename: app.zip}\n` +
  `push: [{sns: ${name}-told${more}}]\nactions: [{allow: "s3:GetObject", resources: "arn:aws:s3:::${name}/*", why: it reads}]\n`;

const settings = 'region: eu-west-1\naccount: "123456789012"\ncode: {deploy: elsewhere}\n';

let watching: ChildProcess | undefined;
afterEach(() => {
  watching?.kill("SIGINT");
  watching = undefined;
});

/** A watch; `until` waits for a line, and `said` for the end of the next run: both give what was printed up to there. */
interface Watch {
  readonly until: (line: RegExp) => Promise<string>;
  readonly said: () => Promise<string>;
  readonly ended: Promise<number | null>;
}

/** Watches a folder, in which there is something to compile. */
async function watchIn(folder: string, ...words: readonly string[]): Promise<Watch> {
  return begun(start(folder, ...words));
}

async function begun(watch: Watch): Promise<Watch> {
  // The two streams come in either order.
  await watch.until(/^(?=[\s\S]*^watching.*\n)(?=[\s\S]* removed.*\n)[\s\S]*/m);
  return watch;
}

function start(folder: string, ...words: readonly string[]): Watch {
  return startAs({}, folder, ...words);
}

/** The same by another user. */
function startAs(user: { readonly uid?: number; readonly gid?: number }, folder: string, ...words: readonly string[]): Watch {
  const env = { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: temporaryFolder("watch") };
  const child = spawn(process.execPath, [program, "generate", "--watch", ...words], { cwd: folder, env, ...user });
  watching = child;
  let text = "";
  let tell = () => {};
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (more: Buffer) => {
      text += String(more);
      tell();
    });
  /** All up to a line, which is taken away. */
  const until = (line: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${line} in: ${text}`)), 10_000);
      tell = () => {
        const found = line.exec(text);
        if (found === null) return;
        clearTimeout(timer);
        const end = found.index + found[0].length;
        resolve(text.slice(0, end));
        text = text.slice(end);
      };
      tell();
    });
  return {
    until,
    said: () => until(/(?:\d+ unchanged, \d+ removed.*|nothing was written)\n/),
    ended: new Promise((resolve) => child.on("close", resolve)),
  };
}

function filesIn(out: string): Readonly<Record<string, string>> {
  const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(out, path)).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(out, path), "utf8")]));
}

/** What a run from nothing makes of the same specs. */
function clean(folder: string): Readonly<Record<string, string>> {
  const other = temporaryFolder("clean");
  cpSync(join(folder, "specs"), join(other, "specs"), { recursive: true });
  expect(run(other, "generate", "--quiet", "--no-cache")).toMatchObject({ status: 0, stderr: "" });
  return filesIn(join(other, "out"));
}

describe("generate --watch", () => {
  it("leaves what a clean run makes, after each change", async () => {
    const folder = folderWith({
      "specs/stack.yaml": settings,
      "specs/top.yaml": spec("top"),
      "specs/media/resize.yaml": spec("resize"),
      "specs/media/mail.yaml": spec("mail", ", subscribe: true"),
      "specs/media/deep/index.yaml": spec("index"),
      "specs/shop/order.yaml": spec("order"),
      "specs/plain/stack.yaml": "emit: {versions: false}\n",
      "specs/plain/staged.yaml": spec("staged").replace("filename: app.zip", 'filename: app.zip, description: "${var.stage}"'),
    });
    const at = (path: string) => join(folder, "specs", path);
    const { said } = await watchIn(folder);
    const steps: readonly (readonly [what: string, change: () => void, said: string])[] = [
      ["a spec", () => write(at("media/resize.yaml"), spec("resize2")), "1 file written, 4 unchanged, 0 removed"],
      ["one at the top, above others", () => write(at("top.yaml"), spec("top2")), "1 file written"],
      [
        "two at once",
        () => {
          write(at("top.yaml"), spec("top3"));
          write(at("shop/order.yaml"), spec("order2"));
        },
        "written",
      ],
      // Its stack.tf declared the variable, and nothing else.
      ["one that leaves a file without a cause", () => write(at("plain/staged.yaml"), spec("staged")), "1 removed"],
      ["in place", () => writeFileSync(at("shop/order.yaml"), spec("order3")), "1 file written"],
      ["a new spec", () => write(at("shop/bill.yaml"), spec("bill")), "1 file written"],
      ["the new one", () => write(at("shop/bill.yaml"), spec("bill2")), "1 file written"],
      ["one that goes", () => rmSync(at("shop/bill.yaml")), "1 removed"],
      ["a new folder", () => write(at("later/cart.yaml"), spec("cart")), "files written"],
      ["the one in it", () => write(at("later/cart.yaml"), spec("cart2")), "1 file written"],
      ["a folder that goes", () => rmSync(at("later"), { recursive: true }), "removed"],
      ["one that comes again", () => write(at("later/cart.yaml"), spec("cart3")), "files written"],
      ["again the one in it", () => write(at("later/cart.yaml"), spec("cart4")), "1 file written"],
      ["the settings of all", () => write(at("stack.yaml"), `${settings}tags: {team: shop}\n`), "files written"],
      ["a spec after that", () => write(at("media/deep/index.yaml"), spec("index2")), "1 file written"],
    ];
    for (const [what, change, end] of steps) {
      change();
      const wanted = clean(folder);
      let all = "";
      // A busy machine may see what is written at once in two runs.
      do all += await said();
      while (!isDeepStrictEqual(filesIn(join(folder, "out")), wanted));
      expect(filesIn(join(folder, "out")), what).toEqual(wanted);
      expect(all, what).toContain(end);
    }
  }, 120_000);

  it("tells mistakes, those between stacks too, and writes again when they are gone", async () => {
    const folder = folderWith({
      "specs/stack.yaml": settings,
      "specs/media/resize.yaml": spec("resize"),
      "specs/shop/order.yaml": spec("order"),
    });
    const at = (path: string) => join(folder, "specs", path);
    const { said } = await watchIn(folder);
    const before = filesIn(join(folder, "out"));
    write(at("shop/order.yaml"), spec("order").replace("s3:GetObject", "s3:GetObjekt"));
    expect(await said()).toContain("did you mean");
    write(at("media/resize.yaml"), spec("resize2"));
    expect(await said()).toContain("did you mean");
    expect(filesIn(join(folder, "out"))).toEqual(before);
    write(at("shop/order.yaml"), spec("resize2"));
    expect(await said()).toContain("duplicate-name");
    expect(filesIn(join(folder, "out"))).toEqual(before);
    write(at("shop/order.yaml"), spec("order2"));
    expect(await said()).toContain("2 files written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
  }, 60_000);

  it("goes on where the folder of specs was away, and is back", async () => {
    const folder = folderWith({ "specs/stack.yaml": settings, "specs/a/one.yaml": spec("one"), "specs/a/two.yaml": spec("two") });
    const { said } = await watchIn(folder);
    const [specs, away] = [join(folder, "specs"), join(folder, "away")];
    renameSync(specs, away);
    expect(await said()).toContain("no such file or folder");
    write(join(away, "a/one.yaml"), spec("one2"));
    renameSync(away, specs);
    expect(await said()).toContain("1 file written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
    write(join(specs, "a/one.yaml"), spec("one3"));
    expect(await said()).toContain("1 file written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
    rmSync(specs, { recursive: true });
    expect(await said()).toContain("no such file or folder");
    for (const [path, text] of [
      ["stack.yaml", settings],
      ["a/one.yaml", spec("one4")],
      ["a/two.yaml", spec("two")],
    ] as const)
      write(join(specs, path), text);
    const wanted = clean(folder);
    do await said();
    while (!isDeepStrictEqual(filesIn(join(folder, "out")), wanted));
  }, 60_000);

  it.each([
    ["no folder of specs", {}, [], "specs is not there; waiting for it"],
    ["none that --specs names", { "other.txt": "" }, ["--specs", "specs"], "specs is not there; waiting for it"],
    ["no folder that PATH names in it", {}, ["specs/a"], "specs is not there; waiting for it"],
    ["no spec in it", { "specs/stack.yaml": settings }, [], "watching"],
    ["a spec that nobody can read", { "specs/a/one.yaml": "\uFFFF".repeat(400_000) }, [], "watching"],
  ] as const)(
    "waits where there is %s",
    async (_, files, words, waits) => {
      const folder = folderWith(files);
      const { until, said } = start(folder, ...words);
      expect(await until(/press Ctrl-C to stop\n/)).toMatch(new RegExp(`error\\[[\\s\\S]*\n${waits}; press`));
      write(join(folder, "specs/stack.yaml"), settings);
      write(join(folder, "specs/a/one.yaml"), spec("one"));
      const wanted = clean(folder);
      do await said();
      while (!existsSync(join(folder, "out/a/one.tf")));
      expect(filesIn(join(folder, "out"))).toEqual(wanted);
    },
    60_000,
  );

  it("tells what the machine refuses, at the start and after a change, and goes on", async () => {
    const folder = folderWith({ "specs/stack.yaml": settings, "specs/a/one.yaml": spec("one"), "specs/b/two.yaml": spec("two") });
    const [out, away] = [join(folder, "out"), join(folder, "away")];
    symlinkSync("out", out);
    const { until, said } = start(folder);
    const told = /lambdagrant: out cannot be used: its symbolic links lead in a circle\n/;
    expect(await until(/press Ctrl-C to stop\n/)).toMatch(told);
    rmSync(out);
    write(join(folder, "specs/a/one.yaml"), spec("one2"));
    expect(await said()).toContain("files written");
    renameSync(out, away);
    symlinkSync("out", out);
    write(join(folder, "specs/a/one.yaml"), spec("one3"));
    expect(await until(told)).not.toContain("at ");
    rmSync(out);
    renameSync(away, out);
    // What changed while nothing could be written is written, too.
    write(join(folder, "specs/b/two.yaml"), spec("two2"));
    await said();
    expect(filesIn(out)).toEqual(clean(folder));
  }, 60_000);

  // The user who may do everything may look, too; another one must be able to read the program.
  const nobody = { uid: 65534, gid: 65534 };
  const isReadable = process.getuid?.() === 0 && spawnSync("test", ["-r", program], nobody).status === 0;
  it.skipIf(!isReadable)(
    "goes on where it may not look for a while",
    async () => {
      const folder = folderWith({
        "specs/stack.yaml": settings,
        "specs/a/one.yaml": spec("one"),
        "specs/b/two.yaml": spec("two"),
      });
      spawnSync("chown", ["-R", "nobody", folder]);
      const specs = join(folder, "specs");
      const { until, said } = await begun(startAs(nobody, folder));
      chmodSync(join(specs, "a"), 0);
      write(join(specs, "b/two.yaml"), spec("two2"));
      await said();
      chmodSync(join(specs, "a"), 0o755);
      mkdirSync(join(folder, "out/other"), { mode: 0o700 });
      write(join(specs, "a/one.yaml"), spec("one2"));
      await until(/lambdagrant: out\/other\S* cannot be used: permission is denied\n/);
      rmdirSync(join(folder, "out/other"));
      write(join(specs, "a/one.yaml"), spec("one3"));
      await said();
      expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
    },
    60_000,
  );

  it.each([
    ["a PATH that leads nowhere", ["nowhere/specs"]],
    ["a root in a folder that is not there", ["--specs", "nowhere/specs"]],
  ] as const)(
    "ends where there is nothing to watch, and says so: %s",
    async (_, words) => {
      const { until, ended } = start(folderWith({ "specs/a.yaml": spec("one") }), ...words);
      expect(await until(/the watch ends\n/)).toMatch(/^nowhere\/specs error\[unreadable-file\]/);
      expect(await ended).toBe(2);
    },
    60_000,
  );

  it("makes good what somebody did to the output of the stack that changes, and writes over nothing that is not ours", async () => {
    const folder = folderWith({ "specs/stack.yaml": settings, "specs/a/one.yaml": spec("one"), "specs/a/two.yaml": spec("two") });
    const { said } = await watchIn(folder);
    rmSync(join(folder, "out/a/two.tf"));
    write(join(folder, "specs/a/one.yaml"), spec("one2"));
    expect(await said()).toContain("2 files written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
    writeFileSync(join(folder, "out/a/one.tf"), "# by hand\n");
    write(join(folder, "specs/a/one.yaml"), spec("one3"));
    expect(await said()).toContain("nothing was written");
    rmSync(join(folder, "out/a/one.tf"));
    write(join(folder, "specs/a/two.yaml"), spec("two2"));
    expect(await said()).toContain("2 files written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
  }, 60_000);
});

it("sees what is written by hand beside the stack that changes", async () => {
  const staged = (name: string) => spec(name).replace("filename: app.zip", 'filename: app.zip, description: "${var.stage}"');
  const folder = folderWith({
    "specs/stack.yaml": settings,
    "specs/a/one.yaml": staged("one"),
    "specs/b/two.yaml": staged("two"),
  });
  const { said } = await watchIn(folder);
  const declares = (stack: string) => readFileSync(join(folder, `out/${stack}/stack.tf`), "utf8").includes('variable "stage"');
  expect([declares("a"), declares("b")]).toEqual([true, true]);
  for (const stack of ["a", "b"]) writeFileSync(join(folder, `out/${stack}/own.tf`), 'variable "stage" {\n  type = string\n}\n');
  write(join(folder, "specs/a/one.yaml"), staged("one2"));
  expect(await said()).toContain("2 files written");
  expect([declares("a"), declares("b")]).toEqual([false, true]);
  rmSync(join(folder, "out/a/own.tf"));
  write(join(folder, "specs/a/one.yaml"), staged("one3"));
  await said();
  write(join(folder, "specs/b/two.yaml"), staged("two2"));
  await said();
  expect([declares("a"), declares("b")]).toEqual([true, false]);
}, 60_000);

it("takes templates as they are at each change", async () => {
  const log = readFileSync(new URL("../../templates/hcl/log_group.tf.hbs", import.meta.url), "utf8");
  const folder = folderWith({
    "specs/stack.yaml": settings,
    "specs/a/one.yaml": spec("one"),
    "specs/b/two.yaml": spec("two"),
    "templates/log_group.tf.hbs": `# first\n${log}`,
  });
  const { said } = await watchIn(folder, "--templates", "templates");
  const firstWords = () =>
    ["a/one.tf", "b/two.tf"].map((path) => /^# (first|second)$/m.exec(readFileSync(join(folder, "out", path), "utf8"))?.[1]);
  expect(firstWords()).toEqual(["first", "first"]);
  writeFileSync(join(folder, "templates/log_group.tf.hbs"), `# second\n${log}`);
  write(join(folder, "specs/a/one.yaml"), spec("one2"));
  expect(await said()).toContain("2 files written");
  expect(firstWords()).toEqual(["second", "second"]);
}, 60_000);

/** As editors do: beside it and then over it, so that nobody reads half of it. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = join(dirname(path), ".written");
  writeFileSync(beside, text);
  renameSync(beside, path);
}
