import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, isLiteral, outlineOf, outlineText } from "../../iam/arn.ts";
import { optInRegions, partitionOf } from "../../iam/regions.ts";
import { regionalArguments } from "../../sources/argument-limits.ts";
import type { ArnPushSource } from "../../sources/source.ts";
import { type Node, stretchOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { entryAt } from "./check-arguments.ts";
import { readReference, type Session } from "./value.ts";

/** Where a source or a part of a function must lie, as far as its name and stack.yaml tell. */

/** The region that an ARN names and the function's own; null where one of them is not known, or they are one. */
function apart(region: string, session: Session): { readonly there: string; readonly here: string } | null {
  const own = session.home.region;
  return region === "" || hasHole(region) || !isLiteral(own) || own.text === region ? null : { there: region, here: own.text };
}

/** A source of another region: most cannot call from there (false), and those that can may call by another name. */
export function checkSourceRegion(source: ArnPushSource, arn: Reference, { span }: Node, session: Session): boolean {
  const { region, resource } = outlineOf(arn) ?? { region: "", resource: "" };
  const { sameRegion, betweenRegions, regionInId, noun } = source;
  const own = regionInId?.exec(resource)?.[1];
  if (own !== undefined && partitionOf(region) !== null && own !== region) {
    const message = `the id of a ${noun} begins with its region: this one would lie in ${own}, and its ARN says ${region}`;
    session.diagnostics.push(error("invalid-arn", span, message, `write the id of a ${noun} in ${region}: ${region}_…`));
    return false;
  }
  const found = apart(region, session);
  if (sameRegion !== undefined && found !== null) {
    const message = `this ${noun} lies in ${found.there}, and calls functions of its own region alone; this one is in ${found.here}`;
    session.diagnostics.push(error("invalid-arn", span, message, `let the function run there; see ${sameRegion}`));
    return false;
  }
  if (betweenRegions !== undefined && optInRegions.has(region) && !isLiteral(session.home.region)) {
    const message = `a ${noun} in ${region} calls by one name within its region and by another beyond it, and the function's is not known`;
    session.diagnostics.push(error("missing-key", span, message, `set \`region\` in stack.yaml; see ${betweenRegions.docs}`));
  }
  return true;
}

/** Layers and images of another region. */
export function checkArgumentRegions(of: YamlMapping, session: Session): void {
  for (const { argument, region, docs } of regionalArguments) {
    const given = entryAt(of, argument)?.value;
    for (const node of given?.kind === "list" ? given.items : given === undefined ? [] : [given]) {
      if (node.kind !== "text") continue;
      const read = readReference(node, { ...session, diagnostics: [] }, "argument");
      const named = read === null ? undefined : region.exec(outlineText(read))?.[1];
      const found = named === undefined ? null : apart(named, session);
      if (found === null) continue;
      const at = node.text.indexOf(found.there);
      const message = `\`${argument}\` names something in ${found.there}, and the function takes it from its own region, ${found.here}`;
      const span = at < 0 ? node.span : stretchOf(node, at, at + found.there.length);
      session.diagnostics.push(error("invalid-arn", span, message, `copy it there; see ${docs}`));
    }
  }
}
