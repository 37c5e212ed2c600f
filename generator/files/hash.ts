import { hash } from "node:crypto";

/** The SHA-256 of a file, by its text or its bytes, in hex. */
export function hashOf(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}
