// An assistant: InvokeModel with a stream, an agent's runtime, rekognition and polly around it.
import { BedrockRuntimeClient, InvokeModelWithResponseStreamCommand, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { RekognitionClient, DetectLabelsCommand } from "@aws-sdk/client-rekognition";
import { PollyClient, SynthesizeSpeechCommand } from "@aws-sdk/client-polly";

const modelId = process.env.MODEL_ID ?? "amazon.nova-lite-v1:0";
const bedrock = new BedrockRuntimeClient({ region: "us-east-1" });

export const handler = async (event: { bucket: string; key: string }) => {
  const labels = await new RekognitionClient({}).send(new DetectLabelsCommand({ Image: { S3Object: { Bucket: event.bucket, Name: event.key } } }));
  await bedrock.send(new InvokeModelWithResponseStreamCommand({ modelId, body: JSON.stringify(labels) }));
  const said = await bedrock.send(new ConverseCommand({ modelId, messages: [] }));
  return new PollyClient({}).send(new SynthesizeSpeechCommand({ Text: String(said.output), VoiceId: "Hans", OutputFormat: "mp3" }));
};
