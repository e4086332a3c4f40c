//! Taking a sentence or a clause out, so that what is left still reads well.
//!
//! What the sentence alone did and a stranger owes (saying who they are, asking something) is written in its place, so that
//! no removal leaves a draft that opens with a pitch, or nothing but a greeting.

use super::{link_drop, numbering, opening, remedy, wording};
use crate::{
    acts::{Act, Said, clause, model::ENGLISH},
    context::Kind,
    document::{ByteRange, TokenKind, Voice},
    draft::{Draft, asks, wants},
    fix::{Edit, Fix},
};

/// Takes `said` out under the title `title`, which says so.
pub fn fix(draft: &Draft<'_>, said: &Said<'_>, title: &str) -> Fix {
    let (edits, writes) = edits(draft, said);
    let title = if writes.is_empty() { title.to_owned() } else { format!("{title}, {}", writes.join(" and ")) };
    Fix::to_review(title, edits)
}

/// Takes out `part` of `said`, which does `act`, where the rest is a sentence, and else all of it.
pub fn clause_fix(draft: &Draft<'_>, said: &Said<'_>, part: ByteRange, act: Act, title: &str) -> Fix {
    let part = ByteRange::new(part.start - said.start, part.end - said.start);
    let alone = [last_clause(said, part), first_clause(said, part)].into_iter().flatten().find(|edit| {
        let left = Fix::to_review("", vec![edit.clone()]).apply(&said.block.text);
        let end = said.sentence.range.end + edit.text.len() - edit.range.len();
        let left = ByteRange::new(said.sentence.range.start, end).of(&left);
        let says = |act| clause::says(act, left, draft.entities(), &ENGLISH);
        !says(act) && !FAULTS.iter().any(|fault| !said.does(*fault) && says(*fault))
    });
    match alone {
        Some(edit) => Fix::to_review(title, vec![Edit { range: edit.range.shifted(said.start), ..edit }]),
        None => fix(draft, said, title),
    }
}

/// What the rest of a sentence may not come to do.
const FAULTS: [Act; 5] = [Act::PresumedPermission, Act::Pressure, Act::Disparagement, Act::GuiltTrip, Act::Poaching];

/// Puts `text` in the place of `said`, with what `said` alone did and is owed; not where the draft says it already.
pub fn instead(draft: &Draft<'_>, said: &Said<'_>, title: &str, text: &str) -> Option<Fix> {
    if wording::is_said(draft, text) {
        return None;
    }
    let mut texts: Vec<_> = owed(draft, said, true).into_iter().map(|(owed, _)| owed).filter(|owed| owed != text).collect();
    texts.push(text.to_owned());
    Some(Fix::to_review(title, vec![remedy::replacement(draft, said, &texts.join(" "))]))
}

/// Takes `said` out; what is written in its place, in words for a title.
pub fn edits(draft: &Draft<'_>, said: &Said<'_>) -> (Vec<Edit>, Vec<&'static str>) {
    let owed = owed(draft, said, false);
    if owed.is_empty() {
        let alone = link_drop::bare(draft, None);
        let left_alone = link_drop::bare(draft, Some(said)).into_iter().filter(|link| !alone.contains(link));
        let explained = left_alone.map(|link| link_drop::explanation(draft, link));
        let gone = [Edit::removal(removable(draft, said))];
        let is_item = said.sentence.voice == Voice::ListItem && stands_alone_in_passage(said);
        let numbers = is_item.then(|| numbering::without(said, passage(said).start)).into_iter().flatten();
        return (explained.chain(gone).chain(numbers).collect(), Vec::new());
    }
    let (texts, titles): (Vec<_>, Vec<_>) = owed.into_iter().unzip();
    (vec![remedy::replacement(draft, said, &texts.join(" "))], titles)
}

/// What has to be written where `said` goes; `in_place` where another sentence comes there.
fn owed(draft: &Draft<'_>, said: &Said<'_>, in_place: bool) -> Vec<(String, &'static str)> {
    let others = || draft.sentences.iter().filter(|other| other.range() != said.range());
    let only = |act| said.does(act) && !others().any(|other| other.does(act));
    let meets = draft.brief.is_first_contact();
    let still_wants = others().any(wants);
    let pitch = opening::pitch(draft, Some(said)).map(Said::range);
    let pitches = !in_place && pitch.is_some() && pitch != opening::pitch(draft, None).map(Said::range);
    let introduces = meets && (only(Act::Introduction) || (pitches && !others().any(|other| other.does(Act::Introduction))));
    let is_letter = matches!(draft.brief.kind, Kind::Message | Kind::Invite);
    let recognises = (meets && only(Act::Acknowledgement) && (is_letter || still_wants)) || (pitches && !introduces);
    let helps = only(Act::Value) && still_wants && !draft.is_between_friends();
    let permission_only = others().any(|other| other.does(Act::PermissionRequest)) && !others().any(asks);
    let says_nothing = |other: &Said<'_>| {
        opening::is_small_talk(draft, other) || [Act::SignOff, Act::PresumptuousThanks].iter().any(|act| other.does(*act))
    };
    let is_empty = !in_place && others().all(says_nothing);
    let questions = (meets && only(Act::Question) && !permission_only) || (is_empty && !introduces && !recognises);
    let mut owed = Vec::new();
    let mut owe = |due: bool, text: fn(&Draft<'_>) -> String, title| {
        let text = due.then(|| text(draft)).filter(|text| !wording::is_said(draft, text));
        owed.extend(text.map(|text| (text, title)));
    };
    owe(introduces, wording::introduction, "introduce yourself");
    owe(recognises, wording::acknowledgement, "say what you liked");
    owe(helps, wording::help, "offer some help");
    owe(questions, wording::question, "ask about them");
    owed
}

/// The sentence with all that has to go with it, in the document. A greeting at its start stays.
pub fn removable(draft: &Draft<'_>, said: &Said<'_>) -> ByteRange {
    let alone = stands_alone_in_passage(said);
    match draft.greeting() {
        Some((first, greeting)) if first.range() == said.range() && greeting.rest < said.sentence.range.end => {
            let after = said.block.text.get(said.sentence.range.end..).unwrap_or_default();
            let spaces = if alone { 0 } else { after.len() - after.trim_start_matches([' ', '\t']).len() };
            let end = if spaces == 0 { greeting.rest.min(trimmed_end(said, greeting.rest)) } else { greeting.rest };
            ByteRange::new(end, said.sentence.range.end + spaces).shifted(said.start)
        }
        _ if alone => whole_passage(draft, said),
        _ => with_space(said).shifted(said.start),
    }
}

/// Whether it is all that its paragraph, item or heading says: emoji beside it say nothing without it.
fn stands_alone_in_passage(said: &Said<'_>) -> bool {
    let beside =
        said.block.sentences.iter().filter(|other| other.passage == said.sentence.passage && other.range != said.sentence.range);
    let is_mute = |kind| matches!(kind, TokenKind::Emoji | TokenKind::Punctuation(_));
    beside.into_iter().all(|other| said.block.tokens_of(other).iter().all(|token| is_mute(token.kind)))
}

/// Where the text before `offset` ends without white space.
fn trimmed_end(said: &Said<'_>, offset: usize) -> usize {
    said.block.text.get(..offset).unwrap_or_default().trim_end().len()
}

/// The sentence and the white space after it, or before it where it is the last of its line.
fn with_space(said: &Said<'_>) -> ByteRange {
    let text = &said.block.text;
    let range = remedy::with_marks(said);
    let passage = passage(said);
    let after = ByteRange::new(range.end, passage.end.max(range.end)).of(text);
    if after.trim().is_empty() {
        // The last of its paragraph: the break before it goes, hard or soft.
        let kept = text.get(..range.start).unwrap_or_default().trim_end().trim_end_matches('\\').trim_end();
        return ByteRange::new(kept.len(), range.end);
    }
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    let ends_line = after.get(spaces..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
    let before = text.get(..range.start).unwrap_or_default();
    let kept = before.trim_end_matches([' ', '\t']);
    let starts_line = kept.is_empty() || kept.ends_with('\n');
    let starts_passage = ByteRange::new(passage.start, range.start.max(passage.start)).of(text).trim().is_empty();
    if !ends_line {
        ByteRange::new(range.start, range.end + spaces)
    } else if starts_line || starts_passage {
        ByteRange::new(range.start, range.end + after.len() - after.trim_start().len())
    } else {
        ByteRange::new(kept.len(), range.end)
    }
}

fn passage(said: &Said<'_>) -> ByteRange {
    said.block.passages.get(said.sentence.passage).map_or(said.sentence.range, |(range, _)| *range)
}

/// The paragraph, item or heading with its marker, and the blank lines after it, or before it where it is the last.
fn whole_passage(draft: &Draft<'_>, said: &Said<'_>) -> ByteRange {
    let passage = passage(said);
    let goes = paragraph(draft, said, passage);
    match heading_left_empty(draft, said) {
        // At the end of the draft, what goes starts where the text before it ends: here, before the heading.
        Some(heading) if goes.start < said.start + passage.start => ByteRange::new(text_end_before(draft, heading, 0), goes.end),
        Some(heading) => ByteRange::new(heading, goes.end),
        None => goes,
    }
}

/// Where the heading starts under which `said` is all there is, in the document.
fn heading_left_empty(draft: &Draft<'_>, said: &Said<'_>) -> Option<usize> {
    let passages = || {
        draft
            .document
            .blocks()
            .flat_map(|(start, block)| block.passages.iter().map(move |(range, voice)| (range.shifted(start), *voice)))
    };
    let own = passage(said).shifted(said.start);
    let is_heading = |(_, voice): &(ByteRange, Voice)| *voice == Voice::Heading;
    let before = passages().take_while(|(range, _)| range.start < own.start).last().filter(is_heading)?;
    let is_last = passages().find(|(range, _)| range.start > own.start).is_none_or(|after| is_heading(&after));
    // A fence, a table or a picture between them is no passage.
    let between = draft.document.rope().byte_slice(before.0.end..own.start).to_string();
    (is_last && between.trim().is_empty() && said.sentence.voice == Voice::Prose).then_some(before.0.start)
}

fn paragraph(draft: &Draft<'_>, said: &Said<'_>, passage: ByteRange) -> ByteRange {
    let text = &said.block.text;
    let start = text.get(..passage.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let after = text.get(passage.end..).unwrap_or_default();
    let is_last = after.trim().is_empty() && draft.document.blocks().next_back().is_some_and(|(last, _)| last == said.start);
    if is_last {
        let end = passage.start + passage.of(text).trim_end().len();
        return ByteRange::new(text_end_before(draft, said.start, start), said.start + end);
    }
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let mut end = passage.end + line_end;
    if said.sentence.voice != Voice::ListItem {
        let rest = text.get(end..).unwrap_or_default();
        end += rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    }
    ByteRange::new(start, end.min(text.len())).shifted(said.start)
}

/// Where the text ends that stands before `start` of the block at `block`, in the document.
fn text_end_before(draft: &Draft<'_>, block: usize, start: usize) -> usize {
    let before = |at: usize, text: &str| Some(at + text.trim_end().len()).filter(|end| *end > at);
    let upward = draft.document.blocks().rev().skip_while(|(at, _)| *at > block + start);
    let mut ends = upward.map(|(at, other)| before(at, other.text.get(..block + start - at).unwrap_or(&other.text)));
    ends.find_map(|end| end).unwrap_or(block + start)
}

/// Marks between a clause and the rest.
const SEPARATORS: [char; 5] = [',', ';', '–', '—', ' '];

/// Words that tie a clause to another, so that it cannot stand alone.
const TIES: [&str; 18] = [
    "after", "although", "and", "as", "because", "before", "but", "for", "if", "or", "since", "so", "that", "unless", "when",
    "which", "while", "with",
];

/// Fewest words of what is left.
const MIN_WORDS: usize = 3;

/// Takes out `part` where it ends the sentence, after a mark.
fn last_clause(said: &Said<'_>, part: ByteRange) -> Option<Edit> {
    let sentence = said.sentence.range;
    let text = &said.block.text;
    let before = text.get(sentence.start..part.start)?;
    let tie = ["and", "but", "so"].iter().find_map(|tie| before.trim_end().strip_suffix(tie));
    let before = tie.unwrap_or(before).trim_end();
    let ends = text.get(part.end..sentence.end)?.chars().all(|c| !c.is_alphanumeric());
    let kept = before.trim_end_matches(SEPARATORS);
    let gone = ByteRange::new(sentence.start + kept.len(), part.end);
    (ends && kept.len() < before.len() && stands_alone(kept) && is_whole(gone.of(text))).then(|| Edit::removal(gone))
}

/// Takes out `part` where it starts the sentence, before a mark.
fn first_clause(said: &Said<'_>, part: ByteRange) -> Option<Edit> {
    let sentence = said.sentence.range;
    let text = &said.block.text;
    let starts = text.get(sentence.start..part.start)?.chars().all(|c| !c.is_alphanumeric());
    let after = text.get(part.end..sentence.end)?;
    let rest = after.trim_start_matches(SEPARATORS);
    let initial = rest.chars().next().filter(|c| c.is_alphabetic())?;
    let gone = ByteRange::new(part.start, part.end + after.len() - rest.len());
    let marked = after.trim_start().starts_with(SEPARATORS);
    if !(starts && marked && stands_alone(rest) && stands_alone(part.of(text)) && is_whole(gone.of(text))) {
        return None;
    }
    let raised: String =
        if part.of(text).starts_with(char::is_uppercase) { initial.to_uppercase().collect() } else { initial.to_string() };
    Some(Edit::replacement(ByteRange::new(gone.start, gone.end + initial.len_utf8()), raised))
}

fn stands_alone(clause: &str) -> bool {
    let mut words = clause.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let first = words.next().unwrap_or_default().to_lowercase();
    words.count() + 1 >= MIN_WORDS && !TIES.contains(&first.as_str()) && is_whole(clause)
}

/// Whether marks that come in pairs do.
fn is_whole(text: &str) -> bool {
    let even = ['*', '_', '`', '"'].iter().all(|mark| text.matches(*mark).count() % 2 == 0);
    let closed = [('(', ')'), ('[', ']'), ('“', '”')].iter().all(|(a, b)| text.matches(*a).count() == text.matches(*b).count());
    even && closed
}
