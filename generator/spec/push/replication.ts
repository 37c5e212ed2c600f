import { error } from "../../diagnostics/diagnostic.ts";
import { isLiteral, textOf } from "../../iam/arn.ts";
import { isTrue, scalarAt, someAt } from "../language/at-key.ts";
import type { PushEntry } from "../spec.ts";
import { checkArguments } from "../values/check-arguments.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";

/** A service that copies the function takes no function that needs what the copies would not have. */
export function checkReplication(
  { source, key, qualifier, span }: PushEntry,
  of: YamlMapping | undefined,
  session: Session,
): void {
  const replication = source.kind === "arn" ? source.replicates : undefined;
  if (replication === undefined) return;
  const { region } = session.home;
  if (isLiteral(region) && region.text !== replication.region) {
    const hint = `put the function into a stack whose region is ${replication.region}`;
    session.diagnostics.push(
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
      session.diagnostics.push(
        error(
          "argument-not-allowed",
          given.keySpan,
          `${reason}, and \`push\` names \`${key}\``,
          // Without the line there would be no code.
          argument === "image_uri"
            ? "put the code into an archive: code: {dir: src}, or {zip: build/function.zip}"
            : "remove the line",
        ),
      );
  }
  if (of !== undefined) checkArguments(of, replication.limits, `function for \`${key}\``, session);
  for (const node of someAt(of, "architectures")) {
    if (node.text === replication.architecture || node.text.includes("${")) continue;
    const message = `a function for \`${key}\` runs on ${replication.architecture}`;
    session.diagnostics.push(
      error("argument-not-allowed", node.span, message, `write ${replication.architecture}, or remove the line`),
    );
  }
  const named = qualifier === null ? scalarAt(of, "qualifier")?.text : textOf(qualifier);
  if (named !== undefined && !/^\d+$/.test(named) && !named.includes("${")) {
    const message = `\`${key}\` calls a numbered version, never an alias`;
    session.diagnostics.push(
      error("argument-not-allowed", span, message, "write the number of a version as `qualifier`, or none"),
    );
  }
  if (of !== undefined && !isTrue(of, "existing") && !isTrue(of, "publish")) {
    session.diagnostics.push(
      error(
        "missing-key",
        span,
        `\`${key}\` calls a numbered version, and none is published`,
        "add `publish: true` to the function",
      ),
    );
  }
}
