import { describe, expect, it } from "vitest";
import { intents } from "../../generator/iam/actions/intents.ts";
import { findAction, findService } from "../../generator/iam/reference/reference.ts";
import { patternsOf } from "../../generator/iam/reference/type-patterns.ts";

/** What words for intents mean, held against AWS's reference. */

const rows = intents.flatMap((row) =>
  Object.entries(row.words).flatMap(([word, steps]) =>
    steps.flatMap(({ actions, below }) =>
      actions.map((action) => ({ of: `${row.service} ${row.type}`, row, word, action, below })),
    ),
  ),
);

/** What AWS calls the actions of each word. A queue's reader takes messages out, and Kinesis calls looking at shards a list. */
const levels: Readonly<Record<string, readonly string[]>> = { read: ["Read"], list: ["List", "Read"], write: ["Write"] };
const otherwise: Readonly<Record<string, string>> = {
  "sqs:DeleteMessage": "Write",
  "sqs:ChangeMessageVisibility": "Write",
  "kms:Decrypt": "Write",
};

/** The random characters of a secret, which its type's pattern has in one word with its name. */
const random: Readonly<Record<string, string>> = { secretsmanager: "-??????" };
/** Of an object, a call names the bucket. */
const whole: Readonly<Record<string, string>> = { "s3/object": "BucketName" };

describe("intents", () => {
  it.each(rows)("$of: $word means $action, as AWS has it", ({ row, word, action, below }) => {
    const found = findAction(action);
    expect(found?.full).toBe(action);
    expect([...(levels[word] ?? []), otherwise[action]]).toContain(found?.level);
    const type = findService(row.service)?.type(row.type);
    const named =
      below === ""
        ? [row.type]
        : (findService(row.service)?.types ?? [])
            .filter((other) => patternsOf(other).some((pattern) => pattern.endsWith("}/${ObjectName}")))
            .map(({ name }) => name);
    expect(type).toBeDefined();
    expect(found?.types.map(({ name }) => name).some((name) => named.includes(name))).toBe(true);
  });

  it.each(intents)("$service: $type is named by what stands in its ARN", ({ service, type, named }) => {
    const patterns = findService(service)?.type(type)?.patterns ?? [];
    const arns = patterns.map((pattern) => pattern.replace(/\$\{(\w+)\}/g, "$1"));
    const names = arns.flatMap(
      (arn) => named.part.exec(`${arn.split(":").slice(5).join(":")}${random[service] ?? ""}`)?.slice(1) ?? [],
    );
    expect(names.filter((name) => name !== undefined)).toEqual([whole[`${service}/${type}`] ?? expect.stringMatching(/^\w+$/)]);
    expect(named.docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it("says nothing twice", () => {
    expect(new Set(rows.map(({ of, word, action }) => `${of} ${word} ${action}`)).size).toBe(rows.length);
  });
});
