import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { standsForFolder } from "../../files/make-folder.ts";
import { type CommonOptions, type Exit, exit } from "../print-output.ts";

/** Makes of a command what commander calls; its exit status is kept. */
export type Run = (action: () => Promise<Exit>) => () => Promise<void>;

/** What most commands take: how findings are printed, the first of the formats where nothing is said. */
export function common(command: Command, formats: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option("--format <NAME>", "how findings are printed").choices(formats).default(formats[0]))
    .addOption(colors())
    .addOption(quietOption());
}

/** Whether what is printed has colours. */
export function colors(): Option {
  return new Option("--color <WHEN>", "colours")
    .choices(["auto", "always", "never"])
    .default("auto" satisfies CommonOptions["color"]);
}

/** A shell's variable that is not set gives an empty word: it names nothing, and the current folder least of all. */
export function notEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** An option that stands several times names several. */
export function added(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), notEmpty(value)];
}

/** Options that name a folder, of which nobody else would say that it is none. */
const folders: readonly string[] = ["out", "code", "from"];

/** Ends a run that names a file where a folder is meant. */
export function refuseNoFolder(command: Command): void {
  for (const name of folders) {
    const given: unknown = command.getOptionValueSource(name) === "cli" ? command.getOptionValue(name) : null;
    const stands = typeof given === "string" ? standsForFolder(given) : null;
    if (stands === null) continue;
    const message = `error: --${name} takes a folder, and ${String(given)} is ${stands}; name another one`;
    command.error(message, { exitCode: exit.machine });
  }
}

/** What a command works on. */
export function pathsArgument(): Argument {
  return new Argument("[PATH...]", "specs, folders or globs").default([]);
}

/** Where the specs are; `and` is what is to be known of it beside. */
export function specsOption(and?: string): Option {
  return new Option("--specs <DIR>", `the root folder of the specs${and === undefined ? "" : `, ${and}`}`).argParser(notEmpty);
}

/** The targets that the run is about. */
export function targetOption(): Option {
  return new Option("--target <NAME>", "one target (environment) of stack.yaml; can be given again for another").argParser(added);
}

/** The folder of the output; of a command that has an `-o` of its own, by its long name alone. */
export function outOption(
  about = "the folder of the output, beside which hand-written Terraform stands",
  short = "-o, ",
): Option {
  return new Option(`${short}--out <DIR>`, about).argParser(notEmpty).default("out");
}

/** A team's own templates. */
export function templatesOption(about = "templates of your own, as generate takes them"): Option {
  return new Option("--templates <DIR>", about).argParser(notEmpty);
}

/** What people read is kept to mistakes. */
export function quietOption(): Option {
  return new Option("-q, --quiet", "print errors alone").default(false);
}

/** Whether what earlier runs found is taken; `does` is what a run without it does. */
export function cacheOption(does = "compile anew what a run of the same has compiled before"): Option {
  return new Option("--no-cache", does);
}
