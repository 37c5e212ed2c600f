/** The door for apps of CDK Terrain, cdktf's successor: a spec as a construct. */
import { createRequire } from "node:module";
import type { IamRole } from "@cdktn/provider-aws/lib/iam-role/index.js";
import type { LambdaEventSourceMapping } from "@cdktn/provider-aws/lib/lambda-event-source-mapping/index.js";
import type { LambdaFunction } from "@cdktn/provider-aws/lib/lambda-function/index.js";
import type { LambdaPermission } from "@cdktn/provider-aws/lib/lambda-permission/index.js";
import type { App } from "cdktn";
import { cdktnPackages, libraryOf } from "./backends/cdktf/library.ts";
import { addSpecs as add } from "./construct/add-specs.ts";
import { lambdaGrantClass } from "./construct/construct.ts";
import type { AddedStack, LambdaGrantClass } from "./construct/props.ts";

const library = libraryOf(cdktnPackages, createRequire(import.meta.url));

interface Types {
  readonly function: LambdaFunction;
  readonly role: IamRole;
  readonly permission: LambdaPermission;
  readonly mapping: LambdaEventSourceMapping;
}

const Base: LambdaGrantClass<Types> = lambdaGrantClass<Types>(library);

/** A spec, from a file or as an object, with all that it grants. */
export class LambdaGrant extends Base {}

/** Adds a stack to an app for each folder below `specs`. */
export function addSpecs(app: App, specs = "specs"): Promise<readonly AddedStack[]> {
  // The same interface under another name.
  return add(library, app as unknown as Parameters<typeof add>[1], specs);
}

export type { AddedStack, Granted, LambdaGrantProps } from "./construct/props.ts";
export { SpecError } from "./construct/read-spec.ts";
export type { SettingsObject, SpecObject } from "./construct/spec-object.ts";
export type { Diagnostic } from "./diagnostics/diagnostic.ts";
