import { isMainThread } from "node:worker_threads";
import { Command, CommanderError } from "commander";
import { machineRefusal } from "../files/errno.ts";
import { referenceDate } from "../iam/reference/reference.ts";
import { addAsking } from "./commands/asking.ts";
import { addCompiling } from "./commands/compiling.ts";
import { type Run, refuseNoFolder } from "./commands/options.ts";
import { addOthers } from "./commands/others.ts";
import { addWriting } from "./commands/writing.ts";
import { ofCompiler } from "./of-compiler.ts";
import { type Exit, err, exit, out, say, watchOutput } from "./print-output.ts";

declare const __VERSION__: string;

/** The command line: argv in, an exit status out. Each command is loaded when it is asked for. */
async function main(argv: readonly string[]): Promise<number> {
  let status: Exit = exit.done;
  const run: Run = (action) => async () => {
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

  // In the order in which --help shows them.
  for (const add of [addCompiling, addWriting, addAsking, addOthers]) add(program, run);

  try {
    await program.parseAsync(argv as string[]);
  } catch (thrown) {
    // Commander has printed its message, or the help that was asked for.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exit.done : exit.machine;
    throw thrown;
  }
  return status;
}

// A large run has other threads compile for it.
if (!isMainThread) ofCompiler("acrossCores").then(({ answerFolders }) => answerFolders());
else {
  const lostOutput = watchOutput();
  main(process.argv).then(
    async (status) => {
      const lost = await lostOutput();
      if (lost !== null) say(`lambdagrant: ${lost}`);
      // Nothing is left to write, and node would wait for what V8 is still making faster.
      process.exit(lost === null ? status : exit.machine);
    },
    (thrown: unknown) => {
      // What the machine refuses may stand anywhere: a file in a folder's place, a folder that nobody may read.
      const refused = machineRefusal(thrown);
      const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      if (refused === null) err(`lambdagrant: this is a mistake of lambdagrant itself, please report it\n${what}`);
      else say(`lambdagrant: ${refused}`);
      process.exitCode = exit.machine;
    },
  );
}
