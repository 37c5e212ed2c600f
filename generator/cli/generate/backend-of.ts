import { type Emit, hclBackend } from "../../compile.ts";
import { type Exit, endRun } from "../print-output.ts";
import { ownRenderer } from "../templates/templates.ts";
import type { Start } from "./outputs.ts";
import { fail } from "./print-outcome.ts";

/** What makes the files; where it cannot be had, the exit status after a word on why. */
export async function backendOf({ templates, options }: Start): Promise<Emit | Exit> {
  if (options.backend === "hcl") {
    const own = await ownRenderer(templates);
    if (!("diagnostics" in own)) return hclBackend(own.render);
    return fail(own.diagnostics, own.status, options, { sources: own.sources });
  }
  if (templates !== null) return endRun("templates make HCL; --templates goes with --backend hcl alone");
  const asked = (await import("./construct-backend.ts")).constructBackend(options.backend);
  if (typeof asked === "function") return asked;
  return endRun(asked.missing);
}
