//! What the classifier looks at in a sentence: its words and their order, its word classes and theirs, how it begins and
//! ends, who speaks of whom, and whose things it names. A feature is a hash.

use super::{
    entities::{Entities, Owner},
    marks::{Marks, Traits},
    words::{Classes, ENGLISH, WordHash, hash_bytes},
};
use crate::document::{Block, ByteRange, Sentence, Token, TokenKind};
use std::borrow::Cow;

/// log2 of the number of buckets.
pub const BITS: u32 = 17;

/// Number of buckets.
pub const BUCKETS: usize = 1 << BITS;

/// log2 of the number of hashes; a feature is one.
pub const HASH_BITS: u32 = 22;

/// Features that several authors of the corpus use: what one alone writes says nothing of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    bits: Cow<'static, [u8]>,
}

impl Known {
    /// Bytes of `as_bytes`.
    pub const BYTES: usize = 1 << (HASH_BITS - 3);

    /// None at all.
    #[must_use]
    pub fn none() -> Self {
        Self { bits: vec![0; Self::BYTES].into() }
    }

    /// What `as_bytes` gave; nothing where the length is wrong.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        (bytes.len() == Self::BYTES).then_some(Self { bits: Cow::Borrowed(bytes) })
    }

    /// A bit for each feature, the lowest of a byte first.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bits
    }

    /// Whether `feature` is among them.
    #[must_use]
    #[inline]
    pub fn has(&self, feature: u32) -> bool {
        self.bits.get(feature as usize / 8).is_some_and(|byte| byte >> (feature % 8) & 1 == 1)
    }

    /// Adds `feature`.
    pub fn add(&mut self, feature: u32) {
        if let Some(byte) = self.bits.to_mut().get_mut(feature as usize / 8) {
            *byte |= 1 << (feature % 8);
        }
    }
}

/// The bucket of a feature.
#[must_use]
pub const fn bucket(feature: u32) -> usize {
    feature as usize % BUCKETS
}

/// A sentence as a row of symbols.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    /// Word, or what stands for a link, a number, a name.
    word: WordHash,
    /// Classes of the word.
    classes: Classes,
    /// What of the word a template keeps: function words whole, others by shape.
    shape: u64,
    /// What words of like meaning share; the shape where none is known.
    kin: u64,
}

/// Tokens of a sentence that are looked at. Longer ones are no sentences, and nobody reads them to their end.
const MAX_TOKENS: usize = 400;

/// The tokens of a sentence as symbols: made once, for the sentence and for each of its clauses.
#[derive(Debug)]
pub struct Row<'b> {
    block: &'b Block,
    entities: &'b Entities,
    /// Number of the sentence's first token in the block.
    first: usize,
    symbols: Vec<Symbol>,
}

impl<'b> Row<'b> {
    /// Of `sentence`, which is one of `block`'s.
    #[must_use]
    pub fn of(block: &'b Block, sentence: &Sentence, entities: &'b Entities) -> Self {
        let tokens = block.tokens_of(sentence);
        let tokens = tokens.get(..MAX_TOKENS).unwrap_or(tokens);
        let symbols = tokens.iter().map(|token| symbol(block, token, entities, false)).collect();
        Self { block, entities, first: sentence.tokens.start, symbols }
    }

    /// Appends the features of `part`, which is the sentence or a clause of it, to `features`, and gives its marks.
    pub fn extract(&self, part: &Sentence, features: &mut Vec<u32>) -> Marks {
        let tokens = self.block.tokens_of(part);
        let tokens = tokens.get(..MAX_TOKENS).unwrap_or(tokens);
        let known = part.tokens.start.checked_sub(self.first).and_then(|skipped| self.symbols.get(skipped..)).unwrap_or_default();
        let symbols = self.symbols(part, tokens, known);
        features.reserve(symbols.len() * FEATURES_OF_SYMBOL);
        let mut sink = Sink { features };
        grams(&symbols, &mut sink);
        classes(&symbols, &mut sink);
        whole(self.block, part, tokens, &symbols, &mut sink);
        marks(&symbols)
    }

    /// The symbols of `part`, of which `known` has those of its tokens: what is named is one, and so is what is quoted.
    fn symbols(&self, part: &Sentence, tokens: &[Token], known: &[Symbol]) -> Vec<Symbol> {
        let names = self.entities.find(part.range.of(&self.block.text));
        let mut symbols = Vec::with_capacity(tokens.len() + 2);
        symbols.push(special(b"^"));
        let mut last_name = None;
        for (at, token) in tokens.iter().enumerate() {
            let breaks = matches!(token.kind, TokenKind::SoftBreak | TokenKind::HardBreak);
            if breaks || !part.range.covers(token.range) {
                continue;
            }
            let here = ByteRange::new(token.range.start - part.range.start, token.range.end - part.range.start);
            if let Some(name) = names.iter().find(|name| name.range.overlaps(here)) {
                if last_name != Some(name.range) {
                    symbols.push(special(if name.owner == Owner::Writer { b"#OWN" } else { b"#RIVAL" }));
                }
                last_name = Some(name.range);
                continue;
            }
            let known = known.get(at).filter(|_| symbols.len() > 1);
            let symbol = known.copied().unwrap_or_else(|| symbol(self.block, token, self.entities, symbols.len() == 1));
            if token.quoted && symbols.last().is_some_and(|s| s.word == symbol.word) {
                continue;
            }
            symbols.push(symbol);
        }
        symbols.push(special(b"$"));
        symbols
    }
}

/// Features that a symbol has, or a few more.
const FEATURES_OF_SYMBOL: usize = 16;

/// Appends the features of `sentence`, which is one of `block`'s, to `features`, and gives its marks.
pub fn extract(block: &Block, sentence: &Sentence, entities: &Entities, features: &mut Vec<u32>) -> Marks {
    Row::of(block, sentence, entities).extract(sentence, features)
}

fn marks(symbols: &[Symbol]) -> Marks {
    let symbols = symbols.get(1..symbols.len() - 1).unwrap_or_default();
    let has = |name: &[u8]| {
        let word = hash_bytes(name);
        symbols.iter().any(|symbol| symbol.word == word)
    };
    let ends = |mark: &char| symbols.last().is_some_and(|symbol| symbol.word == punctuation(*mark).word);
    Marks::of(Traits {
        end: ['?', '!'].into_iter().find(ends),
        owns: has(b"#OWN"),
        links: has(b"#LINK"),
        counts: has(b"#NUMBER"),
        length: symbols.len(),
        classes: symbols.iter().fold(0, |all, symbol| all | symbol.classes),
    })
}

struct Sink<'f> {
    features: &'f mut Vec<u32>,
}

impl Sink<'_> {
    /// A feature of the family `tag` with the value `hash`.
    fn push(&mut self, tag: u64, hash: u64) {
        let mixed = (hash ^ tag.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let spread = (mixed ^ (mixed >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        self.features.push(u32::try_from(spread >> (64 - HASH_BITS)).unwrap_or_default());
    }
}

const fn join(a: u64, b: u64) -> u64 {
    a.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ b
}

const fn special(name: &[u8]) -> Symbol {
    let word = hash_bytes(name);
    Symbol { word, classes: 0, shape: word, kin: word }
}

fn symbol(block: &Block, token: &Token, entities: &Entities, first: bool) -> Symbol {
    let text = token.range.of(&block.text);
    if token.quoted {
        return special(b"#QUOTE");
    }
    match token.kind {
        TokenKind::Word => word(text, first),
        TokenKind::Number => special(if text.contains('%') { b"#PERCENT" } else { b"#NUMBER" }),
        TokenKind::Link if entities.is_own_link(text) => special(b"#OWN"),
        TokenKind::Link => special(b"#LINK"),
        TokenKind::Mention => special(b"#MENTION"),
        TokenKind::Emoji => special(b"#EMOJI"),
        TokenKind::Code => special(b"#CODE"),
        TokenKind::Punctuation(c) => punctuation(c),
        TokenKind::SoftBreak | TokenKind::HardBreak => special(b" "),
    }
}

fn punctuation(c: char) -> Symbol {
    special(c.encode_utf8(&mut [0; 4]).as_bytes())
}

fn word(text: &str, first: bool) -> Symbol {
    let word = ENGLISH.normal(text);
    let classes = ENGLISH.classes(word);
    let function = classes & FUNCTION != 0;
    let capital = !first && text.starts_with(char::is_uppercase) && text != "I";
    let shape = if function {
        word
    } else if capital && classes == 0 {
        hash_bytes(b"#Name")
    } else {
        let ending = ["ing", "ed", "ly", "s"].iter().position(|end| text.ends_with(end));
        join(classes & MEANING, ending.unwrap_or(9) as u64)
    };
    let kin = if function { None } else { ENGLISH.kin(word) };
    Symbol { word, classes, shape, kin: kin.map_or(shape, u64::from) }
}

/// The function word classes stand first in the data.
const FUNCTION: Classes = (1 << 19) - 1;
const MEANING: Classes = !FUNCTION;

/// Words and templates in order.
fn grams(symbols: &[Symbol], sink: &mut Sink<'_>) {
    for (at, a) in symbols.iter().enumerate() {
        sink.push(1, a.word);
        if a.kin != a.shape {
            sink.push(23, a.kin);
        }
        let Some(b) = symbols.get(at + 1) else {
            continue;
        };
        sink.push(2, join(a.word, b.word));
        sink.push(3, join(a.shape, b.shape));
        let kindred = a.kin != a.shape || b.kin != b.shape;
        if kindred {
            sink.push(24, join(a.kin, b.kin));
        }
        let Some(c) = symbols.get(at + 2) else {
            continue;
        };
        sink.push(4, join(join(a.word, b.word), c.word));
        sink.push(5, join(a.word, c.word));
        if kindred || c.kin != c.shape {
            sink.push(25, join(join(a.kin, b.kin), c.kin));
        }
        sink.push(6, join(join(a.shape, b.shape), c.shape));
        let Some(d) = symbols.get(at + 3) else {
            continue;
        };
        sink.push(7, join(join(join(a.shape, b.shape), c.shape), d.shape));
    }
}

/// Classes, and which stands before which.
fn classes(symbols: &[Symbol], sink: &mut Sink<'_>) {
    let mut before: Classes = 0;
    // The classes that stand after each.
    let mut after = [0; Classes::BITS as usize];
    for symbol in symbols.iter().filter(|symbol| symbol.classes != 0) {
        for class in bits(symbol.classes) {
            sink.push(8, class);
        }
        for earlier in bits(before) {
            if let Some(later) = after.get_mut(earlier as usize) {
                *later |= symbol.classes;
            }
        }
        before |= symbol.classes;
    }
    for (earlier, later) in (0..).zip(after) {
        for class in bits(later) {
            sink.push(9, earlier << 8 | class);
        }
    }
}

fn bits(set: Classes) -> impl Iterator<Item = u64> {
    let mut rest = set;
    std::iter::from_fn(move || {
        (rest != 0).then(|| {
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            u64::from(bit)
        })
    })
}

/// The sentence as a whole: its start and end, its length, its case, its persons.
fn whole(block: &Block, sentence: &Sentence, tokens: &[Token], symbols: &[Symbol], sink: &mut Sink<'_>) {
    let text = sentence.range.of(&block.text);
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).count() as u64;
    sink.push(10, words.checked_ilog2().map_or(0, |n| u64::from(n) + 1));
    let end = text.chars().next_back().filter(|c| !c.is_alphanumeric()).map_or(0, u64::from);
    sink.push(11, end);
    let all: Classes = symbols.iter().fold(0, |all, s| all | s.classes);
    sink.push(12, join(all & FUNCTION_PERSONS, end));
    sink.push(13, all & FUNCTION_PERSONS);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count() * 4 / text.len().max(1);
    sink.push(14, capitals as u64);
    sink.push(15, u64::from(text.starts_with(char::is_lowercase)));
    sink.push(16, sentence.voice as u64);
    if let [_, a, b, ..] = symbols {
        sink.push(17, a.word);
        sink.push(18, join(a.shape, b.shape));
        for class in bits(a.classes) {
            sink.push(19, class);
            sink.push(20, join(class, all & FUNCTION_PERSONS));
        }
    }
    for token in tokens {
        if token.kind == TokenKind::Emoji {
            let first = token.range.of(&block.text).chars().next().map_or(0, u64::from);
            sink.push(21, first);
        }
        if token.kind == TokenKind::Word && token.range.len() > 5 {
            let word = token.range.of(&block.text).as_bytes();
            let mut stem = [0; 5];
            for (to, from) in stem.iter_mut().zip(word) {
                *to = from.to_ascii_lowercase();
            }
            sink.push(22, hash_bytes(&stem));
        }
    }
}

/// I, ME, MY, WE, OUR, YOU, YOUR, THEY: the first eight classes of the data.
const FUNCTION_PERSONS: Classes = (1 << 8) - 1;
