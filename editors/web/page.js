// The page: the draft, what is said of it, and what the writer does about it.
import * as card from "./card.js";
import { load } from "./desk.js";
import { at, element } from "./element.js";
import * as list from "./list.js";
import { SAMPLES, SETTINGS } from "./samples.js";
import * as sheet from "./sheet.js";

/** How long the writer has stopped typing when the fixes are worked out, in milliseconds. */
const PAUSE = 150;

const text = at("text");
const drafts = SAMPLES.map((sample) => ({ ...sample }));
let draft = drafts[0];
let desk = null;
let findings = [];
let active = -1;
let timer = 0;

// The words are there before the program is: nobody looks at an empty page.
text.value = draft.text;
at("settings").value = SETTINGS;
at("today").value = today();
const loading = load();
names();

try {
  desk = await loading;
  settle();
  read();
  for (const one of [text, at("mend"), at("undo")]) one.disabled = false;
  requestAnimationFrame(() => setTimeout(timed));
} catch (error) {
  console.error(error);
  at("found-title").textContent = "The program could not be loaded";
  at("said").textContent = "It needs WebAssembly, and a server that serves this folder. Reload the page to try again.";
}

text.addEventListener("input", () => {
  draft.text = text.value;
  card.hide();
  glance();
  clearTimeout(timer);
  timer = setTimeout(read, PAUSE);
});
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== text || !desk) return;
  const place = text.selectionStart;
  const here = findings.findIndex(({ start, end }) => start <= place && place <= end);
  if (here >= 0) list.open(here);
});
card.follow(() => findings, choose);

at("settings").addEventListener("input", () => {
  settle();
  read();
});
at("today").addEventListener("input", () => at("today").value && read());
at("undo").addEventListener("click", () => {
  text.focus();
  document.execCommand("undo");
});
at("mend").addEventListener("click", () => {
  const { text: mended, made } = desk.mend(draft, at("today").value);
  if (mended !== text.value) sheet.replace(0, text.value.length, mended);
  read();
  say(made.length ? `Done: ${made.join(", ")}.` : "There is no fix that keeps all your words: choose one yourself.");
});

addEventListener("keydown", (event) => {
  const act = keys[[event.altKey && "Alt", event.shiftKey && "Shift", event.key].filter(Boolean).join("+")];
  if (act?.() && desk) event.preventDefault();
});
const keys = {
  F8: () => step(1),
  "Shift+F8": () => step(-1),
  "Alt+Enter": () => document.activeElement === text && active >= 0 && (list.focus(active, true), true),
  Escape: () => card.hide() || (document.activeElement.closest("#found, #card") && (text.focus(), true)),
};

/** Goes to the next thing found, or the last; round at the ends. */
function step(by) {
  if (findings.length === 0) return true;
  const place = text.selectionStart;
  const after = findings.findIndex(({ start }) => start > place);
  const before = findings.findLastIndex(({ start }) => start < place);
  const next = by > 0 ? Math.max(after, 0) : before < 0 ? findings.length - 1 : before;
  text.focus({ preventScroll: true });
  text.setSelectionRange(findings[next].start, findings[next].end);
  sheet.show(next);
  list.open(next);
  return true;
}

/** Puts the settings in force, and says what is wrong with them. */
function settle() {
  const problems = desk.settings(at("settings").value);
  at("problems").replaceChildren(...problems.map(({ line, message }) => element("li", { textContent: `Line ${line}: ${message}` })));
}

/** Reads the draft while the writer is still typing: the marks alone. */
function glance() {
  const now = desk.check(draft, at("today").value, false);
  sheet.mark(now.findings);
}

/** Reads the draft, and shows what there is to say of it. */
function read() {
  clearTimeout(timer);
  const found = desk.check(draft, at("today").value, true);
  findings = found.findings;
  active = -1;
  sheet.mark(findings);
  list.fill(findings, choose, turn);
  at("found-title").textContent = counted(findings);
  const { kind, relationship, permission } = found;
  at("standing").textContent = found.draft
    ? `Read as a ${kind} to a ${relationship === "acquainted" ? "person you have met" : relationship}; permission to promote: ${permission}. The lines between --- say otherwise.`
    : "Its front matter says that this is no draft, so it is left alone.";
}

/** The entry of finding `index` was opened. */
function turn(index) {
  active = index;
  sheet.point(index);
}

/** Makes a fix that was chosen. */
function choose(finding, fix) {
  const index = findings.indexOf(finding);
  const fromKeyboardList = document.activeElement?.closest("#found") !== null;
  card.hide();
  sheet.edit(fix.edits);
  draft.text = text.value;
  const created = fix.creates.map(keep);
  read();
  say([`Done: ${fix.title}.`, ...created.map((name) => `${name} is among your drafts now.`), counted(findings)].join(" "));
  if (fromKeyboardList) list.focus(Math.min(index, findings.length - 1), false);
}

/** Puts a draft that a fix wrote beside the others; its name. */
function keep({ path, text: words }) {
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/.exec(path);
  let name = path;
  for (let count = 2; drafts.some((other) => other.name === name); count += 1) name = `${stem}-${count}${end ?? ""}`;
  drafts.push({ name, title: name, text: words });
  names();
  return name;
}

/** Shows which drafts there are. */
function names() {
  const button = (one) => {
    const made = element("button", { type: "button", textContent: one.title, onclick: () => turnTo(one) });
    if (one === draft) made.setAttribute("aria-current", "true");
    return made;
  };
  at("drafts").replaceChildren(...drafts.map(button));
}

function turnTo(one) {
  draft = one;
  text.value = one.text;
  names();
  at("drafts").querySelector("[aria-current]").focus();
  say("");
  if (desk) read();
}

function say(words) {
  at("said").textContent = words;
}

function counted(found) {
  if (found.length === 0) return "Nothing to mind";
  const levels = ["error", "warning", "information", "hint"];
  const count = (level) => found.filter(({ severity }) => severity === level).length;
  const plural = (level) => (count(level) === 1 || level === "information" ? level : `${level}s`);
  return levels.filter(count).map((level) => `${count(level)} ${plural(level)}`).join(", ");
}

/** The writer's own day, not the one at Greenwich. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Says how long it took until the first marks were there. */
function timed() {
  const [program] = performance.getEntriesByName(new URL("tactful_bg.wasm", location).href);
  const ready = Math.round(performance.now());
  performance.measure("first-diagnostics", { start: 0, end: ready });
  const size = program ? ` The program has ${(program.decodedBodySize / 1e6).toFixed(1)} MB.` : "";
  at("time").textContent = `Read in your browser, ${ready} ms after the page was opened.${size}`;
}
