import { error, type Span } from "../../diagnostics/diagnostic.ts";
import { tagLimits } from "../../sources/argument-limits.ts";
import type { ValueLimit } from "../../sources/argument-rule.ts";
import { mappingAt } from "../language/at-key.ts";
import { allows, isComputed, ruleWords } from "../values/check-arguments.ts";
import type { Session } from "../values/value.ts";
import type { YamlMapping } from "../yaml/yaml-node.ts";

/** What AWS takes of the tags that a mapping gives, and those of the stack among them; `characters`: in these alone. */
export function checkTags(mapping: YamlMapping | undefined, session: Session, characters?: ValueLimit): void {
  const entries = mappingAt(mapping, "tags")?.entries ?? [];
  const { most, reserved, key: ofKey, value: ofValue } = tagLimits;
  const tell = (span: Span, message: string, hint?: string) => {
    const told = error("value-out-of-range", span, message, hint);
    // A tag of the stack is read for each function, role and log group.
    const isSame = (other: typeof told) =>
      other.file === told.file && other.line === told.line && other.column === told.column && other.message === message;
    if (!session.diagnostics.some(isSame)) session.diagnostics.push(told);
  };
  const over = entries[most];
  if (over !== undefined) tell(over.keySpan, `there are ${entries.length} tags, and AWS takes at most ${most} of one thing`);
  for (const { key, keySpan, value } of entries) {
    if (reserved.test(key)) tell(keySpan, "tags whose keys begin with `aws:` are AWS's own", "give it another key");
    // A key cannot hold an expression, which is told where it is read.
    if (isComputed(key)) continue;
    const broken = [ofKey, characters].find((rule) => rule !== undefined && !allows(rule, key, false));
    if (broken !== undefined) tell(keySpan, `the key of a tag takes ${ruleWords(broken)}`);
    if (value.kind === "list" || value.kind === "mapping" || value.kind === "null" || isComputed(value.text)) continue;
    const { text } = value;
    const wrong = [ofValue, characters].find((rule) => rule !== undefined && !allows(rule, text, false));
    if (wrong !== undefined) tell(value.span, `the value of a tag takes ${ruleWords(wrong)}`);
  }
}
