import { describe, expect, it } from "vitest";
import { grantReaches, type Reached } from "../../generator/code/against/reach.ts";
import type { TextPart } from "../../generator/code/flow/code-value.ts";
import type { Reference } from "../../generator/grants.ts";
import { expression, join, literal, textOf } from "../../generator/iam/arn.ts";

/** Whether a grant covers what the code names: said only where both are known before they meet. */

const table = (name: string) => literal(`arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`);
const orders = expression("aws_dynamodb_table.orders.arn");
const bucket = expression("aws_s3_bucket.photos.arn");
const environment = new Map([
  ["TABLE", expression("aws_dynamodb_table.orders.name")],
  ["BUCKET", expression("aws_s3_bucket.photos.id")],
  ["PLAIN", literal("orders")],
  ["QUEUE", join("https://sqs.eu-west-1.amazonaws.com/111122223333/", literal("jobs"))],
]);
const text = (written: string): readonly TextPart[] => [{ text: written }];
const env = (name: string): readonly TextPart[] => [{ env: name }];
const unknown: readonly TextPart[] = [{ unknown: true }];

/** Answer, action, what is granted, and what the code names: type, name, what follows it. */
type Row = readonly [Reached, string, Reference, string, readonly TextPart[], (readonly TextPart[])?];

function shown(parts: readonly TextPart[]): string {
  return parts.map((part) => ("text" in part ? part.text : "env" in part ? `$${part.env}` : "…")).join("");
}

describe("a grant against what the code names", () => {
  it.each(
    (
      [
        ["yes", "dynamodb:PutItem", table("orders"), "table", text("orders")],
        ["no", "dynamodb:PutItem", table("orders"), "table", text("orders-old")],
        ["yes", "dynamodb:PutItem", table("orders"), "table", env("PLAIN")],
        ["yes", "dynamodb:PutItem", table("order*"), "table", text("orders")],
        ["unknown", "dynamodb:PutItem", table("orders"), "table", unknown],
        ["unknown", "dynamodb:PutItem", table("orders"), "table", env("NOT_GIVEN")],
        ["no", "dynamodb:PutItem", table("orders"), "table", [{ text: "users-" }, { unknown: true }]],
        ["yes", "dynamodb:PutItem", orders, "table", env("TABLE")],
        ["no", "dynamodb:PutItem", expression("aws_dynamodb_table.users.arn"), "table", env("TABLE")],
        ["unknown", "dynamodb:PutItem", expression("var.table_arn"), "table", env("TABLE")],
        ["unknown", "dynamodb:PutItem", orders, "table", text("orders")],
        ["yes", "dynamodb:Query", join(orders, "/index/*"), "index", env("TABLE"), text("by-day")],
        ["no", "dynamodb:Query", orders, "index", env("TABLE"), text("by-day")],
        ["no", "dynamodb:Query", join(orders, "/index/by-day"), "index", env("TABLE"), text("by-name")],
        ["yes", "s3:GetObject", join(bucket, "/in/*"), "object", env("BUCKET"), text("in/a.txt")],
        ["no", "s3:GetObject", join(bucket, "/in/*"), "object", env("BUCKET"), text("out/a.txt")],
        ["unknown", "s3:GetObject", join(bucket, "/in/*"), "object", env("BUCKET"), unknown],
        ["yes", "s3:GetObject", literal("arn:aws:s3:::photos/*"), "object", text("photos"), text("a")],
        ["no", "s3:GetObject", literal("arn:aws:s3:::photos/*"), "object", text("prints"), text("a")],
        [
          "yes",
          "sns:Publish",
          literal("arn:aws:sns:eu-west-1:111122223333:sold"),
          "topic",
          text("arn:aws:sns:eu-west-1:111122223333:sold"),
        ],
        [
          "no",
          "sns:Publish",
          literal("arn:aws:sns:eu-west-1:111122223333:sold"),
          "topic",
          text("arn:aws:sns:eu-west-1:111122223333:bought"),
        ],
        ["yes", "sqs:SendMessage", literal("arn:aws:sqs:eu-west-1:111122223333:jobs"), "queue", env("QUEUE")],
        ["no", "sqs:SendMessage", literal("arn:aws:sqs:eu-west-1:111122223333:other"), "queue", env("QUEUE")],
        [
          "yes",
          "ssm:GetParameter",
          literal("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key"),
          "parameter",
          text("/shop/key"),
        ],
        [
          "no",
          "ssm:GetParameter",
          literal("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key"),
          "parameter",
          text("/shop/other"),
        ],
        [
          "yes",
          "secretsmanager:GetSecretValue",
          literal("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"),
          "Secret",
          text("db"),
        ],
        [
          "no",
          "secretsmanager:GetSecretValue",
          literal("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"),
          "Secret",
          text("api"),
        ],
        ["unknown", "kms:Sign", literal("arn:aws:kms:eu-west-1:111122223333:key/1234"), "key", text("alias/signing")],
        [
          "unknown",
          "kms:Sign",
          literal("arn:aws:kms:eu-west-1:111122223333:key/1234"),
          "key",
          text("arn:aws:kms:eu-west-1:111122223333:alias/signing"),
        ],
        ["yes", "ec2:StartInstances", literal("*"), "instance", unknown],
      ] satisfies readonly Row[]
    ).map((row: Row) => ({ row, title: `${row[0]}: ${row[1]} on ${textOf(row[2])} for ${shown(row[4])}` })),
  )("$title", ({ row: [answer, action, granted, type, name, rest = null] }) => {
    expect(grantReaches(action, granted, { type, name, rest }, environment)).toBe(answer);
  });
});
