import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import table from "../../generator/sources/provider-arguments.json" with { type: "json" };
import { isOlder, lowestAllowed } from "../../generator/spec/language/version-constraint.ts";

/** The table of arguments against what the provider itself says of them: the types that cdktf and cdktn made of its schema. */

interface Argument {
  readonly block?: Readonly<Record<string, Argument>>;
  readonly since?: string;
}

type Resource = Exclude<keyof typeof table, "$source">;

const require = createRequire(import.meta.url);
const resources = Object.keys(table).filter((name): name is Resource => name !== "$source");

/** hashicorp/aws 6.25 and the newest that has types. */
const [older, newest] = ["@cdktf/provider-aws", "@cdktn/provider-aws"].map((name) => {
  const lib = join(dirname(require.resolve(`${name}/package.json`)), "lib");
  const version = /providerVersion: '(\d+\.\d+)/.exec(readFileSync(join(lib, "lambda-function", "index.js"), "utf8"))?.[1] ?? "";
  return { lib, version };
});

/** Interfaces are called after the path of their block: `LambdaFunctionVpcConfig` holds what `vpc_config` takes. */
const blockName = (words: string) => words.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Every argument of a resource as its types have them, nested with dots. */
function declared(lib: string, resource: string): ReadonlySet<string> {
  const name = resource.replace(/^aws_/, "");
  const file = join(lib, name.replaceAll("_", "-"), "index.d.ts");
  if (!existsSync(file)) return new Set();
  const interfaces = new Map(
    readFileSync(file, "utf8")
      .split("export interface ")
      .slice(1)
      .map((text) => {
        const body = text.slice(0, text.indexOf("\n}"));
        return [/^\w+/.exec(text)?.[0] ?? "", [...body.matchAll(/resources\/\w+#(\w+) /g)].map(([, argument]) => argument ?? "")];
      }),
  );
  const below = (of: string, prefix: string): readonly string[] =>
    (interfaces.get(of) ?? []).flatMap((argument) => {
      const path = `${prefix}${argument}`;
      return [path, ...below(`${of.replace(/Config$/, prefix === "" ? "" : "Config")}${blockName(argument)}`, `${path}.`)];
    });
  return new Set(below(`${blockName(name)}Config`, ""));
}

function ours(args: Readonly<Record<string, Argument>>, prefix = "", since = "5.0"): readonly { path: string; since: string }[] {
  return Object.entries(args).flatMap(([name, argument]) => {
    const first = argument.since ?? since;
    return [{ path: `${prefix}${name}`, since: first }, ...ours(argument.block ?? {}, `${prefix}${name}.`, first)];
  });
}

/** What a resource takes and we leave out, with the reason. */
const left: Readonly<Record<string, string>> = {
  id: "an old provider's own, not to be set",
  tags_all: "what Terraform computes of tags and default_tags",
};

/** Resources of which we set what the table lists, and the rest is not the spec's to say. */
const ownParts: readonly string[] = [
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_subscription_filter",
  "aws_lambda_function_recursion_config",
  "aws_lambda_function_scaling_config",
  "aws_lambda_provisioned_concurrency_config",
  "aws_lambda_runtime_management_config",
  "aws_lb_target_group_attachment",
  "aws_s3_bucket_notification",
  "aws_scheduler_schedule",
  "aws_sns_topic_subscription",
];

describe("arguments of the provider", () => {
  it("has the types of two versions", () => {
    expect([older?.version, newest?.version]).toEqual(["6.25", expect.stringMatching(/^6\.\d+$/)]);
  });

  // The arguments of a notification are those of its block.
  it.each(resources.filter((name) => name !== "aws_s3_bucket_notification"))("%s", (resource) => {
    const known = ours(table[resource] as Readonly<Record<string, Argument>>);
    for (const { lib, version } of [older, newest].flatMap((found) => found ?? [])) {
      const theirs = declared(lib, resource);
      const at = lowestAllowed(version) ?? [0, 0, 0];
      const due = known.filter(({ since }) => !isOlder(at, lowestAllowed(since) ?? [0, 0, 0])).map(({ path }) => path);
      expect(due.filter((path) => !theirs.has(path))).toEqual([]);
      // What the table calls newer is not there yet.
      const early = known.filter(({ path, since }) => theirs.has(path) && isOlder(at, lowestAllowed(since) ?? [0, 0, 0]));
      expect(early).toEqual([]);
      if (ownParts.includes(resource)) continue;
      const paths = new Set(known.map(({ path }) => path));
      const missing = [...theirs].filter((path) => !paths.has(path) && left[path.split(".").at(-1) ?? ""] === undefined);
      expect(missing).toEqual([]);
    }
  });
});
