//! Reads a document: what each of its sentences does, kept from one edit to the next.

use super::{
    Act, ActSet, Circumstances, Entities, Named, Place, Tenor, clause,
    model::{ENGLISH, Scores},
    ownership,
    settling::{Heard, inputs},
    surroundings::{Neighbour, Sides, Surroundings, facts},
};
use crate::document::{Block, ByteRange, Document, Sentence, Voice};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A sentence with what it does.
#[derive(Clone, Copy, Debug)]
pub struct Said<'d> {
    /// The block it stands in.
    pub block: &'d Block,
    /// Where the block starts, in the document.
    pub start: usize,
    /// The sentence.
    pub sentence: &'d Sentence,
    /// What it does.
    pub acts: ActSet,
    /// The clauses that carry those of `BY_CLAUSE` which it does, in the block.
    pub clauses: &'d [(Act, ByteRange)],
    /// Names in it that the settings know, in the sentence.
    pub names: &'d [Named],
}

/// The acts that are marked by the clause which carries them, not by the sentence.
pub const BY_CLAUSE: [Act; 3] = [Act::Pressure, Act::Overclaim, Act::PresumptuousThanks];

impl<'d> Said<'d> {
    /// Where it stands in the document.
    #[must_use]
    pub const fn range(&self) -> ByteRange {
        self.sentence.range.shifted(self.start)
    }

    /// What it says, markup and all.
    #[must_use]
    pub fn text(&self) -> &'d str {
        self.sentence.range.of(&self.block.text)
    }

    /// Whether it does `act`.
    #[must_use]
    pub const fn does(&self, act: Act) -> bool {
        self.acts.has(act)
    }

    /// Whether both stand in the same paragraph, item or heading.
    #[must_use]
    pub const fn shares_passage_with(&self, other: &Said<'_>) -> bool {
        self.start == other.start && self.sentence.passage == other.sentence.passage
    }

    /// Names in it that the settings know, in the document.
    pub fn names(&self) -> impl Iterator<Item = Named> + use<'d> {
        let start = self.range().start;
        self.names.iter().map(move |name| Named { range: name.range.shifted(start), ..*name })
    }

    /// The smallest part of it that carries `act`, in the document.
    #[must_use]
    pub fn clause(&self, act: Act) -> ByteRange {
        let known = self.clauses.iter().find(|(carried, _)| *carried == act).map(|(_, range)| *range);
        known.unwrap_or(self.sentence.range).shifted(self.start)
    }
}

/// Remembers what it has read of a document, and reads only what is new.
#[derive(Debug, Default)]
pub struct Reader {
    /// One for each block of the document last read.
    known: Vec<Known>,
}

/// A block that was read.
#[derive(Debug)]
struct Known {
    block: Arc<Block>,
    words: Arc<Words>,
    settled: Option<(Around, Vec<Settled>)>,
}

/// What the words of a block say, whatever stands around it.
#[derive(Debug)]
struct Words {
    heard: Vec<Heard>,
    names: Vec<Vec<Named>>,
    tenor: Tenor,
}

/// What a sentence does, where it stands.
#[derive(Debug)]
struct Settled {
    acts: ActSet,
    clauses: Vec<(Act, ByteRange)>,
}

/// What the acts of a block's sentences depend on beside its words.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Around {
    circumstances: Circumstances,
    tenor: Tenor,
    /// What the blocks before say.
    earlier: Tenor,
    /// What the blocks after say.
    later: Tenor,
    /// The two sentences before, the nearer first.
    before: [Option<Neighbour>; 2],
    /// The two sentences after, the nearer first.
    after: [Option<Neighbour>; 2],
    sentences_before: u8,
    sentences_after: u8,
}

impl Reader {
    /// The sentences of `document`, in the order in which they stand.
    pub fn read<'d>(&'d mut self, document: &'d Document, entities: &Entities, circumstances: Circumstances) -> Vec<Said<'d>> {
        self.keep(document.block_list(), entities);
        self.settle(entities, circumstances);
        let mut said = Vec::with_capacity(self.known.iter().map(|known| known.words.heard.len()).sum());
        for ((start, block), known) in document.blocks().zip(&self.known) {
            let settled = known.settled.iter().flat_map(|(_, settled)| settled);
            let sentences = own(block).zip(settled).zip(&known.words.names);
            said.extend(sentences.map(|((sentence, settled), names)| Said {
                block,
                start,
                sentence,
                acts: settled.acts,
                clauses: &settled.clauses,
                names,
            }));
        }
        said
    }

    /// Forgets everything: the settings have changed.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Keeps what is known of `blocks`, and reads the others. Most edits leave the blocks before and after them as they were.
    fn keep(&mut self, blocks: &[Arc<Block>], entities: &Entities) {
        let same = |(known, block): &(&Known, &Arc<Block>)| Arc::ptr_eq(&known.block, block);
        let head = self.known.iter().zip(blocks).take_while(same).count();
        let rest = self.known.len().min(blocks.len()) - head;
        let tail = self.known.iter().rev().zip(blocks.iter().rev()).take(rest).take_while(same).count();
        let (old, new) = (head..self.known.len() - tail, blocks.get(head..blocks.len() - tail).unwrap_or_default());
        let moved: FxHashMap<_, _> =
            self.known.drain(old).map(|known| (Arc::as_ptr(&known.block), (known.words, known.block))).collect();
        let fresh = new.iter().map(|block| Known {
            block: Arc::clone(block),
            words: moved
                .get(&Arc::as_ptr(block))
                .map_or_else(|| Arc::new(words(block, entities)), |(words, _)| Arc::clone(words)),
            settled: None,
        });
        self.known.splice(head..head, fresh);
    }

    /// Settles what every sentence does where it stands. What stands as before is left as it was.
    fn settle(&mut self, entities: &Entities, circumstances: Circumstances) {
        let tenors: Vec<_> = self.known.iter().map(|known| known.words.tenor).collect();
        let sides = Sides::of(&tenors);
        let mut left: usize = self.known.iter().map(|known| known.words.heard.len()).sum();
        let mut count_before = 0;
        let mut before = [None; 2];
        for at in 0..self.known.len() {
            let Some((here, rest)) = self.known.get_mut(at..).and_then(<[_]>::split_first_mut) else { break };
            let count = here.words.heard.len();
            left -= count;
            if count == 0 {
                continue;
            }
            let mut next = rest.iter().flat_map(|next| &next.words.heard).map(Heard::as_neighbour);
            let (earlier, later) = sides.at(at);
            let around = Around {
                circumstances,
                tenor: sides.whole,
                earlier,
                later,
                before,
                after: [next.next(), next.next()],
                sentences_before: count_before.min(3) as u8,
                sentences_after: left.min(2) as u8,
            };
            if here.settled.as_ref().is_none_or(|(known, _)| *known != around) {
                here.settled = Some((around, settled(&here.block, &here.words.heard, &around, entities)));
            }
            count_before += count;
            for heard in here.words.heard.get(count.saturating_sub(2)..).unwrap_or_default() {
                before = [Some(heard.as_neighbour()), before[0]];
            }
        }
    }
}

/// The sentences that are the writer's own.
fn own(block: &Block) -> impl Iterator<Item = &Sentence> {
    block.sentences.iter().filter(|sentence| sentence.voice != Voice::Quote)
}

fn words(block: &Block, entities: &Entities) -> Words {
    let heard: Vec<_> = own(block).map(|sentence| heard(block, sentence, entities)).collect();
    Words {
        tenor: Tenor::of(heard.iter().map(|heard| &heard.whole)),
        heard,
        names: own(block).map(|sentence| entities.find(sentence.range.of(&block.text))).collect(),
    }
}

/// What the words of `sentence` say, whatever stands around it.
#[must_use]
pub fn heard(block: &Block, sentence: &Sentence, entities: &Entities) -> Heard {
    let mut heard = Heard::of(&clause::readings(block, sentence, entities), |features| ENGLISH.score(features));
    ownership::correct(&mut heard, block, sentence, entities);
    heard
}

fn settled(block: &Block, heard: &[Heard], around: &Around, entities: &Entities) -> Vec<Settled> {
    let count = heard.len();
    let near = |at: Option<usize>| at.and_then(|at| heard.get(at)).map(Heard::as_neighbour);
    let tenors: Vec<_> = heard.iter().map(|heard| Tenor::of([&heard.whole].into_iter())).collect();
    let sides = Sides::of(&tenors);
    let mut last_passage = None;
    own(block)
        .zip(heard)
        .enumerate()
        .map(|(at, (sentence, heard))| {
            let place = Place {
                before: (usize::from(around.sentences_before) + at).min(3) as u8,
                after: (usize::from(around.sentences_after) + count - 1 - at).min(2) as u8,
                opens: last_passage.replace(sentence.passage) != Some(sentence.passage),
                voice: sentence.voice,
            };
            let [before, before_that] = around.before;
            let [after, after_that] = around.after;
            let (earlier, later) = sides.at(at);
            let surroundings = Surroundings {
                earlier: around.earlier.with(earlier),
                later: around.later.with(later),
                before: match at {
                    0 => [before, before_that],
                    1 => [near(Some(0)), before],
                    _ => [near(at.checked_sub(1)), near(at.checked_sub(2))],
                },
                after: match count - 1 - at {
                    0 => [after, after_that],
                    1 => [near(Some(at + 1)), after],
                    _ => [near(Some(at + 1)), near(Some(at + 2))],
                },
                tenor: around.tenor,
                facts: facts(around.circumstances, around.tenor, place),
            };
            let acts = acts(&ENGLISH.settling.scores(&inputs(heard, &surroundings)));
            let marked = BY_CLAUSE.into_iter().filter(|act| acts.has(*act));
            let clauses = marked.map(|act| (act, clause::carrying(act, block, sentence, entities, &ENGLISH))).collect();
            Settled { acts, clauses }
        })
        .collect()
}

/// The acts that are likely enough.
fn acts(scores: &Scores) -> ActSet {
    let likely = scores.iter().zip(&ENGLISH.thresholds).zip(Act::ALL);
    likely.filter(|((score, threshold), _)| score >= threshold).map(|(_, act)| act).collect()
}
