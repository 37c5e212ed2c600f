import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folderWith, program } from "../support/program.ts";

/** What is written and does not arrive: lost output is a failure, and a reader that stops reading is none. */

const specs = Object.fromEntries(
  Array.from({ length: 40 }, (_, number) => [
    `specs/f${number}.yaml`,
    `function: {name: f${number}, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n`,
  ]),
);
const folder = folderWith(specs);

function into(file: string, ...args: readonly string[]): readonly [number | null, string] {
  const output = openSync(file, "w");
  try {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", output, "pipe"],
    });
    return [status, stderr];
  } finally {
    closeSync(output);
  }
}

describe("output that is lost", () => {
  it.each([
    ["policy", "specs/f1.yaml"],
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "sarif"],
    ["prove"],
    ["explain", "specs/f1.yaml"],
    ["who-can", "invoke", "f1"],
    ["schema"],
    ["sources"],
    ["report", "-o", "-"],
    ["generate", "--check"],
    ["generate", "--format", "json", "--out", "other"],
    ["stacks"],
    ["--help"],
    ["diff", "--help"],
    ["--version"],
  ])("is told: %s %s %s", (...args) => {
    const [status, stderr] = into("/dev/full", ...args);
    expect(stderr).toMatch(/(^|\n)lambdagrant: standard output cannot be written: the disk is full\n$/);
    expect(status).toBe(2);
  });
});

describe("a reader that has seen enough", () => {
  const status = (command: string) =>
    spawnSync("bash", ["-c", `node "${program}" ${command} 2>&1 | head -c 1 >/dev/null; exit "\${PIPESTATUS[0]}"`], {
      cwd: folder,
    }).status;

  it("changes no exit status, however much there was to read", () => {
    expect(status("generate --check")).toBe(1);
    expect(status("generate --check --format json")).toBe(1);
    expect(status("check --target none")).toBe(2);
    for (const command of ["prove", "report -o -", "schema", "check --format json"]) expect(status(command)).toBe(0);
  });
});
