import { error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, join, outlineText, withoutHoles } from "../../iam/arn.ts";
import type { Scalar } from "../yaml/yaml-node.ts";
import { asLabel, snake } from "./label.ts";
import { readGuard, readReference, type Session } from "./value.ts";

/** Characters and lengths of the names that AWS and Terraform take, each with its page. */
interface NameRule {
  readonly what: string;
  readonly docs: string;
  readonly characters: RegExp;
  readonly allowed: string;
  readonly most: number;
  /** True where ARNs that grant or guard are made of the name. */
  readonly scopes?: boolean;
}

export const nameLimits = {
  function: {
    what: "a function's name",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    characters: /^[A-Za-z0-9_-]*$/,
    allowed: "letters, digits, - and _",
    most: 64,
    scopes: true,
  },
  affix: {
    what: "what stands around names",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    characters: /^[A-Za-z0-9_-]*$/,
    allowed: "letters, digits, - and _",
    most: 63,
    scopes: true,
  },
  alias: {
    what: "an alias or version",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html",
    characters: /^[A-Za-z0-9_-]*$/,
    allowed: "letters, digits, - and _",
    most: 128,
    scopes: true,
  },
  role: {
    what: "a role's name",
    docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    characters: /^[\w+=,.@-]*$/,
    allowed: "letters, digits and + = , . @ _ -",
    most: 64,
  },
  rolePrefix: {
    what: "what a role's name begins with",
    // Terraform puts 26 characters behind it.
    docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role",
    characters: /^[\w+=,.@-]*$/,
    allowed: "letters, digits and + = , . @ _ -",
    most: 38,
  },
  statementId: {
    what: "a statement id",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
    characters: /^[A-Za-z0-9_-]*$/,
    allowed: "letters, digits, - and _",
    most: 100,
  },
  sid: {
    what: "a Sid",
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    characters: /^[A-Za-z0-9]*$/,
    allowed: "letters and digits",
    most: 512,
  },
} as const satisfies Record<string, NameRule>;

/** A name with its characters and length checked as far as they are known; null after a mistake (invalid-name, invalid-expression). */
export function readName(scalar: Scalar, rule: NameRule, session: Session): Reference | null {
  const name = rule.scopes === true ? readGuard(scalar, session) : readReference(scalar, session, "argument");
  if (name === null) return null;
  return checkName(outlineText(name), rule, scalar.span, session) ? name : null;
}

/** A name with what the stack puts around it, and its length checked so; `own` is what the spec says. Null after a mistake, as above. */
export function readStackName(
  scalar: Scalar,
  rule: NameRule,
  session: Session,
): { readonly own: Reference; readonly name: Reference } | null {
  const own = readName(scalar, rule, session);
  if (own === null) return null;
  const { prefix, suffix } = session.affixes;
  const name = join(prefix ?? "", own, suffix ?? "");
  return checkName(outlineText(name), rule, scalar.span, session) ? { own, name } : null;
}

/** A name that goes to AWS as it stands and cannot hold an expression. */
export function readLiteralName(scalar: Scalar, rule: NameRule, session: Session): string | null {
  return checkName(scalar.text, rule, scalar.span, session) ? scalar.text : null;
}

function checkName(text: string, rule: NameRule, span: Span, session: Session): boolean {
  const known = withoutHoles(text);
  const fail = (message: string, hint: string) => {
    session.diagnostics.push(error("invalid-name", span, message, hint));
    return false;
  };
  if (text === "") return fail(`${rule.what} cannot be empty`, `it takes ${rule.allowed}`);
  if (!rule.characters.test(known)) return fail(`${rule.what} takes ${rule.allowed}`, `see ${rule.docs}`);
  if (known.length > rule.most) {
    return fail(
      `${rule.what} has at most ${rule.most} characters${hasHole(text) ? ", and its fixed part alone is longer" : `, this one has ${known.length}`}`,
      `see ${rule.docs}`,
    );
  }
  return true;
}

/** The alias or version that something attaches to; null after a mistake (argument-not-allowed, invalid-name). */
export function readQualifier(scalar: Scalar, session: Session): Reference | null {
  if (scalar.text !== "$LATEST") return readName(scalar, nameLimits.alias, session);
  // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  const hint = "leave the qualifier out, or name an alias";
  session.diagnostics.push(error("argument-not-allowed", scalar.span, "AWS keeps no resource policy for $LATEST", hint));
  return null;
}

/** A `label`, which becomes part of Terraform addresses; null after a mistake (invalid-name). */
export function readLabel(scalar: Scalar, prefix: string, session: Session): string | null {
  const label = asLabel(scalar.text, prefix);
  if (label === scalar.text && label !== "") return label;
  const hint = snake(scalar.text) === "" ? "write a word such as `nightly`" : `write ${label}`;
  session.diagnostics.push(error("invalid-name", scalar.span, "a label is written in snake case and begins with a letter", hint));
  return null;
}
