import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codes } from "../generator/diagnostics/codes.ts";
import { intents, intentWords, type Naming } from "../generator/iam/actions/intents.ts";
import { freedoms } from "../generator/proof/templates/freedom.ts";
import { pushRows } from "../generator/sources/listing.ts";
import { pullSources } from "../generator/sources/pull-sources.ts";
import { limits } from "../generator/spec/yaml/limits.ts";

/** The tables of the README come from the tables of the program. */

const path = fileURLToPath(new URL("../README.md", import.meta.url));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

/** The service stands before it in the row. */
function short(action: string): string {
  return `\`${action.slice(action.indexOf(":") + 1)}\``;
}

/** What a variable of `env` holds, with the page of a call that takes it. */
function heldWords(key: string, type: string, { by, docs, behind, orArn }: Naming): string {
  const whose = behind === "apart" && type !== "bucket" ? "the bucket's " : "";
  const held = by === "url" || by === "arn" ? by.toUpperCase() : by;
  const or = orArn === true ? ", or its ARN" : key === "secret" ? "; with `-??????`, its name" : "";
  return `[${whose}${held}](${docs})${or}`;
}

const sections: Readonly<Record<string, string>> = {
  sources: table(
    ["key", "source", "principal", "guard"],
    [
      ...pushRows().map(({ key, title, docs, principal, guard }) => [
        `push \`${key}\``,
        `[${title}](${docs})`,
        principal === null ? "as given" : `\`${principal}\``,
        guard,
      ]),
      ...Object.entries(pullSources).map(([key, { title, docs }]) => [
        `pull \`${key}\``,
        `[${title}](${docs})`,
        "none: Lambda polls with the function's role",
        "the role's policy",
      ]),
    ],
  ),
  freedoms: table(
    ["argument", "of", "may", "for example", "because"],
    freedoms.map(({ of, argument, may, example, why }) => [
      `\`${argument}\``,
      of === "every resource" ? of : of.map((type) => `\`${type}\``).join(", "),
      may,
      `\`${example.replace(/\s*\n\s*/g, " ")}\``,
      why,
    ]),
  ),
  intents: table(
    ["key", "of", "read", "list", "write", "a variable holds"],
    intents.map(({ key, service, type, docs, words, named }) => [
      `\`${key}\``,
      `[${service}: ${type}](${docs})`,
      ...intentWords.map((word) =>
        (words[word] ?? [])
          .map(({ actions, below }) => `${actions.map(short).join(" ")}${below === "" ? "" : ` on \`${below}\``}`)
          .join("; "),
      ),
      heldWords(key, type, named),
    ]),
  ),
  limits: table(
    ["at most", "of"],
    Object.values(limits).map(({ most, of }) => [most.toLocaleString("en-US"), of]),
  ),
  codes: table(
    ["code", "means"],
    Object.entries(codes).map(([code, means]) => [`\`${code}\``, means]),
  ),
};

describe("README", () => {
  it("begins with a spec that is there, and with what comes out of it", () => {
    const [begin = ""] = readFileSync(path, "utf8").split("## The language in a page");
    const shown = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(begin)?.[1] ?? "";
    const [spec = "", out = ""] = ["specs/getting-started/my-function.yaml", "out/getting-started/my-function.tf"].map((file) =>
      readFileSync(new URL(`../${file}`, import.meta.url), "utf8"),
    );
    expect(shown("yaml")).toBe(spec);
    for (const block of shown("hcl").split(/\n\n(?=\S)/)) expect(out).toContain(`${block.trimEnd()}\n\n`);
  });

  it.each(Object.keys(sections))("has the table of %s", (name) => {
    const text = readFileSync(path, "utf8");
    const renewed = text.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
      (_, from: string, to: string) => `${from}${sections[name]}\n${to}`,
    );
    if (process.env["UPDATE_CASES"] === "1") writeFileSync(path, renewed);
    expect(readFileSync(path, "utf8")).toBe(renewed);
  });
});
