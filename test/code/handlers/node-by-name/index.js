// The SDK reached by text that becomes a module, a member or code, and programs that call AWS.
const { execSync, spawn } = require("node:child_process");
const vm = require("vm");
const { createRequire } = require("node:module");
const own = require("./own");

const NAME = "aws-sdk";
const load = createRequire(__filename);

exports.handler = async (event) => {
  const AWS = require(NAME);
  await new AWS["Glue"]().startJobRun({ JobName: "a" }).promise();
  await new (load("aws-sdk").Glue)().startJobRun({ JobName: "b" }).promise();
  await new (module.require("aws-sdk").Glue)().startJobRun({ JobName: "c" }).promise();
  await new (await import(`aws-${"sdk"}`)).Glue().startJobRun({ JobName: "d" }).promise();
  await Reflect.get(new AWS.Glue(), "startJobRun")({ JobName: "e" });
  own["put"]("f");
};

exports.told = async (event) => {
  require(event.library);
  await import(event.library);
  await import(`./handlers/${event.kind}.js`);
  eval("new AWS.Glue().startJobRun()");
  new Function("a", event.code)();
  globalThis.eval(event.code);
  vm.runInNewContext(event.code);
  execSync("aws s3 ls");
  execSync(`aws s3 cp ${event.from} /tmp`);
  spawn("aws", ["s3", "ls"]);
  spawn(event.command);
};
