import type { Reference } from "../../grants.ts";
import { HOLE, type Home } from "../../iam/arn.ts";
import { inPattern } from "../../iam/glob.ts";
import type { ArnKind, Field } from "../../sources/source.ts";
import type { Node, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { beginsComputed, meaningOfReference, meaningOfText, rewordLetters } from "./meaning.ts";
import { headOf, patternFilled, plainRoute, resourceInPattern, routesOf } from "./routes.ts";

/** A value that names a thing → the ARNs that it can mean, by the table of its kind. */

interface Meant {
  readonly arn: string;
  /** Which form of its kind it has; null where the value does not tell. */
  readonly form: number | null;
}

/** Whether a reference is what a value means as a thing of one of these kinds, in a form where one is given; of no value, none is. */
export function isThing(
  node: Node | undefined,
  read: Reference | null,
  kinds: readonly ArnKind[],
  home: Home,
  form?: number,
): boolean {
  if (node === undefined || read === null) return node === undefined && read === null;
  const meaning = meaningOfReference(read);
  return kinds.some((kind) => {
    const reworded = Object.values(kind.fields).some(({ made }) => made !== undefined);
    return meantBy(node, kind, home).some(
      (meant) =>
        (meant.arn === meaning || (reworded && plainRoute(meant.arn) === plainRoute(meaning))) &&
        (form === undefined || (meant.form ?? form) === form),
    );
  });
}

function meantBy(node: Node, of: ArnKind, home: Home): readonly Meant[] {
  if (node.kind === "mapping") return byParts(node, of, home);
  if (node.kind !== "text" && node.kind !== "number") return [];
  const meaning = meaningOfText(node.text);
  if (beginsComputed(meaning) || meaning.startsWith("arn:")) return byArn(meaning, of);
  const [first] = of.forms;
  const [variable, second] = Object.values(first.parts);
  if (!of.short || variable === undefined || second !== undefined) return [];
  return [{ arn: patternFilled(first.arn, home, { [variable]: inAws(meaning, of.fields[variable]) }), form: 0 }];
}

function byArn(meaning: string, of: ArnKind): readonly Meant[] {
  let form: number | null = null;
  const arns = new Set([meaning]);
  const reword = (letters: (arn: string) => string) => arns.add(rewordLetters(meaning, HOLE, letters));
  reword((arn) => {
    const known = of.suffix !== undefined && arn.endsWith(of.suffix) ? arn.slice(0, -of.suffix.length) : arn;
    form = arn.startsWith(HOLE) ? null : formOf(known, of);
    for (const route of routesOf(arn, of)) reword(() => route);
    return known;
  });
  return [...arns].map((arn) => ({ arn, form }));
}

function byParts(mapping: YamlMapping, of: ArnKind, home: Home): readonly Meant[] {
  const has = (part: string) => mapping.entries.some(({ key }) => key === part);
  return of.forms.flatMap((form, place): readonly Meant[] => {
    const { parts, absent, told } = form;
    const [only] = mapping.entries;
    // One part that is a whole ARN: what it is of, the part says.
    if (told !== undefined && mapping.entries.length === 1 && only?.key === told.by && only.value.kind === "text") {
      const meaning = meaningOfText(only.value.text);
      return beginsComputed(meaning) || meaning.startsWith("arn:") ? [{ arn: meaning, form: place }] : [];
    }
    const isWhole = Object.keys(parts).every((part) => has(part) || absent?.[part] !== undefined);
    if (form.all === true || !isWhole || mapping.entries.some(({ key }) => parts[key] === undefined)) return [];
    const given = Object.entries(parts).map(([key, variable]) => {
      const value = mapping.entries.find((entry) => entry.key === key)?.value;
      const text = value?.kind === "text" || value?.kind === "number" ? value.text : null;
      return { key, variable, text, field: of.fields[variable], absent: absent?.[key] };
    });
    const implied = given.find(({ text, field }) => text !== null && text === field?.implied?.value);
    const chosen = implied === undefined ? form : (of.forms.find((other) => !(implied.key in other.parts)) ?? form);
    const own = Object.fromEntries(
      given.map(({ variable, text, field, absent: instead }) => [
        variable,
        text === null ? (instead ?? "") : inAws(meaningOfText(text), field),
      ]),
    );
    const index = of.forms.indexOf(chosen);
    const [first] = given;
    const head = first === undefined ? null : headOf(own[first.variable] ?? "", of);
    if (first === undefined || head === null) return [{ arn: patternFilled(chosen.arn, home, own), form: index }];
    const begin = `\${${first.variable}}`;
    const rest = chosen.arn.slice(chosen.arn.indexOf(begin) + begin.length);
    return [{ arn: head + patternFilled(rest, home, own), form: index }];
  });
}

/** The user's words as AWS writes them. */
function inAws(meaning: string, field: Field | undefined): string {
  const { written } = field ?? {};
  return written === undefined ? meaning : rewordLetters(meaning, HOLE, written);
}

/** The first form whose pattern a whole ARN fits. */
function formOf(arn: string, of: ArnKind): number | null {
  const resource = resourceInPattern(arn);
  const found = of.forms.findIndex((form) => {
    const pieces = resourceInPattern(form.arn).split(/\$\{(\w+)\}/);
    const pattern = pieces.map((piece, index) =>
      index % 2 === 0 ? inPattern(piece) : of.fields[piece]?.slashes === true ? ".*" : "[^/:]*",
    );
    return new RegExp(`^${pattern.join("")}$`, "u").test(resource);
  });
  return found < 0 ? null : found;
}
