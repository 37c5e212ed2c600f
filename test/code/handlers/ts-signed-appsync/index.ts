// A stream's records told to a GraphQL API by requests that the code signs itself, as AppSync samples do.
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const ssm = new SSMClient({});

export const handler = async (event: { Records: unknown[] }) => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/shop/api" }));
  const signer = new SignatureV4({ credentials: defaultProvider(), region: "eu-west-1", service: "appsync", sha256: globalThis.Sha256 });
  const signed = await signer.sign({ method: "POST", hostname: Parameter?.Value ?? "", path: "/graphql", headers: {}, protocol: "https:" });
  await fetch(new Request(`https://${Parameter?.Value}/graphql`, { ...signed, body: JSON.stringify(event.Records) }));
};
