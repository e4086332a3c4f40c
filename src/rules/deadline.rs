//! Until when something goes, where the draft says so: "act now" can become that date.

use crate::{
    acts::Said,
    document::{ByteRange, Voice},
    draft::Draft,
};
use regex::Regex;
use std::sync::LazyLock;

/// A day, or a time of it, as people write it.
const DATE: &str = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,? (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: (?:of )?(?:MONTH))?)?|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:MONTH)(?: \d{4})?|(?:MONTH) \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{4}-\d{2}-\d{2})";
const MONTH: &str = "january|february|march|april|may|june|july|august|september|october|november|december";

/// A date that a text starts with.
static DATE_FIRST: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"(?i)^{DATE}\b")));

/// A date at which something ends.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(r"(?i)\b(?:until|till|closes|ends|closing|ending|deadline is|open to)(?: on)? (?P<date>{DATE})\b"))
});

fn compiled(pattern: &str) -> Regex {
    let pattern = pattern.replace("MONTH", MONTH);
    Regex::new(&pattern).unwrap_or_else(|error| unreachable!("the pattern is fixed: {error}"))
}

/// The length of the date with which `text` starts.
pub fn date_length(text: &str) -> Option<usize> {
    DATE_FIRST.find(text).map(|found| found.end())
}

/// The date at which another sentence than `said` says that something ends.
pub fn elsewhere<'d>(draft: &Draft<'d>, said: &Said<'_>) -> Option<&'d str> {
    let others = draft.sentences.iter().filter(|other| other.range() != said.range() && other.sentence.voice != Voice::Quote);
    others.into_iter().find_map(|other| {
        let found = ENDS.captures(other.text())?.name("date")?;
        Some(ByteRange::from(found.range()).of(other.text()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let table = [
            ("12 June, and", Some("12 June")),
            ("June 12th!", Some("June 12th")),
            ("Friday the 12th of June", Some("Friday the 12th of June")),
            ("friday", Some("friday")),
            ("2026-06-12.", Some("2026-06-12")),
            ("Mayday", None),
            ("it is too late", None),
        ];
        for (text, expected) in table {
            assert_eq!(date_length(text).map(|length| &text[..length]), expected, "{text}");
        }
    }
}
