/** What an expression of a root module may refer to, where nothing is counted and nothing is provisioned. */

import { problem, type TemplateProblem } from "./problem.ts";

interface TextRange {
  readonly start: number;
  readonly end: number;
}

const absent: Readonly<Record<string, string>> = {
  each: "`each` exists only where `for_each` is written",
  count: "`count` exists only where `count` is written",
  self: "`self` exists only in provisioners and conditions",
  ephemeral: "an ephemeral value cannot be kept in an argument",
  resource: "a resource is referred to by its type",
};

// https://github.com/hashicorp/terraform/blob/v1.11.4/internal/addrs/parse_ref.go
const reserved: ReadonlySet<string> = new Set(["template", "lazy", "arg"]);
/**
 * Arguments and blocks of a `module` block: no variable can be declared under these names.
 * https://developer.hashicorp.com/terraform/language/block/variable#name
 */
export const undeclarable: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "provider",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
  "_",
]);
const paths: ReadonlySet<string> = new Set(["module", "root", "cwd"]);

/** What is wrong with a reference, given the names that it begins with; null if nothing is. `alone`: it is all that its `${ }` holds. */
export function referenceProblem(names: readonly string[], span: TextRange, alone: boolean): TemplateProblem | null {
  const [root = "", name, third] = names;
  const wrong = (message: string, hint?: string): TemplateProblem => problem(span.start, span.end, message, hint);

  const why = absent[root];
  if (why !== undefined && Object.hasOwn(absent, root)) {
    return wrong(`${why}, and not here`, root === "resource" ? "leave `resource.` out" : "write a reference such as `var.name`");
  }
  if (reserved.has(root)) return wrong(`Terraform keeps the name \`${root}\` for itself`);
  switch (root) {
    case "var":
      if (name === undefined) return wrong("the name of a variable must follow `var`", "write `var.name`");
      return undeclarable.has(name)
        ? wrong(`Terraform lets no variable be named \`${name}\``, "choose another name for the variable")
        : null;
    case "local":
      return name === undefined ? wrong("the name of a local value must follow `local`", "write `local.name`") : null;
    case "module":
      return name === undefined ? wrong("the name of a module must follow `module`", "write `module.name.output`") : null;
    case "path":
      return name !== undefined && paths.has(name) ? null : wrong("Terraform knows `path.module`, `path.root` and `path.cwd`");
    case "terraform":
      return name === "workspace" ? null : wrong("Terraform knows `terraform.workspace`");
    case "target":
      return wrong(
        "what `target` says is filled in before Terraform runs, so it stands alone",
        `write \`\${target.${name ?? "name"}}\` by itself, within text if need be`,
      );
    case "data":
      if (third !== undefined) return null;
      return wrong("the type and the name of a data source must follow `data`", "write `data.aws_sns_topic.name.arn`");
    default:
      return resourceProblem(root, name, alone, wrong);
  }
}

function resourceProblem(
  type: string,
  name: string | undefined,
  alone: boolean,
  wrong: (message: string, hint?: string) => TemplateProblem,
): TemplateProblem | null {
  const literally = alone ? `\`$\${${[type, name].filter((part) => part !== undefined).join(".")}}\`` : "`$${`";
  const otherwise = `, or ${literally} if the text itself is meant`;
  if (name === undefined) {
    return wrong(`\`${type}\` alone refers to nothing`, `write \`var.${type}\` for a Terraform variable${otherwise}`);
  }
  // No resource type of Terraform has capitals, logical ids of CloudFormation do: ${Topic.Arn}.
  if (/^[A-Z]/.test(type)) {
    const hint = `write the Terraform resource, such as \`aws_sns_topic.name.arn\`${otherwise}`;
    return wrong(`\`${type}.${name}\` looks like CloudFormation's \`Resource.Attribute\``, hint);
  }
  return null;
}
