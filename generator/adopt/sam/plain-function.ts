import { type Json, object } from "../read-state.ts";
import { tagsOf } from "./sam-function.ts";

/**
 * The properties of an `AWS::Lambda::Function` in the words of SAM, which has few of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export function plainFunction(properties: Json): Json {
  const { Code: code, DeadLetterConfig: letters, Tags: tags, TracingConfig: tracing, ...others } = properties;
  const { ImageUri: image, S3Bucket: bucket, S3Key: key, S3ObjectVersion: version, ZipFile: inline } = object(code);
  return {
    ...others,
    ...(image !== undefined && { ImageUri: image }),
    ...(bucket !== undefined && { CodeUri: { Bucket: bucket, Key: key, Version: version } }),
    ...(inline !== undefined && { InlineCode: inline }),
    ...(letters !== undefined && { DeadLetterQueue: letters }),
    ...(tags !== undefined && { Tags: tagsOf(tags) }),
    ...(tracing !== undefined && { Tracing: object(tracing)["Mode"] }),
  };
}
