import { arnAttributeOf } from "./terraform-types.ts";

/**
 * A Terraform reference without its `${}`: as text it would become a name that nothing has.
 * https://developer.hashicorp.com/terraform/language/expressions/references
 */

const step = String.raw`(?:\.[\p{ID_Start}_][\p{ID_Continue}-]*|\[[^\][]*\])`;
const name = String.raw`\.[\p{ID_Start}_][\p{ID_Continue}-]*(?:\[[^\][]*\])?`;

/** Resources of hashicorp's providers of AWS, what each kind of data source has, and the names of a module's own values. */
const bare = new RegExp(
  String.raw`^(?:(?:data\.)?(?:aws|awscc)_[a-z0-9_]+${name}|data\.[a-z]+_[a-z0-9_]+${name}|module${name}${step}|(?:var|local)${name}|each\.(?:key|value)|count\.index|path\.(?:module|root|cwd)|self${name}|terraform\.workspace)${step}*`,
  "u",
);

/** Such as exist only inside blocks that a spec has none of, or may not scope a grant. */
const elsewhere = /^(?:each|count|self|path|terraform)\./;

/** What to write instead of a text that begins with a reference without `${}`; null where it begins with none. */
export function hintForBareReference(text: string): string | null {
  const found = bare.exec(text)?.[0];
  if (found === undefined) return null;
  if (elsewhere.test(found)) return "write the ARN, or name it in `locals` and write ${local.NAME}";
  const behind = text.slice(found.length);
  const whole = /^(?:data\.)?(aws_\w+)\.[^.[]+(?:\[[^\]]*\])?$/.exec(found);
  const attribute = whole === null ? null : arnAttributeOf(whole[1] ?? "");
  return `write \${${found}${attribute === null ? "" : `.${attribute}`}}${behind}`;
}

/** A resource, a data source or a module as a whole: an object to Terraform, of which one attribute is wanted. */
const wholeThing =
  /^(?:(module)\.[\w-]+|(?:data\.)?(?!(?:var|local|module|data|each|count|self|path|terraform)\.)([a-z][a-z0-9_]*)\.[\w-]+)(?:\[[^\][]*\])?$/;

/** What an expression is that is a whole resource or module, and the attribute to write where its ARN belongs; null for any other. */
export function wholeOf(code: string): { readonly noun: "module" | "resource"; readonly attribute: string | null } | null {
  const found = wholeThing.exec(code);
  if (found === null) return null;
  const [, module, terraformType = ""] = found;
  if (module !== undefined) return { noun: "module", attribute: "OUTPUT" };
  return { noun: "resource", attribute: arnAttributeOf(terraformType) ?? (terraformType.startsWith("aws_") ? "arn" : null) };
}
