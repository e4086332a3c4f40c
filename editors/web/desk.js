// The program: what there is to say of a text. The only file that knows the WebAssembly's interface.
import start, { Desk, rules } from "./tactful.js";
import { units } from "./units.js";

/** Loads the program, then closes the door: from then on the browser lets nothing out of the page, not even to its own host. */
export async function load() {
  await start({ module_or_path: fetch("tactful_bg.wasm") });
  const door = document.createElement("meta");
  door.httpEquiv = "Content-Security-Policy";
  door.content = "default-src 'none'; img-src data:";
  document.head.append(door);
  const known = new Map(JSON.parse(rules()).map((rule) => [rule.name, rule]));
  const desk = new Desk();
  return {
    /** What is wrong in these settings; what is right is in force from now on. */
    settings: (source) => JSON.parse(desk.settings(source)),
    /** What there is to say of `draft`; the fixes cost most of the time. */
    check(draft, today, withFixes) {
      const start = performance.now();
      const given = [draft.text, draft.name, today];
      const [file] = JSON.parse(desk.check(...given, withFixes)).files;
      const silences = withFixes ? JSON.parse(desk.silences(...given)).files[0].diagnostics : [];
      const unit = units(draft.text);
      const findings = file.diagnostics.map((found, index) => ({
        rule: found.rule,
        severity: found.severity,
        message: found.message,
        about: known.get(found.rule),
        start: unit(found.start.offset),
        end: unit(found.end.offset),
        fixes: found.fixes.map((fix) => counted(fix, unit)),
        silences: (silences[index]?.fixes ?? []).map((fix) => counted(fix, unit)),
      }));
      performance.clearMeasures("check");
      performance.measure("check", { start });
      return { ...file, findings };
    },
    /** The text of `draft` with its safe fixes made, and what was done. */
    mend: (draft, today) => JSON.parse(desk.mend(draft.text, draft.name, today)),
  };
}

/** A fix whose places are counted as the browser counts. */
function counted({ title, edits, creates }, unit) {
  return { title, edits: edits.map((edit) => ({ start: unit(edit.start), end: unit(edit.end), text: edit.text })), creates: creates ?? [] };
}
