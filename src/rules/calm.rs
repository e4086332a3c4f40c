//! "Put it calmly": the same thing, said so that nobody feels pushed.

use crate::{
    acts::{Act, Said, clause, model::ENGLISH, words::data_lines},
    document::ByteRange,
    draft::Draft,
    fix::{Edit, Fix},
};
use std::sync::LazyLock;

/// Phrases and what says them calmly, the longest first. One that ends in a full stop has to be a clause of its own.
static PHRASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut phrases: Vec<_> = data_lines(include_str!("calm.txt")).filter_map(|line| line.split_once(" > ")).collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    phrases
});

/// Says the phrases of `said` calmly, where it then does `act` no more.
pub fn fix(draft: &Draft<'_>, said: &Said<'_>, act: Act) -> Option<Fix> {
    let mut fix = Fix::to_review("Put it calmly", edits(said.text()));
    let calm = fix.apply(said.text());
    if fix.edits.is_empty() || clause::says(act, &calm, draft.entities(), &ENGLISH) {
        return None;
    }
    for edit in &mut fix.edits {
        edit.range = edit.range.shifted(said.range().start);
    }
    Some(fix)
}

fn edits(text: &str) -> Vec<Edit> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Edit> = Vec::new();
    for (phrase, calm) in PHRASES.iter() {
        let words = phrase.trim_end_matches('.');
        for (at, _) in lower.match_indices(words) {
            let range = ByteRange::new(at, at + words.len());
            let (before, after) = (lower.get(..at).unwrap_or_default(), lower.get(range.end..).unwrap_or_default());
            let is_word = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let is_clause = bounds(before.trim_end().chars().next_back()) && bounds(after.trim_start().chars().next());
            let stands = if words == *phrase { is_word } else { is_word && is_clause };
            if stands && !found.iter().any(|edit| edit.range.overlaps(range)) {
                found.push(Edit::replacement(range, cased(calm, range.of(text))));
            }
        }
    }
    found
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
            assert_eq!(Fix::to_review("", edits(text)).apply(text), expected);
        }
    }
}
