import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** The table of views: one item an album. */
export class AlbumViews {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async add(album: string, count: number): Promise<void> {
    await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { album },
        UpdateExpression: "ADD #v :n",
        ExpressionAttributeNames: { "#v": "views" },
        ExpressionAttributeValues: { ":n": count },
      }),
    );
  }
}
