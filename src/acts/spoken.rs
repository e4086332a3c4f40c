//! What a sentence says by its words alone: all that is kept of it while others change around it, and while it moves.

use super::{Act, BY_CLAUSE, Entities, Named, Tenor, clause, model::ENGLISH, ownership, settling::Heard, sums::Share};
use crate::document::{Block, ByteRange, Sentence, Token};
use rustc_hash::FxHashMap;
use std::sync::Arc;

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

/// Sentences of blocks that are no longer there, by what they say: an edit of a paragraph leaves most of its sentences as they were.
#[derive(Default)]
pub struct Leftovers<'b>(FxHashMap<&'b str, (&'b Block, &'b Sentence, &'b Arc<Spoken>)>);

impl<'b> Leftovers<'b> {
    /// Keeps `sentence`, which is one of `block`'s.
    pub fn keep(&mut self, block: &'b Block, sentence: &'b Sentence, spoken: &'b Arc<Spoken>) {
        self.0.insert(sentence.range.of(&block.text), (block, sentence, spoken));
    }

    /// What `sentence` of `block` says, where one was kept that is read in the same way.
    pub fn find(&self, block: &Block, sentence: &Sentence) -> Option<Arc<Spoken>> {
        let (old_block, old, spoken) = self.0.get(sentence.range.of(&block.text))?;
        is_read_alike((old_block, old), (block, sentence)).then(|| Arc::clone(spoken))
    }
}

/// Whether two sentences of the same text are read in the same way: code, quotation marks and links tell them apart.
fn is_read_alike((old_block, old): (&Block, &Sentence), (new_block, new): (&Block, &Sentence)) -> bool {
    let (old_tokens, new_tokens) = (old_block.tokens_of(old), new_block.tokens_of(new));
    let is_same = |(a, b): (&Token, &Token)| {
        a.kind == b.kind
            && a.quoted == b.quoted
            && a.range.start - old.range.start == b.range.start - new.range.start
            && a.range.len() == b.range.len()
    };
    old.voice == new.voice
        && old_tokens.len() == new_tokens.len()
        && old_tokens.iter().zip(new_tokens).all(is_same)
        && targets(old_block, old).eq(targets(new_block, new))
}

/// Where the links lead that stand in `sentence`, which is one of `block`'s.
fn targets<'b>(block: &'b Block, sentence: &Sentence) -> impl Iterator<Item = &'b str> {
    let range = sentence.range;
    block.links.iter().filter(move |link| link.range.overlaps(range)).map(|link| link.target.as_str())
}
