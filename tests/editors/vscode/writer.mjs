// node writer.mjs URL FOLDER EXTENSIONS: a writer at the keyboard of VS Code. Exit status 1 where anything fails.
import fs from "node:fs";
import path from "node:path";
import { sitDown } from "./desk.mjs";

const desk = await sitDown(...process.argv.slice(2));
const { page } = desk;

async function read() {
  await page.goto(`${desk.url}/?folder=${encodeURIComponent(desk.folder)}`);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "draft.md" }).waitFor({ timeout: 60_000 });
  await desk.open("draft.md");
  const isMarked = async () => (await desk.marks("warning")) > 0 && (await desk.marks("error")) > 0;
  await desk.soon("both faults are marked", isMarked, 60_000);
  await desk.soon("the status bar counts them", desk.says("Tactful 2"));
  await desk.soon("the packaged program serves, once, whatever the folder says", () => desk.servers().length === 1);
  await desk.soon("the lens says how things stand", async () => {
    const lens = await page.locator(".codelens-decoration").first().innerText();
    return lens.replaceAll("\u00a0", " ").startsWith("post to Bakers of Bristol · stranger");
  });
  await desk.command("View: Toggle Primary Side Bar Visibility");
}

async function hover() {
  const point = async () => {
    await desk.goTo(8, 40);
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    await page.locator(".monaco-hover", { hasText: "Rather not" }).first().waitFor();
  };
  await desk.pictures("hover", point);
  await point();
  await desk.soon("hover says why", async () => (await page.locator(".monaco-hover", { hasText: "makes the room wonder" }).count()) > 0);
  await page.keyboard.press("Escape");
}

async function mend() {
  await desk.pictures("fixes", async () => {
    await desk.goTo(8, 40);
    await desk.choose("Remove the competitor mention");
  });
  await desk.goTo(6);
  await (await desk.choose("Add an introduction")).click();
  await desk.soon("the introduction is in the text", desk.shows("I'm Maya Lindqvist"));
  await desk.soon("its mark is gone", async () => (await desk.marks("warning")) === 0);
  await desk.goTo(8, 130);
  await (await desk.choose("Remove the competitor mention")).click();
  await desk.soon("the competitor is out of the text", async () => !(await desk.text()).includes("DoughPro"));
  await desk.soon("nothing is marked any more", async () => (await desk.marks("error")) === 0 && (await desk.marks("warning")) === 0);
  await desk.soon("the status bar is content", desk.says("Tactful"));
}

async function type() {
  const before = await desk.text();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nPlease buy my starter kit!", { delay: 20 });
  await desk.soon("what is typed is marked", async () => (await desk.marks("warning")) > 0);
  for (let times = 0; times < 40 && (await desk.text()).trimEnd() !== before.trimEnd(); times++) {
    await page.keyboard.press("Control+Z");
    await page.waitForTimeout(50);
  }
  await desk.soon("undo takes back the text and its marks", async () =>
    (await desk.text()).trimEnd() === before.trimEnd() && (await desk.marks("warning")) === 0);
  await page.keyboard.press("Control+S");
  await desk.soon("the draft is saved", () => {
    const saved = desk.saved("draft.md");
    return saved.includes("I'm Maya Lindqvist") && !saved.includes("DoughPro");
  });
}

async function complete() {
  await desk.goTo(4);
  await page.keyboard.type("permission: ", { delay: 20 });
  await page.keyboard.press("Control+Space");
  const offer = page.locator(".suggest-widget .monaco-list-row", { hasText: "granted" }).first();
  await offer.waitFor({ timeout: 15_000 });
  await desk.soon("completion knows the values", async () => (await offer.count()) === 1);
  await page.keyboard.press("Escape");
  await desk.command("File: Revert File");
}

async function askTheHost() {
  await desk.open("course.md");
  await desk.soon("the pitch is marked", async () => (await desk.marks("warning")) > 1);
  await desk.goTo(10, 5);
  await (await desk.choose("Ask the host privately instead")).click();
  await desk.soon("the new draft is shown", desk.tab("ask"));
  await desk.soon("it asks for permission", desk.shows("kind: message"));
  await desk.soon("what is to be filled in is marked", async () => (await desk.marks("error")) > 0);
  await desk.command("File: Save All");
}

async function startADraft() {
  await desk.command("Tactful: New Draft");
  await desk.enter("Ann Carter");
  await page.keyboard.press("Enter");
  await desk.pick("private: a DM or an e-mail");
  await desk.soon("the draft that was started is shown", desk.tab("ann-carter.md"));
  await desk.soon("it is to whom was said", desk.shows("to: Ann Carter"));
  await desk.soon("it is on the disk", () => desk.saved("ann-carter.md").includes("kind: message"));
}

async function history() {
  const shown = () => desk.webview().locator("section", { hasText: "Ann Carter" }).first();
  await desk.pictures("history", async () => {
    await desk.command("Tactful: Show History");
    await shown().waitFor({ timeout: 15_000 });
  });
  await desk.command("Tactful: Show History");
  await desk.soon("there is one page of it", async () => (await page.locator(".tab", { hasText: "Tactful: History" }).count()) === 1);
  await desk.soon("the history is shown, with those who were written to", async () => (await shown().count()) === 1);
  const policy = await desk.webview().locator("meta[http-equiv='Content-Security-Policy']").first().getAttribute("content");
  await desk.soon("its page may neither run nor fetch anything", () => /^default-src 'none'; style-src 'nonce-[^']+'$/.test(policy));
  const font = await desk.webview().locator("h2").first().evaluate((heading) => getComputedStyle(heading).margin);
  await desk.soon("its own style sheet holds", () => font === "0px");
  await desk.command("View: Close All Editors");
}

async function explain() {
  await desk.open("course.md");
  await desk.goTo(10, 5);
  await desk.command("Tactful: Explain Rule");
  const first = page.locator(".quick-input-list .monaco-list-row").first();
  await desk.soon("the rule at the cursor comes first", async () => (await first.innerText()).includes("disparagement"));
  await desk.enter("poaching");
  await desk.pick("poaching");
  await desk.soon("the rule is explained", desk.shows("poaching (Promoting, error)"));
}

async function walkThrough() {
  await desk.command("View: Close All Editors");
  await desk.command("Welcome: Open Walkthrough...");
  await desk.pick("Good manners for what you send");
  const steps = page.locator(".getting-started-step");
  await desk.soon("the walkthrough has its steps", async () => (await steps.count()) === 3);
  await page.waitForTimeout(1000);
  await desk.shot("walkthrough");
}

async function chooseTheProgram() {
  await desk.open("course.md");
  const settings = path.join(process.env.MACHINE, "settings.json");
  fs.mkdirSync(process.env.MACHINE, { recursive: true });
  fs.writeFileSync(settings, JSON.stringify({ "tactful.server.path": "/nowhere/tactful" }));
  const advice = page.locator(".notification-toast", { hasText: "There is no program at /nowhere/tactful" });
  await desk.soon("a program that is not there is said to be missing", async () => (await advice.count()) > 0);
  await desk.soon("and nothing runs", () => desk.servers().length === 0);
  await page.waitForTimeout(1000);
  await desk.shot("missing");
  await desk.soon("nothing else is complained of", async () => (await page.locator(".notification-toast").count()) === 1);
  fs.writeFileSync(settings, "{}");
  await desk.soon("the packaged program serves again", () => desk.servers().length === 1);
}

async function restartAndQuit() {
  const [old] = desk.servers();
  await desk.command("Tactful: Restart Server");
  await desk.soon("another server has taken over", () => desk.servers().length === 1 && desk.servers()[0] !== old);
  await page.close({ runBeforeUnload: false });
}

let failed = 0;
try {
  const writing = [read, hover, mend, type, complete, askTheHost, startADraft];
  for (const step of [...writing, history, explain, walkThrough, chooseTheProgram, restartAndQuit]) await step();
} catch (error) {
  failed = 1;
  console.error("FAIL ", String(error));
  console.error((await desk.text().catch(() => "")).slice(0, 2000), "\nstatus:", await desk.status().catch(() => ""));
  await desk.shot("failure").catch(() => undefined);
}
await desk.browser.close();
console.log(`${desk.passed} passed, ${failed} failed`);
process.exit(failed);
