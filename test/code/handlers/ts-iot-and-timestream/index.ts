// Devices: a shadow is read and published to, a measure written.
import { IoTDataPlaneClient, GetThingShadowCommand, PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { TimestreamWriteClient, WriteRecordsCommand } from "@aws-sdk/client-timestream-write";

const iot = new IoTDataPlaneClient({});

export const handler = async (event: { thing: string }) => {
  await iot.send(new GetThingShadowCommand({ thingName: event.thing }));
  await iot.send(new PublishCommand({ topic: `cmd/${event.thing}`, payload: Buffer.from("{}") }));
  await new TimestreamWriteClient({}).send(new WriteRecordsCommand({ DatabaseName: "sensors", TableName: "t", Records: [] }));
};
