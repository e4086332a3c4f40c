//! Sentences: where one stops and the next begins.
//!
//! People leave out full stops, end on an emoji or a link, and break lines where they breathe. A boundary is therefore
//! decided from the tokens on both sides of it, never from one character.

use super::{ByteRange, Tally, Token, TokenKind, Voice};
use std::ops::Range;

/// A sentence of a block.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands in the block, without the space around it.
    pub range: ByteRange,
    /// Whose words.
    pub voice: Voice,
    /// Number of its passage in the block, from 0.
    pub passage: usize,
    /// Its tokens, among those of the block.
    pub tokens: Range<usize>,
    /// What they come to.
    pub tally: Tally,
}

/// Cuts the tokens `range` of one passage into sentences, given as ranges of tokens without line breaks at their ends.
pub fn cut(text: &str, tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let cutter = Cutter { text, tokens: tokens.get(..range.end).unwrap_or_default() };
    let mut found = Vec::new();
    let mut start = range.start;
    let mut depth = 0usize;
    let mut at = range.start;
    while at < range.end {
        match cutter.kind(at) {
            Some(TokenKind::Punctuation('(')) if cutter.closes(at) => depth += 1,
            Some(TokenKind::Punctuation(')')) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = (depth == 0).then(|| cutter.end_after(at, start)).flatten();
        if let Some(end) = ends {
            found.extend(cutter.without_breaks(start..end));
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    found.extend(cutter.without_breaks(start..range.end));
    found
}

/// Longest bracket, in tokens, inside which nothing ends.
const MAX_BRACKET: usize = 60;

/// A line that still had this much room (bytes) for its next word was broken on purpose.
const WRAP: usize = 60;

struct Cutter<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Cutter<'_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map(|t| t.range.of(self.text)).unwrap_or_default()
    }

    fn closes(&self, at: usize) -> bool {
        let after = self.tokens.get(at + 1..).unwrap_or_default();
        after.iter().take(MAX_BRACKET).any(|t| t.kind == TokenKind::Punctuation(')'))
    }

    /// Where the sentence ends if it ends with the token `at`.
    fn end_after(&self, at: usize, start: usize) -> Option<usize> {
        match self.kind(at)? {
            TokenKind::Punctuation('.' | '!' | '?' | '…' | '。' | '！' | '？') => {
                let goes_on = at > start && matches!(self.kind(at - 1), Some(TokenKind::Punctuation('.' | '!' | '?' | '…')));
                if goes_on { None } else { self.end_after_stop(at, start) }
            }
            TokenKind::Emoji => {
                let next = at + 1;
                let capital = self.word(next).starts_with(char::is_uppercase);
                (capital && self.tokens.get(next)?.spaced).then_some(next)
            }
            TokenKind::HardBreak => Some(at + 1),
            TokenKind::SoftBreak => self.breaks_at(at, start).then_some(at + 1),
            _ => None,
        }
    }

    fn end_after_stop(&self, at: usize, start: usize) -> Option<usize> {
        let mut end = at + 1;
        while matches!(self.kind(end), Some(TokenKind::Punctuation('.' | '!' | '?' | '…'))) {
            end += 1;
        }
        let run = at..end;
        while let Some(TokenKind::Punctuation(')' | '"' | '”' | '’' | '\'' | '»' | ']')) = self.kind(end)
            && self.tokens.get(end).is_some_and(|t| !t.spaced)
        {
            end += 1;
        }
        let emoji_end = self.emoji_end(end);
        let Some(next) = self.tokens.get(emoji_end) else {
            return Some(emoji_end);
        };
        let broken = matches!(next.kind, TokenKind::SoftBreak | TokenKind::HardBreak);
        let spaced = next.spaced || emoji_end > end || broken;
        (spaced && self.stops(run, emoji_end, start)).then_some(emoji_end)
    }

    /// Past the emoji that belong to what they follow: "done. 😂 Next".
    fn emoji_end(&self, end: usize) -> usize {
        let after = end + 1;
        let emoji = self.kind(end) == Some(TokenKind::Emoji);
        let last = !matches!(self.kind(after), Some(TokenKind::Word)) || self.word(after).starts_with(char::is_uppercase);
        if emoji && last { after } else { end }
    }

    /// Whether the stop `run` ends a sentence, given what stands before it and at `next`.
    fn stops(&self, run: Range<usize>, next: usize, start: usize) -> bool {
        let mark = self.word(run.start);
        let next_word = self.word(self.past_breaks(next));
        let lower = next_word.starts_with(char::is_lowercase);
        if mark == "…" || (mark == "." && run.len() > 1) {
            return !lower;
        }
        if mark != "." || run.start == start {
            return run.start != start;
        }
        let before = self.word(run.start - 1);
        let numbered = self.kind(run.start - 1) == Some(TokenKind::Number) && run.start - 1 == start && before.len() < 3;
        !numbered && !self.abbreviates(before, run.start - 1, next_word)
    }

    fn abbreviates(&self, word: &str, at: usize, next: &str) -> bool {
        let capital = next.starts_with(char::is_uppercase);
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            let dotted = at > 0 && self.word(at - 1) == "." && self.tokens.get(at).is_some_and(|t| !t.spaced);
            return if dotted { !capital } else { word != "I" && word.starts_with(char::is_uppercase) && capital };
        }
        let lower = word.to_lowercase();
        if lower == "no" {
            return next.starts_with(|c: char| c.is_ascii_digit());
        }
        TITLES.contains(&lower.as_str()) || (ABBREVIATIONS.contains(&lower.as_str()) && !capital)
    }

    fn past_breaks(&self, at: usize) -> usize {
        let mut at = at;
        while matches!(self.kind(at), Some(TokenKind::SoftBreak | TokenKind::HardBreak)) {
            at += 1;
        }
        at
    }

    /// Whether the line break `at` was meant: the line had room for the next word, or a list goes on.
    fn breaks_at(&self, at: usize, start: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else {
            return true;
        };
        if matches!(next.kind, TokenKind::Punctuation('-' | '•' | '*' | '–')) && self.tokens.get(at + 2).is_some_and(|t| t.spaced)
        {
            return true;
        }
        let line_start = self
            .tokens
            .get(..at)
            .and_then(|before| before.iter().rposition(|t| matches!(t.kind, TokenKind::SoftBreak | TokenKind::HardBreak)))
            .map_or(start, |i| (i + 1).max(start));
        let (Some(first), Some(last)) = (self.tokens.get(line_start), self.tokens.get(at)) else {
            return false;
        };
        let line = last.range.start.saturating_sub(first.range.start);
        line + 1 + next.range.len() < WRAP
    }

    fn without_breaks(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_break = |at: &usize| matches!(self.kind(*at), Some(TokenKind::SoftBreak | TokenKind::HardBreak));
        let start = range.clone().find(|at| !is_break(at))?;
        let end = range.rev().find(|at| !is_break(at))? + 1;
        Some(start..end)
    }
}

/// Abbreviations before a name: never an end.
const TITLES: [&str; 15] = ["dr", "fr", "gen", "hon", "mme", "mr", "mrs", "ms", "prof", "rev", "sen", "sr", "st", "vs", "approx"];

/// Abbreviations that end a sentence only before a capital.
const ABBREVIATIONS: [&str; 23] = [
    "al", "ca", "cf", "co", "corp", "dept", "ed", "est", "etc", "ext", "fig", "hrs", "inc", "jr", "kr", "ltd", "max", "min",
    "misc", "mins", "pp", "vol", "yrs",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::token::tokenize;

    fn sentences(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        cut(text, &tokens, 0..tokens.len())
            .into_iter()
            .map(|r| text[tokens[r.start].range.start..tokens[r.end - 1].range.end].replace('\n', "⏎"))
            .collect()
    }

    #[test]
    fn boundaries() {
        let table: &[(&str, &[&str])] = &[
            ("One. Two! Three?", &["One.", "Two!", "Three?"]),
            ("tape's out, give it a spin. follow me", &["tape's out, give it a spin.", "follow me"]),
            ("Dr. Salazar met J. Kessler, e.g. on Mr. Bean. Ok.", &["Dr. Salazar met J. Kessler, e.g. on Mr. Bean.", "Ok."]),
            ("at 5 p.m. on Monday", &["at 5 p.m. on Monday"]),
            ("ring etc. and so on etc. Then", &["ring etc. and so on etc.", "Then"]),
            ("See https://a.example/b. Then go", &["See https://a.example/b.", "Then go"]),
            ("so late 😂 But ok", &["so late 😂", "But ok"]),
            ("done. 😂 Next one", &["done. 😂", "Next one"]),
            ("thought of you lot 🤯 xx", &["thought of you lot 🤯 xx"]),
            ("well... maybe. Hm… No", &["well... maybe.", "Hm…", "No"]),
            ("any news?? wrote on monday", &["any news??", "wrote on monday"]),
            ("a (really!! yes) b. C", &["a (really!! yes) b.", "C"]),
            ("He said \"no.\" Then left", &["He said \"no.\"", "Then left"]),
            ("Kind regards,\nPavel", &["Kind regards,", "Pavel"]),
            (
                "this line was wrapped by an editor at some seventy columns or so and\ngoes on here",
                &["this line was wrapped by an editor at some seventy columns or so and⏎goes on here"],
            ),
            ("- one\n- two", &["- one", "- two"]),
            ("v2.0 is 3.5 MB. Big", &["v2.0 is 3.5 MB.", "Big"]),
            ("tell u & I. Me too", &["tell u & I.", "Me too"]),
        ];
        for (text, expected) in table {
            assert_eq!(sentences(text), *expected, "{text:?}");
        }
    }
}
