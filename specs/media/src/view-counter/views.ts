// Counts the views of a batch, album by album.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { KinesisStreamEvent } from "aws-lambda";
import { AlbumViews } from "./album-views";

const views = new AlbumViews(DynamoDBDocumentClient.from(new DynamoDBClient({})), "album-views");

export const handler = async (event: KinesisStreamEvent): Promise<void> => {
  const counts = new Map<string, number>();
  for (const { kinesis } of event.Records) {
    const { album } = JSON.parse(Buffer.from(kinesis.data, "base64").toString()) as { album: string };
    counts.set(album, (counts.get(album) ?? 0) + 1);
  }
  await Promise.all([...counts].map(([album, count]) => views.add(album, count)));
};
