import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirmRemoval } from "../../generator/cli/generate/confirm.ts";
import { repositoryWith, write } from "../review/repository.ts";
import { program, run, temporaryFolder } from "../support/program.ts";

/** What the machine refuses, and people who stop a run: a sentence each, and never a stack. */

const files = {
  "specs/a/f.yaml": "function: {name: f, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n",
  file: "",
};

describe("a path that cannot be one", () => {
  const folder = repositoryWith(files);
  symlinkSync("loop", join(folder, "loop"));
  const long = "x".repeat(300);

  it.each(["file/x", "loop/x", "loop", long, `${long}/x`])("%s", (path) => {
    for (const args of [
      ["generate", "--out", path],
      ["generate", "--check", "--out", path],
      ["check", "--out", path],
      ["stacks", "--out", path],
      ["report", "--out", path],
      ["report", "-o", join(path, "x")],
      ["diff", path],
      ["init", path],
    ]) {
      const { status, stderr } = run(folder, ...args);
      expect({ args, status, stderr }).toEqual({ args, status: 2, stderr: expect.stringMatching(/^.{1,900}\n$/) });
      expect(stderr).toMatch(/where a folder is needed|in a circle|too long|there is no folder/);
    }
  });

  it("is none that hides a revision of the same beginning", () => {
    const other = repositoryWith(files);
    spawnSync("git", ["update-ref", "refs/remotes/origin/main", "HEAD"], { cwd: other });
    write(other, { origin: "" });
    expect(run(other, "diff", "origin/main").stdout).toBe("No change in permissions\n");
  });
});

describe("a folder", () => {
  it("that holds temporary files and is not there is named", () => {
    const folder = repositoryWith(files);
    const { status, stderr } = spawnSync(process.execPath, [program, "diff", "HEAD"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TMPDIR: "/nowhere/at-all" },
    });
    expect(stderr).toBe("lambdagrant: no temporary folder can be made in /nowhere/at-all: there is no such file or folder\n");
    expect(status).toBe(2);
  });

  it("in which a run is, and which is gone, is told", () => {
    const folder = temporaryFolder("gone");
    const script = `cd "${folder}" && rmdir "${folder}" && exec node "${program}" check`;
    const { status, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    expect(stderr).toBe("lambdagrant: the current folder is gone\n");
    expect(status).toBe(2);
  });

  // The user who may do everything may read it, too; another one must be able to read the program.
  const nobody = { uid: 65534, gid: 65534 };
  const isReadable = process.getuid?.() === 0 && spawnSync("test", ["-r", program], nobody).status === 0;
  it.skipIf(!isReadable)("of the output that may not be read is told", () => {
    const folder = repositoryWith(files);
    mkdirSync(join(folder, "out/a"), { recursive: true });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "out/a"), 0o700);
    for (const args of [["check"], ["generate", "--check"]]) {
      const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: "utf8",
        ...nobody,
        env: { ...process.env, XDG_CACHE_HOME: join(folder, "none") },
      });
      expect(stderr).toBe("lambdagrant: out/a cannot be used: permission is denied\n");
      expect(status).toBe(2);
    }
    rmSync(folder, { recursive: true });
  });
});

describe("a question on a terminal", () => {
  const plan = { changes: [{ kind: "delete", path: "a.tf", before: "" } as const], foreign: [] };
  const answered = (act: (stdin: PassThrough) => void) => {
    const [stdin, stderr] = [new PassThrough(), new PassThrough()].map((stream) => Object.assign(stream, { isTTY: true }));
    if (stdin === undefined || stderr === undefined) throw new Error("two streams were made");
    setTimeout(() => act(stdin), 10);
    return confirmRemoval(plan, "out", { stdin, stderr });
  };

  it("takes yes, no, and an end without an answer", async () => {
    expect(await answered((stdin) => stdin.write("y\r"))).toBe(true);
    expect(await answered((stdin) => stdin.write("\r"))).toBe(false);
    expect(await answered((stdin) => stdin.write("\u0003"))).toBe(null);
    expect(await answered((stdin) => stdin.write("\u0004"))).toBe(null);
    expect(await answered((stdin) => stdin.end())).toBe(null);
  });
});
