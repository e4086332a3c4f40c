//! The commands of the palette that need no server.

import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { ask } from "./program";

/** Asks to whom and what, and shows the draft that `tactful new` writes. */
export async function newDraft(program: string): Promise<void> {
  const folder = await workspaceFolder();
  if (folder === undefined) {
    void vscode.window.showInformationMessage("Open the folder of your drafts first: the new draft is written there.");
    return;
  }
  const to = await vscode.window.showInputBox({ title: "New draft", prompt: "To whom does it go? A group or a person." });
  if (!to?.trim()) {
    return;
  }
  const kind = await vscode.window.showQuickPick(KINDS, { title: "What is it going to be?" });
  if (kind === undefined) {
    return;
  }
  const said = await ask(program, ["new", `--to=${to.trim()}`, `--kind=${kind.label}`], folder);
  // It prints the path of the draft, alone or at the end of a sentence.
  const file = /(\S+\.(?:md|txt|eml))\s*$/m.exec(said)?.[1];
  if (file !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(path.resolve(folder, file)));
  }
}

const KINDS: vscode.QuickPickItem[] = [
  { label: "post", description: "to a group" },
  { label: "comment", description: "in somebody's thread" },
  { label: "message", description: "private: a DM or an e-mail" },
  { label: "invite", description: "a friend or connection request" },
  { label: "follow-up", description: "after an earlier message" },
];

let history: vscode.WebviewPanel | undefined;

/** Shows what was sent to whom, as `tactful history --html` writes it, in one panel. */
export async function showHistory(program: string): Promise<void> {
  const folder = await workspaceFolder();
  if (folder === undefined) {
    void vscode.window.showInformationMessage("Open the folder of your drafts first: the history is read from them.");
    return;
  }
  const place = await mkdtemp(path.join(tmpdir(), "tactful-"));
  try {
    const file = path.join(place, "history.html");
    await ask(program, ["history", "--html", file], folder);
    const page = await readFile(file, "utf8");
    if (history === undefined) {
      const options = { enableScripts: false, localResourceRoots: [] };
      history = vscode.window.createWebviewPanel("tactful.history", "Tactful: History", vscode.ViewColumn.Active, options);
      history.onDidDispose(() => (history = undefined));
    }
    // The theme of the editor, not of the system.
    const { Dark, HighContrast } = vscode.ColorThemeKind;
    const isDark = [Dark, HighContrast].includes(vscode.window.activeColorTheme.kind);
    history.webview.html = secured(page.replace("(prefers-color-scheme: dark)", isDark ? "all" : "not all"));
    history.reveal();
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** `page` so that nothing in it runs or is fetched: words of drafts are in it. Its own style sheets get a nonce. */
export function secured(page: string): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">`;
  const styled = page.replace(/<style(?=[\s>])/gi, `<style nonce="${nonce}"`);
  // A policy holds only for what follows it, so it comes before all that the page has.
  const head = /<head[^>]*>/i;
  return head.test(styled) ? styled.replace(head, (tag) => tag + policy) : `<!doctype html><head>${policy}</head>${styled}`;
}

/** Asks which rule, the one at the cursor first, and shows what `tactful explain` says. */
export async function explainRule(program: string, show: (rule: string, text: string) => Promise<void>): Promise<void> {
  const names = (await ask(program, ["rules"])).match(/^ +[a-z]+(?:-[a-z]+)*(?= {2})/gm) ?? [];
  const here = new Set(rulesAtCursor());
  const rules = [...new Set(names.map((name) => name.trim()))].sort((a, b) => Number(here.has(b)) - Number(here.has(a)));
  const items = rules.map((label) => (here.has(label) ? { label, description: "at the cursor" } : { label }));
  const rule = await vscode.window.showQuickPick(items, { title: "Explain which rule?" });
  if (rule !== undefined) {
    await show(rule.label, await ask(program, ["explain", rule.label]));
  }
}

function rulesAtCursor(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return [];
  }
  const found = vscode.languages.getDiagnostics(editor.document.uri);
  const here = found.filter((one) => one.source === "tactful" && one.range.contains(editor.selection.active));
  return here.map((one) => String(typeof one.code === "object" ? one.code.value : one.code));
}

/** The folder of the draft in front, else the only one, else the one that is chosen. */
async function workspaceFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const editor = vscode.window.activeTextEditor;
  const own = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
  return (own ?? (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0]))?.uri.fsPath;
}
