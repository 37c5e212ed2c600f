import { urlArguments } from "../../spec/language/language.ts";
import { type Entry, type Part, type Told, told } from "../draft.ts";
import { type Existing, ownerOf, qualifierOf } from "../existing.ts";
import { type StateResource, text } from "../read-state.ts";
import { saidArguments } from "./said-arguments.ts";

/** An entry, and the permissions that it says. */
type UrlPart = Part & { readonly taken: ReadonlySet<string> };

/** The URLs of the function and of its aliases → entries of `push`, with the permissions that say who of another account may call them. */
export function urlPart(existing: Existing, qualifier: string | null): UrlPart {
  const urls = existing.beside.filter(({ type }) => type === "aws_lambda_function_url");
  const parts = urls.map((url) => partOf(url, existing, qualifier));
  return {
    entries: parts.flatMap(({ entries }) => entries),
    findings: parts.flatMap(({ findings }) => findings),
    taken: new Set(parts.flatMap(({ taken }) => [...taken])),
  };
}

function partOf(url: StateResource, existing: Existing, qualifier: string | null): UrlPart {
  const findings: Told[] = [];
  const open = url.values["authorization_type"] === "NONE";
  const own = ownerOf(url, existing);
  const calling = existing.permissions.filter((one) => isOfUrl(one) && qualifierOf(one, existing) === own);
  const named = calling.find(({ values }) => isOne(values) && isAction(values, "lambda:invokefunctionurl"));
  const principal = open ? null : text(named?.values["principal"]);
  // An open URL has statements for everybody; of another, those for one caller are the entry's.
  const taken = calling.filter(({ values }) => (open ? values["principal"] === "*" : values["principal"] === principal));
  const { arguments: given } = saidArguments(url.values, url.sensitive, urlArguments, { invoke_mode: "BUFFERED" });
  if (open)
    findings.push(
      told("unguarded", url.address, "the whole world may call the function by its URL", "the same, with a `why` to be written"),
    );
  const entry: Entry = {
    from: url.address,
    says: {
      url: { ...given, ...(principal !== null && { principal }) },
      ...(open && { why: "it was open when it was adopted" }),
      ...(principal !== null && text(named?.values["statement_id"]) !== null && { statement_id: named?.values["statement_id"] }),
      ...(own !== null && own !== qualifier && { qualifier: own }),
    },
  };
  return { entries: [entry], findings, taken: new Set(taken.map(({ address }) => address)) };
}

/** A permission to call the URL, or to invoke the function through it, under no other guard. */
function isOfUrl({ values }: StateResource): boolean {
  const guarded = ["source_arn", "source_account", "principal_org_id", "event_source_token"].some(
    (name) => text(values[name]) !== null,
  );
  return !guarded && (isAction(values, "lambda:invokefunctionurl") || values["invoked_via_function_url"] === true);
}

function isAction(values: StateResource["values"], action: string): boolean {
  return text(values["action"])?.toLowerCase() === action;
}

function isOne(values: StateResource["values"]): boolean {
  return /^\d{12}$|^arn:/.test(text(values["principal"]) ?? "");
}
