import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { type Home, hasHole, isInPieces, isLiteral, type Outline } from "./arn.ts";
import { isPartition, partitionOf, partitions } from "./regions.ts";

/** What the parts of an ARN may be. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */

/** Whether a text holds a `*` or `?`. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** One expression can be checked to have twelve digits when Terraform plans; of what is put together, each piece could be anything. */
export const accountInPieces = {
  message: "this account is put together of pieces, and nothing could check that it has 12 digits",
  hint: "write its 12 digits, or one expression that is all of them: put it together in `locals`, and write ${local.account}",
} as const;

/** What to write for a text that is no account id: the console prints its digits in groups, and a number in YAML loses a first 0. */
export function digitsOf(account: string): string {
  const digits = account.replace(/[-\s]/g, "");
  if (!/^\d+$/.test(digits)) return "write its 12 digits";
  return digits.length === 12 ? `write "${digits}"` : `an account id has 12 digits, this has ${digits.length}`;
}

/**
 * Mistakes in the partition, region and account of an ARN; a part with a wildcard or an expression in it is left to others.
 * `needs` says whether the kind of resource has a region and an account in its ARN; null where that is not known.
 */
export function* checkArnParts(
  outline: Outline,
  span: Span,
  needs: { region: boolean | null; account: boolean | null },
): Generator<Diagnostic> {
  const { partition, region, account } = outline;
  const variable = variableOutOfPlace(outline);
  if (variable !== null) {
    yield misplacedVariable(variable, span);
    return;
  }
  if (known(partition) && !isPartition(partition)) {
    yield error(
      "invalid-arn",
      span,
      `"${partition}" is no partition of AWS`,
      `write one of ${Object.keys(partitions).slice(0, 3).join(", ")}, …`,
    );
  }
  if (region === "" && needs.region === true)
    yield error("invalid-arn", span, "this ARN has no region", "write the region between the third and the fourth colon");
  else if (region !== "" && needs.region === false)
    yield error("invalid-arn", span, `this kind of ARN has no region, so "${region}" never matches`, "leave the region empty");
  else if (region !== "" && known(region)) {
    const home = partitionOf(region);
    if (home === null) yield error("invalid-arn", span, `AWS lists no region "${region}"`, nearRegion(region));
    else if (known(partition) && isPartition(partition) && home !== partition) {
      yield error(
        "invalid-arn",
        span,
        `the region ${region} lies in the partition ${home}, not in ${partition}`,
        `write arn:${home}:…`,
      );
    }
  }
  if (account === "" && needs.account === true)
    yield error("invalid-arn", span, "this ARN has no account", "write the account between the fourth and the fifth colon");
  else if (account !== "" && needs.account === false)
    yield error("invalid-arn", span, `this kind of ARN has no account, so "${account}" never matches`, "leave the account empty");
  else if (account !== "" && (account !== "aws" || needs.account === true) && known(account) && !/^\d{12}$/.test(account)) {
    yield error("invalid-arn", span, `"${account}" is no account id`, digitsOf(account));
  } else if (isInPieces(account)) {
    yield error("invalid-arn", span, accountInPieces.message, accountInPieces.hint);
  }
  if (outline.resource === "") yield error("invalid-arn", span, "this ARN names no resource");
}

/**
 * A variable of IAM's that stands where IAM fills in none, before the fifth colon; `${*}`, the very character, too: no account has it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-where
 */
export function variableOutOfPlace({ partition, service, region, account }: Outline): string | null {
  return /\$\{[^}]*\}/.exec([partition, service, region, account].join(":"))?.[0] ?? null;
}

/** The mistake of such a variable. */
export function misplacedVariable(variable: string, span: Span): Diagnostic {
  return error(
    "invalid-arn",
    span,
    `IAM reads variables only behind the fifth colon of an ARN, so with ${variable} before it this one never matches`,
    "write the partition, the service, the region and the account themselves",
  );
}

function known(text: string): boolean {
  return !hasWildcard(text) && !hasHole(text);
}

/** That a partition is not the stack's own, where both are known: nothing of one calls what is in another. */
export function crossing(partition: string, home: Home): string | null {
  return isLiteral(home.partition) && !hasHole(partition) && home.partition.text !== partition
    ? `the stack lies in the partition ${home.partition.text}, and no call crosses into ${partition}`
    : null;
}

function nearRegion(region: string): string | undefined {
  const all = Object.values(partitions).flat();
  const same = all.filter((other) => other.split("-").slice(0, 2).join("-") === region.split("-").slice(0, 2).join("-"));
  return same.length === 0 ? undefined : `did you mean ${same.slice(0, 3).join(", ")}?`;
}
