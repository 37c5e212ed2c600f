// A custom action of a pipeline that reports its result and invalidates a distribution.
import { CodePipelineClient, PutJobSuccessResultCommand, PutJobFailureResultCommand } from "@aws-sdk/client-codepipeline";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";

const pipeline = new CodePipelineClient({});

export const handler = async (event: any) => {
  const jobId = event["CodePipeline.job"].id;
  try {
    await new CloudFrontClient({}).send(new CreateInvalidationCommand({ DistributionId: process.env.DISTRIBUTION, InvalidationBatch: { CallerReference: jobId, Paths: { Quantity: 1, Items: ["/*"] } } }));
    await pipeline.send(new PutJobSuccessResultCommand({ jobId }));
  } catch (error) {
    await pipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails: { type: "JobFailed", message: String(error) } }));
  }
};
