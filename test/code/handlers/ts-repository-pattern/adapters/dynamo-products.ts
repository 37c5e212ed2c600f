import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductStore } from "../core/add-product";

export class DynamoProducts implements ProductStore {
  readonly #client: DynamoDBDocumentClient;

  constructor(client: DynamoDBDocumentClient, private readonly table: string) {
    this.#client = client;
  }

  async add(product: { id: string }): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.table, Item: product }));
  }

  async byOwner(owner: string) {
    return this.#client.send(new QueryCommand({ TableName: this.table, IndexName: "by-owner", KeyConditionExpression: "o = :o" }));
  }
}
