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
