import type { FunctionGrants, InvokerRole, Reference, Value } from "../../grants.ts";
import { askedCode } from "./asked-arguments.ts";

/** What a stack tells the modules around it, found from the grants alone. */

interface Told {
  readonly key: string;
  readonly value: Value;
}

/** Of a function. */
export function askedOutputs(of: FunctionGrants): readonly Told[] {
  const role = (["name", "arn"] as const).flatMap((what) =>
    of.runsWith === null ? [] : [{ key: `role_${what}`, value: of.runsWith[what] }],
  );
  if (!of.managed) return role;
  const function_ = `aws_lambda_function.${of.label}`;
  const invoke =
    of.alias !== null
      ? askedCode(`aws_lambda_alias.${of.label}.invoke_arn`)
      : of.qualifier === null
        ? askedCode(`${function_}.invoke_arn`)
        : askedCode(`replace(${function_}.invoke_arn, "/invocations", ":${inside(of.qualifier)}/invocations")`);
  return [
    { key: "function_name", value: askedCode(`${function_}.function_name`) },
    { key: "function_arn", value: askedCode(`${function_}.arn`) },
    { key: "invoke_arn", value: invoke },
    ...role,
  ];
}

/** A version or an alias between quotes: AWS takes none with a character that would need an escape. */
function inside(reference: Reference): string {
  const parts = reference.kind === "join" ? reference.parts : [reference];
  return parts.map((part) => (part.kind === "literal" ? part.text : `\${${part.code}}`)).join("");
}

/** Of a role that a source takes for all functions that it calls. */
export function outputsOfRole({ label }: InvokerRole): readonly Told[] {
  return ["name", "arn"].map((of) => ({ key: `role_${of}`, value: askedCode(`aws_iam_role.${label}.${of}`) }));
}
