import { composeShortName } from "../../iam/actions/short-names.ts";
import { expression, type Home, literal } from "../../iam/arn.ts";
import { type Action, findAction } from "../../iam/reference/reference.ts";
import { partsOfPattern } from "../../iam/reference/type-patterns.ts";

/** A resource that code names by plain text, as a spec writes it: what the compiler takes, and nothing that it would ask about. */

/** The name as it is where it tells the type by itself (`orders`), else with the type's own words (`identity/me@example.com`). */
export function writtenName(action: string, type: string, name: string, rest: string | null): readonly string[] {
  const found = findAction(action);
  const pattern = found?.types.find((one) => one.name === type)?.patterns[0];
  if (found === undefined || pattern === undefined) return [];
  // AWS adds a hyphen and six characters to a secret's name.
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  const own = type === "Secret" ? `secret:${name}-??????` : name;
  const plain = rest === null ? own : `${own}${joints[type] ?? "/"}${rest}`;
  const whole = filled(partsOfPattern(pattern).resource, own, rest ?? "*");
  return [plain, whole].filter((written) => composes(found, written)).slice(0, 1);
}

/** What stands between a name and what follows it in the ARN of a type. */
export const joints: Readonly<Record<string, string>> = { index: "/index/", "log-stream": ":log-stream:" };

/** The pattern with the name in the place of its first variable, and what follows in that of the others. */
function filled(pattern: string, name: string, rest: string): string {
  let first = true;
  return pattern.replace(/\$\{\w+\}/g, () => {
    const text = first ? name : rest;
    first = false;
    return text;
  });
}

/** True where the compiler takes the text for one resource of the action. */
function composes(action: Action, written: string): boolean {
  const span = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  return "kind" in composeShortName({ value: literal(written), span }, [action], anywhere);
}

const anywhere: Home = { partition: expression("partition"), region: expression("region"), account: expression("account") };
