/** Expressions that are a list or a map, where one text belongs. */

import { parseCode } from "./grammar/parse.ts";
import type { Tree } from "./grammar/tree.ts";

/** https://developer.hashicorp.com/terraform/language/functions */
const lists: ReadonlySet<string> = new Set(
  (
    "chunklist compact concat distinct flatten formatlist keys matchkeys range reverse setintersection setproduct setsubtract " +
    "setunion slice sort split tolist toset values merge tomap transpose zipmap"
  ).split(" "),
);

/** Whether the text of an expression says that it is many. */
export function namesMany(code: string): boolean {
  const tree = parseCode(code);
  return tree !== null && isMany(tree);
}

/** Whether an expression is many for certain: of what a name stands for, nobody can tell here. */
export function isMany(tree: Tree): boolean {
  switch (tree.kind) {
    case "list":
    case "object":
    case "for":
      return true;
    case "call":
      return lists.has(tree.name);
    case "splat":
      return true;
    case "attribute":
      return tree.of.kind === "splat" || (tree.of.kind === "attribute" && isMany(tree.of));
    default:
      return false;
  }
}

/** How each of many is named by itself, as far as their expression shows it. */
export function eachOf(code: string): string {
  // One of none or one: `one` takes a list, and what an index names is no list.
  const names = code.replace(/^one\((.*)\)$/s, "$1");
  const ofMap = /^values\(([\w.-]+)\)\[\*\]((?:\.[\w-]+)*)$/.exec(names);
  if (ofMap !== null) return `name each by itself: \`\${${ofMap[1]}["KEY"]${ofMap[2]}}\``;
  if (/^[\w.-]+(?:\[\*\]|\.\*)(?:\.[\w-]+)*$/.test(names))
    return `name each by itself: \`\${${names.replace(/\[\*\]|\.\*/, "[0]")}}\` of a \`count\`, \`…["KEY"]…\` of a \`for_each\``;
  return 'name each by itself: `${aws_sqs_queue.NAME[0].arn}` of a `count`, `…["KEY"]…` of a `for_each`, `${local.NAME[0]}` of a list in `locals`';
}
