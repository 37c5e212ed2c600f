import { describe, expect, it } from "vitest";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { sideOf } from "./scripted.ts";

/** What Terraform makes of a change otherwise than its reader may think. */

const settings = `region: eu-west-1
account: "111122223333"
function: {runtime: nodejs22.x, handler: a.b, filename: a.zip, source_code_hash: x}
`;

function side(spec: string, path = "one/a.yaml") {
  const found = sideOf(
    new Map([
      ["stack.yaml", settings],
      [path, spec],
    ]),
  );
  expect(found.errors).toEqual([]);
  return found;
}

type Sides = readonly [string, string?];

/** The notes on a change and on the reverse. */
function notesOn(base: Sides, head: Sides): readonly (readonly string[])[] {
  const [before, after] = [side(...base), side(...head)];
  return [diffPermissions(before, after), diffPermissions(after, before)].map(({ functions }) =>
    functions.flatMap(({ notes }) => notes),
  );
}

describe("what Terraform makes anew under the same names", () => {
  it("is told of a label that goes or comes", () => {
    expect(notesOn(["function: {name: a, label: old}"], ["function: {name: a}"])).toMatchInlineSnapshot(`
      [
        [
          "under another label Terraform makes all of it anew and deletes the old, in no order: AWS refuses two of one name, or what is new is deleted with the old; write \`label: old\` under \`function\`",
        ],
        [
          "under another label Terraform makes all of it anew and deletes the old, in no order: AWS refuses two of one name, or what is new is deleted with the old; write \`label: a\` under \`function\`",
        ],
      ]
    `);
  });

  it("is told of another stack", () => {
    expect(notesOn(["function: {name: a}"], ["function: {name: a}", "two/a.yaml"])).toMatchInlineSnapshot(`
      [
        [
          "another Terraform directory has another state: it makes all of it anew, under names that are taken, and the old one deletes it: first move aws_lambda_function.a and all that stands with it from the one state to the other",
        ],
        [
          "another Terraform directory has another state: it makes all of it anew, under names that are taken, and the old one deletes it: first move aws_lambda_function.a and all that stands with it from the one state to the other",
        ],
      ]
    `);
  });

  it("is told of a function that others manage from now on, or no longer", () => {
    const existing = "function: {name: a, existing: true}\npush: [{sns: t}]";
    expect(notesOn(["function: {name: a}\npush: [{sns: t}]"], [existing])).toMatchInlineSnapshot(`
      [
        [
          "Terraform deletes the function, with its role and its log group: where others manage them now, first take them out of the state, \`terraform state rm aws_lambda_function.a\` and so on",
        ],
        [
          "Terraform makes a function that is there already, and AWS refuses it: first \`terraform import aws_lambda_function.a a\`, and so on for its role and its log group",
        ],
      ]
    `);
  });

  it("is told of a log group of another class", () => {
    const of = (more: string, logs: string) =>
      `function: {name: 'a-\${var.x}', label: a${more}}\nlogs: {${logs}}\nrole: {name_prefix: a-}`;
    const rare = "log_group_class: INFREQUENT_ACCESS";
    expect(notesOn([of("", "")], [of("", rare)])).toMatchInlineSnapshot(`
      [
        [
          "a log group keeps its class, so Terraform deletes this one with all that was logged, and makes another",
        ],
        [
          "a log group keeps its class, so Terraform deletes this one with all that was logged, and makes another",
        ],
      ]
    `);
    const first = ", lifecycle: {create_before_destroy: true}";
    expect(notesOn([of(first, "log_group_class: STANDARD")], [of(first, rare)])).toMatchInlineSnapshot(`
      [
        [
          "a log group keeps its class, and Terraform makes the new one before it deletes the old, which AWS refuses under one name: let the function's name change with it",
        ],
        [
          "a log group keeps its class, and Terraform makes the new one before it deletes the old, which AWS refuses under one name: let the function's name change with it",
        ],
      ]
    `);
    expect(notesOn([of(first, "")], [of(first, "log_group_class: STANDARD")])).toEqual([[], []]);
  });

  it("is no word on a change that Terraform makes in place", () => {
    expect(notesOn(["function: {name: a}"], ["function: {name: a, timeout: 5}"])).toEqual([[], []]);
    expect(notesOn(["function: {name: a}"], ["function: {name: b, label: a}"])).toEqual([[], []]);
  });
});

describe("what a mapping goes on with", () => {
  it("is told where a spec no longer says it", () => {
    const of = (more: string) => `function: {name: a}\npull: [{kinesis: clicks, starting_position: LATEST${more}}]`;
    const more = ", maximum_retry_attempts: 3, parallelization_factor: 4, maximum_record_age_in_seconds: 600, batch_size: 5";
    expect(notesOn([of(more)], [of("")])).toMatchInlineSnapshot(`
      [
        [
          "Terraform keeps maximum_record_age_in_seconds of clicks as it is where nothing is said of it: write \`maximum_record_age_in_seconds: -1\`",
          "Terraform keeps maximum_retry_attempts of clicks as it is where nothing is said of it: write \`maximum_retry_attempts: -1\`",
          "Terraform keeps parallelization_factor of clicks as it is where nothing is said of it: write \`parallelization_factor: 1\`",
        ],
        [],
      ]
    `);
  });
});
