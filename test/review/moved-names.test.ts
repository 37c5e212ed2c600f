import { describe, expect, it } from "vitest";
import { isGrantChange, type PermissionDiff } from "../../generator/review/change.ts";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffText } from "../../generator/review/print/diff-text.ts";
import { changeLines, sideOf } from "./scripted.ts";

/** What reads the same on both sides and is another grant: by a default, by a tag of the role, by a policy that others write. */

const home = `partition: aws
region: eu-west-1
function: {runtime: nodejs22.x, handler: a.b, filename: a.zip, source_code_hash: x}
logs: false
`;

function side(stack: string, spec: string) {
  const found = sideOf(
    new Map([
      ["stack.yaml", `${home}${/^account:/m.test(stack) ? "" : 'account: "111122223333"\n'}${stack}`],
      ["a.yaml", `function: {name: a}\n${spec}`],
    ]),
  );
  expect(found.errors).toEqual([]);
  return found;
}

type Edit = readonly [stack: string, spec: string];

function compared(base: Edit, head: Edit): PermissionDiff {
  const [before, after] = [side(...base), side(...head)];
  expect(diffPermissions(after, side(...head)).verdict).toBe("none");
  return diffPermissions(before, after);
}

const notesOf = ({ functions }: PermissionDiff) =>
  functions.flatMap(({ changes }) => changes.flatMap((change) => (isGrantChange(change) ? [change.note] : [])));

const variable = (name: string, value: string | null) =>
  `variables: {${name}: {type: string${value === null ? "" : `, default: "${value}"`}}}\n`;

const bucket = "actions: [{allow: s3:GetObject, resources: '${var.b}/*'}]\n";
const [logs, secrets] = ["arn:aws:s3:::logs", "arn:aws:s3:::secrets"];

describe("a variable with another default", () => {
  it.each([
    [
      "in a resource",
      variable("b", logs),
      variable("b", secrets),
      bucket,
      ["gained a role s3:GetObject ${var.b}/*", "lost a role s3:GetObject ${var.b}/*"],
    ],
    [
      "that was none",
      variable("b", null),
      variable("b", secrets),
      bucket,
      ["gained a role s3:GetObject ${var.b}/*", "lost a role s3:GetObject ${var.b}/*"],
    ],
    [
      "in a condition",
      variable("v", "one"),
      variable("v", "two"),
      "actions: [{allow: s3:GetObject, resources: 'arn:aws:s3:::b/*', conditions: {StringEquals: {aws:RequestedRegion: '${var.v}'}}}]\n",
      ["gained a role s3:GetObject arn:aws:s3:::b/*", "lost a role s3:GetObject arn:aws:s3:::b/*"],
    ],
    [
      "in a principal",
      variable("acc", "444455556666"),
      variable("acc", "777788889999"),
      "push: [{account: '${var.acc}'}]\n",
      [
        "gained a invoke ${var.acc} lambda:InvokeFunction function:a",
        "lost a invoke ${var.acc} lambda:InvokeFunction function:a",
      ],
    ],
    [
      "in a boundary",
      variable("b", "arn:aws:iam::111122223333:policy/narrow"),
      variable("b", "arn:aws:iam::111122223333:policy/wide"),
      "role: {permissions_boundary: '${var.b}'}\n",
      [
        'changed a boundary ${var.b} (var.b is "arn:aws:iam::111122223333:policy/narrow" by default) → ${var.b} (var.b is "arn:aws:iam::111122223333:policy/wide" by default)',
      ],
    ],
    [
      "as a managed policy",
      variable("m", "arn:aws:iam::aws:policy/CloudWatchEventsReadOnlyAccess"),
      variable("m", "arn:aws:iam::aws:policy/CloudWatchSyntheticsReadOnlyAccess"),
      "role: {managed_policies: [{arn: '${var.m}', why: as the caller says}]}\n",
      [
        'narrowed a managed policy ${var.m} (var.m is "arn:aws:iam::aws:policy/CloudWatchEventsReadOnlyAccess" by default) → null',
        'widened a managed policy null → ${var.m} (var.m is "arn:aws:iam::aws:policy/CloudWatchSyntheticsReadOnlyAccess" by default)',
      ],
    ],
    [
      "as the account of the stack",
      `account: \${var.account}\n${variable("account", "111122223333")}`,
      `account: \${var.account}\n${variable("account", "444455556666")}`,
      "push: [{sns: orders}]\n",
      [
        "gained a invoke sns.amazonaws.com lambda:InvokeFunction function:a",
        "lost a invoke sns.amazonaws.com lambda:InvokeFunction function:a",
      ],
    ],
    ["in the place of nothing", variable("x", "one"), variable("x", "two"), bucket.replace("${var.b}", logs), []],
    [
      "with a name that another begins with",
      `variables: {b: {default: "${logs}"}, b-2: {default: one}}\n`,
      `variables: {b: {default: "${logs}"}, b-2: {default: two}}\n`,
      bucket,
      [],
    ],
  ])("%s", (_, base, head, spec, lines) => {
    const diff = compared([base, spec], [head, spec]);
    expect([...changeLines(diff)].sort()).toEqual([...lines].sort());
    expect(diff.verdict).toBe(lines.length === 0 ? "none" : "wider");
    expect(compared([head, spec], [base, spec]).verdict).toBe(diff.verdict);
  });

  it("lies in what is wider, whatever it is", () => {
    const wide = "actions: [{allow: s3:GetObject, resources: '*', broad: all of them}]\n";
    const diff = compared([variable("b", logs), wide], [variable("b", secrets), bucket]);
    expect(diff.verdict).toBe("narrower");
  });

  it("says so", () => {
    const diff = compared([variable("b", logs), bucket], [variable("b", secrets), bucket]);
    expect(notesOf(diff)).toEqual([
      `var.b is "${secrets}" by default, and is "${logs}" by default on the other side: what it will be, only Terraform knows`,
      `var.b is "${logs}" by default, and is "${secrets}" by default on the other side: what it will be, only Terraform knows`,
    ]);
    expect(diffText(diff, false)).toMatchInlineSnapshot(`
      "This change grants more: 1 gained, 1 lost, in 1 function

      a (specs/a.yaml:1)
        gains    may s3:GetObject on \${var.b}/* [reads]
                var.b is "arn:aws:s3:::secrets" by default, and is "arn:aws:s3:::logs" by default on the other side: what it will be, only Terraform knows
                actions, specs/a.yaml:2
        loses    may s3:GetObject on \${var.b}/* [reads]
                var.b is "arn:aws:s3:::logs" by default, and is "arn:aws:s3:::secrets" by default on the other side: what it will be, only Terraform knows
                actions, specs/a.yaml:2"
    `);
  });
});

describe("a tag of the role with another value", () => {
  const own = (team: string, more = "") => `role: {tags: {team: ${team}${more}}}\n`;
  const path = "actions: [{allow: s3:GetObject, resources: 'arn:aws:s3:::b/${aws:PrincipalTag/Team}/*'}]\n";
  const key =
    "actions: [{allow: s3:GetObject, resources: 'arn:aws:s3:::b/*', conditions: {StringEquals: {'aws:PrincipalTag/team': finance}}}]\n";
  const value =
    "actions: [{allow: sqs:SendMessage, resources: q, conditions: {StringEquals: {'aws:ResourceTag/team': '${aws:PrincipalTag/team}'}}}]\n";

  it.each([
    ["in a resource", ["", own("a") + path], ["", own("finance") + path], "wider"],
    ["as the key of a condition", ["", own("a") + key], ["", own("finance") + key], "wider"],
    ["as the value of a condition", ["", own("a") + value], ["", own("finance") + value], "wider"],
    ["by the stack", ["tags: {team: a}\n", path], ["tags: {team: finance}\n", path], "wider"],
    [
      "by the provider",
      ["emit: {default_tags: true}\ntags: {team: a}\n", path],
      ["emit: {default_tags: true}\ntags: {team: b}\n", path],
      "wider",
    ],
    ["that was none", ["", path], ["", own("finance") + path], "wider"],
    [
      "by a variable with another default",
      [variable("t", "a"), own('"${var.t}"') + path],
      [variable("t", "b"), own('"${var.t}"') + path],
      "wider",
    ],
    ["that nothing compares with", ["", own("a", ", x: one") + path], ["", own("a", ", x: two") + path], "none"],
  ] as const)("%s", (_, base, head, verdict) => {
    expect(compared(base, head).verdict).toBe(verdict);
    expect(compared(head, base).verdict).toBe(verdict);
  });

  it("says so", () => {
    expect(notesOf(compared(["", path], ["", own("finance") + path]))).toEqual([
      `aws:PrincipalTag/team is "finance" by the role's tags, and is no tag of the role on the other side`,
      `aws:PrincipalTag/team is no tag of the role, and is "finance" by the role's tags on the other side`,
    ]);
  });
});

describe("a deny beside what others allow", () => {
  const deny = "actions: [{deny: [s3:DeleteObject, s3:GetObject], resources: 'arn:aws:s3:::b/*'}]\n";
  const others = "role: {managed_policies: [{arn: arn:aws:iam::111122223333:policy/team, why: as the team has it}]}\n";
  const existing = "role: {existing: arn:aws:iam::111122223333:role/shared}\n";
  const narrower = [
    deny.replace("s3:DeleteObject, ", ""),
    deny.replace("b/*", "b/a/*"),
    deny.replace("}]", ", conditions: {Bool: {aws:SecureTransport: false}}}]"),
    "",
  ];

  it.each(narrower)("that says less is a widening, the other way a narrowing: %s", (less) => {
    for (const role of [others, existing]) {
      expect(compared(["", role + deny], ["", role + less]).verdict).toBe("wider");
      expect(compared(["", role + less], ["", role + deny]).verdict).toBe("narrower");
    }
    expect(compared(["", deny], ["", less]).verdict).toBe("none");
  });

  it("is lifted of a role that is there without the function", () => {
    const gone = diffPermissions(side("", existing + deny), { functions: [], broken: [] });
    expect(gone.functions[0]?.changes.map(({ change }) => change)).toEqual(["widened", "widened", "narrowed"]);
    expect(diffPermissions(side("", others + deny), { functions: [], broken: [] }).summary.widened).toBe(0);
  });

  it("says so", () => {
    const policy = "arn:aws:iam::111122223333:policy/team";
    const role = "the role arn:aws:iam::111122223333:role/shared, which is managed elsewhere,";
    expect(new Set(notesOf(compared(["", others + deny], ["", others])))).toEqual(
      new Set([`what ${policy} allows of it, nobody here knows`]),
    );
    expect(new Set(notesOf(compared(["", existing + deny], ["", existing])))).toEqual(
      new Set([`what ${role} may do of it, nobody here knows`]),
    );
  });
});
