import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The whole of AWS's reference and of terraform's provider take their time on a small machine.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
