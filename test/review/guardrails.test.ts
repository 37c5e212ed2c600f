import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PermissionDiff } from "../../generator/review/change.ts";
import { diffPermissions } from "../../generator/review/permission-diff.ts";
import { diffMarkdown } from "../../generator/review/print/diff-markdown.ts";
import { compareRules } from "../../generator/rules/compare-rules.ts";
import { type CompanyRule, readRules } from "../../generator/rules/read-rules.ts";
import { folderWith, run } from "../support/program.ts";
import { documentOf, frame } from "./rendered.ts";
import { repositoryWith, settings, spec, wider } from "./repository.ts";
import { baseTexts, edited, sideOf } from "./scripted.ts";

/** What a change does to what keeps grants away: rules.yaml, and the approvals of specs. */

function rules(text: string, folder = ""): readonly CompanyRule[] {
  const read = readRules(folder, folder === "" ? "specs/rules.yaml" : `specs/${folder}/rules.yaml`, `rules:\n${text}`);
  expect(read.diagnostics).toEqual([]);
  return read.rules;
}

const lines = (base: readonly CompanyRule[], head: readonly CompanyRule[]) =>
  compareRules(base, head).map(
    ({ change, says, before, after }) => `${change} ${says}: ${before?.text ?? "-"} → ${after?.text ?? "-"}`,
  );

describe("rules", () => {
  const iam = "  - {never: no roles, actions: [iam:PassRole, sts:Assume*]}\n";
  const open = "  - {never: nothing open, public: true}\n";
  const own = '  - {never: own accounts, outside_accounts: ["111122223333"]}\n';

  it.each([
    ["are the same", iam, iam, []],
    ["are in another order", iam + open, open + iam, []],
    ["are said in other words", iam, iam.replace("no roles", "roles are for security"), []],
    ["write actions in another case", iam, iam.replace("iam:PassRole", "IAM:passrole"), []],
    ["name a service, or all of its actions", "  - {never: s3, actions: S3:*}\n", "  - {never: s3, services: s3}\n", []],
    ["name a service once more", "  - {never: s3, services: s3}\n", "  - {never: s3, services: S3}\n", []],
    [
      "name a service instead of a part of it",
      "  - {never: s3, services: s3}\n",
      "  - {never: s3, actions: s3:Get*}\n",
      ["loosened s3: services s3 → actions s3:Get*"],
    ],
    ["are two instead of one", iam, "  - {never: a, actions: iam:PassRole}\n  - {never: b, actions: sts:Assume*}\n", []],
    [
      "are two instead of one, and less",
      "  - {never: x, actions: [iam:PassRole, sts:Assume*], levels: [read, write]}\n",
      "  - {never: a, actions: iam:PassRole}\n  - {never: b, actions: sts:Assume*, levels: write}\n",
      ["tightened a: - → actions iam:PassRole", "loosened x: actions iam:PassRole, sts:Assume*; levels read, write → -"],
    ],
    ["are more", iam, iam + open, ["tightened nothing open: - → public"]],
    ["are fewer", iam + open, iam, ["loosened nothing open: public → -"]],
    [
      "forbid more",
      iam,
      iam.replace("iam:PassRole", "iam:*"),
      ["tightened no roles: actions iam:PassRole, sts:Assume* → actions iam:*, sts:Assume*"],
    ],
    [
      "forbid less",
      iam,
      iam.replace("sts:Assume*", "sts:AssumeRole"),
      ["loosened no roles: actions iam:PassRole, sts:Assume* → actions iam:PassRole, sts:AssumeRole"],
    ],
    [
      "forbid other things",
      iam,
      iam.replace("iam:PassRole", "s3:*"),
      ["loosened no roles: actions iam:PassRole, sts:Assume* → actions s3:*, sts:Assume*"],
    ],
    [
      "ask more of a grant",
      iam,
      iam.replace("}", ", broad: true}"),
      ["loosened no roles: actions iam:PassRole, sts:Assume* → actions iam:PassRole, sts:Assume*; broad"],
    ],
    [
      "may be broken with an approval",
      iam,
      iam.replace("}", ", unless: security}"),
      ["loosened no roles: actions iam:PassRole, sts:Assume* → actions iam:PassRole, sts:Assume*; unless security"],
    ],
    [
      "may no longer be broken",
      iam.replace("}", ", unless: security}"),
      iam,
      ["tightened no roles: actions iam:PassRole, sts:Assume*; unless security → actions iam:PassRole, sts:Assume*"],
    ],
    [
      "let another account in",
      own,
      own.replace('"]', '", "444455556666"]'),
      ["loosened own accounts: outside_accounts 111122223333 → outside_accounts 111122223333, 444455556666"],
    ],
    [
      "let one account less in",
      own.replace('"]', '", "444455556666"]'),
      own,
      ["tightened own accounts: outside_accounts 111122223333, 444455556666 → outside_accounts 111122223333"],
    ],
    [
      "keep out everybody, and no account",
      "  - {never: a, principals: '*'}\n",
      "  - {never: a, principals: '1*'}\n",
      ["loosened a: principals * → principals 1*"],
    ],
    [
      "keep out no account any more, and everybody",
      "  - {never: a, principals: '1*'}\n",
      "  - {never: a, principals: '*'}\n",
      ["loosened a: principals 1* → principals *"],
    ],
    [
      "keep out whom nothing guards, and no account any more",
      "  - {never: a, principals: '9*'}\n",
      "  - {never: a, unguarded_trust: true}\n",
      ["loosened a: principals 9* → unguarded_trust"],
    ],
    ["lose one that another covers", `${iam}  - {never: all, services: [iam, sts], actions: iam:PassRole}\n`, iam, []],
  ] as const)("%s", (_, base, head, expected) => {
    expect(lines(rules(base), rules(head))).toEqual(expected);
  });

  it("hold where they stand and below", () => {
    expect(lines(rules(iam, "orders"), rules(iam))).toEqual(["tightened no roles: - → actions iam:PassRole, sts:Assume*"]);
    expect(lines(rules(iam), rules(iam, "orders"))).toEqual(["loosened no roles: actions iam:PassRole, sts:Assume* → -"]);
  });

  it("are what they are, and change back as they changed", () => {
    const pieces = [
      iam,
      open,
      own,
      iam.replace("iam:PassRole", "iam:*"),
      "  - {never: broad, broad: true}\n",
      open.replace("}", ", unless: x}"),
    ];
    const some = fc.uniqueArray(fc.constantFrom(...pieces), { minLength: 1 }).map((texts) => rules(texts.join("")));
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(compareRules(a, a)).toEqual([]);
        const [there, back] = [compareRules(a, b), compareRules(b, a)];
        const ends = (changes: typeof there, turned: boolean) =>
          changes
            .map(({ before, after }) => JSON.stringify(turned ? [after?.text, before?.text] : [before?.text, after?.text]))
            .sort();
        expect(ends(back, true)).toEqual(ends(there, false));
        // Where nothing is loosened, all that was forbidden still is: the way back then tightens nothing.
        if (there.every(({ change }) => change === "tightened"))
          expect(back.every(({ change }) => change === "loosened")).toBe(true);
      }),
    );
  });
});

describe("approvals", () => {
  const texts = baseTexts();
  const approve = (name: string, reason: string) =>
    edited(texts, [
      { file: "media/resize.yaml", write: `${texts.get("media/resize.yaml")}\napprovals: { ${name}: ${reason} }\n` },
    ]);
  const base = sideOf(texts);

  it("are told where one is new, and where one is gone; another reason is none", () => {
    const [one, other] = [sideOf(approve("security", "SEC-1")), sideOf(approve("security", "SEC-2"))];
    expect(one.errors).toEqual([]);
    const diff = diffPermissions(base, one);
    expect(diff.verdict).toBe("none");
    expect(diff.summary).toMatchObject({ loosened: 1, tightened: 0 });
    expect(diff.guardrails).toMatchObject([
      {
        kind: "approval",
        change: "loosened",
        says: "security",
        before: null,
        after: { file: "specs/media/resize.yaml", text: "SEC-1" },
      },
    ]);
    expect(diffPermissions(one, base).guardrails).toMatchObject([{ change: "tightened", says: "security", after: null }]);
    expect(diffPermissions(one, other).guardrails).toEqual([]);
  });

  it("stand quoted in a comment, before the functions", () => {
    const diff: PermissionDiff = diffPermissions(base, sideOf(approve("security", '"| <img src=x> @octocat #1"')));
    const page = documentOf(diffMarkdown(diff, frame));
    expect(page.querySelector("h3")?.textContent).toBe("⚠️ No change in permissions; rules and approvals: 1 loosened");
    expect(page.querySelector("h4")?.textContent).toBe("Rules and approvals");
    expect(page.querySelectorAll("tbody tr").length).toBe(1);
    expect(page.querySelectorAll("tbody td").length).toBe(2);
    expect(page.querySelectorAll("img").length).toBe(0);
    expect(page.querySelector("tbody td")?.textContent?.replaceAll("\u200b", "")).toBe(
      "loosens: sweep is approved for security: | <img src=x> @octocat #1",
    );
  });
});

describe("lambdagrant diff", () => {
  const rule = "rules:\n  - never: answers are not deleted\n    actions: dynamodb:Delete*\n";
  const first = { "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings, "specs/rules.yaml": rule };
  const loosened = { ...first, "specs/rules.yaml": `${rule}    unless: deleting\n` };
  const approved = { ...loosened, "specs/shop/hello.yaml": `${wider}approvals: { deleting: on request }\n` };

  it("shows a loosened rule and a new approval, in every format, and fails where that is asked", () => {
    const folder = repositoryWith(first, loosened, approved);
    expect(run(folder, "diff", "HEAD~2", "HEAD~1").stdout).toBe(
      [
        "No change in permissions; rules and approvals: 1 loosened",
        "",
        "rules and approvals",
        "  loosens  never: answers are not deleted (actions dynamodb:Delete*; unless deleting; before: actions dynamodb:Delete*)",
        "          specs/rules.yaml:2",
        "",
      ].join("\n"),
    );
    const both = run(folder, "diff", "HEAD~2", "HEAD").stdout;
    expect(both).toContain("This change grants more: 1 gained, in 1 function; rules and approvals: 2 loosened");
    expect(both).toContain("  loosens  hello is approved for deleting: on request\n          specs/shop/hello.yaml:12");
    expect(run(folder, "diff", "HEAD", "HEAD~2").stdout).toContain(
      "  tightens  hello is no longer approved for deleting: on request",
    );
    const github = run(folder, "diff", "HEAD~2", "HEAD", "--format", "github").stdout;
    expect(github).toContain(
      "::warning file=specs/rules.yaml,line=2,title=lambdagrant diff::loosens never: answers are not deleted",
    );
    expect(github).toContain(
      "::warning file=specs/shop/hello.yaml,line=12,title=lambdagrant diff::loosens hello is approved for deleting",
    );
    expect(run(folder, "diff", "HEAD~2", "HEAD", "--format", "markdown").stdout).toContain("Rules and approvals");
    expect(JSON.parse(run(folder, "diff", "HEAD~2", "HEAD", "--format", "json").stdout).guardrails.length).toBe(2);
    for (const [base, head, failOn, status] of [
      ["HEAD~2", "HEAD~1", "widening", 1],
      ["HEAD~1", "HEAD~2", "widening", 0],
      ["HEAD~1", "HEAD~2", "any", 1],
      ["HEAD~2", "HEAD~1", "none", 0],
      ["HEAD~1", "HEAD~1", "any", 0],
    ] as const)
      expect(run(folder, "diff", base, head, "--fail-on", failOn).status, `${base} ${head} ${failOn}`).toBe(status);
  });

  it("shows what a function is no longer under where its spec moves, and nothing where a spec goes and the rules stay", () => {
    const inShop = { "specs/stack.yaml": settings, "specs/shop/rules.yaml": rule };
    const other = spec.replace("name: hello", "name: other").replace("greetings", "others");
    const both = { ...inShop, "specs/shop/hello.yaml": spec, "specs/shop/other.yaml": other };
    const apart = { ...inShop, "specs/shop/other.yaml": other, "specs/apart/hello.yaml": spec };
    const deleting = { ...apart, "specs/apart/hello.yaml": wider };
    const alone = { ...inShop, "specs/apart/hello.yaml": spec };
    const folder = repositoryWith(both, apart, deleting, alone, inShop, {});
    const loosened = "  loosens  hello is no longer where this holds: never answers are not deleted (actions dynamodb:Delete*)";
    const away = run(folder, "diff", "HEAD~5", "HEAD~4", "--fail-on", "widening");
    expect(away.stdout).toContain("No change in permissions; rules and approvals: 1 loosened");
    expect(away.stdout).toContain(`${loosened}\n          specs/shop/rules.yaml:2`);
    expect(away.status).toBe(1);
    expect(run(folder, "diff", "HEAD~5", "HEAD~3").stdout).toContain(loosened);
    const back = run(folder, "diff", "HEAD~4", "HEAD~5", "--fail-on", "widening");
    expect(back.stdout).toContain("  tightens  hello is now where this holds: never answers are not deleted");
    expect(back.status).toBe(0);
    expect(run(folder, "diff", "HEAD~4", "HEAD~2").stdout).not.toContain("rules and approvals");
    expect(run(folder, "diff", "HEAD~2", "HEAD", "--specs", "./specs/").stdout).toContain("  specs/shop/rules.yaml:2");
    expect(run(folder, "diff", "HEAD~2", "HEAD~1").stdout).not.toContain("rules and approvals");
    expect(run(folder, "diff", "HEAD~2", "HEAD").stdout).toContain("no longer never: answers are not deleted");
  });

  describe("where a rules.yaml cannot be read", () => {
    const strict = { "specs/stack.yaml": settings, "specs/strict/rules.yaml": rule };
    const before = { ...strict, "specs/strict/hello.yaml": spec };
    const moved = { ...strict, "specs/media/hello.yaml": spec };

    it.each([
      ["in a folder without specs", { ...moved, "specs/zzz/rules.yaml": "rules: [" }],
      ["in the folder that the spec left", { ...moved, "specs/strict/rules.yaml": "rules: [" }],
      ["that is too large", { ...moved, "specs/zzz/rules.yaml": "#".repeat(1_048_577) }],
      ["where no spec is left", { ...strict, "specs/strict/rules.yaml": "rules: [" }],
    ])("it is told, and nothing passes: %s", (_, head) => {
      const folder = repositoryWith(before, head);
      for (const [from, to] of [
        ["HEAD~1", "HEAD"],
        ["HEAD", "HEAD~1"],
      ] as const) {
        const found = run(folder, "diff", from, to, "--fail-on", "widening", "--format", "json");
        expect(found.status).toBe(1);
        const { verdict, base, head: now } = JSON.parse(found.stdout);
        expect(verdict).toBe("unknown");
        expect([...base.diagnostics, ...now.diagnostics]).toMatchObject([
          { file: expect.stringMatching(/^specs\/(zzz|strict)\/rules.yaml$/) },
        ]);
        expect(run(folder, "diff", from, to).stderr).toMatch(
          /HEAD has \d mistakes?: .*what its rules.yaml forbid is not compared/,
        );
      }
    });

    it("specs that are not under it are compared", () => {
      const widened = { ...moved, "specs/media/hello.yaml": wider, "specs/zzz/rules.yaml": "rules: [" };
      const folder = repositoryWith(moved, widened);
      const { stdout, stderr } = run(folder, "diff", "HEAD~1", "HEAD");
      expect(stdout).toContain("gains    may dynamodb:DeleteItem");
      expect(stdout).not.toContain("not compared");
      expect(stderr).toContain("HEAD has 1 mistake: what its rules.yaml forbid is not compared");
    });

    it("so is a stack.yaml where no spec is", () => {
      const folder = repositoryWith({ ...moved, "specs/y/stack.yaml": "region: [" }, moved);
      const { status, stdout, stderr } = run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening");
      expect(status).toBe(1);
      expect(stdout).toContain("What this change grants is not known as a whole");
      expect(stderr).toContain("HEAD~1 has 1 mistake: what settings say where no spec is cannot be compared");
    });

    it("check tells it, as it tells a stack.yaml above no spec", () => {
      const folder = folderWith({ ...moved, "specs/y/stack.yaml": "region: [", "specs/zzz/deep/rules.yaml": "rules: [" });
      const { status, stderr } = run(folder, "check");
      expect(status).toBe(1);
      expect(stderr).toContain("specs/y/stack.yaml:1:");
      expect(stderr).toContain("specs/zzz/deep/rules.yaml:1:");
      expect(run(folder, "check", "specs/media").status).toBe(0);
    });

    it("files of other programs that are called so hold for nothing, and take no rule away unseen", () => {
      const others = { "specs/zzz/rules.yaml": "groups:\n  - name: x\n" };
      expect(run(folderWith({ ...moved, ...others }), "check").status).toBe(0);
      const folder = repositoryWith(before, { ...moved, "specs/strict/rules.yaml": "groups: []\n", ...others });
      const { status, stdout } = run(folder, "diff", "HEAD~1", "HEAD", "--fail-on", "widening", "--format", "json");
      expect(status).toBe(1);
      expect(JSON.parse(stdout).guardrails).toMatchObject([{ change: "loosened" }]);
    });
  });
});
