/**
 * The source file that a handler names: `app.handler` is `app.py` or `app.ts`, `src/app.handler` lies in a folder, and so does
 * `orders.app.handler` in Python. Candidates, the likeliest first.
 * https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html, https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function entryCandidates(handler: string): readonly string[] {
  const file = handler.slice(0, Math.max(0, handler.lastIndexOf("."))).replace(/^\.?\//, "");
  if (file === "") return [];
  const dotted = file.replaceAll(".", "/");
  const bases = [...new Set([file, dotted])];
  // What is built from TypeScript is often named by where the build puts it.
  const built = bases.map((base) => base.replace(/^(?:dist|build|lib|out)\//, "")).flatMap((base) => [base, `src/${base}`]);
  return [...new Set([...bases, ...built])].flatMap((base) => ends.map((end) => base + end));
}

const ends = [".py", "/__init__.py", ".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", "/index.ts", "/index.js"];
