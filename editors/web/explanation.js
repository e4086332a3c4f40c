// What is said of one finding: in the list, and beside a mark.
import { element } from "./element.js";

/** The reason, a button for each fix, an example, and what to do who disagrees. */
export function explanation(finding, choose) {
  const parts = [reason(finding), buttons(finding, finding.fixes(), choose), example(finding.about)];
  const silences = buttons(finding, finding.silences(), choose);
  silences.classList.add("silences");
  return [...parts, silences].filter((part) => part !== null);
}

/** How grave it is, and what the reader will feel. */
export function message({ severity, message: words }) {
  return [element("span", { className: `level ${severity}`, textContent: severity }), " ", element("span", { textContent: words })];
}

/** A button for each of `fixes`. */
export function buttons(finding, fixes, choose) {
  const button = (fix) => element("button", { type: "button", textContent: fix.title, onclick: () => choose(finding, fix) });
  return element("div", { className: "fixes" }, ...fixes.map(button));
}

/** Why the rule exists. */
export function reason({ rule, about }) {
  const name = element("span", { className: "rule", textContent: rule });
  return element("p", { className: "why" }, about ? `${about.why} ` : null, name);
}

function example(about) {
  if (!about?.bad) return null;
  const pair = [element("dt", { textContent: "Rather not" }), element("dd", { textContent: about.bad })];
  if (about.good) pair.push(element("dt", { textContent: "Better" }), element("dd", { textContent: about.good }));
  return element("details", { className: "example" }, element("summary", { textContent: "For example" }), element("dl", {}, ...pair));
}
