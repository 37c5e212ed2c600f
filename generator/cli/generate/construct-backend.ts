import { createRequire } from "node:module";
import { join } from "node:path";
import { emitCdktf } from "../../backends/cdktf/emit.ts";
import { cdktfPackages, cdktnPackages, libraryOf, type Packages } from "../../backends/cdktf/library.ts";
import type { Emit } from "../../compile.ts";
import { withTemporaryFolder } from "../../files/temporary.ts";

/** The backend of constructs, with the packages that the user installed; what to do where there are none. */
export function constructBackend(backend: "cdktf" | "cdktn"): Emit | { readonly missing: string } {
  const packages = backend === "cdktf" ? cdktfPackages : cdktnPackages;
  const require = installed(packages);
  if (require === null)
    return {
      missing: `--backend ${backend} needs packages that are not installed: npm install --save-dev ${packages.core} ${packages.provider} constructs`,
    };
  const library = libraryOf(packages, require);
  return (stacks) => withTemporaryFolder((folder) => emitCdktf(stacks, library, folder));
}

/** A `require` of where the packages are: in the project at hand, or beside the program. */
function installed({ core, provider }: Packages): NodeJS.Require | null {
  const places = [join(process.cwd(), "package.json"), import.meta.url].map((place) => createRequire(place));
  const finds = (require: NodeJS.Require, name: string) => {
    try {
      return require.resolve(name) !== "";
    } catch {
      return false;
    }
  };
  return places.find((require) => [core, "constructs", `${provider}/package.json`].every((name) => finds(require, name))) ?? null;
}
