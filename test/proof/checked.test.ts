import { describe, expect, it } from "vitest";
import type { Reference } from "../../generator/grants.ts";
import { expression, join } from "../../generator/iam/arn.ts";
import { uncheckedIn } from "../../generator/proof/decide/checked.ts";

/** What a specification refuses before, the proof asks for by itself: an output may come from templates of one's own. */

describe("a value that only Terraform knows, within an ARN", () => {
  const digits = (code: string) => ({ code, pattern: "^[0-9]{12}$" });
  const queue = (...account: readonly (string | Reference)[]) => join("arn:aws:sqs:eu-west-1:", ...account, ":jobs");

  it("is an account where it is all of it, and checked", () => {
    expect(uncheckedIn(queue(expression("var.a")), "resource", [digits("var.a")])).toBe(null);
    expect(uncheckedIn(queue(expression("var.a")), "resource", [])).toBe("var.a");
  });

  it("is none in pieces, whatever is checked of each", () => {
    const pieces = queue(expression("var.a"), expression("var.b"));
    expect(uncheckedIn(pieces, "resource", [digits("var.a"), digits("var.b")])).toBe("var.a");
    expect(uncheckedIn(queue("1234", expression("var.b")), "resource", [digits("var.b")])).toBe("var.b");
  });

  it("says whose a thing is also where it is compared, and not of a name", () => {
    expect(uncheckedIn(queue(expression("var.a")), "compared", [])).toBe("var.a");
    expect(uncheckedIn(join("arn:aws:sqs:", expression("var.a"), ":123456789012:jobs"), "compared", [])).toBe("var.a");
    expect(uncheckedIn(join("arn:aws:sqs:eu-west-1:123456789012:", expression("var.a")), "compared", [])).toBe(null);
  });

  it("names something of the kind that it seems to name, whatever the check takes", () => {
    const bucket = join("arn:aws:s3:::", expression("var.a"));
    expect(uncheckedIn(bucket, "resource", [{ code: "var.a", pattern: "^[^*?{/:]+$" }])).toBe(null);
    expect(uncheckedIn(bucket, "resource", [{ code: "var.a", pattern: "^[^*?{:]+$" }])).toBe("var.a");
  });

  it("is vouched for by a function's name where a name stands, and nowhere else", () => {
    const names = new Set(["var.a"]);
    expect(uncheckedIn(join("arn:aws:sqs:eu-west-1:123456789012:", expression("var.a")), "resource", [], names)).toBe(null);
    expect(uncheckedIn(queue(expression("var.a")), "resource", [], names)).toBe("var.a");
    for (const place of ["source", "resource", "account", "caller", "managed policy"] as const)
      expect(uncheckedIn(expression("var.a"), place, [], names)).toBe("var.a");
  });
});
