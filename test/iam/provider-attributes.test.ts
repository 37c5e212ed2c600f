import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { arnsOfProvider, idsOfProvider, namesOfProvider } from "../../generator/iam/forms.ts";
import { terraformTypes } from "../../generator/iam/terraform-types.ts";

/** The attributes that vouch for what they are, as hashicorp/aws 6.25 and 6.66 declare them, resources and data sources. */

const require = createRequire(import.meta.url);
const packages = ["@cdktf/provider-aws", "@cdktn/provider-aws"].map((name) =>
  join(dirname(require.resolve(`${name}/package.json`)), "lib"),
);

/** `aws_prometheus_workspace.arn` in each place that declares it: whether somebody may write it, or the provider alone. */
function declared(attribute: string): readonly ("argument" | "computed")[] {
  const [type = "", name = ""] = attribute.replace(/^aws_/, "").split(".");
  const member = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return packages.flatMap((lib) =>
    ["", "data-aws-"].flatMap((kind) => {
      const file = join(lib, `${kind}${type.replaceAll("_", "-")}`, "index.d.ts");
      if (!existsSync(file)) return [];
      const text = readFileSync(file, "utf8");
      const declaration = text.slice(text.lastIndexOf("export declare class "));
      if (!new RegExp(`get ${member}\\(\\): string;`).test(declaration)) return [];
      return [new RegExp(`set ${member}\\(`).test(declaration) ? ("argument" as const) : ("computed" as const)];
    }),
  );
}

describe("attributes that vouch for themselves", () => {
  const untold = [...idsOfProvider.account, ...idsOfProvider.organization, ...arnsOfProvider];

  it.each(untold.filter((attribute) => !attribute.endsWith(".id")))("%s is written by nobody", (attribute) => {
    const found = declared(attribute);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(["computed"]));
  });

  it.each([...namesOfProvider].filter((attribute) => !attribute.endsWith(".id")))("%s is there", (attribute) => {
    expect(declared(attribute).length).toBeGreaterThan(0);
  });

  it("no ARN has two entries", () => {
    const known = new Set([...terraformTypes()].map(({ terraformType, attribute }) => `${terraformType}.${attribute}`));
    expect([...arnsOfProvider].filter((attribute) => known.has(attribute))).toEqual([]);
  });
});
