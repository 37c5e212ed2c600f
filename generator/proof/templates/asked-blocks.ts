import type {
  Argument,
  Attachment,
  Check,
  Condition,
  ConnectedResource,
  FunctionGrants,
  InvokerRole,
  Lifecycle,
  Permission,
  Policy,
  Reference,
  Role,
  StackGrants,
  Statement,
} from "../../grants.ts";
import { join } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { addresses, askedCode, askedText, attributes, type Given, lifecycle, nested } from "./asked-arguments.ts";
import { askedOutputs, outputsOfRole } from "./asked-outputs.ts";
import { archiveGiven, givenByDefault, versionsBody } from "./asked-providers.ts";
import { askedConfigurations, askedDataSources, dataSourcesIn } from "./asked-readings.ts";

/** One block that the output must have, and all that it says. */
export interface AskedBlock {
  readonly block: "resource" | "data" | "output" | "variable" | "terraform";
  readonly labels: readonly string[];
  readonly body: readonly Argument[];
  /** The function that it belongs to, by its place in the stack; 0 for what all share. */
  readonly owner: number;
}

/**
 * Grants → the blocks that say them: what the output is compared with, block by block. How a backend prints is not asked: this is
 * found from the grants alone.
 */
export function askedOf(stack: StackGrants): readonly AskedBlock[] {
  const shared = [
    ...(stack.emitVersions ? [block("terraform", [], {}, versionsBody(stack))] : []),
    ...stack.defaultTags.map(({ label, provider, tags }) =>
      by(provider, block("data", ["aws_default_tags", label], {}, [nested("lifecycle", {}, tags.map(givenByDefault))])),
    ),
    ...stack.variables.map(({ name, type, description, default: start }) =>
      block("variable", [name], { type: type === null ? null : askedCode(type), description, default: start, nullable: false }),
    ),
    ...stack.connected.map((connected) => by(connected.provider, connectedBlock(connected))),
    ...stack.invokers.flatMap((invoker) => [
      ...invokerBlocks(invoker).map((one) => by(invoker.provider, one)),
      block("output", [invoker.label], {
        value: { kind: "map", entries: outputsOfRole(invoker) },
      }),
    ]),
  ];
  const own = stack.functions.flatMap((of, owner) => ownBlocks(of).map((one) => ({ ...one, owner })));
  // What is read is what the rest refers to: asked of these blocks, and not of who prints them.
  const read = new Set([...readIn(shared), ...stack.functions.flatMap((of) => [...readIn(ownBlocks(of))])]);
  const readings = askedConfigurations(stack).flatMap(({ label, provider }) =>
    askedDataSources.filter((type) => read.has(`${type}.${label}`)).map((type) => by(provider, block("data", [type, label], {}))),
  );
  return [...[...shared, ...readings].map((one) => ({ ...one, owner: 0 })), ...own];
}

const ownBlocks = remembered((of: FunctionGrants) => functionBlocks(of).map((one) => by(of.provider, one)));

/** What hashicorp/aws makes, by one of its configurations; null for the default one. */
function by(provider: string | null, asked: Unowned): Unowned {
  const isAws = ["resource", "data"].includes(asked.block) && asked.labels[0]?.startsWith("aws_") === true;
  return isAws && provider !== null
    ? { ...asked, body: [...attributes({ provider: askedCode(provider) }), ...asked.body] }
    : asked;
}

type Unowned = Omit<AskedBlock, "owner">;

const readIn = remembered((blocks: readonly Unowned[]) => dataSourcesIn(blocks));

function functionBlocks(of: FunctionGrants): readonly Unowned[] {
  const { label, role, logGroup, alias } = of;
  const functionName = of.managed ? askedCode(`aws_lambda_function.${label}.function_name`) : of.name;
  const polled = of.managed ? askedCode(`aws_lambda_function.${label}.arn`) : of.arn;
  const mapped = alias === null ? join(polled, ...(of.qualifier === null ? [] : [":", of.qualifier])) : null;
  return [
    ...(role === null ? [] : roleBlocks(label, { [role.isPrefix ? "name_prefix" : "name"]: role.name }, role, role.checks)),
    ...of.policies.flatMap(policyBlocks),
    ...of.attachments.map(attachmentBlock),
    ...(logGroup === null
      ? []
      : [
          resource("aws_cloudwatch_log_group", label, { name: logGroup.name }, [
            ...logGroup.arguments,
            ...lifecycle({ replacedWith: [] }, [], logGroup.lifecycle),
          ]),
        ]),
    ...(of.archive === null ? [] : [block("data", ["archive_file", label], archiveGiven(of, of.archive))]),
    ...(of.managed
      ? [
          resource(
            "aws_lambda_function",
            label,
            { function_name: of.name, role: of.runsWith?.arn ?? null, depends_on: addresses(of.dependsOn) },
            [...of.arguments, ...lifecycle({ replacedWith: [] }, [], of.lifecycle)],
          ),
        ]
      : []),
    ...(alias === null
      ? []
      : [
          resource("aws_lambda_alias", label, { name: alias.name, function_name: functionName }, [
            ...alias.arguments,
            ...lifecycle(alias, [], alias.lifecycle),
          ]),
        ]),
    ...of.permissions.map((permission) => permissionBlock(of, functionName, permission)),
    ...of.invokers.filter(({ shared }) => !shared).flatMap(invokerBlocks),
    ...of.connected.map((connected) => connectedBlock(connected)),
    ...of.mappings.map((mapping) =>
      resource(
        "aws_lambda_event_source_mapping",
        mapping.label,
        { function_name: mapped ?? askedCode(`aws_lambda_alias.${label}.arn`), depends_on: addresses(mapping.dependsOn) },
        mapping.arguments,
      ),
    ),
    ...(askedOutputs(of).length === 0 ? [] : [block("output", [label], { value: { kind: "map", entries: askedOutputs(of) } })]),
  ];
}

/** A role that a service assumes, and what it may do; of one that is managed elsewhere, the policy alone. */
function invokerBlocks({ existing, label, name, arguments: more, trust, statements, checks }: InvokerRole): readonly Unowned[] {
  const policy = {
    label,
    role: existing ?? askedCode(`aws_iam_role.${label}.name`),
    name,
    kind: "inline",
    atCreation: false,
    createBeforeDestroy: false,
    path: null,
    tags: [],
    statements,
    checks: checks.policy,
    replacedWith: existing === null ? [`aws_iam_role.${label}`] : [],
  } as const;
  const role = existing === null ? roleBlocks(label, { name }, { arguments: more, trust }, checks.trust) : [];
  return [...role, ...policyBlocks(policy)];
}

function roleBlocks(
  label: string,
  name: Given,
  { arguments: more, trust, lifecycle: said }: Pick<Role, "arguments" | "trust"> & { readonly lifecycle?: Lifecycle },
  checks: readonly Check[],
): readonly Unowned[] {
  const statements = trust.map(({ services, principal, conditions }) =>
    nested("statement", { effect: askedText("Allow"), actions: [askedText("sts:AssumeRole")] }, [
      principal === null
        ? nested("principals", { type: askedText("Service"), identifiers: services.map(askedText) })
        : nested("principals", { type: askedText("AWS"), identifiers: [principal] }),
      ...conditions.map(conditionBlock),
    ]),
  );
  return [
    block("data", ["aws_iam_policy_document", `${label}_trust`], {}, statements),
    resource(
      "aws_iam_role",
      label,
      { ...name, assume_role_policy: askedCode(`data.aws_iam_policy_document.${label}_trust.json`) },
      [...more, ...lifecycle({ replacedWith: [] }, checks, said)],
    ),
  ];
}

function policyBlocks(of: Policy): readonly Unowned[] {
  const { label, name, role, kind, path, tags, statements, checks } = of;
  const document = block("data", ["aws_iam_policy_document", label], {}, statements.map(statementBlock));
  const policy = askedCode(`data.aws_iam_policy_document.${label}.json`);
  const first = { createBeforeDestroy: of.createBeforeDestroy };
  if (kind === "inline")
    return [document, resource("aws_iam_role_policy", label, { name, role, policy }, lifecycle(of, checks, first))];
  return [
    document,
    resource("aws_iam_policy", label, { name, path, policy }, [...tags, ...lifecycle({ replacedWith: [] }, checks)]),
    resource(
      "aws_iam_role_policy_attachment",
      label,
      { role, policy_arn: askedCode(`aws_iam_policy.${label}.arn`) },
      lifecycle(of, [], first),
    ),
  ];
}

function attachmentBlock(of: Attachment): Unowned {
  const said = lifecycle(of, of.checks, { createBeforeDestroy: of.createBeforeDestroy });
  return resource("aws_iam_role_policy_attachment", of.label, { role: of.role, policy_arn: of.policy }, said);
}

function statementBlock({ sid, effect, actions, resources, conditions }: Statement): Argument {
  return nested(
    "statement",
    { sid: sid === null ? null : askedText(sid), effect: askedText(effect), actions: actions.map(askedText), resources },
    conditions.map(conditionBlock),
  );
}

function conditionBlock({ operator, variable, values }: Condition): Argument {
  return nested("condition", { test: askedText(operator), variable: askedText(variable), values });
}

function permissionBlock(of: FunctionGrants, functionName: Reference, permission: Permission): Unowned {
  const { qualifier } = permission;
  const isAlias = of.alias !== null && qualifier === of.qualifier;
  return resource(
    "aws_lambda_permission",
    permission.label,
    {
      statement_id: permission.statementId,
      action: askedText(permission.action),
      function_name: functionName,
      qualifier: isAlias ? askedCode(`aws_lambda_alias.${of.label}.name`) : qualifier,
      principal: permission.principal,
      ...permission.guards,
      depends_on: addresses(permission.dependsOn),
    },
    lifecycle(permission, permission.checks),
  );
}

function connectedBlock(connected: ConnectedResource): Unowned {
  const { type, label, arguments: body, dependsOn } = connected;
  return resource(type, label, { depends_on: addresses(dependsOn) }, [...body, ...lifecycle(connected)]);
}

function block(kind: AskedBlock["block"], labels: readonly string[], given: Given, more: readonly Argument[] = []): Unowned {
  return { block: kind, labels, body: [...attributes(given), ...more] };
}

function resource(type: string, label: string, given: Given, more: readonly Argument[] = []): Unowned {
  return block("resource", [type, label], given, more);
}
