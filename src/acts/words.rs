//! Words as the classifier sees them: normalised, hashed, sorted into classes, and grouped with words that are used alike.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The hash of a normalised word.
pub type WordHash = u64;

/// The classes a word belongs to, one bit each.
pub type Classes = u64;

/// The English word list.
pub static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::parse(include_str!("english/classes.txt"), include_str!("english/spelling.txt"), include_str!("english/kin.txt"))
});

/// Classes of words, how variants are spelt, and which words are used alike.
#[derive(Debug, Default)]
pub struct Words {
    names: Vec<&'static str>,
    classes: FxHashMap<WordHash, Classes>,
    spelling: FxHashMap<WordHash, WordHash>,
    kin: FxHashMap<WordHash, u16>,
}

/// FNV-1a, 64 bits: short inputs, no state, the same on every platform.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The hash of `bytes` as they stand.
#[must_use]
pub const fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = OFFSET;
    let mut rest = bytes;
    while let Some((byte, more)) = rest.split_first() {
        hash = (hash ^ *byte as u64).wrapping_mul(PRIME);
        rest = more;
    }
    hash
}

/// The hash of a word in lower case, with straight apostrophes, and at most two of a letter in a row.
#[must_use]
pub fn hash_word(word: &str) -> WordHash {
    let mut letters = Letters { hash: OFFSET, last: '\0', run: 0 };
    for c in word.chars() {
        match c {
            '’' => letters.push('\''),
            _ if c.is_ascii() => letters.push(c.to_ascii_lowercase()),
            _ => c.to_lowercase().for_each(|c| letters.push(c)),
        }
    }
    letters.hash
}

/// The letters of a word that were hashed.
struct Letters {
    hash: WordHash,
    last: char,
    /// How many like the last there are in a row.
    run: usize,
}

impl Letters {
    fn push(&mut self, c: char) {
        self.run = if c == self.last { self.run + 1 } else { 1 };
        self.last = c;
        if self.run <= 2 {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(PRIME);
            }
        }
    }
}

impl Words {
    fn parse(classes: &'static str, spelling: &'static str, kin: &'static str) -> Self {
        let mut words = Self::default();
        for (number, (name, members)) in data_lines(classes).filter_map(|line| line.split_once(':')).enumerate() {
            words.names.push(name);
            for word in members.split_whitespace() {
                *words.classes.entry(hash_word(word)).or_default() |= 1 << number;
            }
        }
        words.spelling = data_lines(spelling)
            .filter_map(|line| line.split_once(' '))
            .map(|(variant, standard)| (hash_word(variant), hash_word(standard)))
            .collect();
        words.kin = (1..)
            .zip(data_lines(kin))
            .flat_map(|(number, kin)| kin.split(' ').map(move |word| (hash_word(word), number)))
            .collect();
        words
    }

    /// The hash of `word` as it is commonly spelt.
    #[must_use]
    pub fn normal(&self, word: &str) -> WordHash {
        let hash = hash_word(word);
        self.spelling.get(&hash).copied().unwrap_or(hash)
    }

    /// The classes of a word.
    #[must_use]
    pub fn classes(&self, word: WordHash) -> Classes {
        self.classes.get(&word).copied().unwrap_or_default()
    }

    /// The number of the group of words that are used alike, to which `word` belongs.
    #[must_use]
    pub fn kin(&self, word: WordHash) -> Option<u16> {
        self.kin.get(&word).copied()
    }

    /// The bit of the class `name`; no bit where there is none of that name.
    #[must_use]
    pub fn class(&self, name: &str) -> Classes {
        self.names.iter().position(|known| *known == name).map_or(0, |number| 1 << number)
    }
}

/// The lines of a data file without comments and blank ones.
pub fn data_lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_one_word() {
        for (a, b) in [("u", "you"), ("DON’T", "don't"), ("dont", "don't"), ("soooooo", "soo"), ("Été", "été")] {
            assert_eq!(ENGLISH.normal(a), ENGLISH.normal(b), "{a} {b}");
        }
        assert!(ENGLISH.classes(ENGLISH.normal("ur")) & ENGLISH.class("YOUR") != 0);
        assert!(ENGLISH.names.len() <= 64, "a class is a bit of 64");
    }
}
