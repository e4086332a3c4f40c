// The card beside a mark that the pointer is on. It can be pointed at itself, and Escape puts it away.
import { at, element } from "./element.js";
import { buttons, reason } from "./explanation.js";
import { under } from "./sheet.js";

const card = at("card");
const text = at("text");
const WAIT = 150;
const GRACE = 300;
let timer = 0;

/** Shows a card for what `findings()` says lies under the pointer. */
export function follow(findings, choose) {
  text.addEventListener("pointermove", ({ clientX, clientY, pointerType }) => {
    if (pointerType === "touch") return;
    const place = under(clientX, clientY);
    if (place) later(WAIT, () => show(place, findings(), choose));
    else later(GRACE, hide);
  });
  text.addEventListener("pointerleave", () => later(GRACE, hide));
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(GRACE, hide));
  addEventListener("scroll", hide, { capture: true, passive: true });
}

/** Puts the card away; whether there was one. */
export function hide() {
  clearTimeout(timer);
  const was = !card.hidden;
  card.hidden = true;
  return was;
}

function later(delay, what) {
  clearTimeout(timer);
  timer = setTimeout(what, delay);
}

function show({ findings: indices, box }, findings, choose) {
  const here = indices.map((index) => findings[index]).filter(Boolean);
  const said = (finding) =>
    element(
      "div",
      { className: finding.severity },
      element("p", {}, element("span", { className: `level ${finding.severity}`, textContent: finding.severity }), ` ${finding.message}`),
      reason(finding),
      buttons(finding, choose),
    );
  card.replaceChildren(...here.map(said));
  card.hidden = here.length === 0;
  const { width, height } = card.getBoundingClientRect();
  const below = box.bottom + height + 8 < innerHeight || box.top < height;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  card.style.top = `${below ? box.bottom + 2 : box.top - height - 2}px`;
}
