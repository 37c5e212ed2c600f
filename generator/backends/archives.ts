import type { FunctionGrants, Reference, StackGrants } from "../grants.ts";
import { composed, plainText, sideBySide } from "./references.ts";

/** The archives that Terraform makes of folders of code. */

/** The provider that makes archives, and what of it is used: `excludes` take patterns from 2.5. */
export const archiveProvider = { source: "hashicorp/archive", version: ">= 2.5, < 3.0" } as const;

/** Whether a function of the stack has its code archived. */
export function makesArchives({ functions }: Pick<StackGrants, "functions">): boolean {
  return functions.some(({ archive }) => archive !== null);
}

/**
 * Of `archive_file`, all but what is archived. Lambda reads the files as another user, and a `bootstrap` must be executable; with a mode
 * of their own the same sources make the same archive on every machine.
 * https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file
 */
export function archiveArguments({
  label,
  name,
}: Pick<FunctionGrants, "label" | "name">): Readonly<Record<"type" | "output_path" | "output_file_mode", Reference>> {
  return { type: plainText("zip"), output_path: archivePath(label, name), output_file_mode: plainText("0755") };
}

/**
 * A module that is called twice is one folder, and Terraform makes the archives of both calls at once: what tells their functions apart
 * tells the archives apart, too. https://github.com/hashicorp/terraform-provider-archive/issues/31
 */
function archivePath(label: string, name: Reference): Reference {
  const module = composed("path.module");
  const begin = `/.terraform/lambdagrant/${label}`;
  const computed = (name.kind === "join" ? name.parts : [name]).filter((part) => part.kind === "expression");
  if (computed.length === 0) return sideBySide(module, plainText(`${begin}.zip`));
  const own = computed.flatMap((part, index) => [plainText(index === 0 ? `${begin}/` : "-"), part]);
  return sideBySide(module, ...own, plainText(".zip"));
}
