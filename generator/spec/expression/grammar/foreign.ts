/** `${…}` of other languages than Terraform's: IAM policy variables, CloudFormation, the Serverless Framework. */

import { problem, type TemplateProblem } from "./problem.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
// A key does not begin with a mark: `AWS::Region` is CloudFormation's, `${HOME:-x}` a shell's. Dots in the prefix are of identity providers: ${cognito-identity.amazonaws.com:sub}.
const iamVariable = /\$\{(?:[*?$]|[A-Za-z0-9.-]+:[\w./@][\w./@+=:-]*(?: *, *'[^'$\n]*')?)\}/y;
const iamBeginning = /\$\{[A-Za-z][A-Za-z0-9.-]*:(?!:)/y;
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
const pseudoParameter = /\$\{\s*AWS::(\w*)\s*\}?/y;
// https://www.serverless.com/framework/docs/guides/variables
const serverless = /\$\{\s*(?:(self|opt|env|sls|param|custom|cf)(?:[.(][\w.-]*\)?)?:|file\([\w./@-]+\))[\w./:-]*\}?/y;

const inTerraform: Readonly<Record<string, string>> = {
  Region: "data.aws_region.current.id",
  AccountId: "data.aws_caller_identity.current.account_id",
  Partition: "data.aws_partition.current.partition",
  URLSuffix: "data.aws_partition.current.dns_suffix",
};

/** The IAM policy variable that begins at `at`, as it is written; null if there is none. */
export function iamVariableAt(text: string, at: number): string | null {
  return matchAt(serverless, text, at) === null ? (matchAt(iamVariable, text, at)?.[0] ?? null) : null;
}

/** What is wrong with the `${` at `at`, if it belongs to another language. Nothing of this is an expression of Terraform. */
export function foreignSyntax(text: string, at: number): TemplateProblem | null {
  const cloudFormation = matchAt(pseudoParameter, text, at);
  if (cloudFormation !== null) {
    const [all, name = ""] = cloudFormation;
    const code = Object.hasOwn(inTerraform, name) ? inTerraform[name] : undefined;
    const hint =
      code === undefined
        ? `write \`$${all}\` if the text itself is meant`
        : `write \`\${${code}}\`, with that data source beside the output`;
    return problem(at, at + all.length, `\`${all}\` is CloudFormation's syntax`, hint);
  }
  const framework = matchAt(serverless, text, at);
  if (framework !== null) {
    const [all, source] = framework;
    const name = /([A-Za-z_][\w-]*)[^\w-]*$/.exec(all.slice(-100))?.[1] ?? "name";
    const hint =
      source === undefined
        ? '`${local.settings.name}`, with `settings = yamldecode(file("settings.yml"))` in `locals` beside the output'
        : `\`\${var.${name}}\``;
    return problem(at, at + all.length, `\`${all}\` is the Serverless Framework's syntax`, `Terraform's is ${hint}`);
  }
  const variable = matchAt(iamVariable, text, at)?.[0];
  if (variable !== undefined) {
    const message = `\`${variable}\` is an IAM policy variable, and IAM does not read this text`;
    return problem(at, at + variable.length, message, `write \`$${variable}\` if the text itself is meant`);
  }
  const beginning = matchAt(iamBeginning, text, at)?.[0];
  if (beginning !== undefined) {
    const hint = "IAM's variables are `${prefix:key}` and `${prefix:key, 'default'}`; write `$${` if the text itself is meant";
    return problem(
      at,
      at + beginning.length,
      `\`${beginning}\` is not Terraform's, and no IAM policy variable reads like this`,
      hint,
    );
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
