import { HOLE, type Home } from "../../iam/arn.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { ArnKind, Form } from "../../sources/source.ts";
import { meaningOfReference, onlyCode, rewordCode } from "./meaning.ts";

/** ARNs whose parts people write otherwise than AWS, those of an API's routes: `…/get/orders/{id}`, `…/GET${var.path}`. */

/** What a pattern's resource says behind the five parts of an ARN. */
export function resourceInPattern(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

/** An ARN, a hole in it for each expression, as AWS may write it. Its first parts may stand in an expression. */
export function routesOf(arn: string, of: ArnKind): readonly string[] {
  if (Object.values(of.fields).every(({ written }) => written === undefined)) return [];
  const whole = arn.startsWith(HOLE) ? arn.slice(HOLE.length) : resourceInPattern(arn);
  const head = arn.slice(0, arn.length - whole.length);
  // An expression may bring the slash before it.
  const resources = [whole, whole.replaceAll(HOLE, `/${HOLE}`).replaceAll("//", "/")];
  return resources.flatMap((resource) => of.forms.flatMap((form) => routesOfForm(resource, head, form, of)));
}

function routesOfForm(resource: string, head: string, form: Form, of: ArnKind): readonly string[] {
  const texts = resource.split("/");
  const variables = [...resourceInPattern(form.arn).matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
  // Behind an expression, the first text is what stands before its slash: nothing.
  const begun = head === HOLE ? variables.map((_, index) => index) : [0];
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
}

/** The attribute of a resource that begins an ARN, where a part names that resource; null where none does. */
export function headOf(meaning: string, { heads }: ArnKind): string | null {
  const code = onlyCode(meaning);
  const traversal = code === null ? null : traversalOf(code);
  const attribute = traversal === null ? undefined : heads?.[`${traversal.terraformType}.${traversal.attribute}`];
  if (traversal === null || attribute === undefined) return null;
  return meaningOfReference({ kind: "expression", code: `${traversal.resource}.${attribute}` });
}

/**
 * A route without what Terraform does to make one of it: what takes a slash or a space away, or writes a wildcard for any method; and
 * without the slashes around expressions, which may bring their own.
 */
export function plainRoute(meaning: string): string {
  const steps = [/^trimprefix\((.+),"\/"\)$/, /^replace\((.+),"",""\)$/, /^replace\((.+),"\/\^ANY\(\|\$\)\/","\*"\)$/];
  const plain = (code: string): string => {
    const inner = steps.map((step) => step.exec(code)?.[1]).find((found) => found !== undefined);
    return inner === undefined ? code : plain(inner);
  };
  return rewordCode(meaning, plain);
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
