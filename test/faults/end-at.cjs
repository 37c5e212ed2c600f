// Ends the process (SIGKILL) before the n-th call that changes something below a folder, or in the middle of it where it is a write:
// FAULT_FOLDER, FAULT_AT (n, or n.5 for the middle). Without FAULT_AT it counts the calls and writes the number to FAULT_COUNT.
"use strict";
const fs = require("node:fs");

const { FAULT_FOLDER: folder, FAULT_AT: at, FAULT_COUNT: counter } = process.env;
const { writeFileSync } = fs;
let calls = 0;

for (const name of ["mkdirSync", "writeFileSync", "renameSync", "unlinkSync", "rmdirSync", "chmodSync"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (!String(args[0]).startsWith(folder)) return original(...args);
    calls += 1;
    if (at !== undefined && calls === Math.floor(Number(at))) {
      if (name === "writeFileSync" && !Number.isInteger(Number(at))) {
        const text = String(args[1]);
        original(args[0], text.slice(0, text.length / 2), args[2]);
      }
      process.kill(process.pid, "SIGKILL");
    }
    return original(...args);
  };
}

if (counter !== undefined) process.on("exit", () => writeFileSync(counter, String(calls)));
