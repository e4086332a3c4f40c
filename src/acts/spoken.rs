//! What a sentence says by its words alone: all that is kept of it while others change around it, and while it moves.

use super::{Act, BY_CLAUSE, Entities, Named, Tenor, clause, model::ENGLISH, ownership, settling::Heard, sums::Share};
use crate::document::{Block, ByteRange, Sentence, Token};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::{hash::BuildHasher, sync::Arc};

/// A sentence that was read.
#[derive(Debug)]
pub struct Spoken {
    /// What it says, in short.
    pub tenor: Tenor,
    /// What it adds to what it does itself, and to what those around it do.
    pub share: Share,
    /// Names in it that the settings know, in the sentence.
    pub names: Vec<Named>,
    /// For each of `BY_CLAUSE`, the clause that carries it, in the sentence.
    carrying: [ByteRange; BY_CLAUSE.len()],
}

impl Spoken {
    /// Reads `sentence`, which is one of `block`'s.
    pub fn read(block: &Block, sentence: &Sentence, entities: &Entities) -> Self {
        let (heard, carrying) = heard(block, sentence, entities);
        let start = sentence.range.start;
        Self {
            tenor: Tenor::of([&heard.whole].into_iter()),
            share: Share::of(&heard, &ENGLISH.settling),
            names: entities.find(sentence.range.of(&block.text)),
            carrying: carrying.map(|range| ByteRange::new(range.start - start, range.end - start)),
        }
    }

    /// The clauses that carry the acts of `BY_CLAUSE`, in the block in which the sentence starts at `start`.
    pub fn carrying(&self, start: usize) -> impl Iterator<Item = (Act, ByteRange)> {
        BY_CLAUSE.into_iter().zip(self.carrying).map(move |(act, range)| (act, range.shifted(start)))
    }
}

/// What the words of `sentence` say, whatever stands around it, and the clauses that carry the acts of `BY_CLAUSE`.
fn heard(block: &Block, sentence: &Sentence, entities: &Entities) -> (Heard, [ByteRange; BY_CLAUSE.len()]) {
    let (mut heard, carrying) = clause::heard(BY_CLAUSE, block, sentence, entities, &ENGLISH);
    ownership::correct(&mut heard, block, sentence, entities);
    (heard, carrying)
}

/// Sentences that were read, by what they say: an edit of a paragraph leaves most of its sentences as they were, and those who
/// write to many say much of it again.
#[derive(Debug, Default)]
pub struct Sentences(FxHashMap<u64, Kept>);

/// A sentence with the block in which it was read.
#[derive(Debug)]
struct Kept {
    block: Arc<Block>,
    number: usize,
    spoken: Arc<Spoken>,
}

/// Most sentences that are remembered: some ten megabytes.
const MOST: usize = 1 << 13;

impl Sentences {
    /// Keeps the sentence with this number among all of `block`'s. Where there are very many, those before are forgotten.
    pub fn keep(&mut self, block: &Arc<Block>, number: usize, spoken: &Arc<Spoken>) {
        let Some(sentence) = block.sentences.get(number) else { return };
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let kept = Kept { block: Arc::clone(block), number, spoken: Arc::clone(spoken) };
        self.0.insert(key(block, sentence), kept);
    }

    /// What `sentence` of `block` says, where one was kept that is read in the same way.
    #[must_use]
    pub fn find(&self, block: &Block, sentence: &Sentence) -> Option<Arc<Spoken>> {
        let Kept { block: old_block, number, spoken } = self.0.get(&key(block, sentence))?;
        let old = old_block.sentences.get(*number)?;
        is_read_alike((old_block, old), (block, sentence)).then(|| Arc::clone(spoken))
    }
}

fn key(block: &Block, sentence: &Sentence) -> u64 {
    FxBuildHasher.hash_one(sentence.range.of(&block.text))
}

/// Whether two sentences are read in the same way: code, quotation marks and links tell those of one text apart.
fn is_read_alike((old_block, old): (&Block, &Sentence), (new_block, new): (&Block, &Sentence)) -> bool {
    let (old_tokens, new_tokens) = (old_block.tokens_of(old), new_block.tokens_of(new));
    let is_same = |(a, b): (&Token, &Token)| {
        a.kind == b.kind
            && a.quoted == b.quoted
            && a.range.start - old.range.start == b.range.start - new.range.start
            && a.range.len() == b.range.len()
    };
    old.voice == new.voice
        && old.range.of(&old_block.text) == new.range.of(&new_block.text)
        && old_tokens.len() == new_tokens.len()
        && old_tokens.iter().zip(new_tokens).all(is_same)
        && targets(old_block, old).eq(targets(new_block, new))
}

/// Where the links lead that stand in `sentence`, which is one of `block`'s.
fn targets<'b>(block: &'b Block, sentence: &Sentence) -> impl Iterator<Item = &'b str> {
    let range = sentence.range;
    block.links.iter().filter(move |link| link.range.overlaps(range)).map(|link| link.target.as_str())
}
