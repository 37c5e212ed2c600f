import {
  aliasArguments,
  configArguments,
  functionArguments,
  logArguments,
  retryArguments,
} from "../../spec/language/language.ts";
import { type Told, told } from "../draft.ts";
import { type Existing, qualifierOf } from "../existing.ts";
import { list, object, type StateResource, text } from "../read-state.ts";
import { roleOfArn, rolePart } from "./role-part.ts";
import { saidArguments, without, withoutEmpty } from "./said-arguments.ts";

/** The function itself, its code and its log group. */

/** What Lambda and Terraform take where nobody says anything: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function */
const functionDefaults = (logGroup: string) => ({
  architectures: ["x86_64"],
  "ephemeral_storage.size": 512,
  "logging_config.log_format": "Text",
  "logging_config.log_group": logGroup,
  memory_size: 128,
  package_type: "Zip",
  reserved_concurrent_executions: -1,
  timeout: 3,
  "tracing_config.mode": "PassThrough",
});

/** Whatever says which code it is stands under `code`, or is left as it is found. */
const ofTheCode = [
  "filename",
  "image_uri",
  "s3_bucket",
  "s3_key",
  "s3_object_version",
  "source_code_hash",
  "code_sha256",
  "package_type",
];

interface FunctionPart {
  readonly parts: Readonly<Record<string, unknown>>;
  /** What everything attaches to, where that is so, and the alias that it is. */
  readonly qualifier: string | null;
  readonly alias: StateResource | null;
  readonly findings: readonly Told[];
}

/** What the old policies say of a function: whether it writes logs, and whose subnets it lies in; null where nobody knows. */
interface SaidByPolicies {
  readonly writesLogs: boolean | null;
  readonly vpcOwner: string | null;
}

/** Everything of a spec that is no list of entries. */
export function functionPart(existing: Existing, { writesLogs, vpcOwner }: SaidByPolicies): FunctionPart {
  if (existing.function.mode === "data") return managedElsewhere(existing);
  const { function: resource, name } = existing;
  const findings: Told[] = [];
  const keys = without(functionArguments, [...ofTheCode, "region", "timeouts"]);
  const said = saidArguments(resource.values, resource.sensitive, keys, functionDefaults(`/aws/lambda/${name}`), name);
  for (const { variable, argument } of said.variables)
    findings.push(
      told("note", resource.address, `${argument} is sensitive in the state, and not written out`, `\${var.${variable}}`),
    );
  const qualifier = attachedTo(existing);
  const alias = existing.aliases.find(({ values }) => qualifier !== null && values["name"] === qualifier) ?? null;
  findings.push(...existing.aliases.flatMap((one) => (one === alias ? [] : aliasLeftOut(one, existing))));
  const code = codePart(resource, findings);
  const role = rolePart(existing, findings);
  const logs = logsPart(existing, writesLogs, findings);
  const parts = {
    function: {
      name,
      ...said.arguments,
      ...(existing.fileSystem !== null && { file_system: existing.fileSystem }),
      ...(vpcOwner !== null && { vpc_owner: vpcOwner }),
      ...code.arguments,
      ...qualifierPart(qualifier, alias),
      ...besidePart(existing, qualifier, findings),
    },
    code: code.code,
    ...(role !== null && { role }),
    ...(logs !== null && { logs }),
  };
  return { parts, qualifier, alias, findings };
}

/** A function that others manage keeps all that it is; its role is referred to. */
function managedElsewhere(existing: Existing): FunctionPart {
  const { name, roleArn } = existing;
  const qualifier = attachedTo(existing);
  const parts = {
    function: { name, existing: true, ...qualifierPart(qualifier, null) },
    ...(roleArn !== null && { role: { existing: roleOfArn(roleArn) } }),
  };
  return { parts, qualifier, alias: null, findings: [] };
}

/**
 * What everything that calls the function attaches to: then the spec's entries do, too; where nothing here calls it, its one alias.
 * Null where any of it calls the function itself.
 */
function attachedTo(existing: Existing): string | null {
  const urls = existing.beside.filter(({ type }) => type === "aws_lambda_function_url");
  const used = (some: readonly StateResource[]) => new Set(some.map((one) => qualifierOf(one, existing)));
  const all = used([...existing.permissions, ...existing.mappings, ...urls]);
  if (all.has(null)) return null;
  const [alias, ...more] = existing.aliases;
  if (all.size === 0 && alias !== undefined && more.length === 0 && !used(existing.beside).has(null))
    return text(alias.values["name"]);
  // A mapping cannot say its own; permissions and URLs can.
  const [first, ...others] = used(existing.mappings.length > 0 ? existing.mappings : [...existing.permissions, ...urls]);
  return others.length === 0 ? (first ?? null) : null;
}

/** An alias that the spec does not make; entries may name it all the same. */
function aliasLeftOut({ address, values }: StateResource, existing: Existing): Told {
  const name = text(values["name"]);
  const urls = existing.beside.filter(({ type }) => type === "aws_lambda_function_url");
  const isNamed = [...existing.permissions, ...urls].some((one) => qualifierOf(one, existing) === name);
  const stays = isNamed ? `; it stays with its old configuration, since entries say \`qualifier: ${name}\`` : "";
  return told("left-out", address, `the alias ${name}: not all that calls the function calls it by this alias${stays}`);
}

function qualifierPart(qualifier: string | null, alias: StateResource | null): object {
  if (alias === null) return qualifier === null ? {} : { qualifier };
  const { arguments: given } = saidArguments(alias.values, alias.sensitive, without(aliasArguments, ["region", "timeouts"]), {});
  return { alias: { name: text(alias.values["name"]), ...given } };
}

function codePart({ address, values }: StateResource, findings: Told[]) {
  const [image, bucket, filename] = ["image_uri", "s3_bucket", "filename"].map((name) => text(values[name]));
  const deploy = "elsewhere";
  if (image) return { code: { image, deploy }, arguments: {} };
  if (bucket)
    return {
      code: {
        s3: {
          bucket,
          key: text(values["s3_key"]),
          ...(text(values["s3_object_version"]) && { object_version: values["s3_object_version"] }),
        },
        deploy,
      },
      arguments: {},
    };
  if (!filename)
    findings.push(
      told("note", address, "nothing here says where the code lies; Terraform wants a name, and never reads it", "function.zip"),
    );
  return { code: { deploy }, arguments: { filename: filename || "function.zip" } };
}

function logsPart(
  { logGroup, logGroupName, otherLogGroups, function: resource }: Existing,
  writesLogs: boolean | null,
  findings: Told[],
): unknown {
  for (const { address } of otherLogGroups)
    findings.push(
      told("left-out", address, "the function does not write into this log group, which stays with its old configuration"),
    );
  if (logGroup !== null) {
    const keys = without(logArguments, ["region"]);
    return withoutEmpty(
      saidArguments(logGroup.values, logGroup.sensitive, keys, { log_group_class: "STANDARD", retention_in_days: 0 }).arguments,
    );
  }
  if (writesLogs === false) {
    findings.push(told("note", resource.address, "its role may not write its log, and it has no log group", "logs: false"));
    return false;
  }
  findings.push(
    told(
      "note",
      resource.address,
      `the log group ${logGroupName} is not in what was read: where Lambda has made it, import it and remove the line; where nobody has, remove the line, since the role may not make it`,
      "logs: {existing: true}",
    ),
  );
  return { existing: true };
}

/** What Lambda keeps beside the function: retries, outcomes, concurrency. Its URL is a caller. */
function besidePart({ beside }: Existing, own: string | null, findings: Told[]): object {
  return Object.assign(
    {},
    ...beside.map((resource) => {
      const { type, address, values, sensitive } = resource;
      if (type === "aws_lambda_function_url") return {};
      const qualifier = text(values["qualifier"]);
      if (qualifier !== null && qualifier !== own && qualifier !== "$LATEST.PUBLISHED") {
        findings.push(told("left-out", address, `it is of ${qualifier}, to which nothing else here attaches`));
        return {};
      }
      if (type !== "aws_lambda_function_event_invoke_config")
        return saidArguments(values, sensitive, configArguments, {}).arguments;
      const destinations = object(list(values["destination_config"])[0]);
      const of = (key: string) => text(object(list(destinations[key])[0])["destination"]);
      return {
        // Two retries, for six hours, are what holds anyway; 0 retries are not nothing.
        ...saidArguments(values, sensitive, retryArguments, { maximum_retry_attempts: 2, maximum_event_age_in_seconds: 0 })
          .arguments,
        ...(of("on_success") && { on_success: of("on_success") }),
        ...(of("on_failure") && { on_failure: of("on_failure") }),
      };
    }),
  ) as object;
}
