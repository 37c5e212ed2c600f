import { SNS } from "@aws-sdk/client-sns";

export const topic = new SNS({});
