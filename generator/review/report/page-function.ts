import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { policyDocuments } from "../../iam/policy/policy-document.ts";
import type { PageDetails, PageEnd, PageFinding, PageFunction, PageLevel, PageRow, PageSentence } from "../../page/page-data.ts";
import type { AttachedPolicy, Explanation } from "../ask/explanation.ts";
import type { Described } from "../described.ts";
import { chaptersOf, groupsOf, policyWords, roleSentence } from "../print/chapters.ts";
import { causeWords, conditionParts, grantWords, type Part, verbOf } from "../print/words.ts";
import type { ReviewedFunction } from "../reviewed.ts";
import { placedOf } from "./end.ts";

/** One function as the page has it: rows for list, graph and search, and what its own page shows. */

/** The ends of all arrows, each once. */
export class Ends {
  readonly all: PageEnd[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of an end. */
  numberOf(end: PageEnd): number {
    const key = JSON.stringify([end.kind, end.name, end.full]);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.all.length);
    return this.all.push(end) - 1;
  }
}

/** What list, graph and search need of a function. */
export function pageFunction(key: string, explained: Explanation, findings: readonly Diagnostic[], ends: Ends): PageFunction {
  const { function: name, stack, target, file, line, grants } = explained;
  const causes = [...grants.flatMap((grant) => grant.causes), ...explained.managedPolicies.map(({ cause }) => cause)];
  const why = new Set(causes.flatMap((cause) => cause.why ?? []));
  return {
    key,
    name,
    stack,
    target,
    file,
    line,
    rows: [...rowsOf(grants, ends), ...explained.managedPolicies.map((one) => policyRow(one, ends))],
    warnings: findings.length,
    why: [...why],
  };
}

function rowsOf(grants: readonly Described[], ends: Ends): readonly PageRow[] {
  const rows = new Map<string, PageRow & { actions: string[]; levels: PageLevel[]; marks: string[] }>();
  for (const one of grants) {
    if (one.grant.effect === "Deny") continue;
    const { about } = one;
    const { side, end: placed } = placedOf(one);
    const routine = isRoutine(one, side);
    const end = ends.numberOf(placed);
    const service = about === "role" ? (one.grant.action.split(":")[0] ?? "") : placed.kind;
    const key = JSON.stringify([about, side, end, service, routine]);
    const row = rows.get(key) ?? { about, side, end, service, actions: [], levels: [], marks: [], routine };
    rows.set(key, row);
    add(row.actions, one.grant.action);
    if (one.level !== null) add(row.levels, one.level);
    for (const { kind } of one.marks) add(row.marks, kind);
  }
  return [...rows.values()];
}

/** What others decide: it is found, drawn and counted as something to look at, since nobody here knows what it is. */
function policyRow({ policy, cause }: AttachedPolicy, ends: Ends): PageRow {
  const name = cause.entry.split(" ")[1] ?? policy;
  const end = ends.numberOf({ kind: "managed policy", name, full: policy });
  return {
    about: "role",
    side: "resource",
    end,
    service: "managed policy",
    actions: [],
    levels: [],
    marks: ["managed policy"],
    routine: false,
  };
}

/** What every function has, and what a poller needs beside its source: it is told, and not drawn. */
function isRoutine({ about, grant, causes }: Described, side: PageRow["side"]): boolean {
  if (about === "trust") return causes.every(({ entry }) => entry === "role");
  return causes.every(({ entry }) => entry === "logs") || (about === "role" && side === "source" && grant.resource === "*");
}

function add<Item>(list: Item[], item: Item): void {
  if (!list.includes(item)) list.push(item);
}

/** What the page of one function shows; `files` are the numbers of the texts that are its Terraform. */
export function pageDetails(
  of: ReviewedFunction,
  explained: Explanation,
  findings: readonly Diagnostic[],
  files: readonly number[],
): PageDetails {
  return {
    role: roleSentence(explained),
    chapters: chaptersOf(explained).map(({ heading, grants, policies, nothing }) => ({
      heading,
      nothing,
      sentences: [...sentences(grants), ...policies.map(policySentence)],
    })),
    findings: findings.map(pageFinding),
    approvals: of.spec.approvals.map(({ name, reason }) => ({ name, reason })),
    documents: documentsOf(of),
    files,
  };
}

/** A finding with its place. */
export function pageFinding({ code, message, hint, file, line }: Diagnostic): PageFinding {
  return { code, message, hint: hint ?? null, place: `${file}:${line}` };
}

function sentences(grants: readonly Described[]): readonly PageSentence[] {
  return groupsOf(grants).map(({ change: { about, grant, level, marks, causes }, actions }) => ({
    says: about === "role" ? rolePart(grant, actions) : callerPart(grantWords(about, grant, actions), grant),
    condition: conditionParts(grant),
    level,
    marks,
    causes: [...new Set(causes.map(causeWords))].map((text) => ({
      text,
      docs: [...new Set(causes.filter((cause) => causeWords(cause) === text).flatMap(({ docs }) => docs ?? []))],
    })),
  }));
}

function policySentence(of: AttachedPolicy): PageSentence {
  const [before = "", after = ""] = policyWords(of).split(of.policy);
  const { docs } = of.cause;
  const causes = [{ text: causeWords(of.cause), docs: docs === null ? [] : [docs] }];
  return { says: [before, { code: of.policy }, after], condition: [], level: null, marks: [], causes };
}

/** What `grantWords` says of a role, actions and resource as code. */
function rolePart(grant: Described["grant"], actions: readonly string[]): readonly Part[] {
  const listed = actions.flatMap((code, index): readonly Part[] => (index === 0 ? [{ code }] : [", ", { code }]));
  return [`${verbOf(grant)} `, ...listed, " on ", { code: grant.resource === "*" ? '"*"' : grant.resource }];
}

/** What is said of a caller, a principal as code. */
function callerPart(words: string, { principal }: Described["grant"]): readonly Part[] {
  return principal !== null && /[.:]/.test(principal) && words.startsWith(`${principal} `)
    ? [{ code: principal }, words.slice(principal.length)]
    : [words];
}

function documentsOf({ grants }: ReviewedFunction): PageDetails["documents"] {
  const { trust, execution, resource, roles = [] } = policyDocuments(grants);
  const documents = [
    { title: "Execution policy", document: execution },
    { title: "Trust policy", document: trust },
    { title: "Resource policy of the function", document: resource },
    ...roles.flatMap(({ name, ...role }) => [
      { title: `Trust policy of ${name}`, document: role.trust },
      { title: `Policy of ${name}`, document: role.execution },
    ]),
  ];
  return documents.flatMap(({ title, document }) =>
    document === null ? [] : [{ title, text: JSON.stringify(document, null, 2) }],
  );
}
