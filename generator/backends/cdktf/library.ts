import type * as cdktf from "cdktf";
import type * as constructs from "constructs";

/**
 * The seam between this backend and the packages that it builds with: cdktf, or its successor cdktn, which has the same
 * interface. They are asked for when they are needed, and a resource's class when the first of its type is made: the whole
 * of the provider package takes seconds to load.
 */
export interface Library {
  readonly cdktf: typeof cdktf;
  readonly constructs: typeof constructs;
  /** The class of a type of resource or data source: `aws_iam_role`. */
  readonly classOf: (kind: "resource" | "data", type: string) => ElementClass;
}

/** What all classes of a provider package have in common. */
interface ElementClass {
  readonly prototype: object;
  new (
    scope: constructs.Construct,
    id: string,
    config: Readonly<Record<string, unknown>>,
  ): cdktf.TerraformResource | cdktf.TerraformDataSource;
}

/** The packages by their names: what they are called is all in which the two families differ. */
export interface Packages {
  readonly core: string;
  readonly provider: string;
}

export const cdktfPackages: Packages = { core: "cdktf", provider: "@cdktf/provider-aws" };
export const cdktnPackages: Packages = { core: "cdktn", provider: "@cdktn/provider-aws" };

/** `load` is a `require` of where the packages are installed. */
export function libraryOf({ core, provider }: Packages, load: (name: string) => unknown): Library {
  const classes = new Map<string, ElementClass>();
  const library = load(core) as typeof cdktf;
  /** The one data source of another provider: its package is not worth another installation. */
  class ArchiveFile extends library.TerraformDataSource {
    constructor(scope: constructs.Construct, id: string) {
      super(scope, id, { terraformResourceType: "archive_file" });
    }
  }
  /** A resource that is newer than the package: the provider that the stack asks for knows it. */
  const newerResource = (type: string): ElementClass =>
    class extends library.TerraformResource {
      constructor(scope: constructs.Construct, id: string) {
        super(scope, id, { terraformResourceType: type });
      }
    };
  const exportsOf = (path: string): Readonly<Record<string, unknown>> => {
    try {
      return load(path) as Readonly<Record<string, unknown>>;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return {};
      throw error;
    }
  };
  return {
    cdktf: library,
    constructs: load("constructs") as typeof constructs,
    classOf: (kind, type) => {
      if (type === "archive_file") return ArchiveFile;
      const file = (kind === "data" ? `data_${type}` : type.replace(/^aws_/, "")).replaceAll("_", "-");
      const known = classes.get(file);
      if (known !== undefined) return known;
      const exported = Object.values(exportsOf(`${provider}/lib/${file}/index.js`));
      if (exported.length === 0 && kind === "resource") return newerResource(type);
      // How a class is spelt is the package's affair; it says itself which type it is for.
      const found = exported.find(
        (item) => typeof item === "function" && "tfResourceType" in item && item.tfResourceType === type,
      );
      if (found === undefined) throw new Error(`${provider} has no class for ${type}`);
      classes.set(file, found as ElementClass);
      return found as ElementClass;
    },
  };
}
