import { HOLE, type Home } from "../../iam/arn.ts";
import type { ArnKind, Field } from "../../sources/source.ts";
import type { Node, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { beginsComputed, meaningOf, meaningOfReference, rewordLetters } from "./meaning.ts";

/** A value that names a thing → the ARNs that it can mean, by the table of its kind. */

export interface Meant {
  readonly arn: string;
  /** Which form of its kind it has; null where the value does not tell. */
  readonly form: number | null;
}

/** What a value can mean as a thing of a kind. */
export function meantBy(node: Node, of: ArnKind, home: Home): readonly Meant[] {
  if (node.kind === "mapping") return byParts(node, of, home);
  if (node.kind !== "text" && node.kind !== "number") return [];
  const meaning = meaningOf(node.text);
  if (beginsComputed(meaning) || meaning.startsWith("arn:")) return byArn(meaning, of);
  const [first] = of.forms;
  const [variable, second] = Object.values(first.parts);
  if (!of.short || variable === undefined || second !== undefined) return [];
  return [{ arn: patternFilled(first.arn, home, { [variable]: inAws(meaning, of.fields[variable]) }), form: 0 }];
}

function byArn(meaning: string, of: ArnKind): readonly Meant[] {
  let form: number | null = null;
  const read = (letters: (arn: string) => string) => rewordLetters(meaning, HOLE, letters);
  const short = (arn: string) => (of.suffix !== undefined && arn.endsWith(of.suffix) ? arn.slice(0, -of.suffix.length) : arn);
  const arns = new Set([meaning, read(short)]);
  read((arn) => {
    form = arn.startsWith(HOLE) ? null : formOf(short(arn), of);
    return arn;
  });
  if (Object.values(of.fields).some(({ written }) => written !== undefined))
    read((arn) => {
      for (const text of rewritten(arn, of)) arns.add(read(() => text));
      return arn;
    });
  return [...arns].map((arn) => ({ arn, form }));
}

/** A pattern in AWS's notation with meanings in the place of its variables. */
export function patternFilled(pattern: string, home: Home, own: Readonly<Record<string, string>> = {}): string {
  const { partition, region, account } = home;
  const all = new Map([
    ["Partition", meaningOfReference(partition)],
    ["Region", meaningOfReference(region)],
    ["Account", meaningOfReference(account)],
    ...Object.entries(own),
  ]);
  return pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => all.get(name) ?? "");
}

function byParts(mapping: YamlMapping, of: ArnKind, home: Home): readonly Meant[] {
  const keys = mapping.entries.map(({ key }) => key).sort();
  const form = of.forms.find(({ parts }) => Object.keys(parts).sort().join() === keys.join());
  if (form === undefined) return [];
  const given = mapping.entries.flatMap(({ key, value }) => {
    const variable = form.parts[key];
    const text = value.kind === "text" || value.kind === "number" ? value.text : "";
    return variable === undefined ? [] : [{ key, variable, text, field: of.fields[variable] }];
  });
  const implied = given.find(({ text, field }) => field?.implied !== undefined && text === field.implied);
  const chosen = implied === undefined ? form : (of.forms.find(({ parts }) => !(implied.key in parts)) ?? form);
  const own = Object.fromEntries(given.map(({ variable, text, field }) => [variable, inAws(meaningOf(text), field)]));
  return [{ arn: patternFilled(chosen.arn, home, own), form: of.forms.indexOf(chosen) }];
}

/** The user's words as AWS writes them. */
function inAws(meaning: string, field: Field | undefined): string {
  const { written } = field ?? {};
  return written === undefined ? meaning : rewordLetters(meaning, HOLE, written);
}

function resourceOf(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

/** The first form whose pattern a whole ARN fits. */
function formOf(arn: string, of: ArnKind): number | null {
  const resource = resourceOf(arn);
  const found = of.forms.findIndex((form) => {
    const pieces = resourceOf(form.arn).split(/\$\{(\w+)\}/);
    const pattern = pieces.map((piece, index) =>
      index % 2 === 0 ? piece.replace(/[.*+?^$()|[\]\\]/g, "\\$&") : of.fields[piece]?.slashes === true ? ".*" : "[^/:]*",
    );
    return new RegExp(`^${pattern.join("")}$`, "u").test(resource);
  });
  return found < 0 ? null : found;
}

/** An ARN whose parts people write otherwise than AWS: `…/GET/orders/{id}`. Its first parts may stand in an expression. */
function rewritten(arn: string, of: ArnKind): readonly string[] {
  const resource = arn.startsWith(HOLE) ? arn.slice(HOLE.length) : resourceOf(arn);
  const head = arn.slice(0, arn.length - resource.length);
  const texts = resource.split("/");
  return of.forms.flatMap((form) => {
    const variables = [...resourceOf(form.arn).matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
    // Behind an expression, the first text is what stands before its slash: nothing.
    const begun = arn.startsWith(HOLE) ? variables.map((_, index) => index) : [0];
    return begun.flatMap((from) => {
      const names = variables.slice(from);
      if (texts.length < names.length) return [];
      const last = names.length - 1;
      const own = names.map((name, index) => {
        const text = index < last ? (texts[index] ?? "") : texts.slice(index).join("/");
        return of.fields[name]?.written?.(text) ?? text;
      });
      return [head + own.join("/")];
    });
  });
}
