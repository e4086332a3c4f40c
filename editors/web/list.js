// The list of what was found: one entry open at a time, in the order of the text.
import { at, element } from "./element.js";
import { explanation, message } from "./explanation.js";

const list = at("found");
/** What fills the entries that nobody has opened yet. */
const folded = new WeakMap();

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
    const made = element("details", { name: "found", open: key === open, dataset: { key, index } }, summary);
    // What can be done is worked out once somebody looks.
    folded.set(made, () => made.append(...explanation(finding, choose)));
    if (made.open) unfold(made);
    made.addEventListener("toggle", () => {
      if (made.open) unfold(made);
      if (made.isConnected) turn(opened() ? Number(opened().dataset.index) : -1);
    });
    return element("li", {}, made);
  });
  list.replaceChildren(...entries);
  if (focused) entry((one) => one.dataset.key === focused)?.querySelector("summary").focus({ preventScroll: true });
}

/** Opens the entry of finding `index`; the others close. */
export function open(index) {
  const wanted = entry((one) => Number(one.dataset.index) === index);
  if (!wanted) return;
  wanted.open = true;
  unfold(wanted);
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

function unfold(one) {
  folded.get(one)?.();
  folded.delete(one);
}

const entry = (fits) => [...list.querySelectorAll(":scope > li > details")].find(fits);
const opened = () => entry((one) => one.open);
