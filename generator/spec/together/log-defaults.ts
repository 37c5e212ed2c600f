import { type Diagnostic, warning } from "../../diagnostics/diagnostic.ts";
import { isLiteral, textOf } from "../../iam/arn.ts";
import { emitsLogGroup, logGroupName } from "../function/log-group.ts";
import { mappingAt } from "../language/at-key.ts";
import type { Spec } from "../spec.ts";
import { entryAt } from "../values/check-arguments.ts";

/**
 * What stack.yaml says of log groups, where a function writes a group of another name: that is somebody else's unless a spec makes it,
 * and whoever thinks that it is made has no log, since the role of a function makes no group.
 */
export function* checkLogDefaults(specs: readonly Spec[]): Generator<Diagnostic> {
  const told = new Set(specs.filter(emitsLogGroup).map((spec) => textOf(logGroupName(spec))));
  for (const spec of specs) {
    const { defaults } = spec.settings;
    if (defaults.logs?.kind !== "mapping" || !spec.managed || spec.logs === null || spec.logs.existing) continue;
    const group = logGroupName(spec);
    const given = defaults.logs.entries.filter(({ key }) => key !== "existing").map(({ key }) => `\`${key}\``);
    // What an expression names is made where that is declared.
    if (given.length === 0 || !isLiteral(group) || told.has(group.text)) continue;
    told.add(group.text);
    const own = mappingAt(spec.document, "function");
    const at = own === undefined ? undefined : entryAt(own, "logging_config.log_group");
    const message = `nothing of this stack makes the log group ${group.text}, so ${given.join(", ")} of stack.yaml ${given.length === 1 ? "says" : "say"} nothing of it`;
    const hint = "write `logs: {}` in one function that writes it, to make it; `logs: {existing: true}` where somebody else does";
    yield warning("without-effect", at?.value.span ?? spec.span, message, hint);
  }
}
