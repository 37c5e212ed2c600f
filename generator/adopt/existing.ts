import type { HomeOf } from "./draft.ts";
import type { StateIndex } from "./found/state-index.ts";
import { documentOf, type Json, list, object, type StateResource, text, texts } from "./read-state.ts";

/** One function of the state with all that belongs to it there. */
export interface Existing {
  readonly name: string;
  readonly arn: string;
  readonly home: HomeOf;
  readonly function: StateResource;
  readonly role: StateResource | null;
  /** The functions that run with its role, and it is one of them: by name, sorted. */
  readonly sharing: readonly string[];
  /** The name of the role that it runs with, where the state says it. */
  readonly roleName: string | null;
  readonly roleArn: string | null;
  readonly permissions: readonly StateResource[];
  readonly mappings: readonly StateResource[];
  readonly aliases: readonly StateResource[];
  readonly logGroup: StateResource | null;
  readonly logGroupName: string;
  /** Log groups of its name into which it does not write: its copies at CloudFront's edges do, or nobody does. */
  readonly otherLogGroups: readonly StateResource[];
  /** The file system behind the access point that it mounts, where the state has that. */
  readonly fileSystem: string | null;
  /** Its URL, the configuration of outcomes, and what else Lambda keeps beside a function. */
  readonly beside: readonly StateResource[];
}

/** Of a function without these, nothing says where it is. */
const arnForm = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:([^:]+)$/;

/** Every function of a state; of those that have no ARN yet the address alone. */
export function existingFunctions(state: StateIndex): {
  readonly functions: readonly Existing[];
  readonly unmade: readonly string[];
} {
  const functions = state.resources.filter(({ type }) => type === "aws_lambda_function");
  // Functions that others manage are meant where there are no others.
  const own = functions.filter(({ mode }) => mode === "managed");
  const all = own.length > 0 ? own : functions;
  const isMade = ({ values }: StateResource) => arnForm.test(text(values["arn"]) ?? "");
  const known = all.filter(isMade);
  const sharing = namesByRole(known);
  return {
    functions: known.map((one) => existing(one, sharing, state)),
    unmade: all.filter((one) => !isMade(one)).map(({ address }) => address),
  };
}

/** The functions that run with each role, by its ARN: their names, sorted. Two resources of one function are one. */
function namesByRole(functions: readonly StateResource[]): ReadonlyMap<string, readonly string[]> {
  const byRole = new Map<string, Set<string>>();
  for (const { values } of functions) {
    const role = text(values["role"]) ?? "";
    byRole.set(role, (byRole.get(role) ?? new Set()).add(text(values["arn"]) ?? ""));
  }
  const namesOf = (arns: Iterable<string>) => [...arns].map((arn) => arnForm.exec(arn)?.[4] ?? "").sort();
  return new Map([...byRole].map(([role, arns]) => [role, namesOf(arns)]));
}

function existing(one: StateResource, byRole: ReadonlyMap<string, readonly string[]>, state: StateIndex): Existing {
  const arn = text(one.values["arn"]) ?? "";
  const [, partition = "", region = "", account = "", name = ""] = arnForm.exec(arn) ?? [];
  const managed = (...words: readonly string[]) => state.at(...words).filter(({ mode }) => mode === "managed");
  const own = managed(arn, name).filter((resource) => isOf(resource, arn, name, region));
  const of = (type: string) => own.filter((resource) => resource.type === type);
  const roleArn = text(one.values["role"]);
  const role =
    roleArn === null ? null : managed(roleArn).find(({ type, values }) => type === "aws_iam_role" && values["arn"] === roleArn);
  const logGroupName = text(object(list(one.values["logging_config"])[0])["log_group"]) ?? `/aws/lambda/${name}`;
  const usual = [`/aws/lambda/${name}`, `/aws/lambda/us-east-1.${name}`];
  const logGroups = managed(logGroupName, ...usual).filter(({ type }) => type === "aws_cloudwatch_log_group");
  return {
    name,
    arn,
    home: { partition, region, account },
    function: one,
    role: role ?? null,
    sharing: byRole.get(roleArn ?? "") ?? [],
    roleName: roleArn?.split("/").at(-1) ?? null,
    roleArn,
    permissions: of("aws_lambda_permission"),
    mappings: of("aws_lambda_event_source_mapping"),
    aliases: of("aws_lambda_alias"),
    logGroup:
      logGroups.find(
        ({ values }) =>
          values["name"] === logGroupName && (text(values["arn"]) ?? `:logs:${region}:`).includes(`:logs:${region}:`),
      ) ?? null,
    logGroupName,
    otherLogGroups: logGroups.filter(
      ({ values }) => values["name"] !== logGroupName && usual.includes(text(values["name"]) ?? ""),
    ),
    fileSystem: fileSystemOf(one, managed),
    beside: besideTypes.flatMap(of),
  };
}

function fileSystemOf(
  { values }: StateResource,
  managed: (...words: readonly string[]) => readonly StateResource[],
): string | null {
  const mounted = text(object(list(values["file_system_config"])[0])["arn"]);
  const points = mounted === null ? [] : managed(mounted).filter(({ type }) => type === "aws_efs_access_point");
  const point = points.find(({ values: of }) => of["arn"] === mounted);
  return text(point?.values["file_system_arn"]) ?? text(point?.values["file_system_id"]);
}

/** What hangs on a function, in resources of their own. */
const besideTypes: readonly string[] = [
  "aws_lambda_function_url",
  "aws_lambda_function_event_invoke_config",
  "aws_lambda_provisioned_concurrency_config",
  "aws_lambda_function_recursion_config",
  "aws_lambda_runtime_management_config",
  "aws_lambda_function_scaling_config",
];

/** A resource names its function by name, by ARN, or by either with a qualifier; of a bare name the region may be told beside it. */
function isOf({ values }: StateResource, arn: string, name: string, region: string): boolean {
  const named = text(values["function_arn"]) ?? text(values["function_name"]) ?? "";
  if (named === arn || named.startsWith(`${arn}:`)) return true;
  const elsewhere = text(values["region"]);
  return !named.startsWith("arn:") && named.split(":")[0] === name && (elsewhere === null || elsewhere === region);
}

/** The alias or version that a permission or a mapping is for. */
export function qualifierOf({ values }: StateResource, { arn, name }: Existing): string | null {
  const own = text(values["qualifier"]);
  if (own !== null) return own;
  const named = [text(values["function_arn"]), text(values["function_name"])].flatMap((one) => one ?? []);
  for (const one of named) for (const whole of [arn, name]) if (one.startsWith(`${whole}:`)) return one.slice(whole.length + 1);
  return null;
}

/** A policy of the function's role: whose document the state has, or none. */
export interface OldPolicy {
  readonly from: string;
  readonly name: string;
  /** Its ARN where it is a managed one. */
  readonly arn: string | null;
  readonly document: Json | null;
  /** What hangs it on the role, where it is a managed one. */
  readonly attachment: string | null;
  /** True where the role itself lists it, and no resource of its own does. */
  readonly inRole: boolean;
}

/** The policies of a function's role, as far as the state has them. */
export function policiesOf({ role, roleName }: Existing, state: StateIndex): readonly OldPolicy[] {
  const isOfRole = (value: unknown) => texts(value).some((one) => one === roleName);
  const ofRole = roleName === null ? [] : state.at(roleName);
  const inline = ofRole.flatMap(({ type, address, values }): readonly OldPolicy[] => {
    if (type !== "aws_iam_role_policy" || !isOfRole(values["role"])) return [];
    return [
      {
        from: address,
        name: text(values["name"]) ?? "",
        arn: null,
        document: documentOf(values["policy"]),
        attachment: null,
        inRole: false,
      },
    ];
  });
  const known = new Set(inline.map(({ name }) => name));
  const within = list(role?.values["inline_policy"]).flatMap((one): readonly OldPolicy[] => {
    const { name, policy } = object(one);
    const from = role?.address ?? "";
    // A role tells those, too, that are resources of their own.
    const document = documentOf(policy);
    const isNone = document === null && text(name) === null && text(policy) === null;
    return isNone || known.has(text(name) ?? "")
      ? []
      : [{ from, name: text(name) ?? "", arn: null, document, attachment: null, inRole: true }];
  });
  const attached = ofRole.flatMap(({ type, address, values }) => {
    if (type === "aws_iam_role_policy_attachment" && isOfRole(values["role"]))
      return [{ arn: text(values["policy_arn"]), attachment: address }];
    if (type === "aws_iam_policy_attachment" && isOfRole(values["roles"]))
      return [{ arn: text(values["policy_arn"]), attachment: address }];
    return [];
  });
  const arns = new Map(attached.flatMap(({ arn, attachment }) => (arn === null ? [] : [[arn, attachment] as const])));
  for (const arn of texts(role?.values["managed_policy_arns"])) if (!arns.has(arn)) arns.set(arn, role?.address ?? "");
  const managed = [...arns].map(([arn, attachment]): OldPolicy => {
    const found = state.at(arn).find(({ type, values }) => type === "aws_iam_policy" && values["arn"] === arn);
    const document = documentOf(found?.values["policy"]);
    return {
      from: found?.address ?? attachment,
      name: arn.split("/").at(-1) ?? arn,
      arn,
      document,
      attachment,
      inRole: attachment === role?.address,
    };
  });
  const unnamed = attached.flatMap(({ arn, attachment }): readonly OldPolicy[] =>
    arn === null ? [{ from: attachment, name: attachment, arn, document: null, attachment, inRole: false }] : [],
  );
  return [...inline, ...within, ...managed, ...unnamed];
}
