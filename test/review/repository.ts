import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderWith } from "../support/program.ts";

/** A scratch repository: folders of files, a commit each. */

export const spec = `function:
  name: hello
  runtime: python3.13
  handler: h.h
code: { zip: h.zip }
push:
  - sns: greetings
    why: every greeting is answered
actions:
  - allow: dynamodb:PutItem
    resources: answers
`;
export const wider = spec.replace("allow: dynamodb:PutItem", "allow: [dynamodb:PutItem, dynamodb:DeleteItem]");
export const settings = 'region: eu-west-1\naccount: "111122223333"\n';

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

/** A repository with one commit for each set of files, which stand in the working tree at the end. */
export function repositoryWith(...commits: readonly Readonly<Record<string, string>>[]): string {
  const folder = folderWith({});
  git(folder, "init", "--quiet", "--initial-branch=main");
  for (const [number, files] of commits.entries()) {
    git(folder, "rm", "-r", "--quiet", "--ignore-unmatch", ".");
    write(folder, files);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", `commit ${number}`);
  }
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    rmSync(join(folder, path), { force: true });
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
