// The second SDK's document client in CommonJS, with promises and callbacks.
const AWS = require("aws-sdk");
const dynamo = new AWS.DynamoDB.DocumentClient({ apiVersion: "2012-08-10" });
const TableName = process.env.TABLE_NAME;

exports.handler = async (event) => {
  switch (event.httpMethod) {
    case "DELETE":
      return dynamo.delete({ TableName, Key: JSON.parse(event.body) }).promise();
    case "GET":
      return dynamo.scan({ TableName }).promise();
    case "POST":
      return new Promise((resolve, reject) => dynamo.put({ TableName, Item: JSON.parse(event.body) }, (error, data) => (error ? reject(error) : resolve(data))));
    default:
      return dynamo.batchWrite({ RequestItems: { [TableName]: [] } }).promise();
  }
};
