import { warning } from "../../diagnostics/diagnostic.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import { entryAt } from "../values/check-arguments.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";

/** What AWS takes of a function without a word, and what then does nothing (without-effect). */
export function warnWithoutEffect(mapping: YamlMapping, session: Session): void {
  const alias = mappingAt(mapping, "alias");
  const version = scalarAt(alias, "function_version");
  const published = scalarAt(mapping, "publish")?.flag === true || (alias !== undefined && version === undefined);
  // https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
  const snapshot = entryAt(mapping, "snap_start.apply_on");
  if (snapshot?.value.kind === "text" && snapshot.value.text === "PublishedVersions" && !published && !isExpression(mapping)) {
    const message = "SnapStart begins with a published version, and this function publishes none";
    session.diagnostics.push(
      warning("without-effect", snapshot.value.span, message, "add `alias: {name: live}`, or `publish: true`"),
    );
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-version-publishing.html: a call without a version is one of it.
  const instances = entryOf(mapping, "capacity_provider_config");
  const named = alias ?? scalarAt(mapping, "alias") ?? scalarAt(mapping, "qualifier") ?? scalarAt(mapping, "publish_to");
  if (instances !== undefined && instances.value.kind !== "null" && !published && named === undefined && !isExpression(mapping)) {
    const message = "on managed instances runs what is published, and this function publishes nothing: no call reaches it";
    const hint = "add `alias: {name: live}`, or `publish: true` with `publish_to: LATEST_PUBLISHED`";
    session.diagnostics.push(warning("without-effect", instances.keySpan, message, hint));
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
  if (version !== undefined && /^\d+$/.test(version.text) && scalarAt(mapping, "publish")?.flag === true) {
    const message = `each publication makes a new version, and the alias stays at ${version.text}`;
    const hint = "leave `function_version` out, and the alias follows; or leave `publish` out";
    session.diagnostics.push(warning("without-effect", version.span, message, hint));
  }
}

/** Whether only Terraform knows if the function publishes. */
function isExpression(mapping: YamlMapping): boolean {
  const publish = entryOf(mapping, "publish")?.value;
  return publish?.kind === "text";
}
