import { describe, expect, it } from "vitest";
import { pulledBy, pullSources } from "../../generator/sources/pull-sources.ts";
import type { PullSource } from "../../generator/sources/source.ts";

/** What others call a source that is polled: where the entry says it in another way, too, both say the same. */

function kindOf(source: PullSource) {
  if (source.kind === "things") return Object.values(source.things)[0];
  return source.kind === "arn" ? source : undefined;
}

describe.each(Object.entries(pullSources))("%s", (key, source) => {
  const { called } = source;

  it("is called in its ARN as its forms have it", () => {
    const services = new Set(kindOf(source)?.forms.map(({ arn }) => arn.split(":")[2]));
    expect([...services]).toEqual(called.arn === undefined ? [] : [called.arn]);
  });

  it("is read by actions of that prefix", () => {
    const prefixes = source.grants.flat().flatMap(({ actions }) => actions.map((action) => action.split(":")[0]));
    expect(prefixes).toContain(called.iam);
  });

  it("has parts of its ARNs' forms, and types of its own", () => {
    const parts = kindOf(source)?.forms.flatMap((form) => Object.keys(form.parts)) ?? [];
    for (const [type, part] of Object.entries(called.resources)) {
      expect(part === null || parts.includes(part)).toBe(true);
      expect(pulledBy(({ resources }) => type in resources)?.key).toBe(key);
    }
    if (called.event !== undefined) expect(pulledBy(({ event }) => event === called.event)?.key).toBe(key);
  });
});
