import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { type Command, tools } from "../../editor/tools.ts";
import { isNoSide, leadsOut } from "../../files/confined.ts";
import { type Exit, exit, whenUnread } from "../print-output.ts";

declare const __VERSION__: string;

/** What one answer may hold, and how long it may take. */
const mostBytes = 4_000_000;
const mostMilliseconds = 120_000;

/**
 * `lambdagrant mcp`: the commands that write nothing, for assistants, by the Model Context Protocol over standard input and output.
 * Each call is a run of this program of its own, in the folder where the server was started and on nothing outside it.
 * https://modelcontextprotocol.io/specification
 */
export async function mcp(): Promise<Exit> {
  const root = realpathSync(process.cwd());
  const server = new McpServer({ name: "lambdagrant", version: __VERSION__ });
  for (const [name, { title, description, shape, command }] of Object.entries(tools)) {
    const annotations = { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
    // What is misspelt would be left out, and all be answered for a part.
    const inputSchema = z.strictObject(shape);
    server.registerTool(name, { title, description, inputSchema, annotations }, (given: Record<string, unknown>) =>
      answer(command(given as never), root),
    );
  }
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    // The transport does not tell that its input ended.
    process.stdin.once("end", resolve);
    whenUnread(resolve);
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  return exit.done;
}

async function answer(command: Command, root: string): Promise<CallToolResult> {
  const { name, options, paths = [], sides = [], words = [], input = "" } = command;
  // Where nothing is named, the program looks into these: they may be links, too.
  const specs = typeof options["specs"] === "string" ? options["specs"] : "specs";
  const folders = [...paths, specs, ...(name === "check" ? ["out"] : [])];
  const refused = [...folders.map((path) => leadsOut(root, path)), ...sides.map((side) => isNoSide(root, side, specs))].find(
    (reason) => reason !== null,
  );
  if (refused !== undefined) return said(refused, true);
  const given = Object.entries(options).flatMap(([option, value]) =>
    value === undefined ? [] : (typeof value === "string" ? [value] : value).map((one) => `--${option}=${one}`),
  );
  const run = await runOf([name, "--format", "json", ...given, "--", ...paths, ...sides, ...words], root, input);
  // A mistake in specs is an answer; only wrong usage, or a machine at fault, is none.
  const failed = run.status !== exit.done && run.status !== exit.input;
  const [stdout, stderr] = [run.stdout.trim(), run.stderr.trim()];
  // Why a run failed may be a mistake at a file, which is a result, too.
  const all = failed ? [stderr, stdout] : [stdout === "" ? stderr : stdout];
  return said(all.filter((text) => text !== "").join("\n") || "nothing came out", failed);
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runOf(words: readonly string[], cwd: string, input: string): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1" };
    const child = spawn(process.execPath, [join(__dirname, "lambdagrant.cjs"), ...words], {
      cwd,
      env,
      stdio: "pipe",
      timeout: mostMilliseconds,
    });
    const [stdout, stderr] = [gathered(child.stdout, () => child.kill()), gathered(child.stderr, () => child.kill())];
    child.once("error", ({ message }) => resolve({ status: null, stdout: "", stderr: message }));
    child.once("close", (status) =>
      resolve(
        status === null
          ? { status, stdout: "", stderr: "this is too much for one answer: ask of fewer specs" }
          : { status, stdout: stdout(), stderr: stderr() },
      ),
    );
    child.stdin.once("error", () => {
      // Whoever reads no input closes it.
    });
    child.stdin.end(input);
  });
}

/** What comes out of a stream, up to what one answer may hold. */
function gathered(stream: NodeJS.ReadableStream, tooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) tooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function said(text: string, isError: boolean): CallToolResult {
  return { content: [{ type: "text", text }], isError };
}
