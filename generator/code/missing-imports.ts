import { builtinModules } from "node:module";
import { resolveImport } from "./flow/resolve-import.ts";
import { isKnownLibrary } from "./sdk/guesses.ts";
import type { Expr, Module } from "./syntax/module.ts";

/** What sources import that is not among them: their own files, and code of others. */

type Paths = Pick<ReadonlyMap<string, unknown>, "has">;
type Import = Module["imports"][number];

/** Imports of one's own code, or of a layer's, that is not there; what has another ending is no code. */
export function missingImports(sources: Paths, module: Module): readonly Import[] {
  return absent(sources, module).filter(
    ({ from }) => from.startsWith("/opt/") || (from.startsWith(".") && (module.language === "python" || isCode(from))),
  );
}

/** The packages of others that the modules import, but for those of the languages and of AWS: each once, sorted. */
export function importedElsewhere(sources: Paths, modules: Iterable<Module>): readonly string[] {
  const found = new Set<string>();
  for (const module of modules) {
    for (const { from } of absent(sources, module)) {
      const name = packageOf(module, from);
      const own = module.language === "python" ? pythonModules : nodeModules;
      if (/^[\w@]/.test(from) && !own.has(name) && !isKnownLibrary(name) && !typesAlone.test(name)) found.add(name);
    }
  }
  return [...found].sort();
}

/** What a name that is imported may be besides: a module below the one that it is imported from. */
export function submodulesOf({ language }: Module, { from, name }: Extract<Expr, { kind: "import" }>): readonly string[] {
  return name === null || language !== "python" ? [] : [from.endsWith(".") ? from + name : `${from}.${name}`];
}

function absent(sources: Paths, module: Module): readonly Import[] {
  const names = [...module.scope.names().values()].flat();
  return module.imports.filter(({ from }) => {
    if (resolveImport(sources, module, from) !== null) return false;
    // A folder of Python without a file of its own: what is taken from it lies below.
    return !names.some(
      (value) =>
        value.kind === "import" &&
        value.from === from &&
        submodulesOf(module, value).some((below) => resolveImport(sources, module, below) !== null),
    );
  });
}

/** `./lib`, `./lib.js`, `./users.service`; not `./words.json`. */
function isCode(from: string): boolean {
  return !/\.(json5?|ya?ml|toml|txt|md|csv|sql|html?|s?css|less|svg|png|jpe?g|gif|gql|graphql|vtl|ejs|hbs|pem|node|wasm|d)$/.test(
    from,
  );
}

/** `@scope/name/file` → `@scope/name`, `a.b` → `a`. */
function packageOf({ language }: Module, from: string): string {
  if (language === "python") return from.split(".")[0] ?? from;
  return from
    .replace(/^node:/, "")
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Packages that are nothing when the code runs. */
const typesAlone = /^(@types\/.*|aws-lambda|mypy_boto3\w*|types_\w+|typing_extensions)$/;

/** https://nodejs.org/api/module.html#modulebuiltinmodules */
const nodeModules: ReadonlySet<string> = new Set(builtinModules);

/** https://docs.python.org/3/py-modindex.html */
const pythonModules: ReadonlySet<string> = new Set(
  (
    "__future__ abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 calendar cgi cmath cmd code codecs " +
    "codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes dataclasses datetime " +
    "decimal difflib dis email encodings enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc getopt " +
    "getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imp importlib inspect io ipaddress itertools json " +
    "keyword linecache locale logging lzma mailbox marshal math mimetypes mmap multiprocessing netrc numbers operator optparse os " +
    "pathlib pdb pickle pkgutil platform plistlib poplib posixpath pprint profile pstats pwd queue quopri random re reprlib resource " +
    "runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics " +
    "string stringprep struct subprocess symtable sys sysconfig syslog tarfile tempfile termios textwrap threading time timeit token " +
    "tokenize tomllib trace traceback tracemalloc types typing unicodedata unittest urllib uu uuid venv warnings wave weakref " +
    "xml xmlrpc zipapp zipfile zipimport zlib zoneinfo"
  ).split(" "),
);
