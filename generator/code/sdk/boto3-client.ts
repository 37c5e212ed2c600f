import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr } from "../syntax/module.ts";
import { entriesAsParams, textOf } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import type { Params, Use } from "./use.ts";

/** Uses of a service, by its name in boto3. */
export function operations(service: string, methods: readonly string[], params: Params, at: number): readonly Use[] {
  const prefix = prefixOf(service);
  return methods.map((method) =>
    prefix === null
      ? { kind: "unknown", what: `${method} of the service ${service}`, at }
      : { kind: "operation", service: prefix, method, params, at },
  );
}

/** What a method of a client uses; without a call it is handed to something else. */
export function clientUses(
  flow: Evaluation,
  service: string | null,
  name: string,
  params: Params,
  call: CallExpr | null,
  at: number,
): readonly Use[] {
  if (service === null) return [{ kind: "unknown", what: `${name} of a client whose service is known at run time only`, at }];
  if (call === null) return operations(service, [name], params, at);
  const argument = (index: number, named: string) => flow.argument(call.args, index, named);
  switch (name) {
    // What pages or waits is used where it is called.
    case "get_paginator":
    case "get_waiter": {
      const asked = textOf(flow, argument(0, name === "get_paginator" ? "operation_name" : "waiter_name"));
      return asked === null ? [{ kind: "unknown", what: `${name} of ${service} for what is known at run time only`, at }] : [];
    }
    case "generate_presigned_url": {
      const method = textOf(flow, argument(0, "ClientMethod"));
      if (method === null)
        return [{ kind: "unknown", what: `a presigned URL of ${service} for what is known at run time only`, at }];
      return operations(service, [method], entriesAsParams(flow, argument(1, "Params")), at);
    }
    case "generate_presigned_post":
      return operations(service, ["put_object"], (key) => argument(key === "Bucket" ? 0 : 1, key), at);
    case "upload_file":
    case "upload_fileobj":
    case "download_file":
    case "download_fileobj":
      return operations(service, [name], filePositions(flow, call, name, params), at);
    case "copy":
      return operations(
        service,
        ["copy_object"],
        (key) => argument(["CopySource", "Bucket", "Key", "ExtraArgs"].indexOf(key), key),
        at,
      );
    case "generate_db_auth_token":
      return operations("rds-db", ["connect"], params, at);
    default:
      return operations(service, [name], params, at);
  }
}

/** The helpers of S3 take their parameters by position, too: a file first when they send, last when they fetch. */
function filePositions(flow: Evaluation, { args }: CallExpr, name: string, params: Params): Params {
  const order = name.startsWith("upload")
    ? ["Filename", "Bucket", "Key", "ExtraArgs"]
    : ["Bucket", "Key", "Filename", "ExtraArgs"];
  return (key) => {
    const index = order.indexOf(key);
    return index < 0 ? params(key) : flow.argument(args, index, key);
  };
}
