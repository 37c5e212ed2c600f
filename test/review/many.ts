import type { SourceFile } from "../../generator/spec/stack.ts";

/** A thousand functions, as a large company has them: 25 stacks of 40, of which each tenth may hand on a role. */
export function manySpecs(): { readonly specs: readonly SourceFile[]; readonly settings: readonly SourceFile[] } {
  const stacks = Array.from({ length: 25 }, (_, stack) => `team-${String(stack).padStart(2, "0")}`);
  const file = (path: string, text: string): SourceFile => ({ path, file: `specs/${path}`, text });
  return {
    settings: stacks.map((stack) =>
      file(`${stack}/stack.yaml`, 'region: eu-west-1\naccount: "111122223333"\nfunction: {runtime: python3.13}\n'),
    ),
    specs: stacks.flatMap((stack) =>
      Array.from({ length: 40 }, (_, number) => file(`${stack}/worker-${number}.yaml`, specOf(stack, number))),
    ),
  };
}

function specOf(stack: string, number: number): string {
  return `function: {name: ${stack}-worker-${number}, handler: app.handler, filename: build/app.zip}
push:
  - sns: ${stack}-events-${number % 7}
    why: event ${number} of ${stack}
pull:
  - sqs: ${stack}-jobs-${number}
actions:
  - allow: [dynamodb:GetItem, dynamodb:PutItem]
    resources: ${stack}-table-${number % 5}
    why: keeps its state
  - allow: s3:GetObject
    resources: arn:aws:s3:::${stack}-photos/*
${number % 10 === 0 ? "  - {allow: iam:PassRole, resources: 'arn:aws:iam::111122223333:role/tasks', conditions: {StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}}\n" : ""}`;
}
