// The drafts on the page, and which of them is before the writer. They are gone when the page is.
import { at, element } from "./element.js";
import { SAMPLES } from "./samples.js";

const text = at("text");
const all = SAMPLES.map((sample) => ({ ...sample }));
let now = all[0];
let turned = () => {};

/** Shows the first draft. The words are there before the program is. `changed` is told when the writer turns to another. */
export function begin(changed) {
  turned = changed;
  text.value = now.text;
  names();
}

/** The draft before the writer: its name and its text. */
export const current = () => now;

/** Remembers what the writer has made of it. */
export function keep() {
  now.text = text.value;
}

/** Puts a draft that a fix wrote beside the others; the name it gets. */
export function add({ path, text: words }) {
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/.exec(path);
  let name = path;
  for (let count = 2; all.some((other) => other.name === name); count += 1) name = `${stem}-${count}${end ?? ""}`;
  all.push({ name, title: name, text: words });
  names();
  return name;
}

function names() {
  const button = (one) => {
    const made = element("button", { type: "button", textContent: one.title, onclick: () => turnTo(one) });
    if (one === now) made.setAttribute("aria-current", "true");
    return made;
  };
  at("drafts").replaceChildren(...all.map(button));
}

function turnTo(one) {
  now = one;
  text.value = one.text;
  names();
  at("drafts").querySelector("[aria-current]").focus();
  turned();
}
