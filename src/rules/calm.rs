//! "Put it calmly": the same thing, said so that nobody feels pushed.

use super::deadline;
use crate::{
    acts::{Act, Said, clause, model::ENGLISH, words::data_lines},
    document::ByteRange,
    draft::Draft,
    fix::{Edit, Fix},
};
use std::{cell::LazyCell, cmp::Reverse, sync::LazyLock};

/// Stands for a date: the one that follows the phrase, or one at which something ends in another sentence.
const DATE: &str = "{date}";

/// Phrases and what says them calmly, the longest first, and of the same those with a date. One that ends in a full stop has to
/// be a clause of its own.
static PHRASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut phrases: Vec<_> = data_lines(include_str!("calm.txt")).filter_map(|line| line.split_once(" > ")).collect();
    phrases.sort_by_key(|(phrase, calm)| (Reverse(phrase.len()), !calm.contains(DATE)));
    phrases
});

/// Says the phrases of `said` calmly, where it then does `act` no more.
pub fn fix(draft: &Draft<'_>, said: &Said<'_>, act: Act) -> Option<Fix> {
    let deadline = LazyCell::new(|| deadline::elsewhere(draft, said));
    let mut fix = Fix::to_review("Put it calmly", edits(said.text(), || *deadline));
    let calm = fix.apply(said.text());
    if fix.edits.is_empty() || clause::says(act, &calm, draft.entities(), &ENGLISH) {
        return None;
    }
    for edit in &mut fix.edits {
        edit.range = edit.range.shifted(said.range().start);
    }
    Some(fix)
}

/// What puts the phrases of `text` calmly; `deadline` is asked only where one is needed.
fn edits<'t>(text: &'t str, deadline: impl Fn() -> Option<&'t str>) -> Vec<Edit> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Edit> = Vec::new();
    for (phrase, calm) in PHRASES.iter() {
        let words = phrase.trim_end_matches('.').trim_end_matches(DATE);
        for (at, _) in lower.match_indices(words) {
            let Some((range, date)) = extent(text, ByteRange::new(at, at + words.len()), phrase) else { continue };
            let (before, after) = (lower.get(..at).unwrap_or_default(), lower.get(range.end..).unwrap_or_default());
            let is_word = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let is_clause = bounds(before.trim_end().chars().next_back()) && bounds(after.trim_start().chars().next());
            let stands = is_word && (is_clause || !phrase.ends_with('.'));
            let date = date.or_else(|| calm.contains(DATE).then(&deadline).flatten());
            let calm = date.map_or_else(|| (*calm).to_owned(), |date| calm.replace(DATE, date));
            if stands && !calm.contains(DATE) && !found.iter().any(|edit| edit.range.overlaps(range)) {
                found.push(Edit::replacement(range, cased(&calm, range.of(text))));
            }
        }
    }
    found
}

/// What the phrase at `words` covers, and the date that belongs to it; `None` where it should be followed by one and is not.
fn extent<'t>(text: &'t str, words: ByteRange, phrase: &str) -> Option<(ByteRange, Option<&'t str>)> {
    if !phrase.contains(DATE) {
        return Some((words, None));
    }
    let after = text.get(words.end..)?;
    let length = deadline::date_length(after)?;
    Some((ByteRange::new(words.start, words.end + length), after.get(..length)))
}

/// Whether a clause may end or start at `mark`.
fn bounds(mark: Option<char>) -> bool {
    mark.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '–' | '—' | '(' | ')'))
}

/// `calm` with a capital where the phrase has one.
fn cased(calm: &str, phrase: &str) -> String {
    let mut chars = calm.chars();
    match chars.next().filter(|_| phrase.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => calm.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_sorted_and_small() {
        let lines: Vec<_> = data_lines(include_str!("calm.txt")).collect();
        assert!(lines.is_sorted() && lines.iter().all(|line| line.contains(" > ")), "{lines:#?}");
    }

    #[test]
    fn words_keep_their_case_and_their_bounds() {
        let table = [
            ("Act now, it is a game-changing oven!", "If you like, it is a useful oven!"),
            ("Act now before it rains.", "Act now before it rains."),
            ("Thanks in advance for sharing.", "Thanks in advance for sharing."),
            ("It will impact nowhere.", "It will impact nowhere."),
            ("Thank you in advance.", "Thank you for reading."),
        ];
        for (text, expected) in table {
            assert_eq!(Fix::to_review("", edits(text, || None)).apply(text), expected);
        }
    }

    #[test]
    fn a_hurry_becomes_a_date_where_there_is_one() {
        let table = [
            ("Act now before 12 June!", None, "There is time until 12 June!"),
            ("Sign up now by Friday, it is a good course.", None, "Sign up by Friday if you like, it is a good course."),
            ("Act now!", Some("12 June"), "There is time until 12 June!"),
            ("Act now before it is gone!", Some("12 June"), "Act now before it is gone!"),
            ("Last chance!", None, "One more chance!"),
            ("Last chance!", Some("Sunday"), "There is time until Sunday!"),
        ];
        for (text, deadline, expected) in table {
            assert_eq!(Fix::to_review("", edits(text, || deadline)).apply(text), expected);
        }
    }
}
