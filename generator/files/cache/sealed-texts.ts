import { createHmac, timingSafeEqual } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "./private-folder.ts";

/** Texts by their keys, SHA-256 in hex. */
interface SealedTexts {
  /** The text that this user's program has kept under the key; null where there is none. */
  readonly recall: (key: string) => string | null;
  /** Keeps a text, or does not, where the machine will have none of it. */
  readonly keep: (key: string, text: string) => void;
  /** To be called when all is kept: what is old goes. */
  readonly tidy: () => void;
}

/** How many are kept, and how many bytes of them; what was not used for longest goes first. */
const most = { texts: 4096, bytes: 256 * 1024 * 1024 };

/** The texts of this user; null where there is no folder to trust. */
export function sealedTexts(): SealedTexts | null {
  const place = privateFolder();
  if (place === null) return null;
  const { folder, secret } = place;
  const fileOf = (key: string) => join(folder, `${key}.run`);
  const sealOf = (key: string, text: string) => createHmac("sha256", secret).update(`${key}\n${text}`).digest("hex");
  return {
    recall: (key) => {
      try {
        const whole = readFileSync(fileOf(key), "utf8");
        const at = whole.indexOf("\n");
        const [seal, text] = [Buffer.from(whole.slice(0, at)), whole.slice(at + 1)];
        const own = Buffer.from(sealOf(key, text));
        if (seal.length !== own.length || !timingSafeEqual(seal, own)) return null;
        const now = new Date();
        utimesSync(fileOf(key), now, now);
        return text;
      } catch {
        return null;
      }
    },
    keep: (key, text) => {
      try {
        const fresh = join(folder, `${key}.${process.pid}`);
        writeFileSync(fresh, `${sealOf(key, text)}\n${text}`, { mode: 0o600 });
        // Another run sees the whole of it or nothing.
        renameSync(fresh, fileOf(key));
      } catch {
        // A full disk costs the next run its time, and nothing else.
      }
    },
    tidy: () => {
      try {
        removeOld(folder);
      } catch {
        // Another run removes it at the same time.
      }
    },
  };
}

/** All but the newest, and what a run that was ended left. */
function removeOld(folder: string): void {
  const names = readdirSync(folder).filter((name) => /^[\da-f]{64}\./.test(name));
  const aged = names.map((name) => {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return { name, at: found?.mtimeMs ?? 0, bytes: found?.size ?? 0 };
  });
  let [texts, bytes] = [0, 0];
  for (const { name, bytes: own } of aged.sort((a, b) => b.at - a.at)) {
    texts += 1;
    bytes += own;
    if (texts > most.texts || bytes > most.bytes) rmSync(join(folder, name), { force: true });
  }
}
