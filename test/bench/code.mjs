// What reading code costs: one function whose handler imports a thousand modules, written in the manner of the handlers of the tests.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the spec and its thousand modules into a folder; the spec calls nothing, so that every call is told. */
export function thousandModules(folder, handlers) {
  const names = readdirSync(handlers).filter((name) => name.startsWith("python-"));
  const texts = names.flatMap((name) => {
    const file = join(handlers, name, "app.py");
    return [readFileSync(file, "utf8").replaceAll(/^from \..*$/gm, "")];
  });
  const source = join(folder, "src");
  mkdirSync(source, { recursive: true });
  mkdirSync(join(folder, "specs"));
  const modules = Array.from({ length: 999 }, (_, index) => `m${index}`);
  for (const [index, name] of modules.entries()) writeFileSync(join(source, `${name}.py`), texts[index % texts.length] ?? "");
  const body = modules.map(
    (name) =>
      `    ${name}.${/^ {0}def (\w+)/m.exec(texts[Number(name.slice(1)) % texts.length] ?? "")?.[1] ?? "handler"}(event, context)`,
  );
  const text = `${modules.map((name) => `import ${name}`).join("\n")}\n\n\ndef handler(event, context):\n${body.join("\n")}\n`;
  writeFileSync(join(source, "app.py"), text);
  const spec = "function: {name: big, runtime: python3.13, handler: app.handler, filename: a.zip}\ncode: {sources: ../src}\n";
  writeFileSync(join(folder, "specs", "big.yaml"), spec);
  writeFileSync(join(folder, "specs", "stack.yaml"), 'region: eu-west-1\naccount: "123456789012"\n');
}
