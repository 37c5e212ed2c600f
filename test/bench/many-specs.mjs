// Specs of about twenty lines in eight shapes, over as many stacks as asked: what the bench compiles thousands of.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const shapes = [
  (n) => `function:
  name: ${n}
  description: Sends mails when orders are paid
  filename: build/app.zip
  runtime: python3.13
  handler: app.handler
  memory_size: 256
  timeout: 10
  environment:
    variables:
      LOG_LEVEL: info
push:
  - sns: order-paid-${n}
actions:
  - allow: ses:SendEmail
    resources: arn:aws:ses:eu-west-1:123456789012:identity/example.com
    why: the customer gets a mail
`,
  (n) => `function:
  name: ${n}
  description: Resizes pictures
  filename: build/app.zip
  runtime: nodejs22.x
  handler: index.handler
  memory_size: 1024
  timeout: 30
push:
  - s3: pictures-${n}
actions:
  - allow: s3:GetObject
    resources: arn:aws:s3:::pictures-${n}/*
    why: reads what was uploaded
  - allow: s3:PutObject
    resources: arn:aws:s3:::thumbnails-${n}/*
    why: writes the small ones
`,
  (n) => `function:
  name: ${n}
  description: Works off jobs
  filename: build/app.zip
  runtime: python3.13
  handler: app.handler
  timeout: 60
pull:
  - sqs: jobs-${n}
    batch_size: 10
    function_response_types: [ReportBatchItemFailures]
actions:
  - allow: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem]
    resources: arn:aws:dynamodb:eu-west-1:123456789012:table/jobs
    why: the state of a job
  - allow: secretsmanager:GetSecretValue
    resources: arn:aws:secretsmanager:eu-west-1:123456789012:secret:worker-AbCdEf
    why: the key of the partner's API
`,
  (n) => `function:
  name: ${n}
  description: An API
  filename: build/app.zip
  runtime: nodejs22.x
  handler: index.handler
  timeout: 15
push:
  - httpapi: {api: a1b2c3d4e5, stage: prod, method: GET, path: "/orders/{id}"}
  - httpapi: {api: a1b2c3d4e5, stage: prod, method: POST, path: /orders}
actions:
  - allow: [dynamodb:GetItem, dynamodb:Query]
    resources:
      - arn:aws:dynamodb:eu-west-1:123456789012:table/orders
      - arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-date
    why: lists the orders of a customer
`,
  (n) => `function:
  name: ${n}
  description: Reads a stream
  filename: build/app.zip
  runtime: java21
  handler: shop.Handler::handle
  memory_size: 512
pull:
  - kinesis: clicks-${n}
    starting_position: LATEST
    batch_size: 100
    destination_config: {on_failure: {destination_arn: "arn:aws:sqs:eu-west-1:123456789012:clicks-failed"}}
actions:
  - allow: firehose:PutRecordBatch
    resources: arn:aws:firehose:eu-west-1:123456789012:deliverystream/clicks
    why: keeps what came
role:
  permissions_boundary: arn:aws:iam::123456789012:policy/boundary
`,
  (n) => `function:
  name: ${n}
  description: Runs each night
  filename: build/app.zip
  runtime: python3.13
  handler: app.handler
  timeout: 300
  tags: {data: none}
push:
  - eventbridge: nightly-${n}
actions:
  - allow: logs:CreateExportTask
    resources: arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/*:*
    why: exports the logs of the day
    broad: every function's
logs:
  retention_in_days: 30
`,
  (n) => `function:
  name: ${n}
  description: Reads a table's stream, in a VPC
  filename: build/app.zip
  runtime: nodejs22.x
  handler: index.handler
  vpc_config:
    subnet_ids: [subnet-0a1b2c3d, subnet-1a2b3c4d]
    security_group_ids: [sg-0a1b2c3d]
pull:
  - dynamodb: arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-01-01T00:00:00.000
    starting_position: TRIM_HORIZON
actions:
  - allow: events:PutEvents
    resources: arn:aws:events:eu-west-1:123456789012:event-bus/shop
    why: tells the others
`,
  (n) => `function:
  name: ${n}
  description: Starts an order's workflow
  filename: build/app.zip
  runtime: python3.13
  handler: app.handler
push:
  - apigateway: {api: z9y8x7w6v5, stage: prod, method: POST, path: /start}
actions:
  - allow: states:StartExecution
    resources: \${aws_sfn_state_machine.orders.arn}
    why: the workflow of an order
  - allow: sqs:SendMessage
    resources: \${aws_sqs_queue.audit.arn}
    why: each start is told
  - allow: kms:Decrypt
    resources: arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555
    why: the queue is encrypted
`,
];

/** Writes them below a folder; the path of the first is given back. */
export function manySpecs(folder, count, stacks) {
  mkdirSync(folder, { recursive: true });
  const settings = ["region: eu-west-1", 'account: "123456789012"', "tags: {team: shop}", "code: {deploy: elsewhere}", ""];
  writeFileSync(join(folder, "stack.yaml"), settings.join("\n"));
  for (let index = 0; index < count; index++) {
    const at = join(folder, `stack-${String(index % stacks).padStart(3, "0")}`);
    mkdirSync(at, { recursive: true });
    const shape = shapes[Math.floor(index / stacks) % shapes.length];
    writeFileSync(join(at, `f${index}.yaml`), shape(`f${index}`));
  }
  return join(folder, "stack-000", "f0.yaml");
}
