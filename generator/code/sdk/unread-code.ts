import { type ExternalValue, knownCharacters, type TextPart, type Value, wayOf } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import { languageLoaded } from "../flow/named-at-run-time.ts";
import type { Arg, CallExpr, Expr } from "../syntax/module.ts";
import { boto3Things } from "./boto3.ts";
import { isKnownLibrary, mayUse } from "./guesses.ts";
import { unreadLibrary } from "./library-uses.ts";
import { externals } from "./read-uses.ts";
import type { Use } from "./use.ts";

/**
 * What runs, and is not among what is read: text that becomes code, modules that only the run names, AWS's command line, files of S3 that a
 * library opens by their paths.
 */

/** Functions that run text. */
const runsText =
  /^((global|builtins|global\.(globalThis|window))\.(eval|exec|Function)|runpy\.run_(path|module)|vm\.(run\w+|compileFunction|Script|SourceTextModule))$/;

/** Functions that run a program, in both languages. */
const runsProgram =
  /^(subprocess\.(run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(system|popen|exec\w+|spawn\w+|posix_spawnp?)|asyncio\.(subprocess\.)?create_subprocess_(exec|shell)|pexpect\.(run|spawn)|(child_process|execa)\.(exec|spawn)\w*|execa|cross-spawn|shelljs\.exec)$/;

/** AWS's command line where a command begins, behind what hands it on, or as a module of Python. */
const awsCommand =
  /(^|[;&|(`\n]\s*|\s-\w*c\s+["']?|\b(?:do|then|exec|xargs|time|sudo|env)\s+)(\S*\/)?(aws|s5cmd)(\s|$)|\bawscli\b|--aws-sigv4\b/;

/** Names of what opens, or lists, what a path leads to. */
const opens =
  /^(read|scan|open|load|to|write|sink|save|store|download|upload|copy|glob|ls)(_|$|[A-Z])|^(dataset|Dataset|DeltaTable|ParquetFile|ParquetDataset|AnyPath|UPath)$/;

/** What a call runs that is not read; nothing for a call of what is. */
export function unreadCode(flow: Evaluation, call: CallExpr): readonly Use[] {
  const values = flow.valuesOf(call.callee);
  const whats = externals(values).flatMap((value) => toldOf(flow, value, call) ?? []);
  const dispatched = whats.length > 0 ? null : (dispatchedIn(flow, call.callee, values) ?? openedIn(flow, call, values));
  const [what = dispatched] = whats;
  const at = call.callee.kind === "member" ? call.callee.at : call.at;
  return what === null ? [] : [{ kind: "unknown", what, at }];
}

/** What is said of a call of a library's or the language's function. */
function toldOf(flow: Evaluation, value: ExternalValue, call: CallExpr): string | null {
  const way = wayOf(value);
  const name = way.replace(/^.*\./, "");
  if (runsText.test(way)) return isHarmless(flow, call.args) ? null : `${name} of text, which is code that is not read`;
  if (runsProgram.test(way)) return programOf(flow, /^os\.spawn/.test(way) ? call.args.slice(1) : call.args);
  // What is loaded already was imported somewhere, and is boto3 where it makes clients.
  if (/^sys\.modules(\[\]|\.get\(\))\.(client|resource|Session)$/.test(way))
    return `${name} of a module that is known at run time only`;
  if (way !== "sys.modules.get" && languageLoaded(way) !== null)
    return isLoaded(flow, call) ? null : `${name} of a module that is known at run time only`;
  if (name === "S3FileSystem" || (way === "fsspec.filesystem" && wordsOf(flow, call.args) === "s3"))
    return `${name}, which calls s3 by itself`;
  return null;
}

/** `Function("return this")`: text that is there to be read, and calls nothing. */
function isHarmless(flow: Evaluation, args: readonly Arg[]): boolean {
  const texts = args.flatMap(({ value }) => flow.textsOf(value).map(knownCharacters));
  return texts.length >= args.length && texts.every((text) => text !== null && !/\(|require|import|boto|aws/i.test(text));
}

/** A program is told where it is AWS's command line, and where nothing of it is known. */
function programOf(flow: Evaluation, args: readonly Arg[]): string | null {
  const command = args.filter(({ name }) => name === null || name === "args");
  const words = wordsOf(flow, command);
  if (awsCommand.test(words)) return "AWS's command line, as a program of its own";
  return /^[\s…]*$/.test(words) ? "a program that is known at run time only" : null;
}

/** The words of arguments, one after the other; `…` is what only the run knows, and a library's value some program's path. */
function wordsOf(flow: Evaluation, args: readonly Arg[]): string {
  return args.map(({ value }) => spelled(flow, value, 0)).join(" ");
}

/** A command begins with its program: what stands further behind, or deeper in lists, is no other one. */
const [deepestList, mostWords] = [2, 16];

function spelled(flow: Evaluation, expr: Expr, depth: number): string {
  const [value] = flow.valuesOf(expr);
  const texts = flow.textsOf(expr).map(written);
  const aws = texts.find((text) => awsCommand.test(text));
  if (aws !== undefined || texts[0] !== undefined) return aws ?? texts[0] ?? "";
  if (value?.kind === "list")
    return depth > deepestList
      ? "…"
      : value.expr.items
          .slice(0, mostWords)
          .map((item) => spelled(flow, item, depth + 1))
          .join(" ");
  return value?.kind === "external" ? "(…)" : value?.kind === "map" ? "" : "…";
}

function written(parts: readonly TextPart[]): string {
  return parts.map((part) => ("text" in part ? part.text : "env" in part ? `$${part.env}` : "…")).join("");
}

/** True where every module that is loaded is read, or a library whose calls are; and for what is data. */
function isLoaded(flow: Evaluation, call: CallExpr): boolean {
  const [first] = call.args;
  if (first === undefined) return true;
  const endings = flow.textsOf(first.value).map((parts) => parts.at(-1));
  const isData =
    endings.length > 0 && endings.every((end) => end !== undefined && "text" in end && /\.(?![cm]?[jt]sx?$)\w+$/.test(end.text));
  const values = flow.valuesOf(call);
  return (
    isData ||
    (values.length > 0 &&
      values.every((value) => value.kind === "module" || (value.kind === "external" && isKnownLibrary(value.from))))
  );
}

/** `globals()[name]()`: one of a module's own functions, which are read; or the one of boto3 that makes clients. */
function dispatchedIn(flow: Evaluation, callee: Expr, values: readonly Value[]): string | null {
  const got = externals(values)
    .find((value) => wayOf(value) === "global.getattr()")
    ?.steps.at(-1);
  const [first] = got?.kind === "call" ? got.call.args : [];
  const of = callee.kind === "index" && values.length === 0 ? callee.of : first?.value;
  if (of === undefined) return null;
  const all = flow
    .valuesOf(of)
    .flatMap((value) => (value.kind === "module" ? [...value.module.scope.names().values()].flat() : []));
  const makes = externals(all.flatMap((expr) => flow.valuesOf(expr))).some(
    (value) =>
      value.steps.length > 0 && value.steps.every(({ kind }) => kind === "member") && boto3Things(flow, value).length > 0,
  );
  return makes ? "a function by a name that is known at run time only, which may make a client" : null;
}

/** `pd.read_csv("s3://…")`. */
function openedIn(flow: Evaluation, { callee, args }: CallExpr, values: readonly Value[]): string | null {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  const isUnread = (value: ExternalValue) => mayUse(value) && unreadLibrary(value.from) === null;
  const isRead = values.length > 0 ? !externals(values).some(isUnread) : callee.kind !== "member";
  if (!opens.test(name) || isRead) return null;
  const isOfS3 = ({ value }: Arg) => flow.textsOf(value).some((parts) => /^s3[an]?:\/\//.test(written(parts)));
  return args.some(isOfS3) ? `${name} of a path of s3, which a library opens by itself` : null;
}
