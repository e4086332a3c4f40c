//! Which `tactful` is run, and running it for a single answer.

import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "tactful.exe" : "tactful";

/** What the setting says. Its scope is the machine, so no folder can choose what runs. */
export function setting(): string {
  return vscode.workspace.getConfiguration("tactful").get<string>("server.path", "").trim();
}

/** The program of the setting, else the one in the extension, else the one on `PATH`; `undefined` where there is none. */
export async function find(context: vscode.ExtensionContext): Promise<string | undefined> {
  const set = setting();
  if (set !== "") {
    return (await isProgram(set)) ? set : undefined;
  }
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const candidate of [context.asAbsolutePath(path.join("bin", NAME)), ...folders.map((folder) => path.join(folder, NAME))]) {
    if (await isProgram(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => path.isAbsolute(file),
    () => false,
  );
}

/** What `program` prints when it is run with `words` in `folder`. Rejects with what it complains of. */
export function ask(program: string, words: readonly string[], folder?: string): Promise<string> {
  const options = { timeout: 20_000, maxBuffer: 32 << 20, ...(folder === undefined ? {} : { cwd: folder }) };
  return new Promise((resolve, reject) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      if (error) {
        reject(new Error(stderr.trim() || error.message));
      } else {
        resolve(stdout);
      }
    });
  });
}
