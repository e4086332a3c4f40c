// node visitor.mjs FOLDER PROGRAM SHOTS: a visitor of the page in FOLDER, with mouse, keyboard and finger; PROGRAM is `tactful`, whose word
// the page's is held against. Exit status 1 where anything fails.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const [folder, program, shots] = process.argv.slice(2);
const { SAMPLES, SETTINGS } = await import(path.join(folder, "samples.js"));
const server = await serve(folder);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const errors = [];
let page;

async function visit(options) {
  const context = await browser.newContext({ viewport: { width: 1240, height: 860 }, ...options });
  page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(server.url);
  await page.waitForFunction(() => performance.getEntriesByName("first-diagnostics").length > 0, null, { timeout: 60_000 });
}

async function soon(what, condition, patience = 10_000) {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what}; there was: ${await said()}`);
    await page.waitForTimeout(30);
  }
  console.log("ok   ", what);
}

const text = () => page.locator("#text").inputValue();
const said = async () => [await page.locator("#found-title").innerText(), await page.locator("#said").innerText()].join(" / ");
const has = (words) => async () => (await text()).includes(words);
const lacks = (words) => async () => !(await text()).includes(words);
const shot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const entry = (rule) => page.locator(`#found > li:has(> details[data-key^="${rule} "])`);
async function unfold(rule) {
  const one = entry(rule).locator("> details");
  if (!(await one.evaluate((details) => details.open))) await one.locator("> summary").click();
}
const sample = (title) => page.locator("#drafts button", { hasText: title });
const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

/** The text of each mark of `rule`, whole. */
const marked = (rule) =>
  page.evaluate((rule) => {
    const at = [...document.querySelectorAll("#found > li > details")].find((entry) => entry.dataset.key.startsWith(`${rule} `))?.dataset.index;
    return [...document.querySelectorAll("mark")].filter((mark) => mark.dataset.over.split(" ").includes(at)).map((mark) => mark.textContent).join("");
  }, rule);

async function write(words) {
  await page.locator("#text").fill("");
  await page.locator("#text").pressSequentially(words);
}

async function typing() {
  await write("---\nkind: invite\n---\nHi 🎂 Ana! ");
  await soon("a greeting alone is not marked as an ask", async () => (await entry("premature-ask").count()) === 0);
  await page.keyboard.type("Please like my page.");
  await soon("an ask is marked where it stands, past a cake", async () => (await marked("premature-ask")) === "Please like my page.");
  await page.keyboard.type(" \ud83c What are you working on?");
  await soon("half a character does no harm", async () => (await marked("premature-ask")) === "Please like my page.");
}

async function mouse() {
  await sample("Post in a group").click();
  await soon("a sample is read", async () => (await page.locator("#found > li").count()) >= 3);
  await shot("light");
  const mark = page.locator("mark.error").first();
  const box = await mark.boundingBox();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await soon("pointing at a mark says what the reader feels", () => page.locator("#card", { hasText: "disparagement" }).isVisible());
  await shot("card");
  await page.keyboard.press("Escape");
  await soon("Escape puts that away", () => page.locator("#card").isHidden());
  await page.mouse.move(5, 5);
  await page.mouse.move(box.x + 24, box.y + box.height / 2);
  await page.locator("#card button").first().click();
  await soon("a fix by click changes the text", lacks("rip-off"));
  await soon("and its mark goes", async () => (await page.locator("mark.error").count()) === 0);
  await page.locator("#undo").click();
  await soon("Undo takes it back", has("rip-off"));
  await soon("and nothing is said to be done", async () => (await page.locator("#said").innerText()) === "");
  await unfold("unsolicited-promotion");
  await page.getByRole("button", { name: "Ask the host privately instead" }).click();
  await soon("a fix that writes a draft puts it beside the others", async () => (await page.locator("#drafts button").count()) > SAMPLES.length);
  await page.locator("#drafts button").last().click();
  await soon("where it can be read", has("Ann"));
}

async function keyboard() {
  await page.locator("#found-title").focus();
  await page.locator("body").press("Shift+Tab");
  await sample("Invitation").focus();
  await press("Enter");
  await soon("the keyboard turns to a sample", has("love your content"));
  for (let tabs = 0; tabs < 12 && (await focused()) !== "text"; tabs += 1) await press("Tab");
  await press("Control+Home", "F8");
  await soon("F8 goes to what was found and opens it", async () => (await page.locator("#found details[open]").count()) === 1);
  const before = await text();
  while (!(await entry("generic-greeting").locator("details[open]").count())) await press("F8");
  await press("Alt+Enter");
  await soon("Alt+Enter goes to its first fix", async () => (await focused()) === "Greet them by name");
  await press("Enter");
  await soon("Enter makes it", has("Hi Ann"));
  await soon("the keyboard is at the next one", () => page.evaluate(() => document.activeElement.matches("#found summary")));
  await press("Escape");
  await soon("Escape goes back to the draft", async () => (await page.evaluate(() => document.activeElement.id)) === "text");
  await press("Control+z");
  await soon("Ctrl+Z takes the fix back", async () => (await text()) === before);
  await press("Shift+F8");
  await soon("Shift+F8 goes back", async () => (await page.evaluate(() => document.activeElement.selectionEnd)) > 0);
}

async function settings() {
  await page.reload();
  await sample("A good guest").click();
  await soon("good manners are left alone", async () => (await page.locator("#found-title").innerText()) === "Nothing to mind");
  await page.locator("#who summary").click();
  await page.locator("#settings").fill('competitors = ["Tom"]\n[rules]\nshoutin = "off"\n');
  await soon("a mistake in the settings is shown", () => page.locator("#problems", { hasText: "Line 3" }).isVisible());
  await soon("and what is right is in force", async () => (await entry("competitor-mention").count()) === 1);
  await page.locator("#settings").fill(SETTINGS);
  await sample("Post in a group").click();
  await page.locator("#mend").click();
  await soon("the safe fixes are made at once", has("I'm Maya Lindqvist"));
  await unfold("disparagement");
  await page.getByRole("button", { name: "Ignore here (disparagement)" }).click();
  await soon("what is ignored is not said again", async () => (await entry("disparagement").count()) === 0);
}

async function silent() {
  const loaded = [...new Set(server.asked)];
  await soon("nothing was asked for twice, nor since the page was loaded", () => server.asked.length === loaded.length, 0);
}

/** The page and the command use the same check: they say the same. */
async function sameWord() {
  const today = await page.locator("#today").inputValue();
  const config = path.join(shots, "tactful.toml");
  fs.writeFileSync(config, SETTINGS);
  await page.reload();
  for (const { name, title, text } of SAMPLES) {
    await sample(title).click();
    const options = ["check", "-", "--stdin-filename", name, "--config", config, "--today", today, "--format", "json", "--fail-on", "error"];
    const report = (() => {
      try {
        return execFileSync(program, options, { input: text, encoding: "utf8" });
      } catch (failed) {
        return failed.stdout;
      }
    })();
    const command = JSON.parse(report).files[0].diagnostics.map((found) => [found.severity, found.message, ...found.fixes.map((fix) => fix.title)].join("|"));
    // What can be done is worked out once somebody looks.
    for (const one of await page.locator("#found > li > details").all()) {
      await one.locator("> summary").click();
      await one.locator(".silences").waitFor({ state: "attached" });
    }
    const shown = () =>
      page.locator("#found > li > details").evaluateAll((all) =>
        all.map((one) => [...one.querySelectorAll(":scope > summary span, :scope > .fixes:not(.silences) button")].map((part) => part.textContent).join("|")),
      );
    await soon(`the command says the same of “${title}”: ${command.length}`, async () => JSON.stringify(await shown()) === JSON.stringify(command));
  }
}

async function closed() {
  const before = server.asked.length;
  const tried = await page.evaluate(async () => {
    const held = (attempt) => attempt.then(() => "let out", () => "held");
    const image = new Promise((done, fail) => Object.assign(new Image(), { onload: done, onerror: fail, src: "picture.png?draft" }));
    const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: "next.html?draft" });
    document.head.append(link);
    navigator.sendBeacon("beacon?draft", "draft");
    return [await held(fetch("fetch?draft")), await held(image), await held(import("./module.js?draft"))];
  });
  await page.waitForTimeout(500);
  await soon("the browser lets nothing out, not even to the page's own host", () => tried.every((one) => one === "held") && server.asked.length === before);
  errors.length = 0; // What was held is told there.
}

async function accessible(name) {
  await page.evaluate(axe.source);
  await page.locator("#found summary").first().click();
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
  await soon(`axe has nothing to say, ${name}${told.length ? `: ${told.join("; ")}` : ""}`, () => told.length === 0, 0);
}

/** How long the last work of this name took, in milliseconds. */
const took = (name) => page.evaluate((name) => performance.getEntriesByName(name)[0].duration.toFixed(1), name);

/** What it costs: to begin, and to go on. */
async function costs() {
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName("first-diagnostics").length > 0);
  const again = await took("first-diagnostics");
  await sample("Template").click();
  const check = await took("check");
  await unfold("premature-ask");
  await entry("premature-ask").locator(".silences").waitFor();
  const fixes = await took("fixes");
  const words = SAMPLES.map(({ text }) => text.split("---\n").pop().repeat(8)).join("");
  // In one go: a moment later it is read again, when most of it is known.
  const many = await page.evaluate((words) => {
    const box = document.getElementById("text");
    box.value = words;
    box.dispatchEvent(new Event("input"));
    return performance.getEntriesByName("check")[0].duration.toFixed(1);
  }, words);
  return `from the cache ${again} ms; a draft ${check} ms, the fixes of a mark ${fixes} ms, ${words.length} characters ${many} ms`;
}

try {
  await visit({});
  const asked = new Set(server.asked);
  const first = await took("first-diagnostics");
  await soon("nothing is loaded that is not in the folder", () => [...asked].every((name) => name === "/" || fs.existsSync(path.join(folder, name))));
  await sample("A good guest").click();
  await typing();
  await mouse();
  await keyboard();
  await silent();
  await settings();
  await accessible("light");
  await sameWord();
  const after = await costs();
  await closed();
  await visit({ colorScheme: "dark" });
  await sample("Template").click();
  await accessible("dark");
  await shot("dark");
  await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await accessible("narrow");
  await page.locator("#text").evaluate((box) => box.scrollIntoView());
  const mark = await page.locator("mark.error").first().boundingBox();
  await page.touchscreen.tap(mark.x + 10, mark.y + mark.height / 2);
  await soon("a tap on a mark says what the reader feels", () => page.locator("#card", { hasText: "disparagement" }).isVisible());
  await soon("nothing is wider than the phone", () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await shot("narrow");
  await soon(`no error was told${errors.length ? `: ${errors.join("; ")}` : ""}`, () => errors.length === 0, 0);
  await page.evaluate(() => setTimeout(() => { throw new Error("a test asked for this"); }));
  await soon("a program that stops is no secret", () => page.locator("#found-title", { hasText: "stopped" }).isVisible());
  console.log(`first diagnostics after ${first} ms; ${after}`);
} catch (failure) {
  console.error("FAIL ", failure.message);
  await shot("failed");
  process.exitCode = 1;
} finally {
  await browser.close();
  server.end();
}
