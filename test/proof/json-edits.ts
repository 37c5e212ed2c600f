/** A `cdk.tf.json` with one thing changed that nobody asked for. */

export interface JsonEdit {
  readonly name: string;
  readonly edit: (text: string) => string;
  /** What the refusal names. */
  readonly says: string;
}

type Json = Record<string, unknown>;

/** Changes what stands at a path; `.` divides its names. */
function at(path: string, change: (body: Json) => void): JsonEdit["edit"] {
  return (text) => {
    const tree = JSON.parse(text) as Json;
    let body = tree;
    for (const name of path === "" ? [] : path.split(".")) {
      body[name] ??= {};
      body = body[name] as Json;
    }
    change(body);
    return JSON.stringify(tree, null, 2);
  };
}

function put(path: string, name: string, value: unknown): JsonEdit["edit"] {
  return at(path, (body) => {
    body[name] = value;
  });
}

function instead(from: string | RegExp, to: string): JsonEdit["edit"] {
  return (text) => text.replace(from, () => to);
}

const topic = "resource.aws_lambda_permission.hello_sns_paid";
const hello = "resource.aws_lambda_function.hello";

const edits: readonly (readonly [string, JsonEdit["edit"], string])[] = [
  ["a provider", put("provider", "aws", [{ region: "us-east-1" }]), "provider.aws"],
  ["locals", put("", "locals", { opened: "*" }), "locals"],
  ["a module", put("module", "x", { source: "./x" }), "module"],
  ["an import", put("", "import", [{ to: "aws_iam_role.hello", id: "admin" }]), "import"],
  ["a move", put("", "moved", [{ from: "aws_iam_role.x", to: "aws_iam_role.hello" }]), "moved"],
  ["a backend", put("terraform", "backend", { http: { address: "https://example.org" } }), "backend"],
  ["another provider under the name", put("terraform.required_providers.aws", "source", "evil/aws"), "evil/aws"],
  ["one more provider", put("terraform.required_providers", "evil", { source: "evil/evil" }), "required_providers.evil"],
  ["an external program", put("data.external", "x", { program: ["id"] }), "data.external.x"],
  ["a null_resource", put("resource.null_resource", "x", {}), "null_resource.x"],
  ["an open URL", put("resource.aws_lambda_function_url", "x", { authorization_type: "NONE" }), "aws_lambda_function_url.x"],
  ["the URL opened", put("resource.aws_lambda_function_url.hello_url", "authorization_type", "NONE"), "authorization_type"],
  ["an output that reads a file", put("output", "x", { value: '${file("/etc/passwd")}' }), "output.x"],
  ["an entry of an output that reads a file", put("output.hello.value", "x", '${file("/etc/passwd")}'), "value"],
  ["a default", put("variable.topic_arn", "default", "*"), "default"],
  ["null allowed", put("variable.topic_arn", "nullable", true), "nullable"],
  ["none of it", put(topic, "count", 0), "count"],
  ["one for each", put(topic, "for_each", "${toset([])}"), "for_each"],
  ["another provider", put(topic, "provider", "aws.other"), "provider"],
  ["changes ignored", put(topic, "lifecycle", { ignore_changes: ["source_arn"] }), "lifecycle.ignore_changes"],
  [
    "a check that hides how it reads a file",
    put(topic, "lifecycle", {
      precondition: [{ condition: '${"${"a"}" == file("/etc/passwd")}', error_message: "x" }],
    }),
    "lifecycle.precondition",
  ],
  ["a provisioner", put(topic, "provisioner", { "local-exec": { command: "id" } }), "provisioner"],
  ["a connection", put(topic, "connection", { host: "example.org" }), "connection"],
  ["a dynamic block", put(hello, "dynamic", { vpc_config: { for_each: [], content: {} } }), "dynamic"],
  ["another role", put(hello, "role", "arn:aws:iam::123456789012:role/admin"), "admin"],
  ["a layer", put(hello, "layers", ["arn:aws:lambda:eu-west-1:999999999999:layer:x:1"]), "layers"],
  ["other code", put(hello, "handler", "evil.handler"), "handler"],
  ["variables", put(hello, "environment", [{ variables: { NODE_OPTIONS: "-r x" } }]), "environment"],
  ["managed policies", put("resource.aws_iam_role.hello", "managed_policy_arns", ["x"]), "managed_policy_arns"],
  ["the version before variables", put("data.aws_iam_policy_document.hello", "version", "2008-10-17"), "version"],
  [
    "documents merged into it",
    put("data.aws_iam_policy_document.hello", "source_policy_documents", ["x"]),
    "source_policy_documents",
  ],
  ["the guard as null", put(topic, "source_arn", null), "source_arn"],
  ["the check away", at("resource.aws_lambda_permission.hello_shop", (body) => delete body["lifecycle"]), "null"],
  ["no resources at all", at("", (body) => delete body["resource"]), "is missing"],
  ["a list in the place of resources", at("", (body) => (body["resource"] = [body["resource"]])), "is no object"],
  ["a list of all", (text) => `[${text}]`, "no object"],
  ["a key twice", instead('"source_arn":', '"source_arn": "x", "source_arn":'), "stands twice"],
  ["a key twice, once as its number", instead('"source_arn":', '"source_ar\\u006e": "x", "source_arn":'), "stands twice"],
  ["a text in the place of a block", put("resource.aws_iam_role", "hello", "x"), "no object"],
  [
    "an expression in the place of a list",
    put("data.aws_iam_policy_document.hello.statement.0", "actions", "${var.x}"),
    "no list",
  ],
  ["what is no JSON", (text) => `${text},`, "no JSON"],
  ["a text that is code", instead('"lambda:InvokeFunction"', '"${\\"lambda:*\\"}"'), "action"],
];

export const jsonEdits: readonly JsonEdit[] = edits.map(([name, edit, says]) => ({ name, edit, says }));
