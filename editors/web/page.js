// The page: the draft, what is said of it, and what the writer does about it.
import * as card from "./card.js";
import { load } from "./desk.js";
import * as drafts from "./drafts.js";
import { at, element } from "./element.js";
import * as list from "./list.js";
import { SETTINGS } from "./samples.js";
import * as sheet from "./sheet.js";
import { counted, standing, today } from "./words.js";

/** How long the writer has stopped typing when the list is filled anew, in milliseconds: it should not flutter beside them. */
const PAUSE = 150;

const text = at("text");
let desk = null;
let findings = [];
let active = -1;
let timer = 0;

at("settings").value = SETTINGS;
at("today").value = today();
drafts.begin(() => {
  card.hide();
  say("");
  read();
});

text.addEventListener("input", () => {
  drafts.keep();
  card.hide();
  say("");
  glance();
  clearTimeout(timer);
  timer = setTimeout(read, PAUSE);
});
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== text) return;
  const place = text.selectionStart;
  const covers = ({ start, end }) => start <= place && place <= end;
  const here = findings[active] && covers(findings[active]) ? -1 : findings.findIndex(covers);
  if (here >= 0) list.open(here);
});
card.follow(() => findings, choose);
at("settings").addEventListener("input", () => {
  settle();
  read();
});
at("today").addEventListener("input", () => at("today").value && read());
at("mend").addEventListener("click", mend);
at("undo").addEventListener("click", () => {
  text.focus();
  document.execCommand("undo");
});

const keys = {
  F8: () => step(1),
  "Shift+F8": () => step(-1),
  "Alt+Enter": () => document.activeElement === text && active >= 0 && (list.focus(active, true), true),
  Escape: () => card.hide() || (document.activeElement.closest("#found, #card") && (text.focus(), true)),
};
addEventListener("keydown", (event) => {
  const name = [event.altKey && "Alt", event.shiftKey && "Shift", event.key].filter(Boolean).join("+");
  if (keys[name]?.()) event.preventDefault();
});

// A program that has stopped does not start again.
addEventListener("error", () => {
  at("found-title").textContent = "The program stopped";
  say("This should not happen. Copy your draft, and reload the page.");
});

try {
  desk = await load();
  settle();
  read();
  for (const one of [at("mend"), at("undo")]) one.disabled = false;
  requestAnimationFrame(() => setTimeout(timed));
} catch (error) {
  console.error(error);
  at("found-title").textContent = "The program could not be loaded";
  say("It needs WebAssembly, and a server that serves this folder. Reload the page to try again.");
}

/** Goes to the next thing found, or the last; round at the ends. */
function step(by) {
  const place = text.selectionStart;
  const after = findings.findIndex(({ start }) => start > place);
  const before = findings.findLastIndex(({ start }) => start < place);
  // Several may start at the same place.
  const next = findings[active]?.start === place ? active + by : by > 0 ? after : before;
  const index = findings[next] ? next : by > 0 ? 0 : findings.length - 1;
  if (!findings[index]) return true;
  list.open(index);
  active = index;
  text.focus({ preventScroll: true });
  text.setSelectionRange(findings[index].start, findings[index].end);
  sheet.show(index);
  return true;
}

/** Puts the settings in force, and says what is wrong with them. */
function settle() {
  const problems = desk?.settings(at("settings").value) ?? [];
  at("problems").replaceChildren(...problems.map(({ line, message }) => element("li", { textContent: `Line ${line}: ${message}` })));
}

/** Reads the draft while the writer is still typing: the marks alone. */
function glance() {
  sheet.mark(desk?.check(drafts.current(), at("today").value).findings ?? []);
}

/** Reads the draft, and shows what there is to say of it. */
function read() {
  clearTimeout(timer);
  if (!desk) return sheet.mark([]);
  const found = desk.check(drafts.current(), at("today").value);
  findings = found.findings;
  active = -1;
  sheet.mark(findings);
  list.fill(findings, choose, turn);
  at("found-title").textContent = counted(findings);
  at("standing").textContent = standing(found);
}

/** The entry of finding `index` was opened. */
function turn(index) {
  active = index;
  sheet.point(index);
  // Where the list stands below the draft, the reader would lose it.
  if (index >= 0 && document.activeElement !== text && matchMedia("(min-width: 52rem)").matches) sheet.show(index);
}

/** Makes a fix that was chosen. */
function choose(finding, fix) {
  const index = findings.indexOf(finding);
  const fromList = document.activeElement?.closest("#found") !== null;
  card.hide();
  sheet.edit(fix.edits);
  drafts.keep();
  const created = fix.creates.map(drafts.add);
  read();
  say([`Done: ${fix.title}.`, ...created.map((name) => `${name} is among your drafts now.`), `Left: ${counted(findings)}.`].join(" "));
  if (fromList) list.focus(Math.min(index, findings.length - 1), false);
}

/** Makes every fix that loses none of the writer's words. */
function mend() {
  const { text: mended, made } = desk.mend(drafts.current(), at("today").value);
  if (mended !== text.value) sheet.replace(0, text.value.length, mended);
  drafts.keep();
  read();
  say(made.length ? `Done: ${made.join(", ")}.` : "No fix keeps all your words: choose one yourself.");
}

function say(words) {
  at("said").textContent = words;
}

/** Says how long it took until the first marks were there. */
function timed() {
  const ready = Math.round(performance.now());
  performance.measure("first-diagnostics", { start: 0, end: ready });
  const [program] = performance.getEntriesByName(new URL("tactful_bg.wasm", location).href);
  const size = program ? ` The program has ${(program.decodedBodySize / 1e6).toFixed(1)} MB.` : "";
  at("time").textContent = `Read in your browser, ${ready} ms after the page was opened.${size}`;
}
