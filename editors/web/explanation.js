// What is said of one finding: in the list, and beside a mark.
import { element } from "./element.js";

/** The reason, an example and a button for each fix; `choose` is told which was pressed. */
export function explanation(finding, choose) {
  return [reason(finding), buttons(finding, choose), example(finding.about)].filter((part) => part !== null);
}

/** A button for each fix. */
export function buttons(finding, choose) {
  const button = (fix) => element("button", { type: "button", textContent: fix.title, onclick: () => choose(finding, fix) });
  return element("div", { className: "fixes" }, ...finding.fixes.map(button));
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
