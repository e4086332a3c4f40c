//! What of a sentence can be seen without knowing its words: how it ends, how long it is, of whom it speaks.

use super::words::Classes;

/// Number of marks.
pub const MARKS: usize = 12;

/// The marks that a sentence bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    bits: u16,
}

/// What marks are read from.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// Its last character of punctuation, where it ends with one.
    pub end: Option<char>,
    /// Whether it names, or leads to, what is the writer's.
    pub owns: bool,
    /// Whether it leads to anything else.
    pub links: bool,
    /// Whether a number stands in it.
    pub counts: bool,
    /// Words, numbers, links and punctuation in it.
    pub length: usize,
    /// The classes of its words, all together.
    pub classes: Classes,
}

/// I, ME and MY; WE and OUR; YOU and YOUR; THEY: the first eight classes of the data.
const PERSONS: [Classes; 4] = [0b111, 0b1_1000, 0b110_0000, 0b1000_0000];

impl Marks {
    /// Those of a sentence with these traits.
    #[must_use]
    pub fn of(traits: Traits) -> Self {
        let Traits { end, owns, links, counts, length, classes } = traits;
        let [i, we, you, they] = PERSONS.map(|person| classes & person != 0);
        let marks: [bool; MARKS] =
            [end == Some('?'), end == Some('!'), owns, links, counts, length < 4, length < 9, length > 25, i, we, you, they];
        Self { bits: marks.iter().rev().fold(0, |bits, mark| bits << 1 | u16::from(*mark)) }
    }

    /// One for each mark that it bears, else zero.
    pub fn values(self) -> impl Iterator<Item = f32> {
        (0..MARKS).map(move |at| f32::from(self.bits >> at & 1))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        acts::{Entities, features},
        document::{Block, Format},
    };

    #[test]
    fn marks_are_seen() {
        let table = [("Why?", "1....11....."), ("We sell 40 of your Rye & Shine at mine.example!", ".11.1....11.")];
        let entities = Entities::new(&["Rye & Shine".to_owned()], &["mine.example".to_owned()], &[]);
        for (text, expected) in table {
            let block = Block::read(text, Format::Markdown);
            let marks = features::extract(&block, &block.sentences[0], &entities, &mut Vec::new());
            let seen: String = marks.values().map(|value| if value > 0.0 { '1' } else { '.' }).collect();
            assert_eq!(seen, expected, "{text}");
        }
    }
}
