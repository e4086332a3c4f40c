// The card beside a mark that the pointer is on. It can be pointed at itself, and Escape puts it away.
import { at, element } from "./element.js";
import { buttons, message, reason } from "./explanation.js";
import { GRAVITY, under } from "./sheet.js";

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
  text.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && later(GRACE, hide));
  // A finger has no way to hover, and may not see the list.
  text.addEventListener("click", ({ clientX, clientY, pointerType }) => {
    const place = pointerType === "touch" && under(clientX, clientY);
    if (place) show(place, findings(), choose);
    else hide();
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(GRACE, hide));
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

/** The gravest in full, the others in a line each. */
function show({ findings: indices, box }, findings, choose) {
  clearTimeout(timer);
  const here = indices.map((index) => findings[index]).filter(Boolean);
  here.sort((a, b) => GRAVITY.indexOf(b.severity) - GRAVITY.indexOf(a.severity));
  const said = (finding, place) => {
    const line = element("p", {}, ...message(finding));
    return element("div", {}, line, ...(place === 0 ? [reason(finding), buttons(finding, finding.fixes(), choose)] : []));
  };
  card.replaceChildren(...here.map(said));
  card.hidden = here.length === 0;
  const { width, height } = card.getBoundingClientRect();
  const below = box.bottom + height + 8 < innerHeight || box.top < height;
  card.style.left = `${scrollX + Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  card.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - height - 6)}px`;
}
