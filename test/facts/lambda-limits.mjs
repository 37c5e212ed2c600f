/**
 * Writes lambda-limits.json anew, from the model of Lambda's API as botocore has it (the SDK for JavaScript leaves out ranges):
 * node test/facts/lambda-limits.mjs botocore/data/lambda/2015-03-31/service-2.json VERSION
 */
import { readFileSync, writeFileSync } from "node:fs";

const [path, version] = process.argv.slice(2);
const { operations, shapes } = JSON.parse(readFileSync(path, "utf8"));
const limits = {};

/** Bounds of every member below a shape: `CreateFunction.VpcConfig.SubnetIds`, and `…SubnetIds[]` for the items of a list. */
function walk(name, at, above) {
  const { type, members = {}, member, min, max, pattern } = shapes[name];
  if (min !== undefined || max !== undefined || pattern !== undefined) limits[at] = { min, max, pattern };
  if (above.includes(name)) return;
  for (const [key, { shape }] of Object.entries(type === "structure" ? members : {}))
    walk(shape, `${at}.${key}`, [...above, name]);
  if (type === "list") walk(member.shape, `${at}[]`, [...above, name]);
}

for (const operation of [
  "AddPermission",
  "CreateAlias",
  "CreateEventSourceMapping",
  "CreateFunction",
  "CreateFunctionUrlConfig",
  "PutFunctionEventInvokeConfig",
])
  walk(operations[operation].input.shape, operation, []);
const source = `botocore ${version}, botocore/data/lambda/2015-03-31/service-2.json: https://github.com/boto/botocore`;
writeFileSync(new URL("lambda-limits.json", import.meta.url), `${JSON.stringify({ source, limits }, null, 2)}\n`);
