import { addressOf } from "../../addresses.ts";
import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument } from "../../grants.ts";
import { outlineText, withoutHoles } from "../../iam/arn.ts";
import { aliasLimits, invokeConfigLimits } from "../../sources/argument-limits.ts";
import { aliasArguments, configArguments, functionArguments, functionKeys, retryArguments } from "../language/language.ts";
import { checkKeys, isTrue, mappingAt, scalarAt } from "../language/shape.ts";
import type { Spec } from "../spec.ts";
import { checkArguments } from "../values/check-arguments.ts";
import { asLabel } from "../values/label.ts";
import { nameLimits, readLabel, readQualifier, readStackName } from "../values/names.ts";
import { compareText, readArguments, type Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { readDependsOn } from "./depends-on.ts";
import { checkFunction } from "./function-checks.ts";
import { readDestinations, readMount } from "./function-targets.ts";
import { checkConfigs } from "./kind-checks.ts";
import { checkCreatedFirst, readLifecycle } from "./lifecycle.ts";
import { checkOwnRegion } from "./own-region.ts";
import { warnWithoutEffect } from "./without-effect.ts";

export type FunctionPart = Pick<
  Spec,
  | "label"
  | "name"
  | "managed"
  | "arguments"
  | "lifecycle"
  | "alias"
  | "qualifier"
  | "mount"
  | "destinations"
  | "retries"
  | "configs"
  | "dependsOn"
>;

/** Reads `function`; null where it has no usable name. Everything else that is wrong is reported and left out. */
export function readFunction(mapping: YamlMapping, session: Session): FunctionPart | null {
  const { diagnostics } = session;
  const nameNode = scalarAt(mapping, "name");
  diagnostics.push(...checkKeys(mapping, functionKeys, "function", entryOf(mapping, "name")?.keySpan ?? mapping.span));
  const managed = !isTrue(mapping, "existing");
  const given = readArguments(mapping, functionArguments, session);
  checkFunction(mapping, managed, session);
  if (managed) {
    checkOwnRegion(mapping, session);
    warnWithoutEffect(mapping, session);
  }
  const { alias, qualifier } = readAlias(mapping, managed, session);
  const mount = readMount(mapping, session);
  const destinations = readDestinations(mapping, session);
  const retries = readArguments(mapping, retryArguments, session);
  checkArguments(mapping, invokeConfigLimits, "function", session);
  const configs = readArguments(mapping, configArguments, session);
  checkConfigs(mapping, qualifier, session);
  const dependsOn = readDependsOn(mapping, managed, session);
  // What is managed elsewhere is called there as the spec says.
  const none = { prefix: null, suffix: null };
  const named =
    nameNode === undefined
      ? null
      : readStackName(nameNode, nameLimits.function, managed ? session : { ...session, affixes: none });
  if (nameNode === undefined || named === null) return null;
  const { own, name } = named;
  if (!managed && name.kind !== "literal") {
    diagnostics.push(
      error(
        "invalid-name",
        nameNode.span,
        "a function that is managed elsewhere is named by its literal name",
        "write the name that it has in AWS",
      ),
    );
  }
  const labelNode = scalarAt(mapping, "label");
  const label = labelNode === undefined ? asLabel(withoutHoles(outlineText(own)), "fn") : readLabel(labelNode, "fn", session);
  if (label === "") {
    diagnostics.push(
      error("missing-key", nameNode.span, "nothing of this name is left for a Terraform label", "give the function a `label`"),
    );
  }
  if (label === null || label === "") return null;
  checkCreatedFirst(mapping, name, session);
  const published = alias === null ? { arguments: given, alias } : publish({ label, arguments: given, alias }, mapping, session);
  return {
    label,
    name,
    managed,
    ...published,
    lifecycle: readLifecycle(mapping),
    qualifier,
    mount,
    destinations,
    retries,
    configs,
    dependsOn,
  };
}

/** An alias without a version is of the one that is published with the function. */
function publish(
  { label, arguments: given, alias }: Pick<FunctionPart, "label" | "arguments"> & { readonly alias: NonNullable<Spec["alias"]> },
  mapping: YamlMapping,
  session: Session,
): Pick<FunctionPart, "arguments" | "alias"> {
  if (alias.arguments.some(({ name }) => name === "function_version")) return { arguments: given, alias };
  const version: Argument = {
    kind: "attribute",
    name: "function_version",
    value: { kind: "expression", code: `${addressOf.function(label)}.version` },
  };
  const asked = entryOf(mapping, "publish");
  if (asked !== undefined && scalarAt(mapping, "publish")?.flag === false) {
    const message = "the alias has no version to point to where nothing is published";
    const hint = "remove the line, or give the alias a `function_version`";
    session.diagnostics.push(error("argument-not-allowed", asked.keySpan, message, hint));
  }
  const publishing: Argument = { kind: "attribute", name: "publish", value: true };
  return {
    arguments: asked === undefined ? sortedByName([...given, publishing]) : given,
    alias: { ...alias, arguments: sortedByName([...alias.arguments, version]) },
  };
}

function sortedByName(body: readonly Argument[]): readonly Argument[] {
  return [...body].sort((a, b) => compareText(a.name, b.name));
}

/** The alias or version that permissions and mappings attach to, and the alias where it is emitted. */
function readAlias(mapping: YamlMapping, managed: boolean, session: Session): Pick<FunctionPart, "alias" | "qualifier"> {
  const node = scalarAt(mapping, "qualifier");
  const name = scalarAt(mapping, "alias");
  const emitted = mappingAt(mapping, "alias");
  if (node !== undefined && (name !== undefined || emitted !== undefined)) {
    session.diagnostics.push(
      error("argument-not-allowed", node.span, "`alias` and `qualifier` say the same thing", "keep one of them"),
    );
    return { alias: null, qualifier: null };
  }
  const scalar = node ?? name ?? scalarAt(emitted, "name");
  if (scalar === undefined) return { alias: null, qualifier: null };
  const qualifier = readQualifier(scalar, session);
  if (qualifier === null || emitted === undefined) return { alias: null, qualifier };
  if (!managed) {
    session.diagnostics.push(
      error(
        "argument-not-allowed",
        emitted.span,
        "an alias of a function that is managed elsewhere is not emitted",
        "write its name alone: `alias: live`",
      ),
    );
  }
  checkOwnRegion(emitted, session);
  checkArguments(emitted, aliasLimits, "alias", session);
  const given = readArguments(emitted, aliasArguments, session);
  return { alias: { name: qualifier, arguments: given, lifecycle: readLifecycle(emitted) }, qualifier };
}
