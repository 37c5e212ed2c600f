import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FunctionEvents } from "../../generator/spec/claims/events.ts";
import { checkLoops } from "../../generator/spec/claims/loops.ts";

const at = (line: number) => ({ file: "specs/a.yaml", line, column: 1, endLine: line, endColumn: 2 });

/** Functions that topics call, or all whose names begin in a way, and that publish to topics or to all whose names begin in a way. */
const functions = fc
  .array(
    fc.record({
      called: fc.uniqueArray(fc.constantFrom("a", "ab", "b", "bc", "c", "a*", "?b"), { maxLength: 2 }),
      writes: fc.uniqueArray(fc.constantFrom("a", "ab", "b", "bc", "c", "a*", "b?", "*", "x*"), { maxLength: 2 }),
    }),
    { maxLength: 7 },
  )
  .map((all) =>
    all.map(
      ({ called, writes }, number): FunctionEvents => ({
        key: `lambda f${number}`,
        name: `f${number}`,
        span: at(number + 1),
        triggers: called.map((id) => ({
          service: "sns",
          id,
          name: id,
          span: at(number + 1),
          events: [],
          prefix: "",
          suffix: "",
        })),
        written: writes.map((id) => ({ service: "sns", id, event: "", keys: "" })),
      }),
    ),
  );

/** Whom a function calls in one step, found pair by pair. */
function calls(from: FunctionEvents, to: FunctionEvents): boolean {
  const pattern = (id: string) => new RegExp(`^${id.replace("*", ".*").replace("?", ".")}$`);
  const names = ["a", "ab", "abc", "b", "bb", "bc", "c", "x", "xb"];
  const meets = (one: string, other: string) => names.some((name) => pattern(one).test(name) && pattern(other).test(name));
  return from.written.some(({ id }) => to.triggers.some((trigger) => meets(id, trigger.id)));
}

/** Whether events come from a function back to it, however long the way. */
function comesRound(of: FunctionEvents, all: readonly FunctionEvents[]): boolean {
  const reached = new Set<FunctionEvents>();
  const open = [of];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const to of all)
      if (calls(from, to) && !reached.has(to)) {
        reached.add(to);
        open.push(to);
      }
  return reached.has(of);
}

describe("loops of events", () => {
  test("each function that comes round to itself is in one that is told, and each step that is told is one", () => {
    fc.assert(
      fc.property(functions, (all) => {
        const told = [...checkLoops(all)].map(({ message }) => message.replace("this may go on for ever: ", "").split(" → "));
        const named = new Set(told.flat());
        for (const of of all) expect(named.has(of.name), of.name).toBe(comesRound(of, all));
        for (const path of told) {
          expect(path.at(-1)).toBe(path[0]);
          const own = path.flatMap((name) => all.filter((of) => of.name === name));
          for (const [step, to] of own.slice(1).entries()) expect(calls(own[step] as FunctionEvents, to)).toBe(true);
        }
      }),
    );
  });

  test("many that write to what all begin with are judged one by one", () => {
    const many = Array.from(
      { length: 3000 },
      (_, number): FunctionEvents => ({
        key: `lambda f${number}`,
        name: `f${number}`,
        span: at(number + 1),
        triggers: [
          { service: "sqs", id: `q${number}`, name: `q${number}`, span: at(number + 1), events: [], prefix: "", suffix: "" },
        ],
        written: [{ service: "sqs", id: number === 7 ? "q7*" : `other${number}-*`, event: "", keys: "" }],
      }),
    );
    expect([...checkLoops(many)].map(({ message }) => message)).toEqual(["this may go on for ever: f7 → q7 → f7"]);
  });
});
