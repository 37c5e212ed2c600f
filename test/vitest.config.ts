import { defineConfig } from "vitest/config";

/** Files that change the environment of their process or take a module's place. */
const apart = [
  "test/cli/**/*.test.ts",
  "test/files/**/*.test.ts",
  "test/examples/**/*.test.ts",
  "test/adopt/growth.test.ts",
  "test/fuzz.test.ts",
];

/** What both have. */
const common = {
  // The whole of AWS's reference and of terraform's provider take their time on a small machine.
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

export default defineConfig({
  test: {
    globalSetup: ["test/support/temporary.ts"],
    // By itself vitest leaves one core idle, and on two cores that is half of them.
    maxWorkers: "100%",
    projects: [
      { test: { ...common, name: "apart", include: apart } },
      // The compiler is loaded once a worker, not once a file.
      { test: { ...common, name: "together", include: ["test/**/*.test.ts"], exclude: apart, isolate: false } },
    ],
  },
});
