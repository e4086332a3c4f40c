//! Tactful in Visual Studio Code: finds the program, keeps its language server running, and says how things stand.

import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import * as commands from "./commands";
import { find, setting } from "./program";

const LANGUAGES = ["markdown", "plaintext", "text", "mail"];
const PAUSE = 300;

let client: LanguageClient | undefined;
let pause: NodeJS.Timeout | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const explanations = new Explanations();
  const status = vscode.window.createStatusBarItem("tactful.status", vscode.StatusBarAlignment.Right, 100);
  status.name = "Tactful";
  const command = (name: string, run: (program: string) => Promise<void>) =>
    vscode.commands.registerCommand(name, () => helped(context, run));
  context.subscriptions.push(
    status,
    vscode.workspace.registerTextDocumentContentProvider(Explanations.SCHEME, explanations),
    command("tactful.newDraft", commands.newDraft),
    command("tactful.showHistory", commands.showHistory),
    command("tactful.explainRule", (program) => commands.explainRule(program, (rule, text) => explanations.show(rule, text))),
    vscode.commands.registerCommand("tactful.restart", () => restart(context, status)),
    vscode.languages.onDidChangeDiagnostics(() => refresh(status)),
    vscode.window.onDidChangeActiveTextEditor(() => refresh(status)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("tactful.server.path")) {
        // Once the path is typed to its end, and the old server has been told of the change as of any other.
        clearTimeout(pause);
        pause = setTimeout(() => void restart(context, status), PAUSE);
      }
    }),
  );
  await restart(context, status);
}

export async function deactivate(): Promise<void> {
  clearTimeout(pause);
  await stop();
}

/** Runs a command, and says in words where it cannot be done. */
async function helped(context: vscode.ExtensionContext, run: (program: string) => Promise<void>): Promise<void> {
  const program = await find(context);
  if (program === undefined) {
    return offerSettings();
  }
  try {
    await run(program);
  } catch (error) {
    void vscode.window.showErrorMessage(`Tactful: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function offerSettings(): Promise<void> {
  const set = setting();
  const missing = "Tactful has no program to run. Set tactful.server.path to it, or put tactful on your PATH.";
  const wrong = `There is no program at ${set}. Change tactful.server.path, or leave it empty: Tactful comes with one.`;
  if ((await vscode.window.showErrorMessage(set === "" ? missing : wrong, "Open Settings")) !== undefined) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "tactful.server.path");
  }
}

// One start at a time: a setting that is typed changes with each key.
let turn: Promise<void> = Promise.resolve();

function restart(context: vscode.ExtensionContext, status: vscode.StatusBarItem): Promise<void> {
  turn = turn.then(async () => {
    await stop();
    const program = await find(context);
    if (program === undefined) {
      void offerSettings();
    } else {
      await start(program, status).catch((error: unknown) => {
        void vscode.window.showErrorMessage(`Tactful could not start ${program}: ${String(error)}`);
      });
    }
    refresh(status);
  });
  return turn;
}

async function start(program: string, status: vscode.StatusBarItem): Promise<void> {
  const schemes = ["file", "untitled"];
  const documents = LANGUAGES.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));
  client = new LanguageClient("tactful", "Tactful", { command: program, args: ["lsp"] }, {
    documentSelector: [...documents, { scheme: "file", pattern: "**/tactful.toml" }],
    synchronize: { configurationSection: "tactful" },
  });
  client.onDidChangeState(() => refresh(status));
  await client.start();
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined);
}

/** What was found in the draft in front, or that nothing is running. */
function refresh(status: vscode.StatusBarItem): void {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !LANGUAGES.includes(document.languageId)) {
    status.hide();
    return;
  }
  const isRunning = client?.state === State.Running;
  const found = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === "tactful").length;
  status.text = !isRunning ? "$(circle-slash) Tactful" : found > 0 ? `$(comment-discussion) Tactful ${found}` : "$(comment) Tactful";
  status.tooltip = !isRunning
    ? "Tactful is not running. Click to start it."
    : found > 0
      ? `${found} thing${found === 1 ? "" : "s"} to look at before you send this. Click to see the next.`
      : "Nothing in this file would put its readers off.";
  status.command = !isRunning ? "tactful.restart" : found > 0 ? "editor.action.marker.next" : "tactful.explainRule";
  status.show();
}

/** Explanations of rules as read-only documents. */
class Explanations implements vscode.TextDocumentContentProvider {
  static readonly SCHEME = "tactful";
  private readonly texts = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async show(rule: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: Explanations.SCHEME, path: `/${rule}` });
    this.texts.set(uri.path, text);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
  }
}
