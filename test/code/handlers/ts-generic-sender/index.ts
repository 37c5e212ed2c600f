// A function that sends any command with retries: the commands are made by its callers.
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";

const client = new CloudFormationClient({});

async function retrying<T>(command: any, left = 3): Promise<T> {
  try {
    return (await client.send(command)) as T;
  } catch (error) {
    if (left === 0) throw error;
    return retrying(command, left - 1);
  }
}

export const handler = async (event: { stack: string }) => {
  await retrying(new DescribeStacksCommand({ StackName: event.stack }));
  return retrying(new ListStackResourcesCommand({ StackName: event.stack }));
};
