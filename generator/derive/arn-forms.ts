import { literal, outlineOf } from "../iam/arn.ts";
import { type Form, forms } from "../iam/forms.ts";
import type { ArnKind } from "../sources/source.ts";
import type { PushEntry } from "../spec/spec.ts";

/** The forms of an ARN: whole, and where it begins a text that goes on. */
interface ArnForms {
  readonly whole: Form;
  readonly head: Form;
}

/** What the source ARN of an entry of `push` must look like; `hasAccount` where an account stands beside it. */
export function arnForms({ source }: PushEntry, hasAccount: boolean): ArnForms {
  if (source.kind === "arn") return arnFormsOf(source);
  // A service that the table does not know.
  const form = hasAccount ? forms.source : forms.ownedSource;
  return { whole: form, head: form };
}

/**
 * The ARNs of one kind of source: its service, one region, one account, and names without wildcards but where any will do.
 * `closed`: a slash is no character of a name, since another form of the kind would begin with it.
 */
export function arnFormsOf({ forms: shapes, fields, noun }: ArnKind, closed = false): ArnForms {
  const takes = `the ARN of one ${noun}`;
  // The widest first: what it takes, the others need not say.
  const asText = shapes.filter(({ mappingOnly }) => mappingOnly !== true);
  const sorted = [...asText.filter(({ all }) => all === true), ...asText.filter(({ all }) => all !== true)];
  const bodies = sorted.map(({ arn }) => {
    const { service, region, account, resource } = outlineOf(literal(arn)) ?? {
      service: "",
      region: "",
      account: "",
      resource: "",
    };
    const place = `${service}:${region === "" ? "" : "[a-z0-9-]+"}:${account === "" ? "" : "[0-9]{12}"}`;
    const body = resource.split(/(\$\{\w+\})/).map((piece) => {
      const field = fields[/^\$\{(\w+)\}$/.exec(piece)?.[1] ?? ""];
      if (field === undefined) return piece.replace(/[.*+?^$(){}|[\]\\]/g, "[$&]");
      if (field.any === true) return field.empty === true ? ".*" : ".+";
      // A colon that no name has would make it the ARN of something else: of a topic, a subscription.
      const slash = closed && field.slashes !== true ? "/" : "";
      const character = `[^*?${slash}{${field.slashes !== true && !field.takes.test.test(":") ? ":" : ""}]`;
      return `${character}${field.empty === true ? "*" : "+"}`;
    });
    return { place, body: body.join("") };
  });
  const [first] = bodies;
  const distinct = bodies.filter(({ body }, index) => {
    const sample = body.replaceAll(/\[\^\*\?\{:?\][+*]|\.[+*]/g, "x");
    return !bodies.some((other, at) => at !== index && at < index && new RegExp(`^${other.body}$`).test(sample));
  });
  const body = distinct.length === 1 ? (first?.body ?? "") : `(${distinct.map((one) => one.body).join("|")})`;
  const begin = `^arn:[a-z-]+:${first?.place ?? ""}:`;
  return { whole: { pattern: `${begin}${body}$`, takes }, head: { pattern: `${begin}[^*?{]+$`, takes } };
}
