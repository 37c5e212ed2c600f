import { type Command, Option } from "commander";
import { ofCompiler } from "../of-compiler.ts";
import {
  cacheOption,
  common,
  notEmpty,
  outOption,
  pathsArgument,
  type Run,
  specsOption,
  targetOption,
  templatesOption,
} from "./options.ts";

/** What compiles specs, and what compares what they grant. */
export function addCompiling(program: Command, run: Run): void {
  common(program.command("generate").addArgument(pathsArgument()), ["text", "json"])
    .description("compile specs; write what differs, remove what has no spec any more")
    .addOption(specsOption())
    .addOption(targetOption())
    .addOption(outOption("the folder to write to"))
    .addOption(new Option("--backend <NAME>", "what to emit").choices(["hcl", "cdktf", "cdktn"]).default("hcl"))
    .addOption(templatesOption("templates of your own in place of the built-in ones of the same names"))
    .option("--prune", "also replace and remove what another folder of specs left in the output", false)
    .option("--check", "write nothing; exit 1 with a diff where the output is out of date", false)
    .option("--watch", "run again whenever a spec changes", false)
    .addOption(cacheOption())
    .action((paths, options) => run(async () => (await import("../generate/generate.ts")).generate(paths, options))());

  common(program.command("check").addArgument(pathsArgument()), ["text", "json", "github", "sarif"])
    .description("report the mistakes in specs, write nothing")
    .addOption(specsOption())
    .addOption(targetOption())
    .option("--code [DIR]", "also hold the specs against what their code calls; DIR where `code:` does not say where it lies")
    .option("--strict", "with --code: a call that nothing allows is an error, and code that is not found is told", false)
    .addOption(outOption())
    .addOption(cacheOption("check anew what a run of the same has checked before"))
    .action((paths, options) => run(async () => (await import("../check.ts")).check(paths, options))());

  common(program.command("policy").argument("<SPEC>", "one spec"), ["text", "json"])
    .description("print the IAM documents of a spec as AWS will hold them, as JSON in any case")
    .addOption(specsOption())
    .addOption(targetOption())
    .addOption(new Option("--document <NAME>", "one document alone").choices(["trust", "execution", "resource"]))
    .addOption(cacheOption())
    .action((spec, options) => run(async () => (await import("../policy.ts")).policy(spec, options))());

  common(program.command("prove").addArgument(pathsArgument()), ["text", "json"])
    .description("prove that what is allowed is exactly what the specs ask, from the compiled documents")
    .addOption(specsOption())
    .addOption(outOption())
    .addOption(targetOption())
    .option("--document <FILE>", "judge this execution policy (IAM JSON), which somebody else wrote, against one spec", notEmpty)
    .option("--function <NAME>", "one function of a file that declares several", notEmpty)
    .action((paths, options) => run(async () => (await ofCompiler("prove")).prove(paths, options))());

  common(program.command("diff").argument("<BASE>", "a folder of specs, or a git revision", notEmpty), [
    "text",
    "json",
    "markdown",
    "github",
  ])
    .argument("[HEAD]", "the same; without it, the working tree", notEmpty)
    .description("what a change grants and takes away, from BASE to HEAD, as sets; of variables, those of stack.yaml count")
    .addOption(specsOption("in a revision as in the working tree"))
    .addOption(targetOption())
    .addOption(
      new Option("--fail-on <CHANGE>", "exit 1 where anything is granted, where anything changes, or never")
        .choices(["widening", "any", "none"])
        .default("none"),
    )
    .action((base, head, options) => run(async () => (await ofCompiler("diff")).diff(base, head, options))());
}
