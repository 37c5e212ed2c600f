import { addressOf } from "../../addresses.ts";
import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument } from "../../grants.ts";
import { aliasLimits } from "../../sources/argument-limits.ts";
import { byName } from "../../text-order.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import { aliasArguments } from "../language/language.ts";
import type { Spec } from "../spec.ts";
import { checkArguments, entryAt } from "../values/check-arguments.ts";
import { readQualifier } from "../values/names.ts";
import { readArguments, type Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { readLifecycle } from "./lifecycle.ts";
import { checkOwnRegion } from "./own-region.ts";

/** The alias of a function: its name, the version that it points to, and whether it is made. */

/** An alias without a version is of the one that is published with the function. */
export function publish(
  { label, arguments: given, alias }: Pick<Spec, "label" | "arguments"> & { readonly alias: NonNullable<Spec["alias"]> },
  mapping: YamlMapping,
  session: Session,
): Pick<Spec, "arguments" | "alias"> {
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
  return [...body].sort(byName);
}

/** The alias or version that permissions and mappings attach to, and the alias where it is emitted. */
export function readAlias(mapping: YamlMapping, managed: boolean, session: Session): Pick<Spec, "alias" | "qualifier"> {
  const node = scalarAt(mapping, "qualifier");
  const name = scalarAt(mapping, "alias");
  const emitted = mappingAt(mapping, "alias");
  if (node !== undefined && (name !== undefined || emitted !== undefined)) {
    session.diagnostics.push(
      error("argument-not-allowed", node.span, "`alias` and `qualifier` say the same thing", "keep one of them"),
    );
    return { alias: null, qualifier: null };
  }
  const given = emitted === undefined ? [] : readEmitted(emitted, managed, session);
  const called = name ?? scalarAt(emitted, "name");
  if (called !== undefined && /^\d+$/.test(called.text)) {
    const message = "an alias has a letter in its name: AWS numbers versions";
    const hint = emitted === undefined ? `write qualifier: "${called.text}" to name the version` : "rename it";
    session.diagnostics.push(error("invalid-name", called.span, message, hint));
    return { alias: null, qualifier: null };
  }
  const scalar = node ?? called;
  if (scalar === undefined) return { alias: null, qualifier: null };
  const qualifier = readQualifier(scalar, session);
  if (qualifier === null || emitted === undefined) return { alias: null, qualifier };
  return { alias: { name: qualifier, arguments: given, lifecycle: readLifecycle(emitted) }, qualifier };
}

/** The arguments of an alias that is made, whatever its name. */
function readEmitted(emitted: YamlMapping, managed: boolean, session: Session): readonly Argument[] {
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
  checkRouting(emitted, session);
  return readArguments(emitted, aliasArguments, session);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html */
function checkRouting(alias: YamlMapping, session: Session): void {
  const weights = entryAt(alias, "routing_config.additional_version_weights");
  if (weights?.value.kind !== "mapping") return;
  for (const { value } of weights.value.entries) {
    if (value.kind !== "number" || (Number(value.text) >= 0 && Number(value.text) <= 1)) continue;
    const message = "the weight of a version is the part of the calls that it takes: 0 to 1";
    session.diagnostics.push(error("value-out-of-range", value.span, message, "write 0.1 for a tenth"));
  }
  const version = scalarAt(alias, "function_version");
  if (version === undefined || !version.text.startsWith("$LATEST")) return;
  const message = "an alias that shares its calls among versions points to published ones";
  session.diagnostics.push(error("argument-not-allowed", weights.keySpan, message, "remove `function_version`, or the weights"));
}
