import { isMainThread } from "node:worker_threads";
import { Argument, Command, CommanderError, Option } from "commander";
import { refusalOf } from "../files/errno.ts";
import { referenceDate } from "../iam/reference/reference.ts";
import { ofCompiler } from "./of-compiler.ts";
import { added, filled, refuseNoFolder } from "./option-words.ts";
import { type CommonOptions, type Exit, err, exit, out, watchOutput } from "./print-output.ts";

declare const __VERSION__: string;

/** The command line: argv in, an exit status out. Each command is loaded when it is asked for. */
async function main(argv: readonly string[]): Promise<number> {
  let status: Exit = exit.done;
  const run = (action: () => Promise<Exit>) => async () => {
    status = await action();
  };
  const program = new Command("lambdagrant")
    .description("Compiles short YAML specs of AWS Lambda functions into reviewable Terraform")
    .option("-V, --version", "print the version, and the date of AWS's reference")
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError("(lambdagrant --help shows what there is)")
    .addHelpText(
      "after",
      "\nExit status: 0 done; 1 the specs are at fault or a check did not hold; 2 wrong usage or the machine is at fault.",
    )
    // Commander's own `version` takes a ready text, and only this option may read the reference.
    .on("option:version", () => {
      out(`${__VERSION__} (AWS reference of ${referenceDate()})`);
      throw new CommanderError(exit.done, "commander.version", "");
    })
    .hook("preAction", (_, command) => refuseNoFolder(command));

  common(program.command("generate").argument("[PATH...]", "specs, folders or globs", []), ["text", "json"])
    .description("compile specs; write what differs, remove what has no spec any more")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("-o, --out <DIR>", "the folder to write to", filled, "out")
    .addOption(new Option("--backend <NAME>", "what to emit").choices(["hcl", "cdktf", "cdktn"]).default("hcl"))
    .option("--templates <DIR>", "templates of your own in place of the built-in ones of the same names", filled)
    .option("--prune", "also replace and remove what another folder of specs left in the output", false)
    .option("--check", "write nothing; exit 1 with a diff where the output is out of date", false)
    .option("--watch", "run again whenever a spec changes", false)
    .option("--no-cache", "compile anew what a run of the same has compiled before")
    .action((paths, options) => run(async () => (await import("./generate/generate.ts")).generate(paths, options))());

  common(program.command("check").argument("[PATH...]", "specs, folders or globs", []), ["text", "json", "github", "sarif"])
    .description("report the mistakes in specs, write nothing")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("--code [DIR]", "also hold the specs against what their code calls; DIR where `code:` does not say where it lies")
    .option("--strict", "with --code: a call that nothing allows is an error, and code that is not found is told", false)
    .option("-o, --out <DIR>", "the folder of the output, beside which hand-written Terraform stands", filled, "out")
    .option("--no-cache", "check anew what a run of the same has checked before")
    .action((paths, options) => run(async () => (await import("./check.ts")).check(paths, options))());

  common(program.command("policy").argument("<SPEC>", "one spec"), ["text", "json"])
    .description("print the IAM documents of a spec as AWS will hold them, as JSON in any case")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .addOption(new Option("--document <NAME>", "one document alone").choices(["trust", "execution", "resource"]))
    .option("--no-cache", "compile anew what a run of the same has compiled before")
    .action((spec, options) => run(async () => (await import("./policy.ts")).policy(spec, options))());

  common(program.command("prove").argument("[PATH...]", "specs, folders or globs", []), ["text", "json"])
    .description("prove that what is allowed is exactly what the specs ask, from the compiled documents")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("-o, --out <DIR>", "the folder of the output, beside which hand-written Terraform stands", filled, "out")
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("--document <FILE>", "judge this execution policy (IAM JSON), which somebody else wrote, against one spec", filled)
    .option("--function <NAME>", "one function of a file that declares several", filled)
    .action((paths, options) => run(async () => (await ofCompiler("prove")).prove(paths, options))());

  common(program.command("diff").argument("<BASE>", "a folder of specs, or a git revision", filled), [
    "text",
    "json",
    "markdown",
    "github",
  ])
    .argument("[HEAD]", "the same; without it, the working tree", filled)
    .description("what a change grants and takes away, from BASE to HEAD, as sets; of variables, those of stack.yaml count")
    .option("--specs <DIR>", "the root folder of the specs, in a revision as in the working tree", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .addOption(
      new Option("--fail-on <CHANGE>", "exit 1 where anything is granted, where anything changes, or never")
        .choices(["widening", "any", "none"])
        .default("none"),
    )
    .action((base, head, options) => run(async () => (await ofCompiler("diff")).diff(base, head, options))());

  common(program.command("suggest").argument("[SPEC]", "a spec to add to; without one, a new one is printed"), ["text", "json"])
    .description("print the spec that the code of a function needs, or a patch that adds to one what its code needs")
    .requiredOption("--code <DIR>", "the folder of the sources", filled)
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--handler <NAME>", "for a new spec: the function's handler (app.handler)", filled)
    .option("--name <NAME>", "for a new spec: the function's name", filled)
    .action((spec, options) => run(async () => (await import("./apart/suggest.ts")).suggest(spec, options))());

  common(program.command("tighten").argument("[PATH...]", "specs, folders or globs", []), ["text", "json"])
    .description("hold what was really called against what the specs grant, and print a patch")
    .requiredOption(
      "--used <FILE>",
      "CloudTrail's JSON, Access Analyzer's findings or iamlive's policy; again for another, - is standard input",
      added,
    )
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .action((paths, options) => run(async () => (await import("./apart/tighten.ts")).tighten(paths, options))());

  common(
    program
      .command("adopt")
      .argument("[FILE]", "what terraform show -json prints, or a template of SAM; - is standard input", filled),
    ["text", "json"],
  )
    .description("print the specs of functions that exist, and what their old grants are worth")
    .option("--function <NAME>", "one function of them; without a file, the function whose policies these are", filled)
    .option("--output <DIR>", "a new folder of specs, with adopt.tf to lay beside their output", filled)
    .option("--same-state", "the output takes the place of the old configuration: moved blocks, and no import blocks", false)
    .option("--region <REGION>", "of a template or of policies: where the function is", filled)
    .option("--account <ID>", "of a template or of policies: the account of the function", filled)
    .option("--parameter <NAME=VALUE>", "of a template: one of its parameters, AWS::StackName too; again for another", added)
    .option("--stack-resources <FILE>", "of a template: what aws cloudformation describe-stack-resources prints", filled)
    .option("--resource-policy <FILE>", "without a file: what aws lambda get-policy prints", filled)
    .option("--policy <FILE>", "without a file: a policy of its role, IAM's JSON; again for another", added)
    .option("--role <NAME>", "whose policies these are", filled)
    .action((state, options) => run(async () => (await import("./apart/adopt.ts")).adopt(state, options))());

  common(program.command("explain").argument("<SPEC...>", "specs, folders or globs"), ["text", "json"])
    .description("every grant in plain sentences, with the entry that causes it, its why, and AWS's page")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .action((paths, options) => run(async () => (await ofCompiler("explain")).explain(paths, options))());

  common(program.command("who-can").argument("<ACTION>", "an action, s3:GetObject or s3:Get*; or: invoke", filled), [
    "text",
    "json",
  ])
    .argument("<RESOURCE>", "an ARN or a pattern of some; after invoke, a function", filled)
    .description("who can do something, over all specs")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .action((action, resource, options) =>
      run(async () => (await ofCompiler("whoCan")).answerWhoCan(action, resource, options))(),
    );

  common(program.command("fix").argument("[MESSAGE...]", "what AWS said; without it, standard input"), ["text", "json"])
    .description("why AWS refused a call, and the entry to add")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("--function <NAME>", "the function, where the message does not say", filled)
    .action((words, options) => run(async () => (await ofCompiler("fix")).fix(words, options))());

  program
    .command("report")
    .argument("[PATH...]", "specs, folders or globs", [])
    .description("write one page of HTML to look around in: who may invoke what, and what that may do")
    .option("-o, --output <FILE>", "the file to write, - is standard output", filled, "report.html")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("--templates <DIR>", "templates of your own, as generate takes them", filled)
    .option("--out <DIR>", "the folder of the output, beside which hand-written Terraform stands", filled, "out")
    .addOption(colors())
    .option("-q, --quiet", "print errors alone", false)
    .action((paths, options) => run(async () => (await ofCompiler("report")).report(paths, options))());

  common(program.command("stacks").argument("[PATH...]", "specs, folders or globs", []), ["text", "json"])
    .description("list the stacks with what each is made from and a hash of it, for who splits the work; compile nothing")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another", added)
    .option("-o, --out <DIR>", "the folder of the output, beside which hand-written Terraform stands", filled, "out")
    .option("--templates <DIR>", "templates of your own, as generate takes them", filled)
    .option("--changed-since <REV>", "those alone whose inputs differ from a git revision, new and deleted ones too", filled)
    .action((paths, options) => run(async () => (await ofCompiler("stacks")).stacks(paths, options))());

  common(program.command("sources"), ["text", "json"])
    .description("list the sources of push and pull: principal, ARN, guard, what the poller needs, AWS's page")
    .action((options) => run(async () => (await ofCompiler("sources")).sources(options))());

  common(program.command("schema"), ["json"])
    .addArgument(new Argument("[FILE]", "the kind of file that it describes").choices(["spec", "stack", "rules"]).default("spec"))
    .description("print the JSON Schema of a spec, of stack.yaml or of rules.yaml, for editors")
    .action((of) => run(async () => (await ofCompiler("schema")).schema(of))());

  common(program.command("init").argument("[DIR]", "the folder of the new stack; without it specs/NAME", filled), ["text"])
    .description("write a stack to start from: a spec, its settings, its source")
    .addOption(new Option("--ci <NAME>", "also write a file that checks the output in CI").choices(["github", "gitlab"]))
    .option("--from <DIR>", "a folder of sources: the spec is what their code needs", filled)
    .option("--handler <NAME>", "with --from: the function's handler (app.handler)", filled)
    .option("--name <NAME>", "with --from: the function's name", filled)
    .action((folder, options) => run(async () => (await ofCompiler("init")).init(folder, options))());

  program
    .command("lsp")
    .description("the language server of specs for editors, over standard input and output")
    .option("--specs <DIR>", "the root folder of the specs", filled)
    .option("-o, --out <DIR>", "the folder of the output", filled, "out")
    // Editors say it; there is no other way.
    .addOption(new Option("--stdio").hideHelp())
    .action((options) => run(async () => (await import("./apart/lsp.ts")).lsp(options))());
  program
    .command("mcp")
    .description("answer an assistant over standard input and output (Model Context Protocol), and write nothing")
    .action(run(async () => (await import("./apart/mcp.ts")).mcp()));

  try {
    await program.parseAsync(argv as string[]);
  } catch (thrown) {
    // Commander has printed its message, or the help that was asked for.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exit.done : exit.machine;
    throw thrown;
  }
  return status;
}

function common(command: Command, formats: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option("--format <NAME>", "how findings are printed").choices(formats).default(formats[0]))
    .addOption(colors())
    .option("-q, --quiet", "print errors alone", false);
}

function colors(): Option {
  return new Option("--color <WHEN>", "colours")
    .choices(["auto", "always", "never"])
    .default("auto" satisfies CommonOptions["color"]);
}

// A large run has other threads compile for it.
if (!isMainThread) ofCompiler("acrossCores").then(({ answerFolders }) => answerFolders());
else {
  const lostOutput = watchOutput();
  main(process.argv).then(
    async (status) => {
      const lost = await lostOutput();
      if (lost !== null) err(`lambdagrant: ${lost}`);
      // Nothing is left to write, and node would wait for what V8 is still making faster.
      process.exit(lost === null ? status : exit.machine);
    },
    (thrown: unknown) => {
      // What the machine refuses may stand anywhere: a file in a folder's place, a folder that nobody may read.
      const refused = refusalOf(thrown);
      const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      err(`lambdagrant: ${refused ?? `this is a mistake of lambdagrant itself, please report it\n${what}`}`);
      process.exitCode = exit.machine;
    },
  );
}
