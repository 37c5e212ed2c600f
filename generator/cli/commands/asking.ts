import type { Command } from "commander";
import { ofCompiler } from "../of-compiler.ts";
import {
  colors,
  common,
  notEmpty,
  outOption,
  pathsArgument,
  quietOption,
  type Run,
  specsOption,
  targetOption,
  templatesOption,
} from "./options.ts";

/** What asks something of specs that compile. */
export function addAsking(program: Command, run: Run): void {
  common(program.command("explain").argument("<SPEC...>", "specs, folders or globs"), ["text", "json"])
    .description("every grant in plain sentences, with the entry that causes it, its why, and AWS's page")
    .addOption(specsOption())
    .addOption(targetOption())
    .action((paths, options) => run(async () => (await ofCompiler("explain")).explain(paths, options))());

  common(program.command("who-can").argument("<ACTION>", "an action, s3:GetObject or s3:Get*; or: invoke", notEmpty), [
    "text",
    "json",
  ])
    .argument("<RESOURCE>", "an ARN or a pattern of some; after invoke, a function", notEmpty)
    .description("who can do something, over all specs")
    .addOption(specsOption())
    .addOption(targetOption())
    .action((action, resource, options) =>
      run(async () => (await ofCompiler("whoCan")).answerWhoCan(action, resource, options))(),
    );

  common(program.command("fix").argument("[MESSAGE...]", "what AWS said; without it, standard input"), ["text", "json"])
    .description("why AWS refused a call, and the entry to add")
    .addOption(specsOption())
    .addOption(targetOption())
    .option("--function <NAME>", "the function, where the message does not say", notEmpty)
    .action((words, options) => run(async () => (await ofCompiler("fix")).fix(words, options))());

  program
    .command("report")
    .addArgument(pathsArgument())
    .description("write one page of HTML to look around in: who may invoke what, and what that may do")
    .option("-o, --output <FILE>", "the file to write, - is standard output", notEmpty, "report.html")
    .addOption(specsOption())
    .addOption(targetOption())
    .addOption(templatesOption())
    .addOption(outOption(undefined, ""))
    .addOption(colors())
    .addOption(quietOption())
    .action((paths, options) => run(async () => (await ofCompiler("report")).report(paths, options))());

  common(program.command("stacks").addArgument(pathsArgument()), ["text", "json"])
    .description("list the stacks with what each is made from and a hash of it, for who splits the work; compile nothing")
    .addOption(specsOption())
    .addOption(targetOption())
    .addOption(outOption())
    .addOption(templatesOption())
    .option("--changed-since <REV>", "those alone whose inputs differ from a git revision, new and deleted ones too", notEmpty)
    .action((paths, options) => run(async () => (await ofCompiler("stacks")).stacks(paths, options))());
}
