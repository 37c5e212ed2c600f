// Clients from a factory with shared options, exported as a map from a file of their own.
import { clients } from "./clients";
import { GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import { InvokeCommand } from "@aws-sdk/client-lambda";

export const handler = async () => {
  const { Parameters } = await clients.ssm.send(new GetParametersByPathCommand({ Path: `/app/${process.env.STAGE}/`, Recursive: true }));
  for (const name of ["warm", "check"]) await clients.lambda.send(new InvokeCommand({ FunctionName: `app-${name}` }));
  return Parameters;
};
