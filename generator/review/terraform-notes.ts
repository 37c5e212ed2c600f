import { textOf } from "../iam/arn.ts";
import { keptArguments, keptOfMappings } from "../sources/implied.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import type { Matched } from "./match-functions.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** What Terraform makes of a change otherwise than its reader may think, a sentence each. */
export function terraformNotes({ base, head, how }: Matched): readonly string[] {
  if (base === null || head === null) return [];
  const [before, after] = [base.grants.managed, head.grants.managed];
  if (before !== after) return base.name === head.name && isSamePlace(base, head) ? handedOver(base, head) : [];
  if (!after) return [];
  if (base.stack !== head.stack || base.target !== head.target)
    return base.name === head.name && isSamePlace(base, head) ? inAnotherState(base) : [];
  if (base.grants.label !== head.grants.label) return relabelled(base, head);
  return how === "same" ? [...keptOf(base, head), ...keptOfPolling(base, head), ...logClassOf(base, head)] : [];
}

/** A function that Terraform updates goes on with what its spec no longer says. */
function keptOf(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  // Another kind of package makes another function, which begins without it.
  if (textAt(base, "package_type") !== textAt(head, "package_type")) return [];
  return keptArguments.flatMap(({ argument, value, instead }) => {
    const was = textAt(base, argument);
    if (was === null || (value !== undefined && was !== value) || textAt(head, argument) !== null) return [];
    const write = instead.replace("${Function}", () => head.name);
    return [
      `Terraform keeps ${argument} as it is where nothing is said of it, and the right to it goes: for one apply, write ${write}`,
    ];
  });
}

/** So does a mapping. */
function keptOfPolling(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  return base.spec.pull.flatMap((was) => {
    const is = head.spec.pull.find(({ label, key }) => label === was.label && key === was.key);
    if (is === undefined) return [];
    return keptOfMappings.flatMap(({ argument, otherwise }) =>
      [was, is].map((entry) => argumentAt(entry.arguments, argument) !== undefined).join() === "true,false"
        ? [`Terraform keeps ${argument} of ${was.name} as it is where nothing is said of it: write \`${argument}: ${otherwise}\``]
        : [],
    );
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html: a log group keeps its class. */
function logClassOf(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  const [was, is] = [base.grants.logGroup, head.grants.logGroup];
  if (was === null || is === null || textOf(was.name) !== textOf(is.name)) return [];
  const [before, after] = [was, is].map((group) => {
    const given = argumentAt(group.arguments, "log_group_class");
    return isReference(given) ? textOf(given) : "STANDARD";
  });
  if (before === after) return [];
  return head.spec.lifecycle.createBeforeDestroy
    ? [
        "a log group keeps its class, and Terraform makes the new one before it deletes the old, which AWS refuses under one name: let the function's name change with it",
      ]
    : ["a log group keeps its class, so Terraform deletes this one with all that was logged, and makes another"];
}

function textAt({ spec }: ReviewedFunction, argument: string): string | null {
  const value = argumentAt(spec.arguments, argument);
  return isReference(value) ? textOf(value) : null;
}

/** Under another label there is nothing by which Terraform knows what belongs together. */
function relabelled(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  const { label } = base.grants;
  const write = `write \`label: ${label}\` under \`function\``;
  return base.name === head.name
    ? [
        `under another label Terraform makes all of it anew and deletes the old, in no order: AWS refuses two of one name, or what is new is deleted with the old; ${write}`,
      ]
    : [
        `the label follows the name, so Terraform makes all of it anew and deletes the old, in no order, and its mappings begin anew: to keep what stays, ${write}`,
      ];
}

/** Names are taken where a function goes on in its account and region. */
function isSamePlace(base: ReviewedFunction, head: ReviewedFunction): boolean {
  const [one, other] = [base, head]
    .map(({ spec }) => spec.settings.home)
    .map(({ account, region }) => [account, region].map(textOf));
  return one?.join() === other?.join();
}

function inAnotherState({ grants: { label } }: ReviewedFunction): readonly string[] {
  return [
    `another Terraform directory has another state: it makes all of it anew, under names that are taken, and the old one deletes it: first move aws_lambda_function.${label} and all that stands with it from the one state to the other`,
  ];
}

/** What was Terraform's and is somebody else's, or the reverse. */
function handedOver(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  const { grants, name } = base.grants.managed ? base : head;
  const address = `aws_lambda_function.${grants.label}`;
  return grants === base.grants
    ? [
        `Terraform deletes the function, with its role and its log group: where others manage them now, first take them out of the state, \`terraform state rm ${address}\` and so on`,
      ]
    : [
        `Terraform makes a function that is there already, and AWS refuses it: first \`terraform import ${address} ${name}\`, and so on for its role and its log group`,
      ];
}
