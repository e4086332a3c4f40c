// Looks at every page of the book as readers do: in both colours, on a desk and on a telephone.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { chromium } from "playwright-core";

const [book, shots] = process.argv.slice(2);
const pictured = ["index.html", "start.html", "settings.html", "rules/pressure.html", "comparison.html"];
// Made for scripts and printers, not for readers.
const unread = ["toc.html", "404.html", "print.html"];

const pages = readdirSync(book, { recursive: true })
  .filter((name) => name.endsWith(".html") && !unread.includes(name))
  .sort();
const options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: options });
const wrong = [];

/** The lowest contrast of text with what it stands on, by WCAG, over what a reader reads. */
function lowestContrast() {
  const luminance = ([r, g, b]) => {
    const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = colour(getComputedStyle(at).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  let lowest = { ratio: 21 };
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("button, [class*=hljs-]")) continue;
    const [a, b] = [luminance(colour(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < lowest.ratio) lowest = { ratio, text: walker.currentNode.data.trim().slice(0, 40) };
  }
  return lowest;
}

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const tab = await context.newPage();
    let page;
    const complain = (what) => wrong.push(`${page}, ${colorScheme}, ${width} wide: ${what}`);
    tab.on("pageerror", (error) => complain(error.message));
    // The icon is given up where the next page is opened first.
    const isGivenUp = (request) => request.failure()?.errorText === "net::ERR_ABORTED" && request.url().includes("favicon");
    tab.on("requestfailed", (request) => isGivenUp(request) || complain(`${request.url()} cannot be had`));
    tab.on("request", (request) => request.url().startsWith("file:") || complain(`asks for ${request.url()}`));
    for (page of pages) {
      await tab.goto(`file://${join(book, page)}`);
      const look = await tab.evaluate(() => ({
        heading: document.querySelector("main h1")?.textContent.trim(),
        over: document.documentElement.scrollWidth - innerWidth,
        unmade: document.querySelector("main").innerText.match(/\{\{#\w+[^}]*\}\}/)?.[0],
        broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
      }));
      look.heading || complain("it has no heading");
      look.over > 0 && complain(`it is ${look.over} pixels too wide`);
      look.unmade && complain(`${look.unmade} is left`);
      look.broken.length > 0 && complain(`no picture: ${look.broken}`);
      const contrast = await tab.evaluate(lowestContrast);
      contrast.ratio < 4.5 && complain(`contrast ${contrast.ratio.toFixed(2)} at “${contrast.text}”`);
      if (pictured.includes(page)) {
        await tab.screenshot({ path: join(shots, `${page.replaceAll("/", "-")}-${colorScheme}-${width}.png`) });
      }
    }
    await context.close();
  }
}

// What somebody looks for is found.
const tab = await browser.newPage();
await tab.goto(`file://${join(book, "index.html")}`);
await tab.keyboard.press("s");
await tab.locator("#mdbook-searchbar, #searchbar").first().pressSequentially("poaching");
await tab.locator('a[href*="rules/poaching.html"]').first().waitFor({ state: "attached", timeout: 10_000 });
await browser.close();

console.log(`${pages.length} pages of ${relative(process.cwd(), book)}, each in 4 ways; search finds a rule`);
if (wrong.length > 0) {
  console.error([...new Set(wrong)].join("\n"));
  process.exit(1);
}
