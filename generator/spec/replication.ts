import { error } from "../diagnostics/diagnostic.ts";
import { isLiteral } from "../iam/arn.ts";
import { entryOf, type Mapping } from "./node.ts";
import { isTrue } from "./shape.ts";
import type { PushEntry } from "./spec.ts";
import type { Reading } from "./value.ts";

/** A service that copies the function takes no function that needs what the copies would not have. */
export function checkReplication({ replication, key, span }: PushEntry, of: Mapping | undefined, reading: Reading): void {
  if (replication === null) return;
  const { region } = reading.home;
  if (isLiteral(region) && region.text !== replication.region) {
    const hint = `put the function into a stack whose region is ${replication.region}`;
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        span,
        `a function for \`${key}\` lives in ${replication.region}, and this stack in ${region.text}`,
        hint,
      ),
    );
  }
  for (const [argument, reason] of Object.entries(replication.refused)) {
    const given = of === undefined ? undefined : entryOf(of, argument);
    if (given !== undefined)
      reading.diagnostics.push(
        error("argument-not-allowed", given.keySpan, `${reason}, and \`push\` names \`${key}\``, "remove the line"),
      );
  }
  if (of !== undefined && !isTrue(of, "existing") && !isTrue(of, "publish")) {
    reading.diagnostics.push(
      error(
        "missing-key",
        span,
        `\`${key}\` calls a numbered version, and none is published`,
        "add `publish: true` to the function",
      ),
    );
  }
}
