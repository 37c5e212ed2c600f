import { posix } from "node:path";
import type { Argument, Reference } from "../../grants.ts";
import type { Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import type { Node, YamlEntry, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { meaningOfReference, meaningOfText } from "./meaning.ts";
import { at, isFlag, saidList, saidText, type Words } from "./said.ts";

/** What stands under `code`: the arguments of the function that say the same. */

/** What is left out of every archive: it differs from one checkout to the next. */
const leftOut = ["**/.DS_Store", "**/.git/**", "**/__pycache__/**"];

/** The function's mapping with the arguments that `code` names elsewhere, and those that are made of a path. */
export function withCodeWords({ function: own, code }: Words): {
  readonly body: YamlMapping | undefined;
  readonly made: readonly string[];
} {
  const body = own?.kind === "mapping" ? own : undefined;
  if (body === undefined || code === undefined || isFlag(at(own, "existing"), true)) return { body, made: [] };
  const entry = (key: string, value: Node | undefined): readonly YamlEntry[] =>
    value === undefined ? [] : [{ key, keySpan: value.span, value }];
  const image = at(code, "image");
  const more = [
    ...entry("s3_bucket", at(code, "s3", "bucket")),
    ...entry("s3_key", at(code, "s3", "key")),
    ...entry("s3_object_version", at(code, "s3", "object_version")),
    ...entry("image_uri", image),
    ...(image === undefined ? [] : entry("package_type", { ...image, kind: "text", text: "Image" } as Node)),
  ];
  const hasPath = saidText(code, "dir") !== null || saidText(code, "zip") !== null;
  return {
    body: { ...body, entries: [...body.entries, ...more] },
    made: hasPath ? ["filename", "source_code_hash"] : [],
  };
}

/** The keys of `code` that were read otherwise than they are written. */
export function* misreadCode({ code, function: own }: Words, spec: Spec): Generator<string> {
  const [dir, zip] = isFlag(at(own, "existing"), true) ? [null, null] : [saidText(code, "dir"), saidText(code, "zip")];
  const filename = textOf(spec.arguments, "filename");
  const hash = textOf(spec.arguments, "source_code_hash");
  const archive = `data.archive_file.${spec.label}`;
  if (dir === null) {
    if (spec.archive !== null) yield "code.dir";
  } else if (
    spec.archive === null ||
    !isAt(spec.archive.source, dir, spec.source) ||
    filename !== meaningOfText(`\${${archive}.output_path}`) ||
    hash !== meaningOfText(`\${${archive}.output_base64sha256}`)
  )
    yield "code.dir";
  if (dir !== null && spec.archive !== null) {
    const said = new Set([...leftOut, ...saidList(at(code, "excludes")).map((one) => meaningOfText(saidText(one) ?? ""))]);
    if (joined(said) !== joined(spec.archive.excludes.map(meaningOfReference))) yield "code.excludes";
  }
  if (dir !== null || zip === null) return;
  const file = argumentAt(spec.arguments, "filename");
  const path = isReference(file) && isAt(file, zip, spec.source) ? wayOf(file) : null;
  const expected = path === null ? null : meaningOfText(`\${filebase64sha256("\${path.module}/${path}")}`);
  if (path === null || hash !== (saidText(code, "deploy") === null ? expected : null)) yield "code.zip";
}

function textOf(given: readonly Argument[], name: string): string | null {
  const value = argumentAt(given, name);
  return isReference(value) ? meaningOfReference(value) : null;
}

/** From the Terraform directory: `../../src/orders`. */
function wayOf(reference: Reference): string | null {
  const from = meaningOfText("${path.module}/");
  const text = meaningOfReference(reference);
  return text.startsWith(from) ? text.slice(from.length) : null;
}

/** Whether a path of a spec is what Terraform opens: up to a folder that both lie in, and down to the same. */
function isAt(reference: Reference, written: string, source: string): boolean {
  const way = wayOf(reference);
  if (way === null) return false;
  const down = way.replace(/^(?:\.\.(?:\/|$))+/, "");
  const place = posix.normalize(`${posix.dirname(source)}/${written}`).replace(/^\.?\/?$|\/$/, "");
  // The stack may lie beside the specs, below them, or far from both.
  return place === down || place.endsWith(`/${down}`) || down.endsWith(`/${place}`);
}

function joined(texts: Iterable<string>): string {
  return [...texts].sort().join("\n");
}
