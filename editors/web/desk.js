// The program: what there is to say of a text. The only file that knows the WebAssembly's interface.
import start, { Desk, rules } from "./tactful.js";
import { units } from "./units.js";

/** Loads the program, then closes the door: from then on the browser lets nothing out of the page, not even to its own host. */
export async function load() {
  await start();
  const door = document.createElement("meta");
  door.httpEquiv = "Content-Security-Policy";
  door.content = "default-src 'none'";
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  document.head.append(door);
  const known = new Map(JSON.parse(rules()).map((rule) => [rule.name, rule]));
  const desk = new Desk();
  return {
    /** What is wrong in these settings; what is right is in force from now on. */
    settings: (source) => JSON.parse(desk.settings(source)),
    /** What there is to say of `draft`; the fixes cost most of the time. */
    check(draft, today, withFixes) {
      const [file] = JSON.parse(desk.check(draft.text, draft.name, today, withFixes)).files;
      const unit = units(draft.text);
      const findings = file.diagnostics.map((found) => finding(found, unit, known.get(found.rule)));
      return { ...file, findings };
    },
    /** The text of `draft` with its safe fixes made, and what was done. */
    mend: (draft, today) => JSON.parse(desk.mend(draft.text, draft.name, today)),
  };
}

function finding({ rule, severity, message, start, end, fixes }, unit, about) {
  const edits = (fix) => fix.edits.map((edit) => ({ start: unit(edit.start), end: unit(edit.end), text: edit.text }));
  return {
    rule,
    severity,
    message,
    about,
    start: unit(start.offset),
    end: unit(end.offset),
    fixes: fixes.map((fix) => ({ title: fix.title, edits: edits(fix), creates: fix.creates ?? [] })),
  };
}
