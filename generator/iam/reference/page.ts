import { findAction, findService } from "./reference.ts";

/**
 * AWS's page on the actions of a service; null for an action that AWS does not list. The pages are called by the service's title.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function pageOfAction(full: string): string | null {
  const service = findAction(full)?.service;
  const title = service === undefined ? undefined : findService(service)?.title;
  if (title === undefined) return null;
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${name}.html`;
}
