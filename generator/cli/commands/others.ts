import { Argument, type Command, Option } from "commander";
import { ofCompiler } from "../of-compiler.ts";
import { common, notEmpty, outOption, type Run, specsOption } from "./options.ts";

/** What needs no specs, and the servers for editors and assistants. */
export function addOthers(program: Command, run: Run): void {
  common(program.command("sources"), ["text", "json"])
    .description("list the sources of push and pull: principal, ARN, guard, what the poller needs, AWS's page")
    .action((options) => run(async () => (await ofCompiler("sources")).sources(options))());

  common(program.command("schema"), ["json"])
    .addArgument(new Argument("[FILE]", "the kind of file that it describes").choices(["spec", "stack", "rules"]).default("spec"))
    .description("print the JSON Schema of a spec, of stack.yaml or of rules.yaml, for editors")
    .action((of) => run(async () => (await ofCompiler("schema")).schema(of))());

  common(program.command("init").argument("[DIR]", "the folder of the new stack; without it specs/NAME", notEmpty), ["text"])
    .description("write a stack to start from: a spec, its settings, its source")
    .addOption(new Option("--ci <NAME>", "also write a file that checks the output in CI").choices(["github", "gitlab"]))
    .option("--from <DIR>", "a folder of sources: the spec is what their code needs", notEmpty)
    .option("--handler <NAME>", "with --from: the function's handler (app.handler)", notEmpty)
    .option("--name <NAME>", "with --from: the function's name", notEmpty)
    .action((folder, options) => run(async () => (await ofCompiler("init")).init(folder, options))());

  program
    .command("lsp")
    .description("the language server of specs for editors, over standard input and output")
    .addOption(specsOption())
    .addOption(outOption("the folder of the output"))
    // Editors say it; there is no other way.
    .addOption(new Option("--stdio").hideHelp())
    .action((options) => run(async () => (await import("../apart/lsp.ts")).lsp(options))());
  program
    .command("mcp")
    .description("answer an assistant over standard input and output (Model Context Protocol), and write nothing")
    .action(run(async () => (await import("../apart/mcp.ts")).mcp()));
}
