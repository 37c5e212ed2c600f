import type { Command } from "commander";
import { added, common, notEmpty, pathsArgument, type Run, specsOption } from "./options.ts";

/** What writes specs, or changes of them. */
export function addWriting(program: Command, run: Run): void {
  common(program.command("suggest").argument("[SPEC]", "a spec to add to; without one, a new one is printed"), ["text", "json"])
    .description("print the spec that the code of a function needs, or a patch that adds to one what its code needs")
    .requiredOption("--code <DIR>", "the folder of the sources", notEmpty)
    .addOption(specsOption())
    .option("--handler <NAME>", "for a new spec: the function's handler (app.handler)", notEmpty)
    .option("--name <NAME>", "for a new spec: the function's name", notEmpty)
    .action((spec, options) => run(async () => (await import("../apart/suggest.ts")).suggest(spec, options))());

  common(program.command("tighten").addArgument(pathsArgument()), ["text", "json"])
    .description("hold what was really called against what the specs grant, and print a patch")
    .requiredOption(
      "--used <FILE>",
      "CloudTrail's JSON, Access Analyzer's findings or iamlive's policy; again for another, - is standard input",
      added,
    )
    .addOption(specsOption())
    .action((paths, options) => run(async () => (await import("../apart/tighten.ts")).tighten(paths, options))());

  common(
    program
      .command("adopt")
      .argument("[FILE]", "what terraform show -json prints, or a template of SAM; - is standard input", notEmpty),
    ["text", "json"],
  )
    .description("print the specs of functions that exist, and what their old grants are worth")
    .option("--function <NAME>", "one function of them; without a file, the function whose policies these are", notEmpty)
    .option("--output <DIR>", "a new folder of specs, with adopt.tf to lay beside their output", notEmpty)
    .option("--same-state", "the output takes the place of the old configuration: moved blocks, and no import blocks", false)
    .option("--region <REGION>", "of a template or of policies: where the function is", notEmpty)
    .option("--account <ID>", "of a template or of policies: the account of the function", notEmpty)
    .option("--parameter <NAME=VALUE>", "of a template: one of its parameters, AWS::StackName too; again for another", added)
    .option("--stack-resources <FILE>", "of a template: what aws cloudformation describe-stack-resources prints", notEmpty)
    .option("--resource-policy <FILE>", "without a file: what aws lambda get-policy prints", notEmpty)
    .option("--policy <FILE>", "without a file: a policy of its role, IAM's JSON; again for another", added)
    .option("--role <NAME>", "whose policies these are", notEmpty)
    .action((state, options) => run(async () => (await import("../apart/adopt.ts")).adopt(state, options))());
}
