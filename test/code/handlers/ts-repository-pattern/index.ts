// Ports and adapters: an interface, an implementation that takes client and table, wired in the handler.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoProducts } from "./adapters/dynamo-products";
import { addProduct } from "./core/add-product";

const store = new DynamoProducts(DynamoDBDocumentClient.from(new DynamoDBClient({})), process.env.PRODUCTS ?? "products");

export async function handler(event: { body: string }) {
  return addProduct(store, JSON.parse(event.body));
}
