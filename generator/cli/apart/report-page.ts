import { type Reported, reportOf } from "../../review/report/report-data.ts";
import { reportHtml } from "../../review/report/report-html.ts";

/** The page of `report`, which carries a script and a style that nothing else asks for. */
export function reportPage(reported: Reported): string {
  return reportHtml(reportOf(reported));
}
