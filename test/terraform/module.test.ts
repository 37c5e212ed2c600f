import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, top } from "../support/program.ts";
import { terraformMissing, terraformRequired } from "../support/terraform.ts";

/** A stack that is compiled as a module, called by Terraform that a person wrote. */

const missing = terraformMissing();
if (missing !== null) console.log(`a module called by others skipped: ${missing}`);

describe("a module", () => {
  it.skipIf(missing !== null && !terraformRequired)("is called once an environment, each in its account and region", () => {
    const copy = temporaryFolder("module");
    for (const folder of ["environments", "reminders"]) cpSync(join(top, "out", folder), join(copy, folder), { recursive: true });
    const terraform = (...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync("terraform", [...words], {
        cwd: join(copy, "environments"),
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      expect(status, `${stdout}${stderr}`).toBe(0);
      return stdout;
    };
    terraform("init", "-no-color");
    terraform("plan", "-no-color", "-out=plan");
    const planned = terraform("show", "-json", "plan");
    for (const arn of [
      "arn:aws:dynamodb:eu-west-1:111111111111:table/reminders-dev",
      "arn:aws:dynamodb:eu-central-1:222222222222:table/reminders-prod",
    ])
      expect(planned).toContain(arn);
  });
});
