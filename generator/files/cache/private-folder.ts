import { randomBytes } from "node:crypto";
import { linkSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { makeFolder } from "../make-folder.ts";

/** A folder that only this user writes into, and a secret that only this user reads. */
interface PrivateFolder {
  readonly folder: string;
  readonly secret: Buffer;
}

const secretBytes = 32;

/**
 * The folder of this user's caches, made where there is none: never in the project, which strangers send changes to. Null where there
 * can be none, or where others could have written into it.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function privateFolder(): PrivateFolder | null {
  const { XDG_CACHE_HOME: given = "", LOCALAPPDATA: windows = "" } = process.env;
  const home = isAbsolute(given) ? given : process.platform === "win32" ? windows : join(homedir(), ".cache");
  // A relative path would lie wherever the run is.
  if (!isAbsolute(home)) return null;
  const folder = join(home, "lambdagrant");
  try {
    makeFolder(folder, [], 0o700);
    if (!lstatSync(folder).isDirectory() || isOpen(folder, 0o022)) return null;
    const secret = secretIn(folder);
    return secret === null ? null : { folder, secret };
  } catch {
    // A home that cannot be written: whoever runs there does without.
    return null;
  }
}

/** Whether somebody else owns it, or has one of these rights. */
function isOpen(path: string, rights: number): boolean {
  const { uid, mode } = lstatSync(path);
  return process.getuid !== undefined && (uid !== process.getuid() || (mode & rights) !== 0);
}

function secretIn(folder: string): Buffer | null {
  const file = join(folder, "secret");
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) makeSecret(folder, file);
  if (!lstatSync(file).isFile() || isOpen(file, 0o077)) return null;
  const secret = readFileSync(file);
  return secret.length === secretBytes ? secret : null;
}

/** Of two runs that make one at once, the first has made it. */
function makeSecret(folder: string, file: string): void {
  const fresh = join(folder, `secret-${process.pid}`);
  writeFileSync(fresh, randomBytes(secretBytes), { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } catch {
    // It is there now.
  }
  rmSync(fresh, { force: true });
}
