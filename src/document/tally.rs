//! What the tokens of a sentence come to: counted once, when the block is read.

use super::{Token, TokenKind};

/// Numbers of a sentence's tokens of some sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words, code included.
    pub words: u32,
    /// I, me, my, we, us, our.
    pub first_person: u32,
    /// You, your.
    pub second_person: u32,
    /// `@name`.
    pub mentions: u32,
    /// Bare addresses.
    pub links: u32,
    /// Words of two letters or more without a small one.
    pub capitals: u32,
    /// `!`
    pub exclamations: u32,
}

impl Tally {
    /// Of `tokens`, which stand in `text`.
    #[must_use]
    pub fn of(tokens: &[Token], text: &str) -> Self {
        let mut tally = Self::default();
        for token in tokens {
            match token.kind {
                TokenKind::Word => tally.add_word(token.range.of(text)),
                TokenKind::Code => tally.words += 1,
                TokenKind::Mention => tally.mentions += 1,
                TokenKind::Link => tally.links += 1,
                TokenKind::Punctuation('!') => tally.exclamations += 1,
                _ => {}
            }
        }
        tally
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            first_person: self.first_person + other.first_person,
            second_person: self.second_person + other.second_person,
            mentions: self.mentions + other.mentions,
            links: self.links + other.links,
            capitals: self.capitals + other.capitals,
            exclamations: self.exclamations + other.exclamations,
        }
    }

    fn add_word(&mut self, word: &str) {
        self.words += 1;
        self.capitals += u32::from(word.len() > 1 && !word.chars().any(char::is_lowercase));
        // Most words start with other letters than those that are looked for.
        if !matches!(
            word.as_bytes().first(),
            Some(b'i' | b'I' | b'm' | b'M' | b'w' | b'W' | b'u' | b'U' | b'o' | b'O' | b'y' | b'Y')
        ) {
            return;
        }
        let stem = word.split(['\'', '’']).next().unwrap_or_default();
        let is = |forms: &[&str]| forms.iter().any(|form| stem.eq_ignore_ascii_case(form));
        self.first_person += u32::from(is(&["i", "me", "my", "we", "us", "our", "im", "ive"]));
        self.second_person += u32::from(is(&["you", "your", "u", "ur"]));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, Format};

    #[test]
    fn tokens_are_counted_by_what_they_are() {
        let block = Block::read("I’ve told your friend: BUY NOW!! @ann a.example `x`", Format::Markdown);
        let tally = block.sentences[0].tally;
        let found = (
            tally.words,
            tally.first_person,
            tally.second_person,
            tally.capitals,
            tally.exclamations,
            tally.mentions,
            tally.links,
        );
        assert_eq!(found, (6, 1, 1, 2, 2, 0, 0), "{tally:?}");
        let tally = block.sentences[1].tally;
        assert_eq!((tally.words, tally.mentions, tally.links), (1, 1, 1), "{tally:?}");
    }
}
