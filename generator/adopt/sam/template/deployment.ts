import { dnsSuffixes } from "../../../iam/regions.ts";
import { remembered } from "../../../remembered.ts";
import type { HomeOf } from "../../draft.ts";
import { type Json, object, own } from "../../read-state.ts";

/** What a template is deployed as. */
export interface Deployment {
  readonly home: HomeOf;
  /** Values of its parameters, over their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What CloudFormation made: the id of each resource by its logical name; empty where nobody told. */
  readonly made: ReadonlyMap<string, string>;
}

/** What the names of AWS's endpoints end in where a template is deployed; undefined for a partition that AWS does not list. */
export function urlSuffix({ partition }: HomeOf): string | undefined {
  return own(dnsSuffixes, partition);
}

/**
 * What a pseudo parameter says, but for those of the stack; undefined of any other name, and where nobody can tell.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameter(name: string, home: HomeOf): string | undefined {
  switch (name) {
    case "AWS::Region":
      return home.region;
    case "AWS::AccountId":
      return home.account;
    case "AWS::Partition":
      return home.partition;
    case "AWS::URLSuffix":
      return urlSuffix(home);
    default:
      return undefined;
  }
}

/** The value of a parameter, which is its default where none is given; undefined where nobody can tell. */
export function parameterValue({ Type: type, Default: otherwise }: Json, given: string | undefined): unknown {
  const value = given ?? otherwise;
  // The name of a parameter of SSM is not its value, and a default that is no text is none of CloudFormation.
  if (!["string", "number", "boolean"].includes(typeof value) || String(type).startsWith("AWS::SSM::")) return undefined;
  if (type === "Number") return Number.isNaN(Number(value)) ? undefined : Number(value);
  // "Spaces are trimmed": https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
  return /List/.test(String(type))
    ? String(value)
        .split(",")
        .map((one) => one.trim())
    : String(value);
}

/** What a variable is called that stands for what nobody can tell: `OrdersTable_StreamArn` → `orders_table_stream_arn`. */
export function variableName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^(?=\d)/, "_");
}

/** Whether a variable would stand for what a template itself names; `orOfIt`: or for an attribute of that. */
export function isNamed(template: Json, variable: string, orOfIt: boolean): boolean {
  const begins = orOfIt ? [...variable.matchAll(/_/g)].map(({ index }) => variable.slice(0, index)) : [];
  return [variable, ...begins].some((one) => namesIn(template).has(one));
}

const namesIn = remembered(
  ({ Parameters: parameters, Resources: resources }: Json): ReadonlySet<string> =>
    new Set([...Object.keys(object(parameters)), ...Object.keys(object(resources))].map(variableName)),
);
