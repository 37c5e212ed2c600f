import type { FunctionGrants, InvokerRole, StackGrants } from "../../grants.ts";
import { remembered } from "../../remembered.ts";
import { type EmittedFile, headerOf, pathIn } from "../output-file.ts";
import { composed, outputsOf } from "../references.ts";
import { documentView, trustView } from "./document-views.ts";
import { format } from "./layout.ts";
import type { Render } from "./render.ts";
import {
  aliasView,
  archiveView,
  attachmentView,
  connectedView,
  functionView,
  invokerOutputView,
  invokerViews,
  logGroupView,
  mappingView,
  outputView,
  permissionView,
  policyView,
  roleView,
  stackView,
} from "./views.ts";

/** One file a spec file and one a stack. */
export function emitHcl(stack: StackGrants, renderBlock: Render): readonly EmittedFile[] {
  const madeBy = ({ provider }: { readonly provider: string | null }) => renderFor(renderBlock, provider);
  const files = [...groupBySpec(stack.functions)].map(([source, [first, ...others]]) => {
    if (first === undefined) throw new Error(`no function of ${source}`);
    return specFile(first, renderBlock, stack.directory, stack.target, ...others);
  });
  const settings = [
    madeBy(stack)("stack", stackView(stack)),
    ...stack.connected.map((connected) => madeBy(connected)("connected_resource", connectedView(connected))),
    ...stack.invokers.flatMap((invoker) => [
      ...emitInvoker(invoker, madeBy(invoker)),
      madeBy(invoker)("output", invokerOutputView(invoker)),
    ]),
  ].join("\n\n");
  return settings.trim() === "" ? files : [...files, file(stack, stack.source, "stack", [settings])];
}

/** A template is given the configuration of the provider with each block. */
function renderFor(renderBlock: Render, provider: string | null): Render {
  return (name, view) => renderBlock(name, { ...view, provider: provider === null ? null : composed(provider) });
}

/** The file of a spec: its functions, one after the other. */
const specFile = remembered(
  (
    first: FunctionGrants,
    renderBlock: Render,
    directory: string,
    target: string | null,
    ...others: readonly FunctionGrants[]
  ): EmittedFile => {
    const pieces = [first, ...others].map((of) => emitFunction(of, renderFor(renderBlock, of.provider)));
    return file({ directory, target }, first.spec, baseName(first.spec), pieces);
  },
);

function groupBySpec(functions: readonly FunctionGrants[]): ReadonlyMap<string, readonly FunctionGrants[]> {
  const groups = new Map<string, FunctionGrants[]>();
  for (const made of functions) groups.set(made.spec, [...(groups.get(made.spec) ?? []), made]);
  return groups;
}

function baseName(source: string): string {
  return (source.split("/").at(-1) ?? source).replace(/\.ya?ml$/, "");
}

function file(
  { directory, target }: Pick<StackGrants, "directory" | "target">,
  source: string,
  name: string,
  pieces: readonly string[],
): EmittedFile {
  const text = format([`# ${headerOf(source, target)}`, ...pieces].join("\n\n"));
  return { path: pathIn(directory, `${name}.tf`), text, source };
}

/** A role that a service assumes, and what it may do. */
function emitInvoker(invoker: InvokerRole, render: Render): readonly string[] {
  const { document, role, policy } = invokerViews(invoker);
  const made =
    invoker.existing === null ? [render("policy_document", trustView(invoker.label, invoker.trust)), render("role", role)] : [];
  return [...made, render("policy_document", document), render("role_policy", policy)];
}

/** The resources of one function, in the order of their reading: who it is, what it may do, who may invoke it. */
function emitFunction(of: FunctionGrants, render: Render): string {
  const pieces: string[] = [];
  if (of.role !== null)
    pieces.push(render("policy_document", trustView(of.label, of.role.trust)), render("role", roleView(of.label, of.role)));
  for (const policy of of.policies) {
    pieces.push(render("policy_document", documentView(policy)));
    pieces.push(render(policy.kind === "inline" ? "role_policy" : "managed_policy", policyView(policy)));
  }
  for (const attachment of of.attachments) pieces.push(render("policy_attachment", attachmentView(attachment)));
  if (of.logGroup !== null) pieces.push(render("log_group", logGroupView(of.label, of.logGroup)));
  if (of.archive !== null) pieces.push(render("archive", archiveView(of, of.archive)));
  if (of.managed) pieces.push(render("function", functionView(of)));
  if (of.alias !== null) pieces.push(render("alias", aliasView(of.label, of.alias)));
  for (const permission of of.permissions) pieces.push(render("permission", permissionView(of, permission)));
  for (const invoker of of.invokers.filter(({ shared }) => !shared)) pieces.push(...emitInvoker(invoker, render));
  for (const connected of of.connected) pieces.push(render("connected_resource", connectedView(connected)));
  for (const mapping of of.mappings) pieces.push(render("event_source_mapping", mappingView(mapping)));
  if (outputsOf(of).length > 0) pieces.push(render("output", outputView(of)));
  return pieces.join("\n\n");
}
