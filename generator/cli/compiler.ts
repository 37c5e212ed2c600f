/** All that compiles, and the commands that always do: a run in which nothing changed does without. Each is loaded when it is asked for. */

export const compile = () => import("../compile.ts");
export const policyDocument = () => import("../iam/policy/policy-document.ts");
export const templates = () => import("./templates/templates.ts");
export const backend = () => import("./generate/backend-of.ts");
export const compileChanged = () => import("./generate/compile-changed.ts");
export const acrossCores = () => import("./alone/across-cores.ts");
export const eachFolder = () => import("./alone/each-folder.ts");

export const prove = () => import("./prove.ts");
export const sources = () => import("./sources.ts");
export const schema = () => import("./schema.ts");
export const init = () => import("./init.ts");
export const stacks = () => import("./stacks/stacks.ts");
export const diff = () => import("./review/diff.ts");
export const explain = () => import("./review/explain.ts");
export const whoCan = () => import("./review/answer-who-can.ts");
export const fix = () => import("./review/fix.ts");
export const report = () => import("./review/report.ts");
