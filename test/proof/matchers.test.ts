import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import { readAction } from "../../generator/iam/actions/action-names.ts";
import { judgeActions } from "../../generator/iam/actions/judge-entry.ts";
import { type Home, literal, textOf } from "../../generator/iam/arn.ts";
import { globsMeet, type Reach, tokensMeet, tokensOf } from "../../generator/iam/glob.ts";
import { findAction, findService, servicePrefixes } from "../../generator/iam/reference/reference.ts";
import { patternsOf } from "../../generator/iam/reference/type-patterns.ts";
import { contains, meets } from "../../generator/proof/decide/containment.ts";
import { judgePolicy } from "../../generator/proof/judge-policy.ts";
import { actionsNeededOn } from "../../generator/proof/needs/acting.ts";
import { lettersOfText, meet } from "../../generator/proof/needs/letters.ts";
import { lettersOf } from "../../generator/proof/pattern.ts";

/** The matchers of the compiler beside those of the proof: each was written by itself, and they say the same. */

const runs = (usual: number) => Number(process.env["LAMBDAGRANT_RUNS"] ?? usual);
const span = { file: "x.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
const home: Home = { partition: literal("aws"), region: literal("eu-west-1"), account: literal("123456789012") };

/** What a text of a policy may be made of. */
const piece = fc.constantFrom("a", "b", "/", ":", "*", "*", "?", "${*}", "${?}", "${$}", "${aws:username}", "$", "{", "}");
const text = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(""));

/** What stands in the first places of nearly every ARN. */
const places: Readonly<Record<string, string>> = { Partition: "aws", Region: "eu-west-1", Account: "123456789012" };

/** Every action that AWS lists. */
const actions = servicePrefixes().flatMap((prefix) => findService(prefix)?.actionNames ?? []);
const action = fc.nat(actions.length - 1).map((at) => actions[at] ?? "");

/** A name with some of its letters, behind the colon, become wildcards, and some of them a capital or none. */
const wildAction = fc
  .tuple(
    action,
    fc.array(fc.tuple(fc.nat(60), fc.nat(12), fc.constantFrom("*", "?", "??", "*?", "**")), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([full, cuts, loud]) => {
    let [prefix = "", name = ""] = full.split(":");
    for (const [at, length, wild] of cuts) {
      const from = at % (name.length + 1);
      name = name.slice(0, from) + wild + name.slice(from + length);
    }
    return `${prefix}:${loud ? name.toUpperCase() : name}`;
  });

describe("the matchers of the compiler and of the proof", () => {
  it("agree on whether two texts of a policy can be one", () => {
    const reach = fc.constantFrom<Reach>("everything", "name");
    fc.assert(
      fc.property(text, text, reach, reach, (a, b, left, right) => {
        expect(meet(lettersOfText(a, left), lettersOfText(b, right))).toBe(tokensMeet(tokensOf(a, left), tokensOf(b, right)));
      }),
      { numRuns: runs(3000) },
    );
  });

  it("agree on which names of actions a wildcard stands for", () => {
    fc.assert(
      fc.property(wildAction, action, (wild, other) => {
        const [pattern, name] = [wild.toLowerCase(), other.toLowerCase()];
        const proven = contains(lettersOf(literal(pattern)), lettersOf(literal(name)));
        expect(proven === "yes").toBe(globsMeet(pattern, name));
        expect(meets(lettersOf(literal(pattern)), lettersOf(literal(name)))).toBe(proven);
      }),
      { numRuns: runs(1500) },
    );
  });

  it("count the same actions behind a wildcard: one to refuse it, the other to judge a policy that has it", () => {
    fc.assert(
      fc.property(wildAction, (wild) => {
        const refused = readAction({ value: wild, span });
        const counted = "message" in refused ? /would grant (\d+) actions?:|matches (no) action/.exec(refused.message) : null;
        expect(counted, wild).not.toBeNull();
        const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: wild, Resource: "*" }] };
        const { extra } = judgePolicy([], JSON.stringify(policy));
        const listed = extra.filter(({ action: each }) => findAction(each) !== undefined);
        expect(listed.length, wild).toBe(Number(counted?.[1] ?? 0));
      }),
      { numRuns: runs(200) },
    );
  });

  it("agree on which of an entry's actions act on which of its resources", () => {
    // ARNs of AWS's patterns, their variables filled: of any type of the service, mostly of one that an action acts on.
    const filling = fc.constantFrom("x", "x", "x", "a/b", "a:b", "*", "x*", "*/*", "?");
    const arn = fc.tuple(fc.nat(), fc.nat(3), fc.array(filling, { minLength: 1, maxLength: 4 }));
    const entry = fc.tuple(
      action,
      fc.array(fc.nat(), { maxLength: 2 }),
      fc.array(arn, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    );
    const pairs = (resource: string, names: readonly string[]) => names.map((name) => `${name} on ${resource}`);
    let apart = 0;
    fc.assert(
      fc.property(entry, ([first, others, arns, broad]) => {
        const service = findService(first.split(":")[0] ?? "");
        const names = [first, ...others.map((other) => service?.actionNames[other % service.actionNames.length] ?? first)];
        const resources = arns.map(([choice, far, fillings], index) => {
          const acted = findAction(names[index % names.length] ?? "")?.types ?? [];
          const types = (far === 0 ? service?.types : acted) ?? [];
          const patterns = types.length > 0 ? types.flatMap(patternsOf) : ["arn:${Partition}:s3:::${Bucket}/${Key}"];
          let at = 0;
          return (patterns[choice % patterns.length] ?? "").replaceAll(
            /\$\{(\w+)\}/g,
            (_, variable: string) => places[variable] ?? fillings[at++ % fillings.length] ?? "",
          );
        });
        const placed = <Value>(value: Value) => ({ value, span });
        const judged = judgeActions(
          {
            actions: names.map(placed),
            resources: resources.map((text) => placed(literal(text))),
            conditions: [],
            broad,
            effect: "Allow",
            span,
          },
          home,
        );
        // What is refused is neither granted nor needed.
        if (judged.diagnostics.some(isError)) return;
        const granted = judged.granted.flatMap((grant) => grant.resources.flatMap((on) => pairs(textOf(on), grant.actions)));
        const actionsOf = names.flatMap((name) => findAction(name) ?? []);
        const needed = resources.flatMap((on) =>
          pairs(
            on,
            actionsNeededOn(literal(on), actionsOf, broad).map(({ full }) => full),
          ),
        );
        expect([...new Set(needed)].sort()).toEqual([...new Set(granted)].sort());
        if (new Set(granted).size < new Set(names).size * new Set(resources).size) apart++;
      }),
      { numRuns: runs(2000) },
    );
    // Entries of which some action does not act on some resource.
    expect(apart).toBeGreaterThan(20);
  });

  it("ask for nothing on an ARN with a variable where IAM fills in none", () => {
    const send = [findAction("sqs:SendMessage") ?? []].flat();
    const names = (arn: string, broad = false) => actionsNeededOn(literal(arn), send, broad).map(({ full }) => full);
    expect(names("arn:aws:sqs:eu-west-1:123456789012:q")).toEqual(["sqs:SendMessage"]);
    for (const variable of ["${*}", "${?}", "${$}", "${aws:PrincipalAccount}"])
      for (const arn of [
        `arn:aws:sqs:eu-west-1:${variable}:q`,
        `arn:aws:sqs:${variable}:123456789012:q`,
        `arn:aws:sqs:eu-west-1:12345678901${variable}:q`,
        `arn:${variable}:sqs:eu-west-1:123456789012:q`,
      ])
        for (const broad of [false, true]) expect(names(arn, broad), arn).toEqual([]);
  });
});
