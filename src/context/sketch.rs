//! Near-duplicates: how much of two texts is the same, from a small sketch of each.
//!
//! A text is taken as its set of three words in a row, with names, numbers and template fields left out, so that a mail merge
//! is still the same text. Of their hashes the smallest are kept (bottom-k sketch: Cohen and Kaplan, 2007); of two texts these
//! tell the share of what both have in what either has (Jaccard).

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Hashes kept of a text: the share is then right to about 6 points.
const KEPT: usize = 64;

/// Words read of a text: what is longer differs early, or is the same.
const MOST_WORDS: usize = 2_000;

/// Hashes under which a text is looked up. Where more than half is the same, that none of them is in both is less likely
/// than 1 in 250.
const KEYS: usize = 8;

/// Fewest threes of words of a text that can be told from another: a short "Thanks, see you there" is everybody's.
const LEAST: usize = 12;

/// What is remembered of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Sorted, each once.
    hashes: Box<[u32]>,
}

impl Sketch {
    /// The sketch of the text of which `pieces` are the parts, in order.
    #[must_use]
    pub fn of<'t>(pieces: impl Iterator<Item = &'t str>) -> Self {
        let mut words = Words::default();
        let mut pieces = pieces;
        while pieces.next().is_some_and(|piece| words.read(piece)) {}
        let mut hashes = words.threes;
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < LEAST {
            hashes.clear();
        }
        hashes.truncate(KEPT);
        Self { hashes: hashes.into() }
    }

    /// The hashes of which two texts that are much the same share one.
    pub fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.hashes.iter().take(KEYS).copied()
    }

    /// The share of what both have in what either has, from 0 to 1; 0 for texts too short to tell.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mut a, mut b) = (self.hashes.iter().peekable(), other.hashes.iter().peekable());
        let (mut seen, mut both) = (0_u16, 0_u16);
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let (x, y) = (**x, **y);
            if usize::from(seen) == KEPT {
                break;
            }
            seen += 1;
            both += u16::from(x == y);
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        // What is left of the longer is not in the shorter, unless the sketch of the shorter is full.
        if self.hashes.len().min(other.hashes.len()) < KEPT {
            seen = seen.saturating_add(u16::try_from(a.count() + b.count()).unwrap_or(u16::MAX));
        }
        if seen == 0 { 0.0 } else { f32::from(both) / f32::from(seen) }
    }
}

/// Words as they come, and the threes of them so far.
#[derive(Default)]
struct Words {
    before: [u64; 2],
    count: usize,
    /// How many brackets of a template field are open.
    open: usize,
    threes: Vec<u32>,
}

impl Words {
    /// Takes in a piece of the text. Whether more is wanted.
    fn read(&mut self, piece: &str) -> bool {
        if self.count >= MOST_WORDS {
            return false;
        }
        for word in piece.split_inclusive(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
            let is_name = bare.starts_with(char::is_uppercase) && bare.chars().count() > 1;
            let is_number = bare.starts_with(|c: char| c.is_numeric());
            if self.open == 0 && !bare.is_empty() && !is_name && !is_number {
                self.take(bare);
            }
            match word.chars().last() {
                Some('{' | '[' | '<') => self.open += 1,
                Some('}' | ']' | '>') => self.open = self.open.saturating_sub(1),
                // No field goes over the end of its line.
                Some('\n') => self.open = 0,
                _ => {}
            }
            if self.count >= MOST_WORDS {
                return false;
            }
        }
        true
    }

    fn take(&mut self, word: &str) {
        let mut hasher = FxHasher::default();
        word.chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
        let hash = hasher.finish();
        self.count += 1;
        if self.count > 2 {
            let mut three = FxHasher::default();
            (self.before, hash).hash(&mut three);
            self.threes.push((three.finish() >> 32) as u32);
        }
        self.before = [self.before[1], hash];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Hi Ann, I keep an old oven going on a hill and have read your notes on rye for a year now. The part about cold \
        water changed how my loaves come out in winter, and my neighbours have noticed. I wrote down what I learned about drying herbs, \
        with a table of hours for each. Would that be of use to the people you bake with? If not, that is fine too.";

    fn sketch(text: &str) -> Sketch {
        Sketch::of(std::iter::once(text))
    }

    #[test]
    fn a_mail_merge_is_the_same_text() {
        let letter = sketch(LETTER);
        let merged = LETTER.replace("Ann", "Björn Ek").replace("rye", "[topic]");
        assert!(letter.likeness(&sketch(&merged)) > 0.7, "{}", letter.likeness(&sketch(&merged)));
        assert!(letter.keys().any(|key| sketch(&merged).keys().any(|other| key == other)));
        assert!((letter.likeness(&letter) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn other_words_are_another_text() {
        let other = "Hi Ann, I keep an old oven going on a hill. Yesterday it rained into the flour and I thought of what you said on Sunday \
            about sieves. Which of the two do you still use, and does the finer one not clog when the grain comes in wet from the field?";
        assert!(sketch(LETTER).likeness(&sketch(other)) < 0.3);
        assert_eq!(sketch("Thanks a lot, see you there!").likeness(&sketch("Thanks a lot, see you there!")), 0.0);
    }

    #[test]
    fn pieces_are_read_as_one_text() {
        let (head, tail) = LETTER.split_at(100);
        assert_eq!(Sketch::of([head, tail].into_iter()).hashes.len(), sketch(LETTER).hashes.len());
        let lines: Vec<_> = (0..3 * MOST_WORDS).map(|number| format!("word{} and so on\n", number * 7919 % 1000)).collect();
        assert_eq!(
            Sketch::of(lines.iter().map(String::as_str)),
            sketch(&lines.concat()),
            "a long text is read as far in pieces as in one"
        );
    }
}
