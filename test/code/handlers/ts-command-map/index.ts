// A command chosen at run time from a map of classes: what is made cannot be told, the place can.
import { EC2Client, StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";

const commands = { start: StartInstancesCommand, stop: StopInstancesCommand };
const ec2 = new EC2Client({});

export const handler = async (event: { action: "start" | "stop"; ids: string[] }) => {
  const Command = commands[event.action];
  return ec2.send(new Command({ InstanceIds: event.ids }));
};
