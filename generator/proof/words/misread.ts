import type { Spec } from "../../spec/spec.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { misreadActions, misreadIntent, saysIntent } from "./action-words.ts";
import { misreadEnv } from "./env-words.ts";
import { misreadFunction } from "./function-words.ts";
import { misreadPull } from "./pull-words.ts";
import { misreadPush } from "./push-words.ts";
import { misreadRole } from "./role-words.ts";
import { wordsOfDocument } from "./said.ts";

/**
 * What was read of a document otherwise than it is written, in sentences. A spec decides nothing, so all that it says can be found in
 * its document again, and all of the document in it; what is not would be proven as if somebody had asked for it.
 */
export function misreadOf(spec: Spec): readonly string[] {
  const words = wordsOfDocument(spec);
  return [
    ...[...misreadFunction(words, spec), ...misreadRole(words, spec)].map((key) => sentence(key)),
    ...misreadEntries("push", words.push, spec.push, (node, entry) => misreadPush(node, entry, spec)),
    ...misreadEntries("pull", words.pull, spec.pull, (node, entry) => misreadPull(node, entry, spec)),
    ...misreadActionEntries(words.actions, spec),
    ...[...new Set(misreadEnv(words, spec))].map(sentence),
  ];
}

/** Each entry is one of the document's, but for those that come of one that says what is meant. */
function misreadActionEntries(nodes: readonly Node[], spec: Spec): readonly string[] {
  const meant = nodes.filter(saysIntent);
  const of = (node: Node) => spec.actions.filter(({ span }) => span.line === node.span.line && span.column === node.span.column);
  const fromMeant = new Set(meant.flatMap(of));
  return [
    ...misreadEntries(
      "actions",
      nodes.filter((node) => !saysIntent(node)),
      spec.actions.filter((entry) => entry.variable === null && !fromMeant.has(entry)),
      (node, entry) => misreadActions(node, entry, spec),
    ),
    ...meant.flatMap((node) => [...new Set(misreadIntent(node, of(node), spec))].map((key) => sentence(`actions.${key}`))),
  ];
}

function misreadEntries<Entry>(
  key: string,
  nodes: readonly Node[],
  entries: readonly Entry[],
  misread: (node: Node, entry: Entry) => Iterable<string>,
): readonly string[] {
  if (nodes.length !== entries.length) return [`\`${key}\` has ${nodes.length} entries, and ${entries.length} were read`];
  return entries.flatMap((entry, index) => {
    const node = nodes[index];
    if (node === undefined) return [];
    return [...new Set(misread(node, entry))].map((name) => sentence(`${key}[${index}].${name}`));
  });
}

function sentence(key: string): string {
  return `\`${key}\` was read otherwise than the document says it`;
}
