//! Edits that several rules offer: putting a sentence in, or in the place of another.

use super::{opening, wording};
use crate::{
    acts::{Act, Said},
    document::{ByteRange, Format, TokenKind, Voice},
    draft::Draft,
    fix::Edit,
};

/// Puts `text` in the sentence's place; a greeting at its start stays.
pub fn replacement(draft: &Draft<'_>, said: &Said<'_>, text: &str) -> Edit {
    match draft.greeting() {
        Some((first, greeting)) if std::ptr::eq(first, said) && greeting.rest < said.sentence.range.end => {
            let rest = ByteRange::new(greeting.rest, said.sentence.range.end).shifted(said.start);
            let after_stop = said.block.text.get(..greeting.rest).is_some_and(|t| t.trim_end().ends_with(['.', '!', '?', '\n']));
            Edit::replacement(rest, if after_stop { text.to_owned() } else { wording::continued(text) })
        }
        _ => Edit::replacement(with_marks(said).shifted(said.start), text),
    }
}

/// The sentence with the link that it is the text of, and the emphasis marks that stand around it alone, in the block.
pub fn with_marks(said: &Said<'_>) -> ByteRange {
    let text = &said.block.text;
    let own = said.sentence.range;
    let is_shared = |link: ByteRange| said.block.sentences.iter().any(|other| other.range != own && other.range.overlaps(link));
    let links = said.block.links.iter().map(|link| link.range).filter(|link| link.overlaps(own) && !is_shared(*link));
    let mut range = links.fold(own, ByteRange::joined);
    for mark in ["**", "__", "*", "_"] {
        let before = text.get(..range.start).is_some_and(|t| t.ends_with(mark));
        let after = text.get(range.end..).is_some_and(|t| t.starts_with(mark));
        if before && after {
            range = ByteRange::new(range.start - mark.len(), range.end + mark.len());
        }
    }
    // A sentence that ends inside a link or bold text takes its closing marks along, or leaves both.
    let closing = text.get(range.end..).map_or(0, |t| t.len() - t.trim_start_matches(['*', '_', '`']).len());
    let inside = range.of(text);
    let unbalanced = ["*", "_", "`"].iter().any(|mark| inside.matches(mark).count() % 2 == 1);
    if unbalanced { ByteRange::new(range.start, range.end + closing) } else { range }
}

/// Puts `sentence` after the greeting and the small talk, or first where there is neither.
pub fn insertion_after_greeting(draft: &Draft<'_>, sentence: &str) -> Vec<Edit> {
    let at = opening::position(draft).unwrap_or(draft.sentences.len());
    match (at.checked_sub(1).and_then(|before| draft.sentences.get(before)), draft.sentences.get(at)) {
        (None, None) => vec![Edit::insertion(draft.first_line().end, sentence)],
        (Some(before), None) => vec![after_small_talk(draft, before, sentence)],
        (Some(before), Some(next)) if in_line(before) && !greets_alone(draft, before) && !next.shares_passage_with(before) => {
            vec![insertion_after(before, sentence)]
        }
        (_, Some(next)) => before_first_words(draft, next, sentence),
    }
}

/// Puts `sentence` before `next`, but after a greeting at its start.
pub fn before_first_words(draft: &Draft<'_>, next: &Said<'_>, sentence: &str) -> Vec<Edit> {
    let rest = match draft.greeting() {
        Some((said, greeting)) if said.range() == next.range() && greeting.rest < said.sentence.range.end => greeting.rest,
        _ if in_line(next) => return vec![Edit::insertion(before_marks(next), format!("{sentence} "))],
        _ => return vec![Edit::insertion(line_start(next), format!("{sentence}{0}{0}", line_break(draft)))],
    };
    let initial = next.block.text.get(rest..).and_then(|text| text.chars().next());
    let place = rest + next.start;
    match initial.filter(|c| c.is_lowercase() && sentence.starts_with(char::is_uppercase)) {
        Some(initial) => {
            let upper: String = initial.to_uppercase().collect();
            vec![Edit::replacement(ByteRange::new(place, place + initial.len_utf8()), format!("{sentence} {upper}"))]
        }
        None => vec![Edit::insertion(place, format!("{sentence} "))],
    }
}

fn after_small_talk(draft: &Draft<'_>, before: &Said<'_>, sentence: &str) -> Edit {
    let space = if ends(before) { " ".to_owned() } else { line_break(draft).repeat(2) };
    Edit::insertion(with_closers(before), format!("{space}{sentence}"))
}

/// Whether `said` is the greeting and nothing more.
fn greets_alone(draft: &Draft<'_>, said: &Said<'_>) -> bool {
    draft.greeting().is_some_and(|(first, greeting)| first.range() == said.range() && greeting.rest >= said.sentence.range.end)
}

/// Puts `sentence` at the end of the last paragraph which is no sign-off, thanks or signature.
pub fn insertion_at_end(draft: &Draft<'_>, sentence: &str) -> Option<Edit> {
    let signature = signature(draft);
    let leaves = |said: &&Said<'_>| takes_leave(said) || signature.is_some_and(|at| said.range().start >= at);
    let last = draft.sentences.iter().rev().find(|said| !leaves(said)).or_else(|| draft.sentences.last())?;
    if in_line(last) && !greets_alone(draft, last) && ends(last) {
        return Some(Edit::insertion(with_closers(last), format!(" {sentence}")));
    }
    let is_followed = last
        .block
        .sentences
        .iter()
        .any(|other| other.passage == last.sentence.passage && other.range.start > last.sentence.range.start);
    if is_followed {
        // The farewell stands in the same paragraph, on this line or the next.
        let at = with_closers(last);
        let ends_line = last.block.text.get(at - last.start..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
        let apart = line_break(draft).repeat(2);
        let after = if ends_line { line_break(draft) } else { &apart };
        return Some(Edit::insertion(at, format!("{apart}{sentence}{after}")));
    }
    Some(paragraph_after(draft, last, sentence))
}

/// First words of a farewell. Sorted.
const FAREWELLS: [&str; 22] = [
    "all the best",
    "best",
    "best regards",
    "best wishes",
    "bye",
    "cheers",
    "faithfully",
    "kind regards",
    "kindest regards",
    "love",
    "many thanks",
    "regards",
    "sincerely",
    "take care",
    "thanks",
    "ttyl",
    "warm regards",
    "warmly",
    "x",
    "xx",
    "xxx",
    "yours",
];

/// Most words of a farewell.
const FAREWELL_WORDS: usize = 8;

/// Whether it says goodbye, or thanks for what is to come.
fn takes_leave(said: &Said<'_>) -> bool {
    let text = said.text().to_lowercase();
    let rest = FAREWELLS.iter().filter_map(|farewell| text.strip_prefix(farewell));
    let opens = rest.into_iter().any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\''));
    let is_farewell = opens && Draft::words(said) < FAREWELL_WORDS / 2;
    let is_taken = [Act::SignOff, Act::PresumptuousThanks].iter().any(|act| said.does(*act));
    is_farewell || is_taken && Draft::words(said) < FAREWELL_WORDS
}

/// Where the signature starts: a line of two hyphens in plain text and mail.
fn signature(draft: &Draft<'_>) -> Option<usize> {
    if draft.document.format() == Format::Markdown {
        return None;
    }
    let rope = draft.document.rope();
    let line = rope.lines().position(|line| matches!(line.to_string().as_str(), "-- \n" | "-- \r\n" | "--\n" | "--\r\n"))?;
    Some(rope.line_to_byte(line))
}

/// Puts `sentence` after `said`.
pub fn insertion_after(said: &Said<'_>, sentence: &str) -> Edit {
    Edit::insertion(with_closers(said), format!(" {sentence}"))
}

/// Puts `paragraph` after the one in which `said` stands.
fn paragraph_after(draft: &Draft<'_>, said: &Said<'_>, paragraph: &str) -> Edit {
    Edit::insertion(passage_end(said), format!("{0}{0}{paragraph}", line_break(draft)))
}

fn ends(said: &Said<'_>) -> bool {
    said.text().ends_with(|c: char| !c.is_alphanumeric() && c != ',' && c != '/')
}

/// Before the link and the emphasis that open with the sentence, in the document.
pub fn before_marks(said: &Said<'_>) -> usize {
    let start = with_marks(said).start;
    let links = said.block.links.iter().map(|link| link.range);
    let start = links.filter(|link| link.start < start && start < link.end).map(|link| link.start).min().unwrap_or(start);
    let before = said.block.text.get(..start).unwrap_or_default();
    let marked = before.trim_end_matches(['*', '_']);
    let opens = marked.is_empty() || marked.ends_with(char::is_whitespace);
    said.start + if opens { marked.len() } else { start }
}

/// Past the emphasis marks that close after the sentence, in the document.
fn with_closers(said: &Said<'_>) -> usize {
    let end = with_marks(said).end;
    let links = said.block.links.iter().map(|link| link.range);
    let end = links.filter(|link| link.start < end && end < link.end).map(|link| link.end).max().unwrap_or(end);
    let after = said.block.text.get(end..).unwrap_or_default();
    said.start + end + after.len() - after.trim_start_matches(['*', '_', '`', ')', ']']).len()
}

/// Where its paragraph ends, in the document.
fn passage_end(said: &Said<'_>) -> usize {
    let passage = said.block.passages.get(said.sentence.passage).map_or(said.sentence.range, |(range, _)| *range);
    said.start + passage.start + passage.of(&said.block.text).trim_end().len()
}

/// Whether another sentence may stand beside it: running text, not a heading, an item or a bare link.
fn in_line(said: &Said<'_>) -> bool {
    let beside = said.block.sentences.iter().filter(|other| other.passage == said.sentence.passage);
    let speaks = |sentence| said.block.tokens_of(sentence).iter().any(|token| token.kind == TokenKind::Word);
    said.sentence.voice == Voice::Prose && beside.into_iter().any(speaks)
}

fn line_start(said: &Said<'_>) -> usize {
    let before = said.block.text.get(..said.sentence.range.start).unwrap_or_default();
    said.start + before.rfind('\n').map_or(0, |at| at + 1)
}

/// The line break that the document uses.
pub fn line_break(draft: &Draft<'_>) -> &'static str {
    let crlf = draft.document.rope().lines().next().is_some_and(|line| line.to_string().ends_with("\r\n"));
    if crlf { "\r\n" } else { "\n" }
}
