import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run, runIn } from "../support/program.ts";
import { git, repositoryWith, settings, spec, wider, write } from "./repository.ts";

/** `--specs` however it is written: each side of a comparison has a root of its own, and never that of the other. */

const first = { "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings };
const second = { ...first, "specs/shop/hello.yaml": wider };
const gained = "gains    may dynamodb:DeleteItem on arn:aws:dynamodb:eu-west-1:111122223333:table/answers";

/** Every way to call the root from a folder of the repository. */
function waysTo(folder: string): readonly (readonly [cwd: string, specs: string])[] {
  mkdirSync(join(folder, "infra"), { recursive: true });
  const link = join(folderWith({}), "link");
  symlinkSync(folder, link);
  return [
    [folder, join(folder, "specs")],
    [folder, join(link, "specs")],
    [folder, "./specs/"],
    [join(folder, "infra"), "../specs"],
    [join(folder, "infra"), join(folder, "specs")],
    [join(folder, "specs/shop"), ".."],
  ];
}

describe("a root that is named from elsewhere", () => {
  it("is that of the revision, not of the working tree", () => {
    const folder = repositoryWith(first, second);
    for (const [cwd, specs] of waysTo(folder)) {
      for (const sides of [["HEAD~1", "HEAD"], ["HEAD~1"]]) {
        const told = run(cwd, "diff", ...sides, "--specs", specs, "--fail-on", "widening");
        expect(`${told.stdout}${told.stderr}`).toContain(gained);
        expect(told.status).toBe(1);
      }
      expect(run(cwd, "diff", "HEAD", "--specs", specs).stdout).toBe("No change in permissions\n");
      const stacks = JSON.parse(
        run(cwd, "stacks", "--specs", specs, "--changed-since", "HEAD~1", "--format", "json").stdout,
      ).stacks;
      expect(stacks).toMatchObject([{ stack: "shop", status: "changed" }]);
    }
  });

  it("has its rules in the revision, too", () => {
    const rules = "rules:\n  - {never: nobody deletes, actions: dynamodb:DeleteTable}\n";
    const folder = repositoryWith({ ...first, "specs/rules.yaml": rules }, first);
    const told = run(folder, "diff", "HEAD~1", "--specs", join(folder, "specs"), "--format", "json", "--fail-on", "widening");
    expect(told.status).toBe(1);
    expect(JSON.parse(told.stdout).guardrails).toMatchObject([
      { change: "loosened", says: "nobody deletes", before: { file: "specs/rules.yaml" } },
    ]);
  });

  it("is refused of a revision where it lies in no repository, or in another one", () => {
    const folder = repositoryWith(first, second);
    const other = repositoryWith(first);
    const { status, stderr } = run(folder, "diff", "HEAD~1", "--specs", join(other, "specs"));
    expect(stderr).toBe(`lambdagrant: ${join(other, "specs")} lies outside of the repository\n`);
    expect(status).toBe(2);
  });
});

describe("a checkout beside a root that is named from elsewhere", () => {
  const checkout = (files: Readonly<Record<string, string>>) => repositoryWith(files);

  it("is compared by its own folder of specs", () => {
    const [folder, old] = [checkout(second), checkout(first)];
    for (const [cwd, specs] of waysTo(folder)) {
      const told = run(cwd, "diff", old, "--specs", specs);
      expect(`${told.stdout}${told.stderr}`).toContain(gained);
      expect(run(cwd, "diff", folder, old, "--specs", specs).stdout).toContain("loses    may dynamodb:DeleteItem");
    }
  });

  it("is compared by the same folder of it, where the current one lies deeper", () => {
    const deep = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`infra/${path}`, text]));
    const other = { "specs/other.yaml": spec.replace("name: hello", "name: other") };
    const [folder, old] = [checkout({ ...deep(second), ...other }), checkout({ ...deep(first), ...other })];
    for (const specs of ["specs", join(folder, "infra/specs")])
      for (const base of [old, join(old, "infra")])
        expect(run(join(folder, "infra"), "diff", base, "--specs", specs).stdout).toContain(gained);
  });

  it("has no specs where it has no such folder, and is asked for by it where none can be told", () => {
    const [folder, old] = [checkout(second), checkout({ "README.md": "shop", "values.yaml": "a: 1\n" })];
    const told = run(folder, "diff", old, "--specs", join(folder, "specs"));
    expect(told).toMatchObject({ status: 0, stderr: "" });
    expect(told.stdout).toContain("hello (specs/shop/hello.yaml:2), new");
    const elsewhere = join(folderWith(second), "specs");
    expect(run(folder, "diff", old, "--specs", elsewhere)).toMatchObject({
      status: 2,
      stderr: `lambdagrant: ${elsewhere} lies outside of the current folder and of its repository, so which folder of ${old} is meant cannot be told: name that folder in its place\n`,
    });
    expect(run(folder, "diff", join(folder, "specs"), "--specs", elsewhere).stdout).toBe("No change in permissions\n");
  });
});

describe("what a CI shows at a file", () => {
  const broken = { ...second, "specs/shop/bad.yaml": spec.replace("handler: h.h", "handlers: h.h") };
  /** The folders that are named, of all annotations and results of `check` and `diff`. */
  const filesOf = (cwd: string, environment: Readonly<Record<string, string>> = {}, ...more: readonly string[]) => {
    const told = (...args: readonly string[]) => runIn(environment, cwd, ...args, ...more).stdout;
    const results = JSON.parse(told("check", "--format", "sarif")).runs[0].results;
    const uris = results.map((result: SarifResult) => result.locations[0].physicalLocation.artifactLocation.uri);
    const annotations = [told("check", "--format", "github"), told("diff", "./old", "--format", "github")].flatMap((text) =>
      [...text.matchAll(/ file=([^,]*)/g)].map(([, file]) => file),
    );
    return [...new Set([...uris, ...annotations])].sort();
  };

  it("is named from the top of the repository, wherever the current folder is, also behind a link", () => {
    const folder = repositoryWith({ "README.md": "shop" });
    const infra = join(folder, "infra");
    write(infra, { ...broken, ...inOld(first) });
    const files = ["infra/specs/shop/bad.yaml", "infra/specs/shop/hello.yaml"];
    expect(filesOf(infra)).toEqual(files);
    expect(filesOf(folder, {}, "--specs", "infra/specs").filter((file) => !files.includes(file))).toEqual([]);
    expect(filesOf(infra, { GITHUB_WORKSPACE: join(folder, "..") })).toEqual(files);
    expect(run(infra, "check").stderr).toMatch(/^specs\/shop\/bad.yaml:/);
    expect(JSON.parse(run(infra, "check", "--format", "json").stdout).diagnostics[0].file).toBe("specs/shop/bad.yaml");
    symlinkSync("infra/specs", join(folder, "specs"));
    write(folder, inOld(first));
    expect(filesOf(folder)).toEqual(files);
  });

  it("is named from the workspace where git does not say, and else from the current folder", () => {
    const folder = folderWith({});
    write(join(folder, "infra"), { ...broken, ...inOld(first) });
    const files = ["specs/shop/bad.yaml", "specs/shop/hello.yaml"];
    expect(filesOf(join(folder, "infra"), { GITHUB_WORKSPACE: folder })).toEqual(files.map((file) => `infra/${file}`));
    expect(filesOf(join(folder, "infra"), { GITHUB_WORKSPACE: folderWith({}) })).toEqual(files);
    expect(filesOf(join(folder, "infra"), { GITHUB_WORKSPACE: "" })).toEqual(files);
  });
});

/** The same files in a folder that stands for another checkout. */
function inOld(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`old/${path}`, text]));
}

interface SarifResult {
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

describe("patches", () => {
  it("are taken by git apply in the folder that they were made in", () => {
    const folder = repositoryWith({ "README.md": "shop" });
    for (const cwd of [folder, join(folder, "infra")]) {
      write(cwd, first);
      expect(run(cwd, "generate").status).toBe(0);
      write(cwd, second);
      write(folder, { "patch.txt": run(cwd, "generate", "--check").stdout });
      git(cwd, "apply", join(folder, "patch.txt"));
      expect(run(cwd, "generate", "--check").status).toBe(0);
    }
  });

  it("name files where they are, and not behind a link, through which git applies nothing", () => {
    const folder = repositoryWith({ ...first, "infra/gen/README.md": "" });
    symlinkSync("infra/gen", join(folder, "out"));
    write(folder, { "patch.txt": run(folder, "generate", "--check").stdout });
    git(folder, "apply", "patch.txt");
    expect(run(folder, "generate", "--check").status).toBe(0);
  });

  it("name what lies beside the current folder, and outside of a repository what git apply takes there", () => {
    const folder = repositoryWith(first);
    mkdirSync(join(folder, "infra"));
    for (const out of ["../out", join(folder, "out")])
      expect(run(join(folder, "infra"), "generate", "--specs", "../specs", "--out", out, "--check").stdout).toContain(
        "diff --git a/out/shop/hello.tf b/out/shop/hello.tf",
      );
    expect(run(folderWith(first), "generate", "--check").stdout).toContain("diff --git a/out/shop/hello.tf b/out/shop/hello.tf");
  });
});
