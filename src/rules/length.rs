//! How long the text is that will be seen: without front matter and comments.

use crate::{
    document::{ByteRange, Document, TokenKind},
    draft::Draft,
};
use unicode_segmentation::UnicodeSegmentation;

/// What of the body is past `limit` characters, a web address counting `address` where that is given; and how many they are.
pub fn past(draft: &Draft<'_>, limit: usize, address: Option<usize>) -> Option<(ByteRange, usize)> {
    past_within(draft.document, body(draft.document)?, limit, address)
}

/// The same of a part of the body.
pub fn past_within(document: &Document, part: ByteRange, limit: usize, address: Option<usize>) -> Option<(ByteRange, usize)> {
    // Most texts are far from any limit, and no text has more characters than bytes.
    if part.len() <= limit {
        return None;
    }
    let (mut count, mut first) = (0, None);
    each_piece(document, part, address, |at, characters| {
        count += characters;
        if count > limit && first.is_none() {
            first = Some(at);
        }
    });
    first.map(|first| (ByteRange::new(first, part.end), count))
}

/// From the first to the last character that is seen.
fn body(document: &Document) -> Option<ByteRange> {
    let mut seen: Option<ByteRange> = None;
    each_piece(document, ByteRange::new(0, usize::MAX), None, |at, _| {
        let here = ByteRange::at(at);
        seen = Some(seen.map_or(here, |seen| seen.joined(here)));
    });
    let seen = seen?;
    let (at, block) = document.blocks().rev().find(|(at, _)| *at <= seen.end)?;
    let last = block.text.get(seen.end - at..)?.graphemes(true).next()?;
    Some(ByteRange::new(seen.start, seen.end + last.len()))
}

/// Tells of each character of `part` where it stands and what it counts; white space around the whole is none of the text.
fn each_piece(document: &Document, part: ByteRange, address: Option<usize>, mut tell: impl FnMut(usize, usize)) {
    let mut blank: Vec<usize> = Vec::new();
    let mut has_begun = false;
    for (start, block) in document.blocks() {
        let links = block.tokens.iter().filter(|token| token.kind == TokenKind::Link).map(|token| token.range);
        let links: Vec<_> = links.collect();
        for (at, character) in block.text.grapheme_indices(true) {
            let place = start + at;
            let within = |range: &ByteRange| range.start <= at && at < range.end;
            if place < part.start || place >= part.end || block.comments.iter().any(within) {
                continue;
            }
            if character.trim().is_empty() {
                if has_begun {
                    blank.push(place);
                }
                continue;
            }
            has_begun = true;
            blank.drain(..).for_each(|place| tell(place, 1));
            match (address, links.iter().find(|link| within(link))) {
                (Some(counts), Some(link)) => tell(place, if link.start == at { counts } else { 0 }),
                _ => tell(place, 1),
            }
        }
    }
}
