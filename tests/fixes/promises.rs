//! What SPEC.md promises of every fix, told without the program's own means where that can be done.

use crate::draft::Draft;
use pulldown_cmark::{Event, Options, Parser};
use std::{collections::BTreeMap, ops::Range};
use tactful::{
    check::FRONT_MATTER,
    diagnostic::Diagnostic,
    document::Format,
    fix::{Edit, Fix},
    level::Level,
    mend::Extent,
    rules::Fixes,
};

/// What is wrong with `fix`, which `found`, one of `all`, offers.
pub fn broken(draft: &Draft, fix: &Fix, found: &Diagnostic, all: &[Diagnostic]) -> Vec<String> {
    let mut faults = Vec::new();
    let fixed = draft.with_text(&made(&draft.text, &fix.edits, &mut faults));
    if fixed.text != fix.apply(&draft.text) {
        faults.push("makes another text than its edits say".to_owned());
    }
    if fix.edits.is_empty() && fix.creates.is_empty() {
        faults.push("does nothing".to_owned());
    }
    faults.extend(form(draft, &fixed));
    faults.extend(structure(draft, fix, &fixed));
    let left = fixed.diagnostics(Fixes::None);
    faults.extend(reading(found, all, &left));
    faults.extend(fields(draft, fix, &fixed.text, &left));
    for file in &fix.creates {
        let new = draft.beside(file);
        let said = new.diagnostics(Fixes::None);
        faults.extend(
            said.iter().filter(|said| matters(said)).map(|said| format!("writes a file with {}:\n{}", said.rule, file.text)),
        );
    }
    if faults.is_empty() { faults } else { vec![told(draft, fix, found, &fixed.text, &faults)] }
}

/// What is wrong with `draft` when all its fixes are made.
pub fn broken_by_all(draft: &Draft, extent: Extent) -> Vec<String> {
    let before = draft.diagnostics(Fixes::None);
    let mended = draft.mended(extent);
    let fixed = draft.with_text(&mended.text);
    let mut faults = form(draft, &fixed);
    if !mended.is_settled {
        faults.push("comes to no end".to_owned());
    }
    let again = fixed.mended(extent);
    if again.text != mended.text {
        faults.push(format!("is not done: {:?} comes after", again.made));
    }
    let (old, new) = (counts(&before, matters), counts(&fixed.diagnostics(Fixes::None), matters));
    faults.extend(
        new.iter().filter(|(rule, count)| old.get(*rule).unwrap_or(&0) < *count).map(|(rule, _)| format!("brings {rule}")),
    );
    let made: Vec<_> = mended.made.iter().map(|made| format!("{} “{}”", made.rule, made.title)).collect();
    let told = |fault: String| format!("{}: {made:?} {fault}\n{}\n=>\n{}", draft.name, draft.text, mended.text);
    faults.into_iter().map(told).collect()
}

/// The text with the edits made, from the last to the first; they are in order, apart, and fit the text.
fn made(text: &str, edits: &[Edit], faults: &mut Vec<String>) -> String {
    let mut fixed = text.to_owned();
    let mut end = text.len();
    for edit in edits.iter().rev() {
        let range = edit.range.start..edit.range.end;
        if range.end > end || !text.is_char_boundary(range.start) || !text.is_char_boundary(range.end) {
            faults.push(format!("has an edit that does not fit: {edit:?}"));
            continue;
        }
        end = range.start;
        fixed.replace_range(range, &edit.text);
    }
    fixed
}

fn matters(found: &Diagnostic) -> bool {
    found.level > Level::Hint && found.rule != "unfilled-placeholder"
}

fn counts(found: &[Diagnostic], which: impl Fn(&Diagnostic) -> bool) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    found.iter().filter(|found| which(found)).for_each(|found| *counts.entry(found.rule).or_default() += 1);
    counts
}

/// The diagnostic is gone, and nothing has come that matters.
fn reading(cured: &Diagnostic, before: &[Diagnostic], after: &[Diagnostic]) -> Vec<String> {
    let mut faults = Vec::new();
    let (old, new) = (counts(before, |_| true), counts(after, |_| true));
    let count = |counts: &BTreeMap<_, usize>, rule| counts.get(rule).copied().unwrap_or_default();
    // A field that was filled in may be followed by one that was not: only the count can go down by one.
    if count(&new, cured.rule) >= count(&old, cured.rule) {
        faults.push("does not make the diagnostic go away".to_owned());
    }
    if count(&new, FRONT_MATTER) > count(&old, FRONT_MATTER) {
        faults.push("breaks the front matter".to_owned());
    }
    let (old, new) = (counts(before, matters), counts(after, matters));
    faults.extend(new.keys().filter(|rule| count(&new, rule) > count(&old, rule)).map(|rule| format!("brings {rule}")));
    faults
}

/// What a fix leaves to be filled in is marked.
fn fields(before: &Draft, fix: &Fix, fixed: &str, left: &[Diagnostic]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, _) in fixed.match_indices('[') {
        let Some(field) = fixed[at..].find(']').map(|end| &fixed[at..=at + end]) else { continue };
        let is_new = fix.edits.iter().any(|edit| edit.text.contains(field)) && !before.text.contains(field);
        let is_marked = left.iter().any(|found| found.rule == "unfilled-placeholder" && found.range.start == at);
        if is_new && !is_marked {
            faults.push(format!("leaves {field} unmarked"));
        }
    }
    faults
}

/// What the edits did to the text as text.
fn form(before: &Draft, after: &Draft) -> Vec<String> {
    let body = |draft: &Draft| draft.text[draft.document().preamble().length..].replace("\r\n", "\n");
    let mut faults = Vec::new();
    if before.text.contains("\r\n") && after.text.matches('\n').count() != after.text.matches("\r\n").count() {
        faults.push("mixes line breaks".to_owned());
    }
    if !before.text.contains('\r') && after.text.contains('\r') {
        faults.push("brings another line break".to_owned());
    }
    let (before, after) = (body(before), body(after));
    if before.ends_with('\n') != after.ends_with('\n') {
        faults.push("changes the end of the file".to_owned());
    }
    if after.starts_with("\n\n") && !before.starts_with("\n\n") {
        faults.push("leaves a blank line at the start".to_owned());
    }
    for sign in ["\n\n\n", "  ", " \n", " ,", " .", ",,", "..", "()", "****", ",.", ",!", ".!", "!.", "?.", " and.", " and!"] {
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

/// The blocks that end before the first edit, and those that start after the last, read as before.
fn structure(before: &Draft, fix: &Fix, after: &Draft) -> Vec<String> {
    let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else { return Vec::new() };
    if before.format != Format::Markdown {
        return Vec::new();
    }
    let head = |blocks: &[(Range<usize>, String)]| -> Vec<String> {
        blocks.iter().filter(|(range, _)| range.end < first.range.start).map(|(_, block)| block.clone()).collect()
    };
    let tail = |blocks: &[(Range<usize>, String)], end: usize| -> Vec<String> {
        blocks.iter().filter(|(range, _)| range.start > end).map(|(_, block)| block.clone()).collect()
    };
    let (old, new) = (blocks(before), blocks(after));
    let end = after.text.len() - (before.text.len() - last.range.end);
    let is_kept = head(&old) == head(&new) && tail(&old, last.range.end) == tail(&new, end);
    (!is_kept).then(|| "changes how other blocks are read".to_owned()).into_iter().collect()
}

/// The top-level blocks of the body: where each stands, and how it is read.
fn blocks(draft: &Draft) -> Vec<(Range<usize>, String)> {
    let start = draft.document().preamble().length;
    let mut depth = 0;
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in
        Parser::new_ext(&draft.text[start..], Options::all() - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter()
    {
        if depth == 0 {
            found.push((range.start + start..range.end + start, String::new()));
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        found.last_mut().unwrap().1.push_str(&format!("{event:?}"));
    }
    found
}

/// What was done, for people.
fn told(draft: &Draft, fix: &Fix, found: &Diagnostic, fixed: &str, faults: &[String]) -> String {
    let lines = |text: &str, range: Range<usize>| {
        let from = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
        text[from..to].to_owned()
    };
    let hull = fix.edits.first().zip(fix.edits.last()).map_or(0..0, |(first, last)| first.range.start..last.range.end);
    let end = fixed.len() - (draft.text.len() - hull.end);
    let (old, new) = (lines(&draft.text, hull.clone()), lines(fixed, hull.start..end));
    format!("{} {:?} {} “{}”: {faults:?}\n  - {old:?}\n  + {new:?}\n", draft.name, draft.format, found.rule, fix.title)
}
