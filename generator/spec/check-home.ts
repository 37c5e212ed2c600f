import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { Home } from "../iam/arn.ts";
import { accountInPieces, digitsOf } from "../iam/arn-parts.ts";
import { isPartition, partitionOf, partitions } from "../iam/regions.ts";
import { scalarAt } from "./language/at-key.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** Whether a stack's partition, region and account are AWS's, and fit each other. */
export function* checkHome(mapping: YamlMapping | undefined, home: Home): Generator<Diagnostic> {
  const partition = scalarAt(mapping, "partition");
  if (partition !== undefined && home.partition.kind === "literal" && !isPartition(home.partition.text)) {
    const near = nearest(partition.text, Object.keys(partitions));
    yield error(
      "invalid-arn",
      partition.span,
      `"${partition.text}" is no partition of AWS`,
      near === undefined ? "write aws, aws-cn or aws-us-gov" : `did you mean "${near}"?`,
    );
  }
  const region = scalarAt(mapping, "region");
  if (region !== undefined && home.region.kind === "literal") {
    const lies = partitionOf(home.region.text);
    if (lies === null) {
      const near = nearest(region.text, Object.values(partitions).flat());
      yield error(
        "invalid-arn",
        region.span,
        `AWS lists no region "${region.text}"`,
        near === undefined ? undefined : `did you mean "${near}"?`,
      );
    } else if (
      partition !== undefined &&
      home.partition.kind === "literal" &&
      isPartition(home.partition.text) &&
      lies !== home.partition.text
    ) {
      yield error(
        "invalid-arn",
        region.span,
        `the region ${region.text} lies in the partition ${lies}, not in ${partition.text}`,
      );
    }
  }
  const account = scalarAt(mapping, "account");
  if (account !== undefined && home.account.kind === "literal" && !/^\d{12}$/.test(home.account.text)) {
    yield error("invalid-arn", account.span, `"${account.text}" is no account id`, digitsOf(account.text));
  } else if (account !== undefined && home.account.kind === "join") {
    yield error("invalid-arn", account.span, accountInPieces.message, accountInPieces.hint);
  }
}
