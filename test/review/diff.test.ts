import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWidening, type PermissionDiff } from "../../generator/review/change.ts";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffGithub } from "../../generator/review/print/diff-github.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import {
  baseTexts,
  changeLines,
  changeNames,
  changesFolder,
  edited,
  functionLines,
  readChange,
  sideOf,
  type Texts,
} from "./scripted.ts";

const update = process.env["UPDATE_CASES"] === "1";
const texts = baseTexts();
const base = sideOf(texts);

describe("the base of all changes", () => {
  it("compiles", () => {
    expect(base.errors).toEqual([]);
    expect(base.functions.length).toBe(4);
  });

  it("differs from itself in nothing", () => {
    expect(diffPermissions(base, sideOf(texts))).toEqual(none);
  });
});

const none: PermissionDiff = {
  verdict: "none",
  summary: { functions: 0, gained: 0, widened: 0, changed: 0, narrowed: 0, lost: 0, loosened: 0, tightened: 0 },
  functions: [],
  guardrails: [],
};

describe.each(changeNames)("%s", (name) => {
  const change = readChange(name);
  const head = sideOf(edited(texts, change.edits));
  const diff = diffPermissions(base, head);

  it("gains and loses exactly what is expected", () => {
    if (change.verdict !== "unknown") expect(head.errors).toEqual([]);
    expect(diff.verdict).toBe(change.verdict);
    expect([...functionLines(diff)].sort()).toEqual([...(change.functions ?? [])].sort());
    expect([...changeLines(diff)].sort()).toEqual([...change.changes].sort());
  });

  it("is told in JSON as before", () => {
    const path = join(changesFolder, `${name}.json`);
    const json = `${JSON.stringify(diff, null, 2)}\n`;
    if (update) writeFileSync(path, json);
    expect(existsSync(path), path).toBe(true);
    expect(json).toBe(readFileSync(path, "utf8"));
  });

  it("read backwards is the change back", () => {
    expect(normal(diffPermissions(head, base))).toEqual(normal(mirrored(diff)));
  });

  it("differs from itself in nothing", () => {
    if (change.verdict !== "unknown") expect(diffPermissions(head, sideOf(edited(texts, change.edits)))).toEqual(none);
  });
});

describe("what Terraform makes of a change otherwise than one may think", () => {
  const orders = "orders/worker.yaml";
  const withArguments = (lines: string) =>
    edited(texts, [{ file: orders, replace: "  name: worker", with: `  name: worker${lines}` }]);
  const notes = (from: Texts, to: Texts) => diffPermissions(sideOf(from), sideOf(to)).functions.flatMap((one) => one.notes);
  const kept = (argument: string, instead: string) =>
    `Terraform keeps ${argument} as it is where nothing is said of it, and the right to it goes: for one apply, write ${instead}`;
  const group = kept(
    "logging_config.log_group",
    '`logging_config: {log_format: Text, log_group: "/aws/lambda/worker"}` and `logs: {}`',
  );

  it("a log group and traces that the spec no longer names", () => {
    const both = withArguments("\n  logging_config: {log_format: JSON, log_group: /shop/o}\n  tracing_config: {mode: Active}");
    expect(notes(both, texts)).toEqual([group, kept("tracing_config.mode", "`tracing_config: {mode: PassThrough}`")]);
    expect(notes(both, withArguments("\n  logging_config: {log_format: JSON}\n  tracing_config: {mode: PassThrough}"))).toEqual([
      group,
    ]);
    expect(notes(texts, both)).toEqual([]);
    const ended = "\n  logging_config: {log_format: Text, log_group: /aws/lambda/worker}\n  tracing_config: {mode: PassThrough}";
    expect(notes(both, withArguments(ended))).toEqual([]);
    expect(notes(withArguments("\n  tracing_config: {mode: PassThrough}"), texts)).toEqual([]);
  });

  it("another name, and a label that goes with it", () => {
    const renamed = (label: string) => edited(texts, [{ file: orders, replace: "name: worker", with: `name: jobs${label}` }]);
    expect(notes(texts, renamed(""))).toEqual([
      "the label follows the name, so Terraform makes all of it anew and deletes the old, in no order, and its mappings begin anew: to keep what stays, write `label: worker` under `function`",
    ]);
    expect(notes(texts, renamed("\n  label: worker"))).toEqual([]);
  });

  it("is told in each format", () => {
    const diff = diffPermissions(sideOf(withArguments("\n  tracing_config: {mode: Active}")), base);
    expect(diffText(diff, false)).toContain("\n  note     Terraform keeps tracing_config.mode as it is");
    expect(diffMarkdown(diff, { root: "specs", pointer: "", broken: [] })).toContain("\n> Terraform keeps tracing");
    expect(diffGithub(diff, (file) => file)).toContain(
      "::notice file=specs/orders/worker.yaml,line=3,title=lambdagrant diff::worker: Terraform keeps tracing_config.mode",
    );
  });
});

describe("any two states", () => {
  // Edits of one place exclude each other; what cannot be edited any more is left out.
  const stateOf = (names: readonly string[]) => {
    let state = texts;
    for (const name of names) {
      try {
        state = edited(state, readChange(name).edits);
      } catch {}
    }
    return sideOf(state);
  };
  const state = fc.array(fc.constantFrom(...changeNames), { maxLength: 4 });

  it("differ backwards as they differ forwards", () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const [a, b] = [stateOf(one), stateOf(other)];
        expect(normal(diffPermissions(b, a))).toEqual(normal(mirrored(diffPermissions(a, b))));
        if (a.errors.length === 0) expect(diffPermissions(a, a)).toEqual(none);
      }),
      { numRuns: 40 },
    );
  });
});

const opposite = { gained: "lost", lost: "gained", widened: "narrowed", narrowed: "widened", changed: "changed" } as const;
const opposites = {
  new: "deleted",
  deleted: "new",
  renamed: "renamed",
  moved: "moved",
  changed: "changed",
  "not compared": "not compared",
} as const;

/** The same change from its end to its beginning. */
function mirrored(diff: PermissionDiff): PermissionDiff {
  const { gained, lost, widened, narrowed, loosened, tightened } = diff.summary;
  const functions = diff.functions.map((one): PermissionDiff["functions"][number] => ({
    status: opposites[one.status],
    before: one.after,
    after: one.before,
    notes: one.notes,
    changes: one.changes.map((change) =>
      "grant" in change
        ? { ...change, change: opposite[change.change] }
        : { ...change, change: opposite[change.change] as "widened", before: change.after, after: change.before },
    ),
  }));
  const changes = functions.filter(({ status }) => status !== "not compared").flatMap((one) => one.changes);
  const wider = changes.some(isWidening);
  return {
    verdict: diff.verdict === "unknown" ? "unknown" : wider ? "wider" : changes.length > 0 ? "narrower" : "none",
    summary: {
      ...diff.summary,
      gained: lost,
      lost: gained,
      widened: narrowed,
      narrowed: widened,
      loosened: tightened,
      tightened: loosened,
    },
    functions,
    guardrails: diff.guardrails.map((one) => ({
      ...one,
      change: one.change === "loosened" ? "tightened" : "loosened",
      before: one.after,
      after: one.before,
    })),
  };
}

/**
 * Without the order of what stands side by side, and without what only the later side says: the name that a renamed function's own
 * rules are under, where the role stands, and what Terraform keeps.
 */
function normal(diff: PermissionDiff): unknown {
  const { summary, verdict, functions: all } = withoutTrust(diff);
  const told = all.filter(({ status, changes }) => status !== "changed" || changes.length > 0);
  const functions = told.map(({ before, after, changes, notes: _, ...one }) => {
    // One name may begin with the other: sweep, sweeper.
    const names = before === null || after === null ? [] : [before.function, after.function].sort((a, b) => b.length - a.length);
    const own = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, "SELF"), text);
    const listed = changes.map((change) => own(JSON.stringify("grant" in change ? change : { ...change, causes: [] }))).sort();
    return { ...one, before, after, changes: listed };
  });
  return { ...diff, summary, verdict, functions: functions.map((one) => JSON.stringify(one)).sort() };
}

/** Who may assume a role of others is not known: of one that comes, nothing of it is told, and of one that goes, all that is new. */
function withoutTrust(diff: PermissionDiff): PermissionDiff {
  const functions = diff.functions.map((one) =>
    one.changes.some(({ about }) => about === "execution role")
      ? { ...one, changes: one.changes.filter(({ about }) => about !== "trust") }
      : one,
  );
  const changes = functions.filter(({ status }) => status !== "not compared").flatMap((one) => one.changes);
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  const counts = Object.fromEntries(["gained", "widened", "changed", "narrowed", "lost"].map((kind) => [kind, count(kind)]));
  const verdict = changes.some(isWidening) ? "wider" : changes.length > 0 ? "narrower" : "none";
  return {
    ...diff,
    functions,
    summary: { ...diff.summary, ...counts },
    verdict: diff.verdict === "unknown" ? "unknown" : verdict,
  };
}
