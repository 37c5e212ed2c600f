import { type CompileInput, compile } from "../../generator/compile.ts";
import { type ReportData, reportOf } from "../../generator/review/report/report-data.ts";
import { functionsOf } from "../../generator/review/reviewed.ts";
import { compiledSpecs } from "../support/specs.ts";

/** What a report is made of. */
export function reported(input: Pick<CompileInput, "specs" | "settings">): ReportData {
  return reportedOf(compile({ ...input, rootName: "specs" }));
}

/** The same of the specs of the repository. */
export function reportedSpecs(): ReportData {
  return reportedOf(compiledSpecs());
}

function reportedOf(compiled: ReturnType<typeof compile>): ReportData {
  const wrong = compiled.diagnostics.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("\n"));
  const { files, diagnostics } = compiled;
  return reportOf({ root: "specs", functions: functionsOf(compiled), files, diagnostics });
}
