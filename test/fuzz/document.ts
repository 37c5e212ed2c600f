import { type Document, policyDocuments } from "../../generator/iam/policy/policy-document.ts";
import { judgePolicy } from "../../generator/proof/judge-policy.ts";
import { DocumentError } from "../../generator/proof/read/read-json.ts";
import { ReadError } from "../../generator/proof/read/terraform-body.ts";
import { changeDocument } from "./document-changes.ts";
import { hold, target } from "./findings.ts";
import { Input } from "./input.ts";
import { allowsMore } from "./requests.ts";
import { compileTexts } from "./spec.ts";

/** A spec and a policy that somebody else wrote: `prove --document`. */

/** The spec of an input, its own policy, that policy with changes, and what is judged: the changed one or the input's own text. */
function documentOf(bytes: Uint8Array) {
  const { texts, decisions } = new Input(bytes, 2);
  const [spec = "", written = ""] = texts;
  const compiled = compileTexts({ spec, stack: "" });
  const [of] = compiled.stacks.flatMap(({ functions }) => functions);
  const [proven] = compiled.proven;
  const own = of === undefined ? null : policyDocuments(of).execution;
  if (own === null || proven === undefined) return null;
  const rules = proven.needs.role?.rules ?? [];
  if (written !== "") return { rules, own, text: written, change: "unknown" as const, changed: null };
  const { document, change } = changeDocument(own, decisions);
  return { rules, own, text: JSON.stringify(document, null, 2), change, changed: document };
}

export const fuzz = target(
  async (bytes) => {
    const found = documentOf(bytes);
    if (found === null) return;
    const { rules, own, text, change, changed } = found;
    let judgement: ReturnType<typeof judgePolicy>;
    try {
      judgement = judgePolicy(rules, text);
    } catch (thrown) {
      if (!(thrown instanceof ReadError)) throw thrown;
      hold(change !== "same", "a policy that says the same is read", thrown.message);
      if (thrown instanceof DocumentError) {
        const line = text.split("\n")[thrown.line - 1];
        hold(line !== undefined && thrown.column <= line.length + 1, "a mistake stands inside the document", thrown.message);
      }
      return;
    }
    const { missing, extra } = judgement;
    const yes = missing.length + extra.length === 0;
    const all = () => JSON.stringify({ missing, extra });
    if (change === "same") hold(yes, "a policy that says the same is what the spec asks", all());
    if (change === "wider") hold(!yes, "a wider policy is not what the spec asks");
    if (yes && changed !== null && isLiteral(own)) {
      hold(allowsMore(changed, own) === null, "no policy that allows more is proven", allowsMore(changed, own));
      hold(allowsMore(own, changed) === null, "no policy that allows less is proven", allowsMore(own, changed));
    }
  },
  (bytes) => {
    const found = documentOf(bytes);
    const { texts } = new Input(bytes, 2);
    return `# spec.yaml\n${texts[0]}\n# its own policy\n${JSON.stringify(found?.own, null, 2)}\n# judged (${found?.change})\n${found?.text}`;
  },
);

/** Whether nothing of a policy is left to Terraform. */
function isLiteral(document: Document): boolean {
  return !JSON.stringify(document)
    .replaceAll(/\$\{([\w-]+:[^}]*|[*?$])\}/g, "")
    .includes("${");
}
