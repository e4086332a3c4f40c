// The desk of a writer in VS Code: the browser, the keyboard, and what can be seen. Selectors are VS Code's insides: its version is pinned.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const { chromium } = createRequire(`${process.env.PLAYWRIGHT}/`)("playwright-core");

/** Opens `url` in a browser that reaches nothing else. `folder` is what VS Code has open, `extensions` where its extensions are. */
export async function sitDown(url, folder, extensions) {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
  });
  const context = await browser.newContext({ viewport: { width: 960, height: 540 }, deviceScaleFactor: 2 });
  await context.route("**/*", (route) => (new URL(route.request().url()).hostname === "127.0.0.1" ? route.continue() : route.abort()));
  return new Desk(browser, await context.newPage(), { url, folder, extensions });
}

class Desk {
  passed = 0;

  constructor(browser, page, places) {
    Object.assign(this, { browser, page, ...places });
  }

  /** Waits for what takes a while, as a person does. */
  async soon(what, condition, patience = 15_000) {
    const end = Date.now() + patience;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error(what);
      await this.page.waitForTimeout(50);
    }
    this.passed += 1;
    console.log("ok   ", what);
  }

  // VS Code draws spaces as no-break spaces.
  async text() {
    return (await this.page.locator(".editor-instance .view-line").allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  }

  shows(words) {
    return async () => (await this.text()).includes(words);
  }

  marks(level) {
    return this.page.locator(`.monaco-editor .squiggly-${level}`).count();
  }

  async status() {
    return (await this.page.locator(".statusbar-item", { hasText: "Tactful" }).allInnerTexts()).join("").trim();
  }

  says(words) {
    return async () => (await this.status()) === words;
  }

  tab(words) {
    return async () => (await this.page.locator(".tab.active", { hasText: words }).count()) === 1;
  }

  saved(file) {
    return fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) });
  }

  /** Takes the picture `name` in the light, and `name-dark` in the dark. `show` brings about what is to be seen. */
  async pictures(name, show) {
    for (const suffix of ["", "-dark"]) {
      await show();
      await this.page.waitForTimeout(600);
      await this.shot(name + suffix);
      await this.page.keyboard.press("Escape");
      await this.command("Preferences: Toggle between Light/Dark Themes");
      await this.page.locator(`.monaco-workbench.${suffix === "" ? "vs-dark" : "vs"}:not(.hc-black)`).waitFor();
    }
  }

  /** Types into the box at the top. */
  async enter(words) {
    await this.page.locator(".quick-input-widget input").first().fill(words);
  }

  async pick(words) {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: words }).first().click();
  }

  async command(title) {
    await this.page.keyboard.press("F1");
    await this.enter(`>${title}`);
    await this.pick(title);
  }

  async open(file) {
    await this.page.keyboard.press("Control+P");
    await this.enter(file);
    await this.pick(file);
    await this.page.locator(".tab.active", { hasText: file }).waitFor();
  }

  async goTo(line, column = 1) {
    await this.page.keyboard.press("Control+G");
    await this.enter(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.waitForTimeout(300);
  }

  async choose(title) {
    await this.page.keyboard.press("Control+.");
    const action = this.page.locator(".action-widget .action", { hasText: title }).first();
    await action.waitFor({ timeout: 15_000 });
    await this.page.waitForTimeout(200);
    return action;
  }

  /** The processes that run a program of an extension. */
  servers() {
    return fs.readdirSync("/proc").filter((id) => {
      try {
        return fs.readlinkSync(`/proc/${id}/exe`).startsWith(this.extensions);
      } catch {
        return false;
      }
    });
  }

  /** The document inside the web view in front. */
  webview() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }
}
