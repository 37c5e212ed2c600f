import type { Expression } from "../grants.ts";
import {
  arnsOfProvider,
  callerTypes,
  type Form,
  forms,
  idsOfProvider,
  managedPolicyType,
  namesOfProvider,
} from "../iam/forms.ts";
import { isOneName, mayBeEmpty, namedBy, traversalOf } from "../iam/terraform-types.ts";

/** True for an attribute of which AWS and its provider say that it has this form: a check of it would be noise. */
export function isAssured({ code }: Expression, form: Form): boolean {
  // The poller's topics are of the cluster whose ARN it is. Whatever else is replaced may leave anything, or nothing.
  const inner = /^replace\((.*), ":cluster\/", ":(?:topic|group)\/"\)$/.exec(code)?.[1] ?? code;
  const traversal = traversalOf(inner);
  if (traversal === null) return false;
  const attribute = `${traversal.terraformType}.${traversal.attribute}`;
  const named = namedBy({ kind: "expression", code: inner });
  const type = named.kind === "type" ? `${named.service}/${named.type}` : null;
  const isArn = type !== null || arnsOfProvider.has(attribute);
  switch (form) {
    case forms.name:
    case forms.nameWithoutSlash:
    case forms.nameWithoutColon:
    case forms.oneName:
    case forms.like:
      return isArn || isOneName(inner) || namesOfProvider.has(attribute);
    case forms.account:
      return idsOfProvider.account.has(attribute);
    case forms.organization:
      return idsOfProvider.organization.has(attribute);
    case forms.partition:
      return idsOfProvider.partition.has(attribute);
    case forms.region:
      return idsOfProvider.region.has(attribute);
    case forms.caller:
      return idsOfProvider.account.has(attribute) || callerTypes.has(type ?? "");
    case forms.oneCaller:
      return callerTypes.has(type ?? "");
    case forms.managedPolicy:
      return type === managedPolicyType;
    case forms.token:
    case forms.externalId:
    case forms.piece:
      return false;
    // An empty resource allows nothing; an empty source ARN is no guard.
    case forms.resource:
    case forms.head:
      return isArn;
    default: {
      // Of what kind a thing is, its type alone tells.
      const isAny = form === forms.source || form === forms.ownedSource;
      return (isAny ? isArn : type !== null) && !mayBeEmpty(traversal);
    }
  }
}
