import { findService } from "./reference.ts";

/** Names by which CloudTrail knows services and operations. */

/** Event sources whose first label is not the prefix of their actions. */
const otherSources: Readonly<Record<string, string>> = { monitoring: "cloudwatch", email: "ses" };

/** `monitoring.amazonaws.com` → `cloudwatch`: the prefix of a service's actions; null for a service that AWS's reference does not list. */
export function serviceOfSource(eventSource: string): string | null {
  const label = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, "");
  const prefix = Object.hasOwn(otherSources, label) ? (otherSources[label] ?? label) : label;
  return findService(prefix) === undefined ? null : prefix;
}

/** `GetFunction20150331v2` → `GetFunction`: Lambda and CloudFront write the version of their interface behind the name. */
export function operationOfEvent(eventName: string): string {
  return eventName.replace(/_?20\d{2}_?\d{2}_?\d{2}(v\d+)?$/, "");
}
