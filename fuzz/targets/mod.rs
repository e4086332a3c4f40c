//! What has to hold for any bytes. `cargo fuzz` feeds these new ones; `cargo test --test fuzzed` those that were kept.

mod protocol;

#[allow(unused_imports)]
pub use protocol::protocol;

use tactful::{
    acts::Reader,
    check::{Outcome, check},
    context::{Brief, Settings, drafts::Origin},
    document::{ByteRange, Document, Format},
    fix::{Edit, Fix},
    mend::{Extent, mend},
    rules::{self, Fixes},
};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// Longest input that tells more than it costs.
const MOST: usize = 4096;

/// Stands between the text and its edits.
const SEPARATOR: u8 = 0;

/// The format that the first byte picks, and the rest.
fn format(data: &[u8]) -> Option<(Format, &[u8])> {
    let (first, rest) = data.split_first().filter(|_| data.len() <= MOST)?;
    Some(([Format::Markdown, Format::Text, Format::Mail][usize::from(first % 3)], rest))
}

/// A text, and edits of it: each a place, a length and what comes.
fn script(data: &[u8]) -> (String, Vec<(usize, usize, String)>) {
    let mut parts = data.split(|byte| *byte == SEPARATOR);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let edit = |part: &[u8]| match part {
        [high, low, length, new @ ..] => {
            let at = usize::from(*high) << 8 | usize::from(*low);
            (at, usize::from(*length), String::from_utf8_lossy(new).into_owned())
        }
        short => (0, short.len(), String::new()),
    };
    (text, parts.map(edit).collect())
}

fn origin() -> Origin<'static> {
    Origin { path: None, is_named: true, history: None }
}

fn known() -> Settings {
    Settings::parse(rules::EXAMPLE_SETTINGS, &rules::names()).0
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn fits(range: ByteRange, text: &str) {
    assert!(text.get(range.start..range.end).is_some(), "{range:?} is no part of {text:?}");
}

fn in_place(outcome: &Outcome, text: &str) {
    for found in &outcome.diagnostics {
        fits(found.range, text);
        found.fixes.iter().flat_map(|fix| &fix.edits).for_each(|edit| fits(edit.range, text));
    }
}

/// A text that is edited is as the same text read from nothing.
pub fn document(data: &[u8]) {
    let Some((format, rest)) = format(data) else { return };
    let (mut text, edits) = script(rest);
    let mut document = Document::new(&text, format);
    for (at, length, new) in edits {
        let start = floor(&text, at % (text.len() + 1));
        let end = floor(&text, start + length).max(start);
        document.apply(ByteRange::new(start, end), &new);
        text.replace_range(start..end, &new);
        assert_eq!(document.rope().to_string(), text);
    }
    let shape = |document: &Document| format!("{:?} {:?}", document.preamble(), document.blocks().collect::<Vec<_>>());
    assert_eq!(shape(&document), shape(&Document::new(&text, format)), "{text:?}");
}

/// Front matter is read in place, and a key that is written there can be read again.
pub fn front_matter(data: &[u8]) {
    let Some((format, rest)) = format(data) else { return };
    let text = format!("---\n{}\n---\n\nHello Ann!\n", String::from_utf8_lossy(rest));
    let document = Document::new(&text, format);
    let preamble = document.preamble();
    fits(ByteRange::new(0, preamble.length), &text);
    preamble.fields.iter().for_each(|field| fits(field.range, &text));
    preamble.error.iter().for_each(|(range, _)| fits(*range, &text));
    let settings = known();
    Brief::new(&document, &settings, origin(), TODAY).problems.iter().for_each(|(range, _)| fits(*range, &text));
    let Some(edit) = Edit::of_field(&document, "permission", "granted") else { return };
    fits(edit.range, &text);
    let written = Fix::safe("", vec![edit]).apply(&text);
    let _ = Document::new(&written, format);
}

/// Mistakes in settings have a place, and what can be read of them is fit for use.
pub fn settings(data: &[u8]) {
    let Some((format, rest)) = format(data) else { return };
    let source = String::from_utf8_lossy(rest);
    let (settings, problems) = Settings::parse(&source, &rules::names());
    problems.iter().for_each(|problem| fits(problem.range, &source));
    let text = "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello! Buy my book at ryeandshine.example now.\n";
    let document = Document::new(text, format);
    in_place(&check(&document, &settings, origin(), TODAY, &mut Reader::default(), Fixes::None), text);
    let patterns = settings.groups.iter().flat_map(|group| &group.forbid);
    patterns.for_each(|forbidden| _ = forbidden.pattern.find(text));
}

/// What is said of a text that was edited is what is said of the same text read from nothing.
pub fn rules(data: &[u8]) {
    let Some((format, rest)) = format(data) else { return };
    let (mut text, edits) = script(rest);
    let (settings, mut reader) = (known(), Reader::default());
    let mut document = Document::new(&text, format);
    let read = |document: &Document, reader: &mut Reader| check(document, &settings, origin(), TODAY, reader, Fixes::None);
    in_place(&read(&document, &mut reader), &text);
    for (at, length, new) in edits.into_iter().take(8) {
        let start = floor(&text, at % (text.len() + 1));
        let end = floor(&text, start + length).max(start);
        document.apply(ByteRange::new(start, end), &new);
        text.replace_range(start..end, &new);
        let outcome = read(&document, &mut reader);
        in_place(&outcome, &text);
        assert_eq!(outcome, read(&Document::new(&text, format), &mut Reader::default()), "{text:?}");
    }
}

/// Fixes stay within the text, do what they promise, and come to an end.
pub fn fixes(data: &[u8]) {
    let Some((format, rest)) = format(data).filter(|(_, rest)| rest.len() <= MOST / 4) else { return };
    let text = String::from_utf8_lossy(rest);
    let settings = known();
    let document = Document::new(&text, format);
    let read = |document: &Document, fixes| check(document, &settings, origin(), TODAY, &mut Reader::default(), fixes);
    let outcome = read(&document, Fixes::All);
    in_place(&outcome, &text);
    for found in &outcome.diagnostics {
        for fix in &found.fixes {
            let fixed = fix.apply(&text);
            let left = read(&Document::new(&fixed, format), Fixes::None).diagnostics;
            let count = |among: &[tactful::diagnostic::Diagnostic]| among.iter().filter(|d| d.rule == found.rule).count();
            assert!(count(&left) < count(&outcome.diagnostics), "{} leaves {} in {fixed:?}", fix.title, found.rule);
        }
    }
    let extent = Extent { with_unsafe: true, with_files: true };
    let mended = mend(document, extent, |document, fixes| read(document, fixes).diagnostics);
    assert!(mended.is_settled, "{text:?}");
}
