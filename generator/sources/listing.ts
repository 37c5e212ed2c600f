import { compareText } from "../text-order.ts";
import { pullSources } from "./pull-sources.ts";
import { pushSources } from "./push-sources.ts";
import type { Form, PullSource, PushSource } from "./source.ts";

/** The tables as rows that a person or a program reads: what `lambdagrant sources` lists. */

interface Row {
  readonly key: string;
  readonly title: string;
  /** In the notation of AWS's reference; empty for a source that has no ARN. */
  readonly arns: readonly string[];
  /** For each ARN, the keys of the mapping that names the source by its parts → the variable of the ARN that each fills. */
  readonly parts: readonly Readonly<Record<string, string>>[];
  readonly docs: string;
}

export interface PushRow extends Row {
  /** Null where the entry's own value says it. */
  readonly principal: string | null;
  readonly guard: string;
}

export interface PullRow extends Row {
  /** What the execution role is granted for the poller, whichever of the forms the source has. */
  readonly actions: readonly string[];
  readonly refused: readonly RefusedArgument[];
}

/** An argument of aws_lambda_event_source_mapping that AWS does not take for this kind of source. */
interface RefusedArgument {
  readonly argument: string;
  readonly reason: string;
}

/** The table of `push`: a row a key, in the order of the tables. */
export function pushRows(): readonly PushRow[] {
  return Object.entries(pushSources).map(([key, source]) => ({
    key,
    title: source.title,
    principal: principalOf(source),
    ...("forms" in source ? formsOf(source) : { arns: [], parts: [] }),
    guard: guardOf(source),
    docs: source.docs,
  }));
}

/** The table of `pull`: a row a key, in the order of the tables. */
export function pullRows(): readonly PullRow[] {
  return Object.entries(pullSources).map(([key, source]) => ({
    key,
    title: source.title,
    ...pullForms(source),
    actions: [...new Set(source.grants.flat().flatMap(({ actions }) => actions))].sort(),
    refused: Object.entries(source.arguments)
      .flatMap(([argument, rule]) => ("refused" in rule ? [{ argument, reason: rule.refused }] : []))
      .sort((a, b) => compareText(a.argument, b.argument)),
    docs: source.docs,
  }));
}

function pullForms(source: PullSource): Pick<Row, "arns" | "parts"> {
  switch (source.kind) {
    case "arn":
      return formsOf(source);
    case "servers":
      return { arns: [], parts: [] };
    case "things":
      return {
        arns: Object.values(source.things).map(({ forms }) => forms[0].arn),
        parts: Object.entries(source.things).map(([key, { forms }]) => ({ [key]: Object.values(forms[0].parts)[0] ?? "" })),
      };
  }
}

function formsOf({ forms: every }: { readonly forms: readonly Form[] }): Pick<Row, "arns" | "parts"> {
  const forms = every.filter(({ all }) => all !== true);
  return { arns: forms.map(({ arn }) => arn), parts: forms.map(({ parts }) => parts) };
}

function principalOf(source: PushSource): string | null {
  switch (source.kind) {
    case "arn":
    case "role":
    case "token":
    case "source-account":
      return source.principal;
    case "organization":
      return "*";
    case "account":
    case "service":
    case "url":
      return null;
  }
}

const rolesGuards = {
  "account+arn": "own role: account and ARN",
  account: "own role: account",
  "external-id": "own role: external id",
  nothing: "own role: nothing is sent",
} as const;

function guardOf(source: PushSource): string {
  switch (source.kind) {
    case "arn":
      return `source ARN${source.guard === "arn" ? "" : " and account"}${source.sameRegion === undefined ? "" : ", same region"}`;
    case "role":
      return rolesGuards[source.sends];
    case "token":
      return "token";
    case "source-account":
      return "account";
    case "url":
      return "function-URL condition";
    case "account":
      return "the principal";
    case "organization":
      return "the organization's id";
    case "service":
      return "source_arn, source_account, or both";
  }
}
