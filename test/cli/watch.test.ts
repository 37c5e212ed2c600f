import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** Watches a folder; `said` waits for the end of the next run, and gives what it printed. */
async function watchIn(folder: string, ...words: readonly string[]): Promise<{ readonly said: () => Promise<string> }> {
  const env = { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: temporaryFolder("watch") };
  const child = spawn(process.execPath, [program, "generate", "--watch", ...words], { cwd: folder, env });
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
  // The two streams come in either order.
  await until(/^(?=[\s\S]*^watching.*\n)(?=[\s\S]* removed.*\n)[\s\S]*/m);
  return { said: () => until(/(?:\d+ unchanged, \d+ removed.*|nothing was written)\n/) };
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
      ["a spec", () => writeFileSync(at("media/resize.yaml"), spec("resize2")), "1 file written, 4 unchanged, 0 removed"],
      ["one at the top, above others", () => writeFileSync(at("top.yaml"), spec("top2")), "1 file written"],
      [
        "two at once",
        () => {
          writeFileSync(at("top.yaml"), spec("top3"));
          writeFileSync(at("shop/order.yaml"), spec("order2"));
        },
        "2 files written",
      ],
      // Its stack.tf declared the variable, and nothing else.
      ["one that leaves a file without a cause", () => writeFileSync(at("plain/staged.yaml"), spec("staged")), "1 removed"],
      ["as editors do, beside and then over it", () => replace(at("shop/order.yaml"), spec("order3")), "1 file written"],
      ["a new spec", () => writeFileSync(at("shop/bill.yaml"), spec("bill")), "1 file written"],
      ["the new one", () => writeFileSync(at("shop/bill.yaml"), spec("bill2")), "1 file written"],
      ["one that goes", () => rmSync(at("shop/bill.yaml")), "1 removed"],
      ["the settings of all", () => writeFileSync(at("stack.yaml"), `${settings}tags: {team: shop}\n`), "files written"],
      ["a spec after that", () => writeFileSync(at("media/deep/index.yaml"), spec("index2")), "1 file written"],
    ];
    for (const [what, change, end] of steps) {
      change();
      expect(await said(), what).toContain(end);
      expect(filesIn(join(folder, "out")), what).toEqual(clean(folder));
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
    writeFileSync(at("shop/order.yaml"), spec("order").replace("s3:GetObject", "s3:GetObjekt"));
    expect(await said()).toContain("did you mean");
    writeFileSync(at("media/resize.yaml"), spec("resize2"));
    expect(await said()).toContain("did you mean");
    expect(filesIn(join(folder, "out"))).toEqual(before);
    writeFileSync(at("shop/order.yaml"), spec("resize2"));
    expect(await said()).toContain("duplicate-name");
    expect(filesIn(join(folder, "out"))).toEqual(before);
    writeFileSync(at("shop/order.yaml"), spec("order2"));
    expect(await said()).toContain("2 files written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
  }, 60_000);

  it("makes good what somebody did to the output of the stack that changes, and writes over nothing that is not ours", async () => {
    const folder = folderWith({ "specs/stack.yaml": settings, "specs/a/one.yaml": spec("one"), "specs/a/two.yaml": spec("two") });
    const { said } = await watchIn(folder);
    rmSync(join(folder, "out/a/two.tf"));
    writeFileSync(join(folder, "specs/a/one.yaml"), spec("one2"));
    expect(await said()).toContain("2 files written");
    expect(filesIn(join(folder, "out"))).toEqual(clean(folder));
    writeFileSync(join(folder, "out/a/one.tf"), "# by hand\n");
    writeFileSync(join(folder, "specs/a/one.yaml"), spec("one3"));
    expect(await said()).toContain("nothing was written");
    rmSync(join(folder, "out/a/one.tf"));
    writeFileSync(join(folder, "specs/a/two.yaml"), spec("two2"));
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
  writeFileSync(join(folder, "specs/a/one.yaml"), staged("one2"));
  expect(await said()).toContain("2 files written");
  expect([declares("a"), declares("b")]).toEqual([false, true]);
  rmSync(join(folder, "out/a/own.tf"));
  writeFileSync(join(folder, "specs/a/one.yaml"), staged("one3"));
  await said();
  writeFileSync(join(folder, "specs/b/two.yaml"), staged("two2"));
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
  writeFileSync(join(folder, "specs/a/one.yaml"), spec("one2"));
  expect(await said()).toContain("2 files written");
  expect(firstWords()).toEqual(["second", "second"]);
}, 60_000);

function replace(path: string, text: string): void {
  const beside = join(dirname(path), ".written");
  writeFileSync(beside, text);
  renameSync(beside, path);
}
