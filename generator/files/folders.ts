// What lies in a folder of specs: the one place that says what a spec is, what is passed over, and where links end.
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { reasonOf } from "./errno.ts";

/** Names only, without order; other files mean nothing here. */
export interface Folder {
  readonly specs: readonly string[];
  readonly settings: readonly string[];
  readonly folders: readonly string[];
}

const nothing: Folder = { specs: [], settings: [], folders: [] };

/** `stack.yaml` and `stack.yml` hold a stack's settings. */
export function isSettings(name: string): boolean {
  return name === "stack.yaml" || name === "stack.yml";
}

/** By its name, a spec or a stack's settings. */
export function isYaml(name: string): boolean {
  return name.endsWith(".yaml") || name.endsWith(".yml");
}

/** Whether a file or folder is passed over: `.git`, `.terraform`, an editor's `.#x.yaml`, `node_modules`. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/**
 * A function that lists a folder (an absolute path), reading each folder once.
 * A folder that cannot be read is told to `unreadable` and counts as empty.
 * Links to folders are folders, but for those that lead back to where they stand; such a link seems not to be there.
 */
export function folderLister(unreadable: (folder: string, reason: string) => void): (folder: string) => Folder {
  const listed = new Map<string, Folder>();
  // By folder, the real folders whose links were followed to get there.
  const followed = new Map<string, readonly string[]>();

  function list(folder: string): Folder {
    const specs: string[] = [];
    const settings: string[] = [];
    const folders: string[] = [];
    const links = followed.get(folder);
    let real: string | undefined;
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      unreadable(folder, reasonOf(error));
      return nothing;
    }
    for (const entry of entries) {
      const name = entry.name;
      if (isHidden(name)) continue;
      const at = join(folder, name);
      let kind: "file" | "folder" | undefined = entry.isFile() ? "file" : entry.isDirectory() ? "folder" : undefined;
      if (entry.isSymbolicLink()) {
        kind = linkedKind(at);
        if (kind === "folder") {
          real ??= realpathSync(folder);
          const from = [...(links ?? []), real];
          const target = realpathSync(at);
          if (from.some((place) => place === target || place.startsWith(target.endsWith(sep) ? target : target + sep))) continue;
          followed.set(at, from);
        }
      } else if (kind === "folder" && links !== undefined) followed.set(at, links);

      if (kind === "folder") folders.push(name);
      else if (kind === "file" && isYaml(name)) (isSettings(name) ? settings : specs).push(name);
    }
    return { specs, settings, folders };
  }

  return (folder) => {
    let found = listed.get(folder);
    if (found === undefined) {
      found = list(folder);
      listed.set(folder, found);
    }
    return found;
  };
}

function linkedKind(link: string): "file" | "folder" | undefined {
  try {
    const target = statSync(link);
    return target.isFile() ? "file" : target.isDirectory() ? "folder" : undefined;
  } catch {
    // A broken link is taken for a file: whoever reads the spec says what is wrong with it.
    return "file";
  }
}
