import { type FSWatcher, lstatSync, readdirSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isHidden } from "../../files/folders.ts";
import { below, isWithin } from "../../files/paths.ts";

/**
 * Tells the paths below a folder that are written, made, moved or removed, "/"-separated, "" where that is the folder itself; the
 * answer ends it. Each folder is watched by itself: node's own recursive watching watches files on Linux, and knows nothing of one that
 * an editor has put in another's place.
 */
export function watchTree(root: string, tell: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const leave = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (!isWithin(path, folder)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const enter = (folder: string, isNew: boolean): void => {
    leave(folder);
    try {
      const watcher = watch(join(root, folder), (_, name) => {
        if (name !== null) see(folder, name);
      });
      watcher.on("error", () => leave(folder));
      watchers.set(folder, watcher);
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        if (isHidden(entry.name)) continue;
        if (entry.isDirectory()) enter(below(folder, entry.name), isNew);
        else if (isNew) tell(below(folder, entry.name));
      }
    } catch {
      // It was removed meanwhile.
      leave(folder);
    }
  };
  const see = (folder: string, name: string): void => {
    if (isHidden(name)) return;
    const path = below(folder, name);
    if (isFolder(join(root, path))) {
      if (!watchers.has(path)) enter(path, true);
    } else {
      if (watchers.has(path)) leave(path);
      tell(path);
    }
  };
  enter("", false);
  const above = watchRoot(root, () => {
    enter("", true);
    tell("");
  });
  return () => {
    leave("");
    above?.close();
  };
}

/** Not what is gone by now, or may not be looked at: whoever reads it says so. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A root that was moved or removed, and is back, is another folder: nothing of what watched it hears of that. */
function watchRoot(root: string, tell: () => void): FSWatcher | null {
  const at = resolve(root);
  try {
    const watcher = watch(dirname(at), (event, name) => {
      if (event === "rename" && name === basename(at)) tell();
    });
    return watcher.on("error", () => watcher.close());
  } catch {
    // Above it one may not look.
    return null;
  }
}
