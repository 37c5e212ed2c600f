import type { HomeOf } from "../../draft.ts";
import type { Json } from "../../read-state.ts";

/** What a template is deployed as. */
export interface Deployment {
  readonly home: HomeOf;
  /** Values of its parameters, over their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What CloudFormation made: the id of each resource by its logical name; empty where nobody told. */
  readonly made: ReadonlyMap<string, string>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameter(name: string, { region, account, partition }: HomeOf): string | undefined {
  switch (name) {
    case "AWS::Region":
      return region;
    case "AWS::AccountId":
      return account;
    case "AWS::Partition":
      return partition;
    case "AWS::URLSuffix":
      return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    default:
      return undefined;
  }
}

/** The value of a parameter, which is its default where none is given; undefined where nobody can tell. */
export function parameterValue({ Type: type, Default: otherwise }: Json, given: string | undefined): unknown {
  const value = given ?? otherwise;
  // The name of a parameter of SSM is not its value.
  if (value === undefined || String(type).startsWith("AWS::SSM::")) return undefined;
  if (type === "Number") return Number(value);
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
