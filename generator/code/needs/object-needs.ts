import type { CodeResource, Need } from "../calls.ts";
import type { TextPart } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import { entriesAsParams } from "../sdk/read-uses.ts";
import type { Params } from "../sdk/use.ts";
import { itemsOfLists, resourcesOf } from "./call-resources.ts";

/** What calls on objects of S3 take by their parameters: another action for a version, more for what is set along with the object. */

/**
 * The actions that AWS checks where a call names a version, instead of those for the current one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const ofVersions: Readonly<Record<string, string>> = {
  "s3:GetObject": "s3:GetObjectVersion",
  "s3:GetObjectAcl": "s3:GetObjectVersionAcl",
  "s3:GetObjectAttributes": "s3:GetObjectVersionAttributes",
  "s3:GetObjectTagging": "s3:GetObjectVersionTagging",
  "s3:GetObjectTorrent": "s3:GetObjectVersionTorrent",
  "s3:PutObjectAcl": "s3:PutObjectVersionAcl",
  "s3:PutObjectTagging": "s3:PutObjectVersionTagging",
  "s3:DeleteObject": "s3:DeleteObjectVersion",
  "s3:DeleteObjectTagging": "s3:DeleteObjectVersionTagging",
};

/**
 * What else is set while an object is written, by the parameter that says so.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
const setAlong: Readonly<Record<string, string>> = {
  ACL: "s3:PutObjectAcl",
  GrantFullControl: "s3:PutObjectAcl",
  GrantRead: "s3:PutObjectAcl",
  GrantReadACP: "s3:PutObjectAcl",
  GrantWriteACP: "s3:PutObjectAcl",
  Tagging: "s3:PutObjectTagging",
  ObjectLockMode: "s3:PutObjectRetention",
  ObjectLockRetainUntilDate: "s3:PutObjectRetention",
  ObjectLockLegalHoldStatus: "s3:PutObjectLegalHold",
};

const versionMark = "?versionId=";

/** By operation; undefined for an operation that takes its own action. */
export const objectNeeds: Readonly<Record<string, (flow: Evaluation, params: Params) => readonly Need[] | undefined>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, API_HeadObject.html, and their neighbours
  "s3:GetObject": (flow, params) => versioned(flow, params, "s3:GetObject"),
  "s3:HeadObject": (flow, params) => versioned(flow, params, "s3:GetObject"),
  "s3:DownloadFile": (flow, params) => versioned(flow, params, "s3:GetObject"),
  "s3:DownloadFileobj": (flow, params) => versioned(flow, params, "s3:GetObject"),
  "s3:GetObjectAcl": (flow, params) => versioned(flow, params, "s3:GetObjectAcl"),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html: both are checked.
  "s3:GetObjectAttributes": (flow, params) => [
    ...versioned(flow, params, "s3:GetObject"),
    ...versioned(flow, params, "s3:GetObjectAttributes"),
  ],
  "s3:GetObjectTagging": (flow, params) => versioned(flow, params, "s3:GetObjectTagging"),
  "s3:GetObjectTorrent": (flow, params) => versioned(flow, params, "s3:GetObjectTorrent"),
  "s3:PutObjectAcl": (flow, params) => versioned(flow, params, "s3:PutObjectAcl"),
  "s3:PutObjectTagging": (flow, params) => versioned(flow, params, "s3:PutObjectTagging"),
  "s3:DeleteObjectTagging": (flow, params) => versioned(flow, params, "s3:DeleteObjectTagging"),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
  "s3:DeleteObject": (flow, params) => [...versioned(flow, params, "s3:DeleteObject"), ...bypassing(flow, params)],
  "s3:DeleteObjects": (flow, params) => [...deleted(flow, params), ...bypassing(flow, params)],
  "s3:PutObject": put,
  "s3:CreateMultipartUpload": put,
  "s3:Upload": put,
  "s3:UploadFile": put,
  "s3:UploadFileobj": put,
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
  "s3:CopyObject": copied,
  "s3:UploadPartCopy": copied,
};

/** boto3's helpers take what is no parameter of theirs in a map. */
function withExtra(flow: Evaluation, params: Params): Params {
  return (name) => [...params(name), ...entriesAsParams(flow, params("ExtraArgs"))(name)];
}

/** One action, or the one for versions. */
function versioned(flow: Evaluation, params: Params, action: string): readonly Need[] {
  const resources = resourcesOf(flow, action, params);
  if (withExtra(flow, params)("VersionId").length === 0) return [{ action, certain: true, resources }];
  return ofVersion(resources, action);
}

/** What a version takes. What is left out at run time leaves the current one. */
function ofVersion(resources: readonly CodeResource[], action = "s3:GetObject"): readonly Need[] {
  return [
    { action: ofVersions[action] ?? action, certain: true, resources },
    { action, certain: false, resources },
  ];
}

/** The objects of one request, some of them by a version. */
function deleted(flow: Evaluation, params: Params): readonly Need[] {
  const resources = resourcesOf(flow, "s3:DeleteObject", params);
  const objects = itemsOfLists(flow, entriesAsParams(flow, params("Delete"))("Objects"));
  const versions = objects.map((object) => entriesAsParams(flow, [object])("VersionId").length > 0);
  const isCertain = versions.some((version) => !version) || versions.length === 0;
  return [
    ...(versions.includes(true) ? [{ action: "s3:DeleteObjectVersion", certain: true, resources }] : []),
    { action: "s3:DeleteObject", certain: isCertain, resources },
  ];
}

function bypassing(flow: Evaluation, params: Params): readonly Need[] {
  const resources = resourcesOf(flow, "s3:DeleteObject", params);
  return params("BypassGovernanceRetention").length === 0
    ? []
    : [{ action: "s3:BypassGovernanceRetention", certain: true, resources }];
}

/** What writes an object, and what it sets along with it. */
function put(flow: Evaluation, params: Params): readonly Need[] {
  const resources = resourcesOf(flow, "s3:PutObject", params);
  const given = withExtra(flow, params);
  const along = Object.entries(setAlong).flatMap(([name, action]) => (given(name).length > 0 ? [action] : []));
  return ["s3:PutObject", ...new Set(along)].map((action) => ({ action, certain: true, resources }));
}

/** The source is read, the target is written. */
function copied(flow: Evaluation, params: Params): readonly Need[] {
  const source = params("CopySource");
  const fromMap = entriesAsParams(flow, source);
  const texts = source.flatMap((expr) => flow.textsOf(expr));
  const keys = texts.map((parts) => bucketAndKey(withoutVersion(parts)));
  const versioned =
    fromMap("VersionId").length > 0 ||
    texts.some((parts) => parts.some((part) => "text" in part && part.text.includes(versionMark)));
  const from = keys.length > 0 ? keys : resourcesOf(flow, "s3:GetObject", fromMap);
  return [
    ...(versioned ? ofVersion(from) : [{ action: "s3:GetObject", certain: true, resources: from }]),
    // The tags of the source go with it, where it has any.
    { action: "s3:GetObjectTagging", certain: false, resources: from },
    { action: "s3:PutObjectTagging", certain: false, resources: resourcesOf(flow, "s3:PutObject", params) },
    ...put(flow, params),
  ];
}

/** `bucket/key?versionId=…` up to the version. */
function withoutVersion(parts: readonly TextPart[]): readonly TextPart[] {
  const at = parts.findIndex((part) => "text" in part && part.text.includes(versionMark));
  const part = parts[at];
  if (part === undefined || !("text" in part)) return parts;
  return [...parts.slice(0, at), { text: part.text.slice(0, part.text.indexOf(versionMark)) }];
}

/** `bucket/key`, as `CopySource` writes it. */
function bucketAndKey(parts: readonly TextPart[]): CodeResource {
  const bucket: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    const slash = "text" in part ? part.text.indexOf("/", bucket.length === 0 && part.text.startsWith("/") ? 1 : 0) : -1;
    if (!("text" in part) || slash < 0) bucket.push(part);
    else
      return {
        type: "object",
        name: [...bucket, { text: part.text.slice(0, slash).replace(/^\//, "") }],
        rest: [{ text: part.text.slice(slash + 1) }, ...parts.slice(index + 1)],
      };
  }
  return { type: "object", name: bucket, rest: [{ unknown: true }] };
}
