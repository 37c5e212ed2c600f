import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Compiled, compile } from "../../generator/compile.ts";
import { type Document, policyDocuments } from "../../generator/iam/policy/policy-document.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";

/** Specs of the kinds of functions that public repositories have: a folder each, with the Terraform that a team wrote beside it. */

export const fieldFolder = fileURLToPath(new URL("../field/", import.meta.url));

/** `serverless-patterns/alb-lambda` */
export const fieldNames: readonly string[] = readdirSync(fieldFolder, { withFileTypes: true })
  .filter((room) => room.isDirectory())
  .flatMap(({ name }) => readdirSync(join(fieldFolder, name)).map((pattern) => `${name}/${pattern}`))
  .sort();

/** Compiles one of them as a team would, in a root of its own. */
export function compileField(name: string): Compiled {
  const read = (file: string): SourceFile => ({ path: file, file, text: readFileSync(join(fieldFolder, name, file), "utf8") });
  const settings = existsSync(join(fieldFolder, name, "stack.yaml")) ? [read("stack.yaml")] : [];
  return compile({ rootName: name.replaceAll("/", "-"), specs: [read("spec.yaml")], settings });
}

/** True where only hashicorp/aws 6 knows what comes out, or what stands beside it. */
export function needsSix({ stacks }: Compiled): boolean {
  return stacks.some(({ providerVersion }) => /^>= 6/.test(providerVersion));
}

/** What comes out and what the team wrote, in one folder. */
export function writeField(name: string, { files }: Compiled): string {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-field-"));
  for (const { path, text } of files) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const beside = join(fieldFolder, name, "resources.tf");
  if (existsSync(beside)) cpSync(beside, join(folder, "resources.tf"));
  return folder;
}

/** What the functions may do, who may call them, and what is made: a line each, to be read once by a person. */
export function summaryOf({ stacks, files }: Compiled): string {
  const lines = stacks.flatMap(({ functions }) =>
    functions.flatMap((of) => {
      const { trust, execution, resource, roles } = policyDocuments(of);
      return [
        of.label,
        ...statements(trust).map((line) => `  role: ${line}`),
        ...statements(execution).map((line) => `  ${line}`),
        ...statements(resource).map((line) => `  called: ${line}`),
        ...(roles ?? []).flatMap((role) => [
          ...statements(role.trust).map((line) => `  ${role.name}: ${line}`),
          ...statements(role.execution).map((line) => `  ${role.name}: ${line}`),
        ]),
      ];
    }),
  );
  const made = files.flatMap(({ text }) =>
    [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type, label]) => `makes ${type}.${label}`),
  );
  return `${[...lines, ...made.sort()].join("\n")}\n`;
}

function statements(document: Document | null): readonly string[] {
  return (document?.Statement ?? []).flatMap(({ Effect, Principal, Action, Resource, Condition }) => {
    const who = Principal === undefined ? "" : ` by ${word(Principal)}`;
    const when = Condition === undefined ? "" : ` if ${JSON.stringify(Condition)}`;
    return each(Action).flatMap((action) =>
      each(Resource ?? "").map(
        (on) => `${Effect === "Deny" ? "never " : ""}${action}${on === "" ? "" : ` on ${on}`}${who}${when}`,
      ),
    );
  });
}

function each(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function word(principal: unknown): string {
  return typeof principal === "string"
    ? principal
    : Object.values(principal as object)
        .flatMap(each)
        .join(", ");
}
