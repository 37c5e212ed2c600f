import { error } from "../../diagnostics/diagnostic.ts";
import { readReference, type Session } from "../values/value.ts";
import type { Node, YamlMapping } from "../yaml/yaml-node.ts";
import { describe, entryOf } from "../yaml/yaml-node.ts";

/** `depends_on` of a function: what must be there before it, where no argument of it says so. */

/** https://developer.hashicorp.com/terraform/language/meta-arguments/depends_on: a resource, a data source or a module as a whole. */
const address = /^(?:module|(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+)\.[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** The addresses, sorted and each once; `aws_efs_mount_target.shop` and `${aws_efs_mount_target.shop}` are the same. */
export function readDependsOn(mapping: YamlMapping, managed: boolean, session: Session): readonly string[] {
  const entry = entryOf(mapping, "depends_on");
  if (entry === undefined) return [];
  if (!managed) {
    // A default of the stack is for the functions that it makes.
    if (entry.keySpan.file === entryOf(mapping, "name")?.keySpan.file)
      session.diagnostics.push(
        error(
          "argument-not-allowed",
          entry.keySpan,
          "`depends_on` belongs to whoever manages this function",
          "remove the line, or `existing: true`",
        ),
      );
    return [];
  }
  const items = entry.value.kind === "list" ? entry.value.items : [];
  return [...new Set(items.flatMap((item) => readAddress(item, session)))].sort();
}

function readAddress(node: Node, session: Session): readonly string[] {
  // What is no text at all was told before.
  if (node.kind === "list" || node.kind === "mapping" || node.kind === "null") return [];
  const code = /^\$\{\s*([^{}]*?)\s*\}$/.exec(node.text)?.[1] ?? node.text;
  // What its names are made of is for the reader of expressions to say, as whether the stack lets them be used.
  const read = readReference({ ...node, text: `\${${code}}` }, { ...session, diagnostics: [] }, "argument");
  if (address.test(code) && read !== null) return [code];
  const whole = /^((?:data\.)?[\w-]+\.[\w-]+)[.[]/.exec(code)?.[1];
  session.diagnostics.push(
    error(
      "invalid-expression",
      node.span,
      `\`depends_on\` names resources, data sources or modules as a whole, not ${describe(node)}`,
      whole !== undefined && address.test(whole)
        ? `write ${whole}`
        : "write their addresses: aws_efs_mount_target.shop, module.network",
    ),
  );
  return [];
}
