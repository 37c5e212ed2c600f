import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** What the commands say of a policy that others write: what they know, and that they do not know it. */

const folder = folderWith({
  "specs/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
  "specs/hello.yaml": `function: {name: hello, runtime: python3.13, handler: app.handler, filename: app.zip}
role:
  managed_policies:
    - arn: arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess
      why: reads the parameters of all teams
    - arn: \${var.baseline_arn}
      why: the security team's
`,
});
const policy = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess";

describe("policies of others", () => {
  it("are outside of what is proven, and all else is", () => {
    const text = run(folder, "prove").stdout;
    expect(text).toContain("hello: proven, but for what others write (");
    expect(text).toContain(`  outside of the proof what ${policy} allows: reads the parameters of all teams\n`);
    expect(text).toContain("outside of the proof: what is allowed by 2 managed policies, which others write");
    const { status, stdout } = run(folder, "prove", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      holds: true,
      functions: [
        {
          outside: [
            { policy, why: "reads the parameters of all teams", line: 4 },
            { policy: "${var.baseline_arn}", why: "the security team's", line: 6 },
          ],
        },
      ],
    });
  });

  it("are told as grants whose content others decide", () => {
    const { stdout } = run(folder, "explain", "specs");
    expect(stdout).toContain(`  may do what ${policy} allows, which AWS writes and changes
    role.managed_policies AmazonSSMReadOnlyAccess, specs/hello.yaml:4: reads the parameters of all teams
    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMReadOnlyAccess.html
  may do what \${var.baseline_arn} allows, which whoever keeps it decides
`);
    const [explained] = JSON.parse(run(folder, "explain", "specs", "--format", "json").stdout);
    expect(explained.managedPolicies.map((one: { policy: string }) => one.policy)).toEqual([policy, "${var.baseline_arn}"]);
    expect(JSON.parse(run(folder, "policy", "specs/hello.yaml").stdout).managed).toEqual([policy, "${var.baseline_arn}"]);
  });

  it("leave no answer complete", () => {
    const { stdout, stderr } = run(folder, "who-can", "ssm:GetParameter", "*", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([]);
    expect(stderr).toContain(`hello may have more, by what others write: ${policy}, \${var.baseline_arn} (specs/hello.yaml:1)`);
  });
});

describe("what is managed elsewhere", () => {
  const others = folderWith({
    "specs/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\nlogs: false\n',
    "specs/audit.yaml": `function: {name: audit, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}
role: {existing: admin}
push:
  - {stepfunctions: orders, role: {existing: states-runner}}
---
function: {name: billing, existing: true}
push: [{sns: bills}]
---
function: {name: own, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}
`,
  });
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  const mayHaveMore = [
    `audit may have more, by its role, which is managed elsewhere: ${role("admin")} (specs/audit.yaml:1)`,
    `audit is invoked with a role that may have more, and is managed elsewhere: ${role("states-runner")} (specs/audit.yaml:1)`,
    "billing may have more, by its role, which is managed where the function is (specs/audit.yaml:6)",
  ];
  const letsIn = "billing may let in others, by its own policy, which is managed elsewhere (specs/audit.yaml:6)";

  it("is outside of what is proven", () => {
    const { stdout } = run(others, "prove");
    expect(stdout).toContain("audit: proven, but for what others manage (");
    expect(stdout).toContain(`  outside of the proof what else ${role("admin")} may do, and who may assume it:`);
    expect(stdout).toContain(`  outside of the proof what else ${role("states-runner")} may do, and who may assume it:`);
    expect(stdout).toContain("  outside of the proof who else may invoke it: its own policy is managed elsewhere\n");
    expect(stdout).toContain("own: proven (");
    expect(stdout).toContain(
      "outside of the proof: what is allowed by 3 roles and the own policy of 1 function, managed elsewhere\n",
    );
    expect(JSON.parse(run(others, "prove", "--format", "json").stdout).functions).toMatchObject([
      {
        function: "audit",
        elsewhere: [
          { what: "role", name: role("admin"), line: 1 },
          { what: "invoking role", name: role("states-runner"), line: 1 },
        ],
      },
      {
        function: "billing",
        elsewhere: [
          { what: "role", name: null, line: 6 },
          { what: "own policy", name: null, line: 6 },
        ],
      },
      { function: "own", elsewhere: [] },
    ]);
  });

  it("leaves no answer complete, also in JSON", () => {
    const beyond = (...args: readonly string[]) =>
      run(others, "who-can", ...args)
        .stderr.split("\n")
        .slice(1, -1);
    expect(beyond("s3:GetObject", "arn:aws:s3:::photos/*")).toEqual(mayHaveMore);
    expect(beyond("s3:GetObject", "arn:aws:s3:::photos/*", "--format", "json")).toEqual(mayHaveMore);
  });

  it("may let in others, where that is asked", () => {
    const stderr = (...args: readonly string[]) => run(others, "who-can", ...args).stderr;
    expect(stderr("invoke", "billing")).toContain(letsIn);
    expect(stderr("lambda:Invoke*", "arn:aws:lambda:eu-west-1:111122223333:function:*")).toContain(letsIn);
    expect(stderr("invoke", "own")).not.toContain("let in others");
    expect(run(others, "explain", "specs").stdout).toContain("Its own policy is managed elsewhere and may let in others.\n");
  });
});
