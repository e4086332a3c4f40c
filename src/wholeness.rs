//! Whether a fix leaves a text as well-formed as it found it: clean spacing, no marker, heading or conjunction that has lost
//! what it stood for, and, in markdown, the same blocks, links and emphasis outside the edit.

use crate::{
    document::{ByteRange, Document, Format},
    fix::Edit,
};
use pulldown_cmark::{Event, Options, Parser};

/// Whether `after`, which is `before` with `edits` made, is as well-formed.
#[must_use]
pub fn is_kept(before: &Document, edits: &[Edit], after: &Document) -> bool {
    let is_markdown = before.format() == Format::Markdown;
    is_clean(&body(before), &body(after))
        && !(is_markdown && (strays(after) > strays(before) || !outlines_meet(before, edits, after)))
}

/// Marks of emphasis, code and links that mark nothing, and are read as they stand.
fn strays(document: &Document) -> usize {
    let text = document.rope().byte_slice(document.preamble().length..).to_string();
    let mut said = String::new();
    for event in Parser::new_ext(&text, options()) {
        said.push_str(if let Event::Text(text) = &event { text } else { "\n" });
    }
    said.matches(['*', '`']).count() + said.matches("](").count()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

fn body(document: &Document) -> String {
    document.rope().byte_slice(document.preamble().length..).to_string().replace("\r\n", "\n")
}

/// What no text should have more of than it had. A line break of markdown ends in spaces or a backslash.
const BLEMISHES: [&str; 24] = [
    "\n\n\n", "  ", " \n", "\\\n\n", " ,", " .", " !", " ?", ",,", "..", ",.", ",!", ".!", "!.", "?.", "()", "[]", "****",
    " and.", " and,", " or.", " but.", " and!", " so.",
];

/// Lines that have lost what they marked.
const MARKERS: [&str; 11] = ["-", "*", "+", "#", "##", "###", ">", "1.", "2.", "3.", "4."];

fn is_clean(before: &str, after: &str) -> bool {
    let more = |count: &dyn Fn(&str) -> usize| count(after) > count(before);
    let white_end = |text: &str| text.len() - text.trim_end().len();
    let blemished = BLEMISHES.iter().any(|blemish| more(&|text| text.matches(blemish).count()));
    let emptied = more(&|text| text.lines().filter(|line| MARKERS.contains(&line.trim())).count());
    let blank_start = more(&|text| text.len() - text.trim_start_matches('\n').len());
    let nothing_left = after.trim().is_empty() && !before.trim().is_empty();
    !(blemished || emptied || blank_start || nothing_left || more(&white_end))
}

fn outlines_meet(before: &Document, edits: &[Edit], after: &Document) -> bool {
    let mut shift = 0isize;
    let mut places = Vec::new();
    for edit in edits {
        let start = edit.range.start.saturating_add_signed(shift);
        places.push(ByteRange::new(start, start + edit.text.len()));
        shift += edit.text.len() as isize - edit.range.len() as isize;
    }
    let old: Vec<_> = edits.iter().map(|edit| edit.range).collect();
    let moved = |at: usize| {
        let shift: isize = edits
            .iter()
            .filter(|edit| edit.range.end <= at)
            .map(|edit| edit.text.len() as isize - edit.range.len() as isize)
            .sum();
        at.saturating_add_signed(shift)
    };
    let apart =
        |range: ByteRange, places: &[ByteRange]| places.iter().all(|place| range.end < place.start || range.start > place.end);
    let kept = outline(before).into_iter().filter(|(range, _)| apart(*range, &old));
    let kept = kept.map(|(range, tag)| (ByteRange::new(moved(range.start), moved(range.end)), tag));
    kept.eq(outline(after).into_iter().filter(|(range, _)| apart(*range, &places)))
}

/// The blocks, links and emphasised words of the body, each with those in which it stands, in the order in which they start.
fn outline(document: &Document) -> Vec<(ByteRange, Vec<String>)> {
    let start = document.preamble().length;
    let text = document.rope().byte_slice(start..).to_string();
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        if let Event::Start(tag) = event {
            around.retain(|(end, _)| *end > range.start);
            around.push((range.end, format!("{tag:?}")));
            let path = around.iter().map(|(_, tag)| tag.clone()).collect();
            found.push((ByteRange::from(range).shifted(start), path));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::Fix;

    #[test]
    fn what_a_fix_may_leave() {
        let table = [
            ("One. Two. Three.", " Two.", "", true),
            ("One. Two. Three.", "Two.", "", false),
            ("One, and two.", " two", "", false),
            ("- One.\n- Two.\n- Three.\n", "- Two.\n", "", true),
            ("- One.\n- Two.\n- Three.\n", "Two.", "", false),
            ("- One.\n- Two.\n- Three.\n", "Two.", "Two. Four.", true),
            ("- One.\n- Two.\n- Three.\n", "- Two.\n", "\n", false),
            ("# Head\n\nOne.\n\nTwo.\n", "Head", "", false),
            ("One.\n\nTwo.\n\nThree.\n", "Two.\n\n", "", true),
            ("One.\n\nTwo.\n\nThree.\n", "Two.", "", false),
            ("One.\r\n\r\nTwo.\r\n", "\r\n\r\nTwo.", "", true),
            ("One.\n\nTwo.\n\nThree.\n", "Two.", "```", false),
            ("One.\n", "One.", "", false),
            ("**One. Two** three.\n", "**One. ", "", false),
            ("**One. Two** three.\n", "One. ", "", true),
            ("One [two. Three](a.example).\n", "One [two. ", "", false),
            ("*One. Two* and *three.*\n", "*One. ", "", false),
            ("- One.\n\n  > Two.\n\n  Three.\n", "- One.\n\n", "", false),
        ];
        for (text, from, to, expected) in table {
            let start = text.find(from).unwrap();
            let fix = Fix::safe("", vec![Edit::replacement(ByteRange::new(start, start + from.len()), to)]);
            let document = |text: &str| Document::new(text, Format::Markdown);
            let kept = is_kept(&document(text), &fix.edits, &document(&fix.apply(text)));
            assert_eq!(kept, expected, "{text:?} {from:?} {to:?}");
        }
    }
}
