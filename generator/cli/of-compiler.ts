type Compiler = typeof import("./compiler.ts");

/** A part of what compiles, which is bundled by itself. */
export async function ofCompiler<Part extends keyof Compiler>(part: Part): Promise<Awaited<ReturnType<Compiler[Part]>>> {
  const load = (await import("./compiler.ts"))[part] as () => Promise<Awaited<ReturnType<Compiler[Part]>>>;
  return load();
}
