import { LambdaClient } from "@aws-sdk/client-lambda";
import { SSMClient } from "@aws-sdk/client-ssm";

const options = { maxAttempts: 5 };
const make = <T>(Client: new (given: object) => T): T => new Client(options);

export const clients = { ssm: make(SSMClient), lambda: make(LambdaClient) };
