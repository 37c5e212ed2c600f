import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/temporary.ts"],
    // By itself vitest leaves one core idle, and on two cores that is half of them.
    maxWorkers: "100%",
    // The whole of AWS's reference and of terraform's provider take their time on a small machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
