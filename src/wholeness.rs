//! Whether a fix leaves a text as well-formed as it found it: clean spacing, no marker, heading or conjunction that has lost
//! what it stood for, and, in markdown, the same blocks, links and emphasis outside the edit.

use crate::{
    document::{Block, ByteRange, Document, Format},
    fix::Edit,
};
use memchr::memmem::Finder;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::{
    borrow::Cow,
    iter,
    sync::{Arc, LazyLock},
};

/// How well-formed a part of a text is.
struct Shape<'t> {
    /// How often it has each of `BLEMISHES`.
    blemishes: Vec<usize>,
    /// Lines of `MARKERS` that mark nothing.
    empty_lines: usize,
    /// Line breaks at the start of the body, and white space at its end, in bytes.
    edges: (usize, usize),
    is_empty: bool,
    /// Marks of emphasis, code and links that mark nothing, and are read as they stand.
    strays: usize,
    outline: Outline<'t>,
}

/// The blocks, links and emphasised words of a text, in the order in which they start.
#[derive(Default)]
struct Outline<'t> {
    parts: Vec<Part<'t>>,
}

/// A part of an outline.
struct Part<'t> {
    range: ByteRange,
    tag: Tag<'t>,
    /// Number of the innermost part in which it stands.
    around: Option<usize>,
}

/// Levels around a part of a text that count. Who nests deeper than this means no good.
const DEPTH: usize = 32;

/// What no text should have more of than it had. A line break of markdown ends in spaces or a backslash.
const BLEMISHES: [&str; 24] = [
    "\n\n\n", "  ", " \n", "\\\n\n", " ,", " .", " !", " ?", ",,", "..", ",.", ",!", ".!", "!.", "?.", "()", "[]", "****",
    " and.", " and,", " or.", " but.", " and!", " so.",
];

static BLEMISH_FINDERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| BLEMISHES.iter().map(Finder::new).collect());

/// Lines that have lost what they marked.
const MARKERS: [&str; 11] = ["-", "*", "+", "#", "##", "###", ">", "1.", "2.", "3.", "4."];

/// Whether `after`, which is `before` with `edits` made, is as well-formed. Only what differs is looked at, and a block on
/// either side: blocks are read each on its own.
#[must_use]
pub fn is_kept(before: &Document, edits: &[Edit], after: &Document) -> bool {
    let (old, new) = (changed(before, after), changed(after, before));
    let source = |document: &Document, part: ByteRange| document.rope().byte_slice(part.start..part.end).to_string();
    let (old_source, new_source) = (source(before, old), source(after, new));
    let shape = Shape::of(&old_source, old.start, before.format());
    shape.is_kept(edits, &Shape::of(&new_source, new.start, after.format()))
}

/// The blocks of `document` that `other` does not have, and one on either side.
fn changed(document: &Document, other: &Document) -> ByteRange {
    let (blocks, others) = (document.block_list(), other.block_list());
    let same = |(mine, theirs): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(mine, theirs);
    let head = blocks.iter().zip(others).take_while(same).count();
    let rest = blocks.len().min(others.len()) - head;
    let tail = blocks.iter().rev().zip(others.iter().rev()).take(rest).take_while(same).count();
    let (body, end) = (document.preamble().length, document.rope().len_bytes());
    let start_of = |at: usize| document.blocks().nth(at).map_or(end, |(start, _)| start);
    let first = head.checked_sub(1).map_or(body, start_of);
    ByteRange::new(first, start_of(blocks.len() - tail + 1).max(first))
}

impl<'t> Shape<'t> {
    /// That of `source`, a part of a document that starts at `start` of it.
    fn of(source: &'t str, start: usize, format: Format) -> Self {
        let (strays, outline) = if format == Format::Markdown { parsed(source, start) } else { (0, Outline::default()) };
        let text = if source.contains('\r') { Cow::from(source.replace("\r\n", "\n")) } else { Cow::from(source) };
        Self {
            blemishes: BLEMISH_FINDERS.iter().map(|finder| finder.find_iter(text.as_bytes()).count()).collect(),
            empty_lines: text.lines().map(str::trim).filter(|line| line.len() < 4 && MARKERS.contains(line)).count(),
            edges: (text.len() - text.trim_start_matches('\n').len(), text.len() - text.trim_end().len()),
            is_empty: text.trim().is_empty(),
            strays,
            outline,
        }
    }

    /// Whether `after`, the text of this shape with `edits` made, is as well-formed.
    fn is_kept(&self, edits: &[Edit], after: &Shape<'_>) -> bool {
        let is_clean = after.blemishes.iter().zip(&self.blemishes).all(|(after, before)| after <= before)
            && after.empty_lines <= self.empty_lines
            && after.edges.0 <= self.edges.0
            && after.edges.1 <= self.edges.1
            && (self.is_empty || !after.is_empty);
        is_clean && !self.nests_links(edits) && after.strays <= self.strays && outlines_meet(&self.outline, edits, &after.outline)
    }
}

impl Shape<'_> {
    /// Whether an edit puts brackets between those of a link.
    fn nests_links(&self, edits: &[Edit]) -> bool {
        let links = || self.outline.parts.iter().filter(|part| matches!(part.tag, Tag::Link { .. })).map(|part| part.range);
        let within = |edit: &Edit| links().any(|link| link.start < edit.range.start && edit.range.end < link.end);
        edits.iter().any(|edit| edit.text.contains('[') && within(edit))
    }
}

impl Outline<'_> {
    /// The parts that stand apart from `places`, by number, with where they stand.
    fn apart(&self, places: &[ByteRange]) -> impl Iterator<Item = (usize, ByteRange)> {
        let is_apart = move |range: ByteRange| places.iter().all(|place| range.end < place.start || range.start > place.end);
        self.parts.iter().map(|part| part.range).enumerate().filter(move |(_, range)| is_apart(*range))
    }

    /// What the part with the number `at` is, and all in which it stands, the innermost first.
    fn path(&self, at: usize) -> impl Iterator<Item = &Tag<'_>> {
        let part = |at: usize| self.parts.get(at);
        iter::successors(part(at), move |inner| part(inner.around?)).take(DEPTH).map(|part| &part.tag)
    }
}

/// Whether what the edits do not touch is read as before.
fn outlines_meet(before: &Outline<'_>, edits: &[Edit], after: &Outline<'_>) -> bool {
    let longer = |edit: &Edit| edit.text.len() as isize - edit.range.len() as isize;
    let moved = |at: usize| {
        let shift: isize = edits.iter().filter(|edit| edit.range.end <= at).map(longer).sum();
        at.saturating_add_signed(shift)
    };
    let new = edits.iter().scan(0isize, |shift, edit| {
        let start = edit.range.start.saturating_add_signed(*shift);
        *shift += longer(edit);
        Some(ByteRange::new(start, start + edit.text.len()))
    });
    let (old, new): (Vec<_>, Vec<_>) = (edits.iter().map(|edit| edit.range).collect(), new.collect());
    let (mut kept, mut found) = (before.apart(&old), after.apart(&new));
    loop {
        match (kept.next(), found.next()) {
            (None, None) => return true,
            (Some((mine, was)), Some((theirs, is)))
                if ByteRange::new(moved(was.start), moved(was.end)) == is && before.path(mine).eq(after.path(theirs)) => {}
            _ => return false,
        }
    }
}

/// The strays and the outline of a body that starts at `start`.
fn parsed(text: &str, start: usize) -> (usize, Outline<'_>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut around: Vec<(usize, usize)> = Vec::new();
    let (mut outline, mut said) = (Outline::default(), String::new());
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        said.push_str(if let Event::Text(text) = &event { text } else { "\n" });
        if let Event::Start(tag) = event {
            while around.pop_if(|(end, _)| *end <= range.start).is_some() {}
            let innermost = around.last().map(|(_, number)| *number);
            around.push((range.end, outline.parts.len()));
            outline.parts.push(Part { range: ByteRange::from(range).shifted(start), tag, around: innermost });
        }
    }
    (said.matches(['*', '`']).count() + said.matches("](").count(), outline)
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
            ("One [two. Three](a.example).\n", "two.", "2. [name]", false),
            ("*One. Two* and *three.*\n", "*One. ", "", false),
            ("- One.\n\n  > Two.\n\n  Three.\n", "- One.\n\n", "", false),
        ];
        for (text, from, to, expected) in table {
            let start = text.find(from).unwrap();
            let fix = Fix::safe("", vec![Edit::replacement(ByteRange::new(start, start + from.len()), to)]);
            let before = Document::new(text, Format::Markdown);
            let mut after = before.clone();
            fix.edits.iter().for_each(|edit| after.apply(edit.range, &edit.text));
            let kept = is_kept(&before, &fix.edits, &after);
            assert_eq!(kept, expected, "{text:?} {from:?} {to:?}");
        }
    }
}
