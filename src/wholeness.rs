//! Whether a fix leaves a text as well-formed as it found it: clean spacing, no marker, heading or conjunction that has lost
//! what it stood for, and, in markdown, the same blocks outside the edit.

use crate::{
    document::{Block, ByteRange, Document, Format},
    fix::Edit,
};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::sync::Arc;

/// Whether `after`, which is `before` with `edits` made, is as well-formed. Only what differs is looked at, and a block on
/// either side: blocks are read each on its own.
#[must_use]
pub fn is_kept(before: &Document, edits: &[Edit], after: &Document) -> bool {
    let before = Window { document: before, range: changed(before, after) };
    let after = Window { document: after, range: changed(after, before.document) };
    let is_plain = before.document.format() != Format::Markdown;
    is_clean(&before.body(), &after.body()) && (is_plain || outlines_meet(&before, edits, &after))
}

/// A part of a document's body.
struct Window<'d> {
    document: &'d Document,
    range: ByteRange,
}

impl Window<'_> {
    fn text(&self) -> String {
        self.document.rope().byte_slice(self.range.start..self.range.end).to_string()
    }

    fn body(&self) -> String {
        self.text().replace("\r\n", "\n")
    }
}

/// The blocks of `document` that `other` does not have, and one on either side.
fn changed(document: &Document, other: &Document) -> ByteRange {
    let (blocks, others) = (document.block_list(), other.block_list());
    let same = |(mine, theirs): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(mine, theirs);
    let head = blocks.iter().zip(others).take_while(same).count();
    let rest = blocks.len().min(others.len()) - head;
    let tail = blocks.iter().rev().zip(others.iter().rev()).take(rest).take_while(same).count();
    let end = document.rope().len_bytes();
    let start_of = |at: usize| document.blocks().nth(at).map_or(end, |(start, _)| start);
    let (first, last) = (head.saturating_sub(1), blocks.len() - tail + 1);
    ByteRange::new(
        if first == 0 { document.preamble().length } else { start_of(first) },
        start_of(last).max(document.preamble().length),
    )
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

fn outlines_meet(before: &Window<'_>, edits: &[Edit], after: &Window<'_>) -> bool {
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

/// What markdown has there, each with that in which it stands, in the order in which it starts.
fn outline(window: &Window<'_>) -> Vec<(ByteRange, Vec<String>)> {
    let (start, text) = (window.range.start, window.text());
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        if let Event::Start(tag) = event
            && is_block(&tag)
        {
            around.retain(|(end, _)| *end > range.start);
            around.push((range.end, format!("{tag:?}")));
            let path = around.iter().map(|(_, tag)| tag.clone()).collect();
            found.push((ByteRange::from(range).shifted(start), path));
        }
    }
    found
}

const fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
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
