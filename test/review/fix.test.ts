import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { literal } from "../../generator/iam/arn.ts";
import { readDenial } from "../../generator/review/ask/denial.ts";
import { functionsMeant, remedyOf } from "../../generator/review/ask/remedy.ts";
import { whoCan } from "../../generator/review/ask/who-can.ts";
import { folderWith, program, run } from "../support/program.ts";
import { baseTexts, sideOf } from "./scripted.ts";

/** What AWS says where it refuses a call → what refused it, and the entry to add. */

interface Message {
  readonly says: string;
  readonly text: string;
  readonly function: string;
  readonly verdict: string;
  readonly entry: Readonly<Record<string, unknown>> | null;
  readonly hint?: string;
}

const messages = parse(readFileSync(new URL("messages.yaml", import.meta.url), "utf8")) as readonly Message[];
const texts = baseTexts();
const { functions } = sideOf(texts);

describe("fix", () => {
  it("knows twenty forms of message and more", () => {
    expect(messages.length).toBeGreaterThan(25);
  });

  it.each(messages.map((message) => [message.says, message] as const))("%s", (_, message) => {
    const denial = readDenial(message.text);
    if (denial === null) throw new Error("the message is not understood");
    const meant = functionsMeant(functions, denial);
    expect(meant.map(({ name }) => name)).toEqual([message.function]);
    const of = meant[0];
    if (of === undefined) return;
    const remedy = remedyOf(of, denial);
    expect(remedy.verdict, remedy.says).toBe(message.verdict);
    expect(remedy.entry === null ? null : parse(remedy.entry).actions).toEqual(message.entry === null ? null : [message.entry]);
    if (message.hint !== undefined) expect(remedy.hints.join()).toContain(message.hint);
    // With the entry, the spec compiles, and allows what was refused and nothing else of that action.
    const { resources, allow, conditions } = message.entry ?? {};
    if (remedy.entry === null || conditions !== undefined || /[A-Z]{2,}_|OBJECT|:ACCOUNT:/.test(String(resources))) return;
    const text = texts.get(of.path) ?? "";
    const documents = text.split(/^---$/m);
    const own = documents.findIndex((document) => document.includes(`name: ${of.name}\n`));
    const entry = remedy.entry.replace("actions:\n", "");
    const added = documents
      .map((document, number) => (number === own ? document.replace("actions:\n", `actions:\n${entry}\n`) : document))
      .join("---");
    const side = sideOf(new Map([...texts, [of.path, added]]));
    expect(side.errors).toEqual([]);
    const after = side.functions.filter(({ name }) => name === of.name);
    expect(whoCan(after, String(allow), literal(String(resources ?? "*"))).some(({ covers }) => covers === "all")).toBe(true);
  });

  it("names a thing of a stack without an account as its specs do", () => {
    const open = new Map([...texts, ["stack.yaml", (texts.get("stack.yaml") ?? "").replace(/^account:.*\n/m, "")]]);
    const side = sideOf(open);
    const message = messages.find(({ says }) => says.startsWith("a secret by the name"));
    const denial = readDenial(message?.text ?? "");
    if (denial === null) throw new Error("the message is not understood");
    const [of] = functionsMeant(side.functions, denial);
    expect(of && remedyOf(of, denial).entry).toContain("resources: secret:prod/db-??????");
  });

  it("takes what is no refusal for none", () => {
    for (const text of [
      "",
      "Task timed out after 3.00 seconds",
      "AccessDenied",
      "User: x is not authorized",
      "An error occurred (ResourceNotFoundException) when calling the Query operation: no table",
    ])
      expect(readDenial(text)).toBe(null);
  });

  it("reads an argument, several words, or standard input, and says what to add where", () => {
    const folder = folderWith(Object.fromEntries([...texts].map(([path, text]) => [`specs/${path}`, text])));
    const [message] = messages;
    const { status, stdout } = run(folder, "fix", message?.text ?? "");
    expect(status).toBe(0);
    expect(stdout).toBe(`notify (specs/orders/notify.yaml:3): nothing in the spec allows dynamodb:Query

add to specs/orders/notify.yaml:

  actions:
    - allow: dynamodb:Query
      resources: arn:aws:dynamodb:eu-west-1:111122223333:table/orders
`);
    expect(run(folder, "fix", ...(message?.text ?? "").split(" ")).stdout).toBe(stdout);
    const piped = spawnSync(process.execPath, [program, "fix", "--format", "json"], {
      cwd: folder,
      input: message?.text,
      encoding: "utf8",
    });
    expect(JSON.parse(piped.stdout)).toMatchObject({
      denial: { actions: ["dynamodb:Query"], role: "notify" },
      remedies: [{ function: "notify", verdict: "missing" }],
    });
    expect(run(folder, "fix", "all is well")).toMatchObject({ status: 2 });
    const terse = "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";
    expect(run(folder, "fix", terse).stderr).toContain(
      "the message names no role: say which function it is of with --function NAME",
    );
    expect(run(folder, "fix", terse, "--function", "resize").stdout).toContain("resize (specs/media/resize.yaml:3)");
    expect(run(folder, "fix", (message?.text ?? "").replaceAll("notify", "other")).stderr).toContain(
      "no spec has the role other",
    );
  });
});
