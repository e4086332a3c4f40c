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
    /** What there is to say of `draft`. What can be done about each costs more, and is worked out when it is asked for. */
    check(draft, today) {
      const given = [draft.text, draft.name, today];
      const unit = units(draft.text);
      const offers = (report) => (JSON.parse(report).files[0].diagnostics[0]?.fixes ?? []).map((fix) => counted(fix, unit));
      const [file] = timed("check", () => JSON.parse(desk.check(...given)).files);
      const findings = file.diagnostics.map((found, index) => ({
        rule: found.rule,
        severity: found.severity,
        message: found.message,
        about: known.get(found.rule),
        start: unit(found.start.offset),
        end: unit(found.end.offset),
        fixes: once(() => timed("fixes", () => offers(desk.fixes(...given, index)))),
        silences: once(() => offers(desk.silences(...given, index))),
      }));
      return { ...file, findings };
    },
    /** The text of `draft` with its safe fixes made, and what was done. */
    mend: (draft, today) => JSON.parse(desk.mend(draft.text, draft.name, today)),
  };
}

/** `work`, done the first time it is asked for. */
function once(work) {
  let done;
  return () => (done ??= work());
}

/** Does `work`, and keeps how long the last of this name took. */
function timed(name, work) {
  const start = performance.now();
  const done = work();
  performance.clearMeasures(name);
  performance.measure(name, { start });
  return done;
}

/** A fix whose places are counted as the browser counts. */
function counted({ title, edits, creates }, unit) {
  return { title, edits: edits.map((edit) => ({ start: unit(edit.start), end: unit(edit.end), text: edit.text })), creates: creates ?? [] };
}
