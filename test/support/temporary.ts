import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** All that the tests, and whatever they start, leave in the system's temporary folder goes when they are over. */
export default function temporary(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-"));
  // Some tests run as somebody else.
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = folder;
  // What the user has kept of other runs is none of the tests' business.
  process.env["XDG_CACHE_HOME"] = join(folder, "caches");
  return () => rmSync(folder, { recursive: true, force: true });
}
