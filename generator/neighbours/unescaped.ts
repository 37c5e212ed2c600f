/** A character by its number, by its name, or one that begins no expression. */
const character = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))|([$%])\4(?=\{)/g;

const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The text that stands between quotes, as Terraform takes it: https://developer.hashicorp.com/terraform/language/expressions/strings */
export function unescapedHcl(text: string): string {
  const meant = (_: string, short?: string, long?: string, name?: string, sign?: string) => {
    if (sign !== undefined) return sign;
    if (name !== undefined) return named[name] ?? name;
    const number = Number.parseInt(short ?? long ?? "", 16);
    return number <= 0x10ffff ? String.fromCodePoint(number) : "";
  };
  return text.replace(character, meant);
}
