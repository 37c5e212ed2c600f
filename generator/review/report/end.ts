import type { PageEnd } from "../../page/page-data.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import type { Described } from "../described.ts";
import { whoWords } from "../print/words.ts";

/** What a grant is between: the function, and this. */

/** On which side of the function it stands, and what it is. */
interface PlacedEnd {
  readonly side: "source" | "resource";
  readonly end: PageEnd;
}

/** Where the other end of a grant is drawn: what calls or is polled on the left, what is acted on on the right. */
export function placedOf({ about, grant, causes, marks }: Described): PlacedEnd {
  const [kind = "", ...names] = (causes[0]?.entry ?? "").split(" ");
  const [list, key = ""] = kind.split(".");
  const name = names.join(" ");
  switch (about) {
    case "invoke": {
      const full = sourceOf(grant.condition) ?? grant.principal ?? "";
      const said = name === "" || name === "*" ? shortName(full) : name;
      return { side: "source", end: { kind: key, name: marks.some((mark) => mark.kind === "public") ? "anybody" : said, full } };
    }
    case "trust":
      return { side: "source", end: { kind: "assumes the role", name: whoWords(grant.principal), full: grant.principal ?? "" } };
    case "role": {
      const service = grant.action.split(":")[0] ?? "";
      const end = { kind: service, name: shortName(grant.resource), full: grant.resource };
      // Of what a poller needs, the source itself stands where it comes from; its keys and networks do not.
      const isPolled = list === "pull" && (service === key || pullSources[key]?.called.iam === service);
      return isPolled
        ? { side: "source", end: { kind: key, name: name === "" ? end.name : name, full: grant.resource } }
        : { side: "resource", end };
    }
  }
}

/** The ARN that a guard asks for, or the organization. */
function sourceOf(condition: Described["grant"]["condition"]): string | undefined {
  const keys = Object.values(condition ?? {}).flatMap((pairs) => Object.entries(pairs));
  const said = ["aws:sourcearn", "aws:principalorgid"].flatMap((name) => keys.find(([key]) => key.toLowerCase() === name) ?? []);
  return said[1] === undefined ? undefined : [said[1]].flat().join(", ");
}

/** `table/orders`, `photos/*`, `originals/*` of an expression; all of it where it says no less. */
export function shortName(full: string): string {
  if (full === "*") return "anything (*)";
  const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(full)?.[1] ?? full;
  return arn.replace(/\$\{(?:data\.)?(?:\w+\.)?([^{}]*?)(?:\.(?:arn|id|name|execution_arn))?\}/g, "$1");
}
