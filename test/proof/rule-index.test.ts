import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reference } from "../../generator/grants.ts";
import { expression, join } from "../../generator/iam/arn.ts";
import { arnContains, arnsMeet } from "../../generator/proof/decide/arn-pattern.ts";
import { RuleIndex } from "../../generator/proof/decide/rule-index.ts";
import type { Rule } from "../../generator/proof/rule.ts";

/** The index beside asking each rule of each other. */

const piece = fc.constantFrom<Reference | string>("a", "b", "/", ":", "*", "?", expression("x"));
const beginning = fc.constantFrom<Reference | string>("arn:aws:s3:::", "arn:aws:sqs", "arn:*:s3:::", expression("x"), "*", "");
const resource = fc.tuple(beginning, fc.array(piece, { maxLength: 4 })).map(([first, rest]) => join(first, ...rest));
const rule = fc.tuple(resource, fc.constantFrom("s3:GetObject", "s3:getobject", "s3:Get*", "s3:PutObject")).map(
  ([of, action]): Rule => ({
    effect: "Allow",
    principal: null,
    action,
    resource: of,
    conditions: [],
    sid: null,
    cause: "",
    place: null,
  }),
);

describe("the index of rules", () => {
  it("finds whatever lies around a rule, and whatever meets it", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), rule, (rules, asked) => {
        const index = new RuleIndex(rules);
        const [around, near] = [new Set(index.around(asked)), new Set(index.near(asked))];
        for (const other of rules.filter(({ action }) => action.toLowerCase() === asked.action.toLowerCase())) {
          if (arnContains(other.resource, asked.resource) === "yes") {
            found++;
            expect(around).toContain(other);
          }
          if (arnsMeet(other.resource, asked.resource) === "yes") expect(near).toContain(other);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(found).toBeGreaterThan(500);
  });
});
