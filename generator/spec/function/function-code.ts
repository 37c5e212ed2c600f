import { posix } from "node:path";
import { type Diagnostic, error, warning } from "../../diagnostics/diagnostic.ts";
import type { Argument, Lifecycle, Reference } from "../../grants.ts";
import { expression, join, literal, textOf } from "../../iam/arn.ts";
import { byName, compareText } from "../../text-order.ts";
import { isTrue, listAt, mappingAt, scalarAt } from "../language/at-key.ts";
import { checkShape } from "../language/check-shape.ts";
import { codeKeys } from "../language/language.ts";
import type { ArchivedFolder, Spec } from "../spec.ts";
import { readReference, type Session } from "../values/value.ts";
import { entryOf, isText, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** `code`: where the function's code is, and who ships it. */

/** Where the paths of a spec begin: its folder below the root of the specs, and the way from the Terraform directory to that root. */
export interface CodePlace {
  /** `orders` */
  readonly folder: string;
  /** `../../specs` */
  readonly toRoot: string;
}

/** What `code` says, beside the arguments that it stands for. */
interface CodePart {
  /** The function's mapping with these arguments in it, so that they are judged like any other. */
  readonly function: YamlMapping | undefined;
  readonly from: "dir" | "zip" | "s3" | "image" | null;
  readonly path: string | null;
  /** Where the sources lie, below the root of the specs. */
  readonly sources: string | null;
  readonly archived: ArchivedFolder | null;
  readonly excludes: readonly Reference[];
  readonly isElsewhere: boolean;
}

const forms = ["dir", "zip", "s3", "image"] as const;

/** What nobody ships, and what differs from one checkout to the next. */
const neverShipped: readonly string[] = ["**/.DS_Store", "**/.git/**", "**/__pycache__/**"];

/** Arguments that say which code it is. */
const codeArguments: readonly string[] = [
  "filename",
  "image_uri",
  "s3_bucket",
  "s3_key",
  "s3_object_version",
  "source_code_hash",
];

/** Reads `code` beside the function's mapping; what is wrong with it is reported and left out. */
export function readCode(node: Node | undefined, of: YamlMapping | undefined, place: CodePlace, session: Session): CodePart {
  const none = { function: of, from: null, path: null, sources: null, archived: null, excludes: [], isElsewhere: false } as const;
  if (node === undefined) return none;
  session.diagnostics.push(...checkShape(node, { kind: "object", keys: codeKeys }, "code"));
  if (node.kind !== "mapping") return none;
  const given = forms.flatMap((form) => entryOf(node, form) ?? []);
  session.diagnostics.push(...mistakes(node, of, given));
  const from = forms.find((form) => form === given[0]?.key) ?? null;
  const isElsewhere = scalarAt(node, "deploy") !== undefined;
  const excludes = (listAt(node, "excludes")?.items ?? []).flatMap((item) =>
    isText(item) ? (readReference(item, session, "argument") ?? []) : [],
  );
  const path = from === "dir" || from === "zip" ? readPath(scalarAt(node, from), place, session) : null;
  const told = scalarAt(node, from === "dir" ? "dir" : "sources");
  const readable = told !== undefined && (from === "dir" ? path : readPath(told, place, session)) !== null;
  // What others manage takes no code, and was told so.
  const entries = from === null || isTrue(of, "existing") ? [] : argumentsFor(from, node);
  return {
    function: of === undefined ? of : { ...of, entries: [...of.entries, ...entries] },
    from,
    path,
    sources: readable ? posix.join(place.folder, told.text).replace(/\/$/, "") : null,
    archived:
      from === "dir" && path !== null && told !== undefined ? { from: place.folder, path: told.text, span: told.span } : null,
    excludes: [...new Map([...neverShipped.map(literal), ...excludes].map((one) => [textOf(one), one]))]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, one]) => one),
    isElsewhere,
  };
}

function* mistakes(node: YamlMapping, of: YamlMapping | undefined, given: readonly YamlEntry[]): Generator<Diagnostic> {
  const [first, second] = given;
  if (second !== undefined)
    yield error("argument-not-allowed", second.keySpan, `the code comes from \`${first?.key}\` already`, "keep one of them");
  const sources = entryOf(node, "sources");
  if (sources !== undefined && first?.key === "dir" && sources.keySpan.file === first.keySpan.file)
    yield error("argument-not-allowed", sources.keySpan, "`dir` is the folder of the sources already", "keep one of them");
  if (first === undefined && sources === undefined && scalarAt(node, "deploy") === undefined)
    yield error("missing-key", node.span, "`code` does not say where the code is", `write one of ${forms.join(", ")}`);
  const excludes = entryOf(node, "excludes");
  if (excludes !== undefined && first?.key !== "dir")
    yield error(
      "argument-not-allowed",
      excludes.keySpan,
      "what is left out is left out of a folder",
      "remove the line, or name a `dir`",
    );
  for (const { key, keySpan } of of?.entries ?? [])
    if (first !== undefined && [...codeArguments, "package_type"].includes(key) && keySpan.file === first.keySpan.file)
      yield error("argument-not-allowed", keySpan, `\`code\` says it already, so \`${key}\` is one too many`, "keep one of them");
  if (isTrue(of, "existing"))
    yield error("argument-not-allowed", node.span, "`code` belongs to whoever manages this function", "remove it");
}

/** From the Terraform directory to the file or folder, which lies below the folder that holds the specs; null after a mistake. */
function readPath(scalar: Scalar | undefined, { folder, toRoot }: CodePlace, session: Session): string | null {
  if (scalar === undefined) return null;
  const path = posix.normalize(`root/${folder}/${scalar.text}`);
  const fail = (message: string, hint: string) => {
    session.diagnostics.push(error("invalid-name", scalar.span, message, hint));
    return null;
  };
  if (!/^[\w .@+=,~/-]+$/.test(scalar.text))
    return fail(
      "a path has letters, digits, spaces and . _ - + = , @ ~ between its slashes",
      "rename it, or give its path in the repository",
    );
  if (scalar.text.startsWith("/") || path === ".." || path.startsWith("../"))
    return fail(
      "this leads out of the folder that holds the specs, where Terraform finds other things on each machine",
      "give a path from the folder of this file: src, ../../src/orders",
    );
  return posix.normalize(`${toRoot}/${folder}/${scalar.text}`).replace(/\/$/, "");
}

/** The arguments that a form stands for, at its place; a path becomes what Terraform opens once the function's label is known. */
function argumentsFor(from: (typeof forms)[number], node: YamlMapping): readonly YamlEntry[] {
  const entry = entryOf(node, from);
  if (entry === undefined) return [];
  const at = (key: string, value: Node): YamlEntry => ({ key, keySpan: entry.keySpan, value });
  const text = (written: string): Scalar => ({
    kind: "text",
    text: written,
    flag: null,
    span: entry.value.span,
    verbatim: false,
  });
  switch (from) {
    case "dir":
    case "zip":
      return [at("filename", text("code.zip")), at("source_code_hash", text(""))];
    case "s3": {
      const s3 = mappingAt(node, "s3");
      return ["bucket", "key", "object_version"].flatMap((name) => {
        const found = s3 === undefined ? undefined : entryOf(s3, name);
        return found === undefined ? [] : [{ ...found, key: `s3_${name}` }];
      });
    }
    case "image":
      return [at("image_uri", entry.value), at("package_type", text("Image"))];
  }
}

/** The function's own part with its code in it. */
export function withCode(
  of: Pick<Spec, "label" | "arguments" | "lifecycle">,
  { from, path, sources, archived, excludes, isElsewhere }: CodePart,
): Pick<Spec, "arguments" | "lifecycle" | "archive" | "archived" | "sources"> {
  const lifecycle = isElsewhere ? leftAlone(of) : of.lifecycle;
  if (path === null || (from !== "dir" && from !== "zip"))
    return { arguments: of.arguments, lifecycle, archive: null, archived, sources };
  const place = join(expression("path.module"), literal(`/${path}`));
  const archive = `data.archive_file.${of.label}`;
  const code: Readonly<Record<string, Reference | null>> =
    from === "dir"
      ? { filename: expression(`${archive}.output_path`), source_code_hash: expression(`${archive}.output_base64sha256`) }
      : {
          filename: place,
          // Whoever ships the code elsewhere may have none here.
          source_code_hash: isElsewhere ? null : expression(`filebase64sha256("\${path.module}/${path}")`),
        };
  const others = of.arguments.filter(({ name }) => !Object.hasOwn(code, name));
  const own = Object.entries(code).flatMap(([name, value]): readonly Argument[] =>
    value === null ? [] : [{ kind: "attribute", name, value }],
  );
  return {
    arguments: [...others, ...own].sort(byName),
    lifecycle,
    archive: from === "dir" ? { source: place, excludes } : null,
    archived,
    sources,
  };
}

/** The arguments that the function has, and the hash that AWS answers with for an archive. */
function leftAlone({ arguments: given, lifecycle }: Pick<Spec, "arguments" | "lifecycle">): Lifecycle {
  const own = given.flatMap(({ name }) => (codeArguments.includes(name) ? [name] : []));
  const hash = own.length === 0 || own.includes("image_uri") ? [] : ["source_code_hash"];
  return { ...lifecycle, ignoreChanges: [...new Set([...lifecycle.ignoreChanges, ...own, ...hash])].sort(compareText) };
}

/** Terraform compares the path of an archive and not what is in it. */
export function* warnStaleCode(of: YamlMapping, { isElsewhere }: CodePart): Generator<Diagnostic> {
  const filename = entryOf(of, "filename");
  const ignored = listAt(mappingAt(of, "lifecycle"), "ignore_changes")?.items ?? [];
  const isLeft = ignored.some((item) => item.kind === "text" && item.text === "filename");
  if (filename === undefined || isElsewhere || isLeft || entryOf(of, "source_code_hash") !== undefined) return;
  yield warning(
    "stale-code",
    filename.keySpan,
    "new code in this archive never reaches AWS: Terraform compares its path alone",
    "write `code: {zip: PATH}` beside `function`, which has its hash; or `code: {deploy: elsewhere}` where something else ships it",
  );
}
