//! Applying a fix helps: over the labelled drafts, every fix of every diagnostic makes that diagnostic go away, brings no
//! new one that matters, and leaves well-formed text.

use std::{collections::BTreeMap, fs, path::Path};
use tactful::{
    acts::Reader,
    check::{FRONT_MATTER, check},
    context::{Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    fix::Fix,
    level::Level,
    rules::{self, Fixes},
};

/// A draft of `tests/drafts` with what is said of it.
struct Case {
    name: String,
    source: String,
    found: Vec<Diagnostic>,
}

/// What is wrong with the draft after a fix.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
enum Fault {
    /// The text itself is spoilt: always the fix's fault.
    Form(String),
    /// What is said of it has not become better.
    Reading(String),
}

#[test]
fn every_fix_helps() {
    let (settings, cases) = cases();
    let mut faults: Vec<(Fault, String)> = Vec::new();
    let mut applied = 0;
    for case in &cases {
        for diagnostic in &case.found {
            for fix in &diagnostic.fixes {
                applied += 1;
                let fixed = fix.apply(&case.source);
                let wrong = form(&case.source, fix, &fixed).into_iter().map(Fault::Form);
                let wrong = wrong.chain(reading(case, diagnostic, fix, &fixed, &settings).into_iter().map(Fault::Reading));
                let shown = format!("{} {} “{}”\n{}", case.name, diagnostic.rule, fix.title, around(&case.source, fix, &fixed));
                faults.extend(wrong.map(|fault| (fault, shown.clone())));
            }
        }
    }
    let (spoilt, misread): (Vec<_>, Vec<_>) = faults.iter().partition(|(fault, _)| matches!(fault, Fault::Form(_)));
    let list = |faults: &[&(Fault, String)]| -> String {
        faults.iter().map(|(fault, shown)| format!("{fault:?}\n  {}\n", shown.replace('\n', "\n  "))).collect()
    };
    println!("{applied} fixes of {} drafts, {} misread:\n{}", cases.len(), misread.len(), list(&misread));
    assert!(spoilt.is_empty(), "{} fixes spoil the text:\n{}", spoilt.len(), list(&spoilt));
    assert!(misread.is_empty(), "{} fixes do not help", misread.len());
}

fn cases() -> (Settings, Vec<Case>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let (settings, problems) = Settings::parse(&fs::read_to_string(folder.join("tactful.toml")).unwrap(), &rules::names());
    assert_eq!(problems, []);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    let cases = paths.iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = fs::read_to_string(path).unwrap();
        let found = said(&name, &source, &settings);
        Case { name, source, found }
    });
    (settings.clone(), cases.collect())
}

fn said(name: &str, source: &str, settings: &Settings) -> Vec<Diagnostic> {
    let origin = Origin { path: Some(Path::new(name)), is_named: false };
    check(
        &Document::new(source, Format::Markdown),
        settings,
        origin,
        jiff::civil::date(2026, 6, 1),
        &mut Reader::default(),
        Fixes::All,
    )
    .diagnostics
}

/// What the edits did to the text as text.
fn form(source: &str, fix: &Fix, fixed: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if fix.edits.is_empty() && fix.creates.is_empty() {
        faults.push("does nothing".to_owned());
    }
    let ends = |text: &str| text.len() - text.trim_end().len();
    if ends(fixed) > ends(source) {
        faults.push("leaves white space at the end".to_owned());
    }
    let body = |text: &str| text.split("---\n").nth(2).unwrap_or(text).to_owned();
    let (before, after) = (body(source), body(fixed));
    if after.starts_with("\n\n") && !before.starts_with("\n\n") {
        faults.push("leaves a blank line at the start".to_owned());
    }
    for sign in ["\n\n\n", "  ", " \n", " ,", " .", ",,", "..", "()", "****", ",.", ",!", ".!", "!.", "?."] {
        if after.matches(sign).count() > before.matches(sign).count() {
            faults.push(format!("leaves {sign:?}"));
        }
    }
    let empty = |line: &&str| matches!(line.trim(), "-" | "*" | "+" | "#" | "##" | "###" | "1." | "2." | "3." | "4." | ">");
    if after.lines().filter(empty).count() > before.lines().filter(empty).count() {
        faults.push("leaves an empty marker".to_owned());
    }
    if after.trim().is_empty() && !before.trim().is_empty() {
        faults.push("leaves nothing".to_owned());
    }
    faults
}

/// What is said of the text now, measured by what was said before.
fn reading(case: &Case, cured: &Diagnostic, fix: &Fix, fixed: &str, settings: &Settings) -> Vec<String> {
    let mut faults = Vec::new();
    for file in &fix.creates {
        let matters = |d: &Diagnostic| d.level > Level::Hint && d.rule != "unfilled-placeholder";
        let written = said(&file.path, &file.text, settings).into_iter().filter(matters);
        faults.extend(written.map(|d| format!("writes a file with {} at {:?}", d.rule, covered(&d, &file.text))));
    }
    let left = said(&case.name, fixed, settings);
    if left.iter().any(|diagnostic| diagnostic.rule == FRONT_MATTER) {
        faults.push("breaks the front matter".to_owned());
    }
    let place = moved(cured.range.start, fix);
    let stays = |diagnostic: &&Diagnostic| {
        diagnostic.rule == cured.rule
            && (is_of_whole(cured.rule)
                || (diagnostic.range.start == place && covered(diagnostic, fixed) == covered(cured, &case.source)))
    };
    if left.iter().any(|diagnostic| stays(&diagnostic)) {
        faults.push("does not make the diagnostic go away".to_owned());
    }
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in &case.found {
        *known.entry(key(diagnostic, &case.source)).or_default() += 1;
        if fix.edits.iter().any(|edit| diagnostic.range.covers(edit.range)) && diagnostic != cured {
            // Its sentence is now another, and it may still be said of it.
            *known.entry((diagnostic.rule, EDITED.to_owned())).or_default() += 1;
        }
    }
    for diagnostic in left.iter().filter(|d| d.level > Level::Hint && d.rule != "unfilled-placeholder" && d.rule != cured.rule) {
        let start = diagnostic.range.start;
        let is_edited =
            fix.edits.iter().any(|edit| moved(edit.range.start, fix) >= start && edit.range.start < diagnostic.range.end + 1);
        let edited = (diagnostic.rule, EDITED.to_owned());
        let mut spend = |key| known.get_mut(key).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
        let own = key(diagnostic, fixed);
        let is_known = spend(&own) || (is_edited && spend(&edited));
        if !is_known {
            faults.push(format!("brings {} at {:?}", diagnostic.rule, covered(diagnostic, fixed)));
        }
    }
    faults
}

/// The key of diagnostics whose text the fix changes.
const EDITED: &str = "(edited)";

/// Whether the rule speaks of the draft as a whole.
fn is_of_whole(rule: &str) -> bool {
    rule.starts_with("missing-") || matches!(rule, "self-centered" | "ask-without-value")
}

fn key(diagnostic: &Diagnostic, text: &str) -> (&'static str, String) {
    (diagnostic.rule, if is_of_whole(diagnostic.rule) { String::new() } else { covered(diagnostic, text) })
}

fn covered(diagnostic: &Diagnostic, text: &str) -> String {
    diagnostic.range.of(text).to_owned()
}

/// Where `offset` is after the edits.
fn moved(offset: usize, fix: &Fix) -> usize {
    let before = fix.edits.iter().filter(|edit| edit.range.end <= offset);
    before.fold(offset, |at, edit| at + edit.text.len() - edit.range.len())
}

/// The lines that the fix changed, before and after.
fn around(source: &str, fix: &Fix, fixed: &str) -> String {
    let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else { return String::new() };
    let lines = |text: &str, start: usize, end: usize| {
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
        text[from..to].to_owned()
    };
    let end = fixed.len() - (source.len() - last.range.end);
    format!("- {:?}\n+ {:?}", lines(source, first.range.start, last.range.end), lines(fixed, first.range.start, end))
}
