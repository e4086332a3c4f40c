// The sheet: a text box, and behind it the same text with the marks. Both wrap alike, so that each mark lies under its words.
import { at, element } from "./element.js";

/** Levels, from least to most. */
export const GRAVITY = ["hint", "information", "warning", "error"];
/** Half of what lies between two lines, in CSS pixels. */
const GAP = 5;
const text = at("text");
const mirror = at("mirror");

/** Shows marks for `findings`, which belong to `text.value`. */
export function mark(findings) {
  const all = text.value;
  const ranges = findings.map(({ start, end }, index) => ({ start, end: Math.max(end, start + 1), index }));
  const cuts = [...new Set([0, all.length, ...ranges.flatMap(({ start, end }) => [start, Math.min(end, all.length)])])];
  cuts.sort((a, b) => a - b);
  const parts = cuts.slice(1).map((end, place) => {
    const start = cuts[place];
    const over = ranges.filter((range) => range.start < end && start < range.end).map(({ index }) => index);
    const piece = all.slice(start, end);
    if (over.length === 0) return document.createTextNode(piece);
    const gravest = Math.max(...over.map((index) => GRAVITY.indexOf(findings[index].severity)));
    return element("mark", { className: GRAVITY[gravest], textContent: piece, dataset: { over: over.join(" ") } });
  });
  // A last line break has no line of its own in the mirror unless something follows it.
  mirror.replaceChildren(...parts, "\u200b");
}

/** Makes the marks of finding `index` stand out; -1 is none. */
export function point(index) {
  for (const piece of mirror.querySelectorAll("mark")) piece.classList.toggle("active", over(piece).includes(index));
}

/** The findings under a point of the window, and the box of the mark that is there. */
export function under(x, y) {
  for (const piece of mirror.querySelectorAll("mark")) {
    const covers = ({ left, right, top, bottom }) => x >= left && x <= right && y >= top - GAP && y <= bottom + GAP;
    const box = [...piece.getClientRects()].find(covers);
    if (box) return { findings: over(piece), box };
  }
  return null;
}

/** Brings the marks of finding `index` into view. */
export function show(index) {
  const piece = [...mirror.querySelectorAll("mark")].find((piece) => over(piece).includes(index));
  piece?.scrollIntoView({ block: "nearest" });
}

/** Makes `edits` (sorted, in code units) as one step that the browser's own undo takes back. */
export function edit(edits) {
  const [first, last] = [edits[0], edits.at(-1)];
  if (!first) return;
  let put = "";
  let from = first.start;
  for (const { start, end, text: words } of edits) {
    put += text.value.slice(from, start) + words;
    from = end;
  }
  replace(first.start, last.end, put);
}

/** Puts `words` in the place of a range, so that the browser's own undo takes it back. */
export function replace(start, end, words) {
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end);
  const done = words === "" ? start === end || document.execCommand("delete") : document.execCommand("insertText", false, words);
  if (!done) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const over = (piece) => piece.dataset.over.split(" ").map(Number);
