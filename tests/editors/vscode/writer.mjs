// node writer.mjs URL FOLDER EXTENSIONS: a writer at the keyboard of VS Code. Exit status 1 where anything fails.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [url, folder, extensions] = process.argv.slice(2);
const { chromium } = createRequire(`${process.env.PLAYWRIGHT}/`)("playwright-core");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});
const context = await browser.newContext({ viewport: { width: 1100, height: 620 } });
await context.route("**/*", (route) => (new URL(route.request().url()).hostname === "127.0.0.1" ? route.continue() : route.abort()));
const page = await context.newPage();
let passed = 0;

async function soon(what, condition, patience = 15_000) {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(what);
    await page.waitForTimeout(50);
  }
  passed += 1;
  console.log("ok   ", what);
}

// VS Code draws spaces as no-break spaces.
const text = async () => (await page.locator(".editor-instance .view-line").allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
const shows = (words) => async () => (await text()).includes(words);
const marks = (level) => page.locator(`.monaco-editor .squiggly-${level}`).count();
const status = async () => (await page.locator(".statusbar-item", { hasText: "Tactful" }).allInnerTexts()).join("").trim();
const says = (words) => async () => (await status()) === words;
const saved = (file) => fs.readFileSync(path.join(folder, file), "utf8");
const shot = (name) => page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) });

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

async function open(file) {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").first().fill(file);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: file }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: file }).waitFor();
}

async function goTo(line, column = 1) {
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").first().fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
}

async function choose(title) {
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .action", { hasText: title }).first();
  await action.waitFor({ timeout: 15_000 });
  await page.waitForTimeout(200);
  return action;
}

function servers() {
  return fs.readdirSync("/proc").filter((id) => {
    try {
      return fs.readlinkSync(`/proc/${id}/exe`).startsWith(extensions);
    } catch {
      return false;
    }
  });
}

async function read() {
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "draft.md" }).waitFor({ timeout: 60_000 });
  await open("draft.md");
  await soon("both faults are marked", async () => (await marks("warning")) > 0 && (await marks("error")) > 0, 60_000);
  await soon("the status bar counts them", says("Tactful 2"));
  await soon("the packaged program serves, once", () => servers().length === 1);
  await soon("the lens says how things stand", async () =>
    (await page.locator(".codelens-decoration").first().innerText()).replaceAll("\u00a0", " ").startsWith("post to Bakers of Bristol · stranger"));
}

async function pictures() {
  await command("View: Toggle Primary Side Bar Visibility");
  await goTo(8, 40);
  await page.waitForTimeout(500);
  await shot("light");
  await choose("Remove the competitor mention");
  await shot("fixes");
  await page.keyboard.press("Escape");
  await command("Preferences: Toggle between Light/Dark Themes");
  await soon("the editor is dark", async () => (await page.locator(".monaco-workbench.vs-dark").count()) === 1);
  await goTo(8, 40);
  await page.waitForTimeout(500);
  await shot("dark");
  await command("Preferences: Toggle between Light/Dark Themes");
}

async function hover() {
  await goTo(8, 40);
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await soon("hover says why", async () => (await page.locator(".monaco-hover", { hasText: "Rather not" }).count()) > 0);
  await shot("hover");
  await page.keyboard.press("Escape");
}

async function mend() {
  await goTo(6);
  await (await choose("Add an introduction")).click();
  await soon("the introduction is in the text", shows("I'm Maya Lindqvist"));
  await soon("its mark is gone", async () => (await marks("warning")) === 0);
  await goTo(8, 130);
  await (await choose("Remove the competitor mention")).click();
  await soon("the competitor is out of the text", async () => !(await text()).includes("DoughPro"));
  await soon("nothing is marked any more", async () => (await marks("error")) === 0 && (await marks("warning")) === 0);
  await soon("the status bar is content", says("Tactful"));
}

async function type() {
  const before = await text();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nPlease buy my starter kit!", { delay: 20 });
  await soon("what is typed is marked", async () => (await marks("warning")) > 0);
  for (let times = 0; times < 40 && (await text()).trimEnd() !== before.trimEnd(); times++) {
    await page.keyboard.press("Control+Z");
    await page.waitForTimeout(50);
  }
  await soon("undo takes back the text and its marks", async () =>
    (await text()).trimEnd() === before.trimEnd() && (await marks("warning")) === 0);
  await page.keyboard.press("Control+S");
  await soon("the draft is saved", () => saved("draft.md").includes("I'm Maya Lindqvist") && !saved("draft.md").includes("DoughPro"));
}

async function complete() {
  await goTo(4);
  await page.keyboard.type("permission: ", { delay: 20 });
  await page.keyboard.press("Control+Space");
  const offer = page.locator(".suggest-widget .monaco-list-row", { hasText: "granted" }).first();
  await offer.waitFor({ timeout: 15_000 });
  await soon("completion knows the values", async () => (await offer.count()) === 1);
  await page.keyboard.press("Escape");
  await command("File: Revert File");
}

async function askTheHost() {
  await open("course.md");
  await soon("the pitch is marked", async () => (await marks("warning")) > 1);
  await goTo(10, 5);
  await (await choose("Ask the host privately instead")).click();
  await soon("the new draft is shown", async () => (await page.locator(".tab.active", { hasText: "ask" }).count()) === 1);
  await soon("it asks for permission", shows("kind: message"));
  await shot("ask");
  await command("File: Save All");
}

async function explain() {
  await command("Tactful: Explain Rule");
  await page.locator(".quick-input-widget input").first().fill("poaching");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "poaching" }).first().click();
  await soon("the rule is explained", async () => (await page.locator(".tab", { hasText: "poaching" }).count()) === 1);
}

async function restartAndQuit() {
  const [old] = servers();
  await command("Tactful: Restart Server");
  await soon("another server has taken over", () => servers().length === 1 && servers()[0] !== old);
  await page.close({ runBeforeUnload: false });
}

let failed = 0;
try {
  for (const step of [read, pictures, hover, mend, type, complete, askTheHost, explain, restartAndQuit]) await step();
} catch (error) {
  failed = 1;
  console.error("FAIL ", String(error));
  console.error((await text().catch(() => "")).slice(0, 2000), "\nstatus:", await status().catch(() => ""));
  await shot("failure").catch(() => undefined);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed);
