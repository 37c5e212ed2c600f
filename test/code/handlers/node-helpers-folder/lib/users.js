const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require("@aws-sdk/lib-dynamodb");
const { table } = require("./config");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

const getUser = async (id) => (await client.send(new GetCommand({ TableName: table, Key: { id } }))).Item;
async function saveUser(Item) {
  await client.send(new PutCommand({ TableName: table, Item }));
}
module.exports = { getUser, saveUser };
