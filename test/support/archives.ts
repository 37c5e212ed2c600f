import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Stacks whose code Terraform archives need hashicorp/archive, which a mirror of hashicorp/aws alone does not have. */

/** Why no archive can be made here; null where one can. */
export function archivesMissing(): string | null {
  const config = process.env["TF_CLI_CONFIG_FILE"];
  const path =
    config !== undefined && existsSync(config) ? /path = "([^"]+)"/.exec(readFileSync(config, "utf8"))?.[1] : undefined;
  if (path !== undefined && existsSync(join(path, "registry.terraform.io/hashicorp/archive"))) return null;
  return "the mirror has no hashicorp/archive: archives are left out of what is planned, and their sources looked up by hand";
}

/** One data source of an emitted file: what it archives, from the folder of the file. */
export interface FoundArchive {
  readonly label: string;
  readonly source: string;
}

/** Of nothing: what is planned asks for a hash, and not which. */
const emptyHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

const block = /^data "archive_file" "(\w+)" \{\n(?:.*\n)*?\}\n/gm;

/** The archives of an emitted file. */
export function archivesOf(text: string): readonly FoundArchive[] {
  return [...text.matchAll(block)].map(([whole, label = ""]) => ({
    label,
    source: /source_dir += "\$\{path\.module\}\/([^"]+)"/.exec(whole)?.[1] ?? "",
  }));
}

/** The same file where only hashicorp/aws is: everything but the archive itself is planned. */
export function withoutArchives(text: string): string {
  return text
    .replace(block, "")
    .replace(/^ {4}archive = \{\n(?:.*\n){2} {4}\}\n/m, "")
    .replaceAll(/data\.archive_file\.(\w+)\.output_path/g, '"$1.zip"')
    .replaceAll(/data\.archive_file\.(\w+)\.output_base64sha256/g, `"${emptyHash}"`);
}

/** The same, in HCL or JSON, where what was built of the code is not there: nothing reads it. */
export function withoutBuilds(text: string): string {
  return text.replaceAll(/filebase64sha256\((\\?")[^"]*"\)/g, (_, quote: string) => `${quote}${emptyHash}${quote}`);
}

/** The same of `cdk.tf.json`. */
export function withoutArchivesInJson(text: string): string {
  const { data, terraform, ...rest } = JSON.parse(text) as {
    data?: Record<string, unknown>;
    terraform?: { required_providers?: Record<string, unknown> };
  };
  const { archive_file: _, ...others } = data ?? {};
  const { archive: __, ...providers } = terraform?.required_providers ?? {};
  const left = {
    ...rest,
    ...(Object.keys(others).length > 0 && { data: others }),
    ...(terraform !== undefined && { terraform: { ...terraform, required_providers: providers } }),
  };
  return JSON.stringify(left)
    .replaceAll(/\$\{data\.archive_file\.(\w+)\.output_path\}/g, "$1.zip")
    .replaceAll(/\$\{data\.archive_file\.(\w+)\.output_base64sha256\}/g, emptyHash);
}
