#!/usr/bin/env node
// Runs the program of the package for this platform, and ends as it ends.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";

const platform = `tactful-${process.platform}-${process.arch}`;
let program;
try {
  program = createRequire(import.meta.url).resolve(`${platform}/bin/tactful${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`error: ${platform} is not installed. Install without --omit=optional; if there is no such package, use cargo install tactful.`);
  process.exit(2);
}
const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  // The terminal sends an interrupt to both; the program decides what becomes of it.
  process.on(signal, () => signal === "SIGINT" || child.kill(signal));
}
child.on("error", (error) => {
  console.error(`error: ${program} cannot be started: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
