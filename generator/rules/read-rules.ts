import { type Diagnostic, error, firstLine, type Span, warning } from "../diagnostics/diagnostic.ts";
import { isTrue, listAt, scalarAt, someAt } from "../spec/language/at-key.ts";
import { checkKeys } from "../spec/language/check-shape.ts";
import { isReason } from "../spec/reason.ts";
import { readYaml } from "../spec/yaml/read-yaml.ts";
import type { YamlMapping } from "../spec/yaml/yaml-node.ts";
import { bothKeys, callerKeys, grantKeys, rulesKeys } from "./rule-keys.ts";
import { ruleMistakes } from "./rule-mistakes.ts";

/** One rule: a grant that fits all that it asks is forbidden. Null where it does not ask. */
export interface CompanyRule {
  readonly sentence: string;
  readonly span: Span;
  /** The folder from which on it holds, below the root. */
  readonly folder: string;
  readonly about: "grants" | "callers" | "both";
  readonly actions: readonly string[] | null;
  readonly services: readonly string[] | null;
  readonly levels: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly principals: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly outsideAccounts: readonly string[] | null;
  readonly outsideRegions: readonly string[] | null;
  readonly broad: boolean;
  readonly isPublic: boolean;
  readonly unguardedTrust: boolean;
  readonly unless: string | null;
}

/** Reads one rules.yaml; what is wrong with it is told, and the rest of it holds. */
export function readRules(
  folder: string,
  file: string,
  text: string,
): { readonly rules: readonly CompanyRule[]; readonly diagnostics: readonly Diagnostic[] } {
  const { documents, diagnostics: found } = readYaml(file, text);
  const diagnostics = [...found];
  const rules = documents.flatMap((document) => {
    diagnostics.push(...checkKeys(document, rulesKeys, "rules.yaml", document.span));
    return (listAt(document, "rules")?.items ?? []).flatMap((item) =>
      item.kind === "mapping" ? readRule(item, folder, diagnostics) : [],
    );
  });
  if (rules.length === 0 && diagnostics.length === 0) {
    const hint = "write `rules: [{never: nothing is open to everybody, public: true}]`, or remove the file";
    diagnostics.push(warning("without-effect", firstLine(file), "there is no rule here, so that nothing is forbidden", hint));
  }
  return { rules, diagnostics };
}

function readRule(rule: YamlMapping, folder: string, diagnostics: Diagnostic[]): readonly CompanyRule[] {
  const sentence = scalarAt(rule, "never");
  if (sentence === undefined) return [];
  if (!isReason(sentence.text))
    diagnostics.push(
      error("missing-why", sentence.span, "`never` takes the sentence that is said where the rule forbids a grant"),
    );
  diagnostics.push(...ruleMistakes(rule));
  const asks = (keys: object) => rule.entries.some(({ key }) => Object.hasOwn(keys, key));
  const [grants, callers] = [asks(grantKeys), asks(callerKeys)];
  if (!grants && !callers && !asks(bothKeys)) {
    const hint = "add what it forbids: actions, services, levels, resources, principals, public, …";
    diagnostics.push(error("missing-key", rule.span, "this rule asks nothing of a grant, and would forbid all", hint));
    return [];
  }
  if (grants && callers) {
    const message = "this rule asks for what a role may do and for who is let in: no grant is both";
    diagnostics.push(error("argument-not-allowed", rule.span, message, "make two rules of it"));
    return [];
  }
  const texts = (key: string) => (asks({ [key]: true }) ? someAt(rule, key).map(({ text }) => text) : null);
  return [
    {
      sentence: sentence.text,
      span: sentence.span,
      folder,
      about: grants ? "grants" : callers ? "callers" : "both",
      actions: texts("actions"),
      services: texts("services"),
      levels: texts("levels"),
      resources: texts("resources"),
      principals: texts("principals"),
      accounts: texts("accounts"),
      outsideAccounts: texts("outside_accounts"),
      outsideRegions: texts("outside_regions"),
      broad: isTrue(rule, "broad"),
      isPublic: isTrue(rule, "public"),
      unguardedTrust: isTrue(rule, "unguarded_trust"),
      unless: scalarAt(rule, "unless")?.text ?? null,
    },
  ];
}
