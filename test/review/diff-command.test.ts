import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, program, run, runIn, temporaryFolder } from "../support/program.ts";
import { git, repositoryWith, settings, spec, wider, write } from "./repository.ts";

/** `lambdagrant diff` as a reviewer runs it: where the sides come from, what is printed, what the exit status says. */

const first = { "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings };
const second = { ...first, "specs/shop/hello.yaml": wider };
const gained = "may dynamodb:DeleteItem on arn:aws:dynamodb:eu-west-1:111122223333:table/answers";

describe("the sides", () => {
  it("are two revisions, a revision and the working tree, or two folders", () => {
    const folder = repositoryWith(first, second);
    for (const args of [["HEAD~1", "HEAD"], ["HEAD~1"], ["main~1", "main"], [git(folder, "rev-parse", "HEAD~1")]]) {
      const { status, stdout } = run(folder, "diff", ...args);
      expect(stdout).toContain(`gains    ${gained}`);
      expect(status).toBe(0);
    }
    expect(run(folder, "diff", "HEAD").stdout).toBe("No change in permissions\n");
    write(folder, { "old/specs/shop/hello.yaml": spec, "old/specs/stack.yaml": settings });
    // A folder of specs, and a checkout that has one.
    expect(run(folder, "diff", "old/specs", "specs").stdout).toContain(gained);
    expect(run(folder, "diff", "old").stdout).toContain(gained);
  });

  it("are found from a folder inside of the repository, and with another root", () => {
    const moved = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`infra/${path.replace("specs/", "grants/")}`, text]));
    const folder = repositoryWith(moved(first), moved(second));
    expect(run(folder, "diff", "HEAD~1", "--specs", "infra/grants").stdout).toContain(gained);
    expect(run(join(folder, "infra"), "diff", "HEAD~1", "--specs", "grants").stdout).toContain(gained);
    expect(run(join(folder, "infra/grants"), "diff", "HEAD~1", "--specs", ".").stdout).toContain(gained);
    expect(run(folder, "diff", "HEAD~1").stderr).toContain("there is no spec on either side");
  });

  it("may be empty: the first spec, and the last one", () => {
    const folder = repositoryWith({ "README.md": "shop" }, first);
    expect(run(folder, "diff", "HEAD~1").stdout).toContain("hello (specs/shop/hello.yaml:2), new");
    expect(run(folder, "diff", "HEAD", "HEAD~1").stdout).toContain("hello (specs/shop/hello.yaml:2), deleted");
  });

  it("are no options and nothing that git would run, and what is meant is asked where it is not clear", () => {
    const folder = repositoryWith(first, second);
    const marker = join(folder, "marker");
    for (const name of [`--upload-pack=touch ${marker}`, "--output=marker", "-h", "HEAD --help", "main:specs", "HEAD..main"]) {
      const { status, stderr } = run(folder, "diff", "--", name);
      expect(status).toBe(2);
      expect(stderr).toContain("there is no folder");
    }
    expect(existsSync(marker)).toBe(false);
    git(folder, "branch", "specs", "HEAD~1");
    expect(run(folder, "diff", "specs").stderr).toContain(
      "specs is a folder and a git revision: write ./specs, or specs~0 for the revision",
    );
    expect(run(folder, "diff", "specs~0").stdout).toContain(gained);
    expect(run(folder, "diff", "./specs").stdout).toBe("No change in permissions\n");
    expect(run(folderWith({}), "diff", "main").stderr).toContain("this folder lies in no git repository");
  });

  it("are no ranges, and how to write one is told", () => {
    const folder = repositoryWith(first, second);
    const told = (name: string) => run(folder, "diff", "--", name).stderr;
    const range = (name: string, write: string) =>
      `lambdagrant: there is no folder ${name}, and a range is no revision: write diff ${write}\n`;
    expect(told("HEAD~1..main")).toBe(range("HEAD~1..main", "HEAD~1 main"));
    expect(told("origin/main...")).toBe(range("origin/main...", "$(git merge-base origin/main HEAD) HEAD"));
    expect(told("..main")).toBe(range("..main", "HEAD main"));
  });

  it("have no specs where a checkout has no folder of them: not all that it holds is one", () => {
    const folder = folderWith({ "base/docker-compose.yml": "services: {}\n", "base/app/values.yaml": "a: 1\n" });
    write(folder, { "head/specs/shop/hello.yaml": spec, "head/specs/stack.yaml": settings });
    const there = run(folder, "diff", "base", "head");
    expect(there).toMatchObject({ status: 0, stderr: "" });
    expect(there.stdout).toContain("hello (head/specs/shop/hello.yaml:2), new");
    expect(run(folder, "diff", "head", "base").stdout).toContain("hello (head/specs/shop/hello.yaml:2), deleted");
    mkdirSync(join(folder, "base/.git"));
    expect(run(folder, "diff", "base", "head/specs").stdout).toContain("hello (head/specs/shop/hello.yaml:2), new");
    expect(run(folder, "diff", "head/specs", "head").stdout).toBe("No change in permissions\n");
  });

  it("have a target that a stack there has", () => {
    const targets = `region: eu-west-1\ntargets:\n  prod: {account: "111122223333"}\n`;
    const folder = repositoryWith(first, { ...second, "specs/stack.yaml": targets });
    const told = (...args: readonly string[]) => run(folder, "diff", ...args).stderr;
    expect(told("HEAD", "--target", "prd")).toBe("lambdagrant: no stack on either side has the target prd; did you mean prod?\n");
    expect(told("HEAD~1", "HEAD~1", "--target", "prod")).toBe("lambdagrant: no stack on either side has the target prod\n");
  });

  it("leave nothing behind", () => {
    const folder = repositoryWith(first, second);
    const temporary = temporaryFolder("left");
    expect(runIn({ TMPDIR: temporary }, folder, "diff", "HEAD~1").stdout).toContain(gained);
    expect(readdirSync(temporary)).toEqual([]);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leave nothing behind where %s ends the run", async (signal) => {
    const folder = repositoryWith(first, second);
    const temporary = temporaryFolder("left");
    // A git that gives the files of a revision late.
    const bin = folderWith({
      git: '#!/bin/sh\ncase "$*" in *cat-file*) touch "$AT_WORK"; sleep 1;; esac\nPATH=${PATH#*:} exec git "$@"\n',
    });
    chmodSync(join(bin, "git"), 0o755);
    const atWork = join(bin, "at-work");
    const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, TMPDIR: temporary, AT_WORK: atWork };
    const running = spawn(process.execPath, [program, "diff", "HEAD~1"], { cwd: folder, env });
    const ended = new Promise((resolve) => running.once("close", (status, by) => resolve({ status, by })));
    while (!existsSync(atWork)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(readdirSync(temporary)).toHaveLength(1);
    running.kill(signal);
    expect(await ended).toEqual({ status: null, by: signal });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("hold no link that leads out, and nothing is made through one", () => {
    const outside = folderWith({ "secret.yaml": "function: {name: secret}\n" });
    const folder = repositoryWith(first);
    symlinkSync(join(outside, "secret.yaml"), join(folder, "specs/shop/link.yaml"));
    symlinkSync(outside, join(folder, "specs/away"));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "links");
    const { stderr } = run(folder, "diff", "HEAD", "HEAD~1");
    expect(stderr).toContain("this is a link that leads out of the folder of specs; it is not read");
    expect(stderr).not.toContain("secret:");
  });

  it("are read behind links as the working tree is, also in folders that are passed over otherwise", () => {
    const named = (name: string) => spec.replace("name: hello", `name: ${name}`);
    const folder = repositoryWith({
      "specs/stack.yaml": settings,
      "specs/.o/hello.yaml": spec,
      "specs/.shared/one.txt": named("one"),
    });
    symlinkSync(".more", join(folder, "specs/.link"));
    for (const [name, to] of [
      ["specs/shop", ".o"],
      ["specs/far", ".link"],
      ["specs/one.yaml", ".shared/one.txt"],
    ] as const) {
      symlinkSync(to, join(folder, name));
      const more = name === "specs/far" ? { "specs/.more/far.yaml": named("far") } : {};
      write(folder, more);
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", name);
      const [working, revision] = [run(folder, "diff", "HEAD~1"), run(folder, "diff", "HEAD~1", "HEAD")];
      expect({ ...working, name }).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining(", new") });
      expect({ ...revision, name }).toEqual({ ...working, name });
    }
    write(folder, { "specs/.o/hello.yaml": wider });
    git(folder, "commit", "--quiet", "--all", "--message", "wider");
    expect(run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening")).toMatchObject({ status: 1 });
  });

  it("hold no file that a tree puts elsewhere", () => {
    const folder = repositoryWith(first);
    const blob = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: folder, input: spec, encoding: "utf8" }).trim();
    const tree = (name: string, mode: string, hash: string) =>
      execFileSync("git", ["hash-object", "-w", "-t", "tree", "--stdin", "--literally"], {
        cwd: folder,
        input: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(hash, "hex")]),
        encoding: "utf8",
      }).trim();
    const escaping = tree("specs", "40000", tree("..", "40000", tree("..", "40000", tree("evil.yaml", "100644", blob))));
    const commit = git(folder, "commit-tree", escaping, "-m", "evil");
    expect(run(folder, "diff", commit).stdout).toContain("hello (specs/shop/hello.yaml:2), new");
    expect(existsSync(join(tmpdir(), "evil.yaml"))).toBe(false);
  });

  it("are behind links to the root as the revision has them", () => {
    const other = spec.replace("name: hello", "name: other");
    const folder = repositoryWith({
      "infra/hello.yaml": spec,
      "infra/stack.yaml": settings,
      "more/in/other.yaml": other,
      "more/in/stack.yaml": settings,
    });
    const commit = (message: string) => {
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", message);
    };
    symlinkSync("infra", join(folder, "specs"));
    commit("a link");
    expect(run(folder, "diff", "HEAD").stdout).toBe("No change in permissions\n");
    expect(run(folder, "diff", "HEAD", "--specs", "infra").stdout).toBe("No change in permissions\n");
    // Where the link is new, so is all that it leads to.
    expect(run(folder, "diff", "HEAD~1").stdout).toContain("hello (specs/hello.yaml:2), new");
    expect(run(folder, "diff", "HEAD~1", "HEAD").stdout).toContain("hello (specs/hello.yaml:2), new");
    write(folder, { "infra/hello.yaml": wider });
    expect(run(folder, "diff", "HEAD").stdout).toContain(gained);
    commit("wider");
    expect(run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening")).toMatchObject({ status: 1 });
    rmSync(join(folder, "specs"));
    symlinkSync("far/in", join(folder, "specs"));
    symlinkSync("more", join(folder, "far"));
    commit("another link");
    const elsewhere = run(folder, "diff", "HEAD~1").stdout;
    expect(elsewhere).toContain("hello (specs/hello.yaml:2), deleted");
    expect(elsewhere).toContain("other (specs/other.yaml:2), new");
    expect(run(folder, "diff", "HEAD~1", "HEAD").stdout).toBe(elsewhere);
  });

  it("are told where the root is no folder there, or a link that leads nowhere or out", () => {
    const folder = repositoryWith({ "specs/hello.yaml": spec, "specs/stack.yaml": settings });
    const outside = folderWith({ "secret.yaml": spec });
    for (const [to, reason] of [
      ["specs", "specs is no folder there, but a file or a link"],
      ["nothing", "specs is a link there that leads to no spec of the revision"],
      [outside, "specs is a link there that leads out of the repository"],
      ["../..", "specs is a link there that leads out of the repository"],
    ] as const) {
      rmSync(join(folder, "specs"), { recursive: true });
      symlinkSync(to, join(folder, "specs"));
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", "link");
      expect(run(folder, "diff", "HEAD", "HEAD~1")).toMatchObject({ status: 2, stderr: `lambdagrant: ${reason}\n` });
    }
  });
});

describe("a submodule", () => {
  it("is no empty folder: what it holds is in no revision", () => {
    const folder = repositoryWith(first);
    const [commit, names] = [git(folder, "rev-parse", "HEAD"), ["specs/team", "specs/.hidden"]];
    for (const name of names) git(folder, "update-index", "--add", "--cacheinfo", `160000,${commit},${name}`);
    git(folder, "commit", "--quiet", "--message", "a submodule");
    write(folder, { "specs/team/deep/other.yaml": spec.replace("name: hello", "name: other") });
    const reason =
      "lambdagrant: specs/team is a submodule, and a revision holds none of its files; diff compares checkouts, too\n";
    for (const args of [
      ["diff", "HEAD~1", "HEAD"],
      ["diff", "HEAD", "--specs", "specs/team"],
      ["diff", "HEAD", "--specs", "specs/team/deep"],
      ["stacks", "--changed-since", "HEAD"],
    ])
      expect(run(folder, ...args), args.join(" ")).toMatchObject({ status: 2, stdout: "", stderr: reason });
    expect(run(folder, "diff", "HEAD", "--specs", "specs/shop").stdout).toBe("No change in permissions\n");
    expect(run(folder, "diff", "HEAD~1").stdout).toContain("other (specs/team/deep/other.yaml:2), new");
  });
});

describe("a repository that does not have all of a revision", () => {
  const removeObject = (folder: string, name: string) => {
    const hash = git(folder, "rev-parse", name);
    rmSync(join(folder, ".git/objects", hash.slice(0, 2), hash.slice(2)), { force: true });
  };

  it.each([
    "HEAD~1:specs/shop/hello.yaml",
    "HEAD:specs/shop/hello.yaml",
    "HEAD:specs/stack.yaml",
    "HEAD:specs/shop",
    "HEAD:specs",
    "HEAD^{tree}",
  ])("is none to compare: without %s", (object) => {
    const folder = repositoryWith(first, { ...second, "specs/stack.yaml": `${settings}# Again.\n` });
    removeObject(folder, object);
    for (const args of [
      ["diff", "HEAD~1", "HEAD", "--fail-on", "widening"],
      ["stacks", "--changed-since", object.replace(/[:^].*/, "")],
    ]) {
      const { status, stdout, stderr } = run(folder, ...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^lambdagrant: git cannot give all of the revision: .*; git fetch may bring it.*\n$/);
    }
  });

  it("is none, either, where what is missing cannot be fetched", () => {
    const origin = repositoryWith(first, second);
    git(origin, "config", "uploadpack.allowFilter", "true");
    const folder = join(temporaryFolder("clone"), "clone");
    git(origin, "clone", "--quiet", "--filter=blob:none", `file://${origin}`, folder);
    rmSync(origin, { recursive: true });
    const { status, stderr } = run(folder, "diff", "HEAD~1", "HEAD");
    expect(stderr).toMatch(/^lambdagrant: git cannot give all of the revision: git \S+ says: .*\n$/);
    expect(status).toBe(2);
  });

  it("belongs to somebody else: git's reason is told", () => {
    const folder = repositoryWith(first);
    process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
    try {
      for (const args of [
        ["diff", "HEAD"],
        ["stacks", "--changed-since", "HEAD"],
      ]) {
        const { status, stderr } = run(folder, ...args);
        expect(status).toBe(2);
        expect(stderr).toContain(
          "belongs to another user; where you trust it, say so: git config --global --add safe.directory /",
        );
      }
    } finally {
      delete process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"];
    }
    write(folder, { ".git/config": "[core\n" });
    expect(run(folder, "diff", "HEAD").stderr).toContain("git does not look into this repository: bad config line 1");
  });
});

describe("a side that does not compile", () => {
  const broken = { ...second, "specs/shop/bad.yaml": spec.replace("name: hello", "name: bad").replace("PutItem", "PutItm") };

  it("is told, and the rest is compared", () => {
    const folder = repositoryWith(first, broken);
    const { status, stdout, stderr } = run(folder, "diff", "HEAD~1");
    expect(status).toBe(1);
    expect(stdout).toContain(gained);
    expect(stdout).toContain("What this change grants is not known as a whole");
    expect(stderr).toContain("specs has 1 mistake: shop/bad.yaml cannot be compared");
    expect(stderr).toContain("error[unknown-action]");
    const backwards = run(folder, "diff", "HEAD", "HEAD~1");
    expect(backwards.status).toBe(0);
    expect(backwards.stdout).toContain("loses    may dynamodb:DeleteItem");
    expect(run(folder, "diff", "HEAD", "HEAD~1", "--fail-on", "widening").status).toBe(1);
  });

  const managed = `${spec}role: {managed_policies: [{arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", why: they said so}]}
approvals: {archive: SEC-1}
`;
  const kept = { "specs/shop/stack.yaml": settings, "specs/shop/hello.yaml": managed };
  const mistaken = { ...kept, "specs/shop/hello.yaml": managed.replace("PutItem", "PutItm") };

  it("has lost nothing, and gained nothing, whichever side it is", () => {
    for (const [one, other] of [
      [kept, mistaken],
      [mistaken, kept],
      // All of it, another name, another place.
      [kept, { ...kept, "specs/shop/stack.yaml": "region: [" }],
      [{ "specs/shop/stack.yaml": settings, "specs/shop/other.yaml": mistaken["specs/shop/hello.yaml"] }, kept],
    ] as const) {
      const folder = repositoryWith(one, other);
      for (const format of ["text", "markdown", "github"]) {
        const { stdout } = run(folder, "diff", "HEAD~1", "HEAD", "--format", format);
        expect(stdout).not.toMatch(/no longer|\b(gain|lose|loosen|tighten|widen|narrow)s|deleted|, new/);
        if (format === "text")
          expect(stdout).toContain(
            "has      its role has the managed policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess: what that allows, others decide\n",
          );
      }
      const { verdict, summary, functions } = JSON.parse(run(folder, "diff", "HEAD~1", "HEAD", "--format", "json").stdout);
      expect(verdict).toBe("unknown");
      expect(Object.values(summary).every((number) => number === 0)).toBe(true);
      expect(functions).toMatchObject([{ status: "not compared" }]);
      expect(run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening").status).toBe(1);
    }
  });

  it("does not tell what its rules forbid, where they have a mistake", () => {
    const rules = (text: string) => ({ ...kept, "specs/rules.yaml": text });
    const rule = "rules: [{never: roles stay, actions: iam:*}]\n";
    const bytes = "rules: [{never: roles stay, actions: [}]\n";
    for (const [one, other] of [
      [rules(rule), rules(bytes)],
      [rules(bytes), rules(rule)],
      [rules(rule), rules(rule.replace("iam:*", "iam:Pss"))],
    ] as const) {
      const folder = repositoryWith(one, other);
      const { stdout, stderr } = run(folder, "diff", "HEAD~1", "HEAD");
      expect(stdout).not.toContain("never:");
      expect(stderr).toContain("what its rules.yaml forbid is not compared either");
      expect(run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening").status).toBe(1);
    }
  });

  it("stands in annotations for GitHub with its mistakes: of HEAD errors, of BASE warnings that say whose they are", () => {
    const folder = repositoryWith(first, broken);
    const mistake = /AWS lists no action "dynamodb:PutItm"/;
    const head = run(folder, "diff", "HEAD~1", "--format", "github");
    expect(head).toMatchObject({ status: 1, stderr: "" });
    const [sentence, error, ...others] = head.stdout.split("\n");
    expect(sentence).toMatch(/^::error title=lambdagrant diff::specs has 1 mistake: shop\/bad.yaml cannot be compared, and what/);
    expect(error).toMatch(/^::error file=specs\/shop\/bad.yaml,line=10,.*title=lambdagrant\(unknown-action\)::/);
    expect(error).toMatch(mistake);
    expect(others[0]).toContain(`::hello gains: ${gained}`);
    const base = run(folder, "diff", "HEAD", "HEAD~1", "--format", "github");
    expect(base).toMatchObject({ status: 0, stderr: "" });
    expect(base.stdout).toMatch(/^::warning title=lambdagrant diff::HEAD has 1 mistake: /);
    expect(base.stdout).toMatch(/\n::warning file=specs\/shop\/bad.yaml,line=10,.*::in HEAD: AWS lists no action/);
    expect(base.stdout).not.toContain("::error");
    // Nothing of it is to be lost where not even the settings can be read.
    const unread = repositoryWith(first, { ...first, "specs/stack.yaml": "region: [" });
    expect(run(unread, "diff", "HEAD~1", "--format", "github").stdout).toMatch(/^::error .*\n::error file=specs\/stack.yaml,/);
  });

  it("stands in JSON with its mistakes", () => {
    const folder = repositoryWith(first, broken);
    const { base, head, verdict } = JSON.parse(run(folder, "diff", "HEAD~1", "--format", "json").stdout);
    expect(base).toEqual({ name: "HEAD~1", compiles: true, functions: 1, broken: [], diagnostics: [] });
    expect(head).toMatchObject({ name: "specs", compiles: false, functions: 1, broken: ["shop/bad.yaml"] });
    expect(head.diagnostics[0]).toMatchObject({ code: "unknown-action", file: "specs/shop/bad.yaml" });
    const rules = repositoryWith(first, {
      ...second,
      "specs/rules.yaml": "rules: [{never: answers stay, actions: 'dynamodb:*'}]\n",
    });
    const forbidden = JSON.parse(run(rules, "diff", "HEAD~1", "--format", "json").stdout).head.diagnostics[0];
    expect(Object.keys(forbidden).sort()).toEqual([
      "code",
      "column",
      "details",
      "endColumn",
      "endLine",
      "file",
      "hint",
      "line",
      "message",
      "severity",
    ]);
    expect(verdict).toBe("unknown");
  });
});

describe("the exit status", () => {
  it("says what --fail-on asks", () => {
    const folder = repositoryWith(first, second);
    const status = (from: string, to: string, on: string) => run(folder, "diff", from, to, "--fail-on", on).status;
    expect(["none", "widening", "any"].map((on) => status("HEAD~1", "HEAD", on))).toEqual([0, 1, 1]);
    expect(["none", "widening", "any"].map((on) => status("HEAD", "HEAD~1", on))).toEqual([0, 0, 1]);
    expect(["none", "widening", "any"].map((on) => status("HEAD", "HEAD", on))).toEqual([0, 0, 0]);
    expect(run(folder, "diff").status).toBe(2);
    expect(run(folder, "diff", "HEAD", "--fail-on", "nothing").status).toBe(2);
  });
});

describe("the formats", () => {
  it("are annotations for GitHub, at the entry that grants more", () => {
    const folder = repositoryWith(first, second);
    expect(run(folder, "diff", "HEAD~1", "--format", "github").stdout).toBe(
      `::warning file=specs/shop/hello.yaml,line=10,title=lambdagrant diff::hello gains: ${gained}\n` +
        "::notice title=lambdagrant diff::This change grants more: 1 gained, in 1 function\n",
    );
  });

  it("are a comment in Markdown, whose marker tells roots apart", () => {
    const folder = repositoryWith(first, second);
    const { stdout } = run(folder, "diff", "HEAD~1", "--format", "markdown");
    expect(stdout).toMatch(/^<!-- lambdagrant:diff specs -->\n### ⚠️ This change grants more: 1 gained, in 1 function\n/);
    mkdirSync(join(folder, "a--b"));
    write(folder, { "a--b/x.yaml": spec });
    expect(run(folder, "diff", "HEAD", "--specs", "a--b", "--format", "markdown").stdout).toMatch(
      /^<!-- lambdagrant:diff a_b -->\n/,
    );
  });

  it("are a comment that is the same on every machine, however the root is named, and another one below each folder", () => {
    const folder = repositoryWith(first, { ...second, "specs/shop/bad.yaml": spec.replace("name: hello", "names: bad") });
    const told = (cwd: string, ...args: readonly string[]) =>
      run(cwd, "diff", "HEAD~1", "--format", "markdown", "--specs", ...args).stdout;
    const comment = told(folder, "specs");
    expect(comment).toContain("\n> specs has 1 mistake");
    expect(told(folder, join(folder, "specs"))).toBe(comment);
    mkdirSync(join(folder, "infra"));
    for (const specs of ["../specs", join(folder, "specs")])
      expect(told(join(folder, "infra"), specs)).toMatch(/^<!-- lambdagrant:diff specs -->\n/);
    write(join(folder, "infra"), first);
    expect(told(join(folder, "infra"), "specs")).toMatch(/^<!-- lambdagrant:diff infra\/specs -->\n/);
    const [old, now] = [folderWith(first), folderWith(second)].map((one) => join(one, "specs"));
    const { stdout } = run(folderWith({}), "diff", `${old}`, "--format", "markdown", "--specs", `${now}`);
    expect(stdout).toMatch(/^<!-- lambdagrant:diff specs -->\n/);
  });
});
