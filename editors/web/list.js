// The list of what was found: one entry open at a time, in the order of the text.
import { at, element } from "./element.js";
import { explanation, message } from "./explanation.js";

const list = at("found");

/** Shows `findings`. `choose` is told which fix was pressed, `turn` which entry was opened. What was open and focused stays so. */
export function fill(findings, choose, turn) {
  const open = opened()?.dataset.key;
  const focused = document.activeElement?.closest("#found > li > details")?.dataset.key;
  const seen = new Map();
  const entries = findings.map((finding, index) => {
    const count = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, count);
    const key = `${finding.rule} ${count}`;
    const summary = element("summary", {}, ...message(finding));
    const entry = element("details", { name: "found", open: key === open, dataset: { key, index } }, summary);
    entry.append(...explanation(finding, choose));
    entry.addEventListener("toggle", () => entry.isConnected && turn(opened() ? Number(opened().dataset.index) : -1));
    return element("li", {}, entry);
  });
  list.replaceChildren(...entries);
  if (focused) entry((one) => one.dataset.key === focused)?.querySelector("summary").focus({ preventScroll: true });
}

/** Opens the entry of finding `index`; the others close. */
export function open(index) {
  const wanted = entry((one) => Number(one.dataset.index) === index);
  if (!wanted) return;
  wanted.open = true;
  const [box, frame] = [wanted.getBoundingClientRect(), list.getBoundingClientRect()];
  // The list scrolls by itself: the page stays where the writer is.
  if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top;
}

/** Puts the keyboard at the entry of finding `index`: at its first fix where `onFix` says so. */
export function focus(index, onFix) {
  open(index);
  const wanted = entry((one) => Number(one.dataset.index) === index);
  const target = (onFix && wanted?.querySelector(".fixes button")) || wanted?.querySelector("summary") || at("found-title");
  target.focus();
}

const entry = (fits) => [...list.querySelectorAll(":scope > li > details")].find(fits);
const opened = () => entry((one) => one.open);
