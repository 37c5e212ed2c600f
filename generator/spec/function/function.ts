import { error } from "../../diagnostics/diagnostic.ts";
import { outlineText, withoutHoles } from "../../iam/arn.ts";
import { invokeConfigLimits } from "../../sources/argument-limits.ts";
import { isTrue, scalarAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { configArguments, functionArguments, functionKeys, retryArguments } from "../language/language.ts";
import type { Spec } from "../spec.ts";
import { checkArguments } from "../values/check-arguments.ts";
import { asLabel } from "../values/label.ts";
import { nameLimits, readLabel, readStackName } from "../values/names.ts";
import { readArguments, type Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { publish, readAlias } from "./alias.ts";
import { readDependsOn } from "./depends-on.ts";
import { checkFunction } from "./function-checks.ts";
import { readDestinations, readMount } from "./function-targets.ts";
import { checkConfigs } from "./kind-checks.ts";
import { checkCreatedFirst, readLifecycle } from "./lifecycle.ts";
import { checkOwnRegion } from "./own-region.ts";
import { warnWithoutEffect } from "./without-effect.ts";

type FunctionPart = Pick<
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

/** Reads `function`, whose code something else ships where `isElsewhere`; null where it has no usable name. Everything else that is wrong is reported and left out. */
export function readFunction(mapping: YamlMapping, isElsewhere: boolean, session: Session): FunctionPart | null {
  const { diagnostics } = session;
  const nameNode = scalarAt(mapping, "name");
  diagnostics.push(...checkKeys(mapping, functionKeys, "function", entryOf(mapping, "name")?.keySpan ?? mapping.span));
  const managed = !isTrue(mapping, "existing");
  const given = readArguments(mapping, functionArguments, session);
  checkFunction(mapping, managed, isElsewhere, session);
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
  const labelNode = scalarAt(mapping, "label");
  const called = labelNode === undefined ? undefined : readLabel(labelNode, "fn", session);
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
  const label = called === undefined ? asLabel(withoutHoles(outlineText(own)), "fn") : called;
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
