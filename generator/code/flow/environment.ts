import type { Expr } from "../syntax/module.ts";
import type { Value } from "./code-value.ts";

/** `os.environ["X"]`, `os.getenv("X")`, `process.env.X` → X. */
export function environmentVariable(value: Value, plainText: (expr: Expr) => string | null): string | null {
  if (value.kind !== "external") return null;
  const steps = value.from === "os" ? [{ kind: "member", name: "os" } as const, ...value.steps] : value.steps;
  if (value.from !== "os" && !(value.from === "global" || value.from === "process" || value.from === "node:process")) return null;
  const [root, map, last, call] =
    value.from === "global" || value.from === "os" ? steps : [{ kind: "member", name: "process" } as const, ...steps];
  if (root?.kind !== "member" || map?.kind !== "member") return null;
  const argument = (step: typeof last) => {
    const first = step?.kind === "call" ? step.call.args[0] : undefined;
    return first === undefined ? null : plainText(first.value);
  };
  if (root.name === "os" && map.name === "getenv") return argument(last);
  if (root.name === "os" && map.name === "environ" && last?.kind === "member" && last.name === "get") return argument(call);
  if (map.name !== (root.name === "os" ? "environ" : "env")) return null;
  if (last?.kind === "member") return root.name === "process" ? last.name : null;
  return last?.kind === "index" ? last.key : null;
}
