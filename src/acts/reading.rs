//! Reads a document: what each of its sentences does, kept from one edit to the next.

use super::{
    Act, ActSet, Circumstances, Entities, Named, Place, Tenor,
    likely::likely,
    model::ENGLISH,
    settling::place,
    spoken::{Sentences, Spoken},
    sums::{Remembered, of_facts},
    surroundings::{Sides, facts},
};
use crate::document::{Block, ByteRange, Document, Sentence, Token, TokenKind, Voice};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

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

/// Remembers what it has read of a document, and reads only what is new. A clone goes on from there with another text, and costs little.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// One for each block of the document last read.
    known: Vec<Known>,
    /// Sentences of all documents that were read, where they are many.
    sentences: Option<Arc<Mutex<Sentences>>>,
}

/// A block that was read.
#[derive(Clone, Debug)]
struct Known {
    block: Arc<Block>,
    words: Arc<Words>,
    settled: Option<Arc<Settlement>>,
}

/// What the sentences of a block do, and around what.
#[derive(Debug)]
struct Settlement {
    around: Around<Arc<Spoken>>,
    settled: Vec<Settled>,
}

/// What the words of a block say, whatever stands around it.
#[derive(Debug)]
struct Words {
    spoken: Vec<Arc<Spoken>>,
    tenor: Tenor,
}

/// What a sentence does, where it stands.
#[derive(Debug)]
struct Settled {
    acts: ActSet,
    clauses: Vec<(Act, ByteRange)>,
}

/// What the acts of a block's sentences depend on beside its words; `S` is how it has hold of the sentences around.
#[derive(Clone, Debug)]
struct Around<S> {
    circumstances: Circumstances,
    tenor: Tenor,
    /// What the blocks before say.
    earlier: Tenor,
    /// What the blocks after say.
    later: Tenor,
    /// The two sentences before, the nearer first.
    before: [Option<S>; 2],
    /// The two sentences after, the nearer first.
    after: [Option<S>; 2],
    sentences_before: u8,
    sentences_after: u8,
}

impl Around<&Arc<Spoken>> {
    /// Whether all is as in `known`.
    fn is_as(&self, known: &Around<Arc<Spoken>>) -> bool {
        let is_same = |pair: (&Option<&Arc<Spoken>>, &Option<Arc<Spoken>>)| match pair {
            (Some(mine), Some(theirs)) => Arc::ptr_eq(mine, theirs) || mine.share.near == theirs.share.near,
            (mine, theirs) => mine.is_none() && theirs.is_none(),
        };
        self.sentences_before == known.sentences_before
            && self.sentences_after == known.sentences_after
            && self.circumstances == known.circumstances
            && (self.tenor, self.earlier, self.later) == (known.tenor, known.earlier, known.later)
            && self.before.iter().zip(&known.before).chain(self.after.iter().zip(&known.after)).all(is_same)
    }

    /// The same, to be kept.
    fn kept(&self) -> Around<Arc<Spoken>> {
        let Self { circumstances, tenor, earlier, later, before, after, sentences_before, sentences_after } = *self;
        Around {
            circumstances,
            tenor,
            earlier,
            later,
            before: before.map(|near| near.map(Arc::clone)),
            after: after.map(|near| near.map(Arc::clone)),
            sentences_before,
            sentences_after,
        }
    }
}

impl Reader {
    /// One that remembers sentences from one document to the next: for drafts of one workspace, which have much in common.
    #[must_use]
    pub fn of_many() -> Self {
        Self { known: Vec::new(), sentences: Some(Arc::default()) }
    }

    /// One for another document, which remembers the same sentences.
    #[must_use]
    pub fn for_another(&self) -> Self {
        Self { known: Vec::new(), sentences: self.sentences.clone() }
    }

    /// The sentences of `document`, in the order in which they stand.
    pub fn read<'d>(&'d mut self, document: &'d Document, entities: &Entities, circumstances: Circumstances) -> Vec<Said<'d>> {
        self.keep(document.block_list(), entities);
        self.settle(circumstances);
        let mut said = Vec::with_capacity(self.known.iter().map(|known| known.words.spoken.len()).sum());
        for ((start, block), known) in document.blocks().zip(&self.known) {
            let settled = known.settled.iter().flat_map(|known| &known.settled);
            let sentences = own(block).zip(settled).zip(&known.words.spoken);
            said.extend(sentences.map(|((sentence, settled), spoken)| Said {
                block,
                start,
                sentence,
                acts: settled.acts,
                clauses: &settled.clauses,
                names: &spoken.names,
            }));
        }
        said
    }

    /// Forgets everything: the settings have changed.
    pub fn forget(&mut self) {
        self.known.clear();
        self.sentences = self.sentences.take().map(|_| Arc::default());
    }

    /// Keeps what is known of `blocks`, and reads the others. Most edits leave the blocks before and after them as they were.
    fn keep(&mut self, blocks: &[Arc<Block>], entities: &Entities) {
        let same = |(known, block): &(&Known, &Arc<Block>)| Arc::ptr_eq(&known.block, block);
        let head = self.known.iter().zip(blocks).take_while(same).count();
        let rest = self.known.len().min(blocks.len()) - head;
        let tail = self.known.iter().rev().zip(blocks.iter().rev()).take(rest).take_while(same).count();
        let (old, new) = (head..self.known.len() - tail, blocks.get(head..blocks.len() - tail).unwrap_or_default());
        let gone: Vec<_> = self.known.drain(old).collect();
        let moved: FxHashMap<_, _> = gone.iter().map(|known| (Arc::as_ptr(&known.block), known)).collect();
        let remembered = self.sentences.clone();
        let mut remembered = remembered.as_ref().map(|shared| shared.lock().unwrap_or_else(PoisonError::into_inner));
        let mut left = Sentences::default();
        if remembered.is_none() {
            gone.iter().for_each(|known| known.words.keep_in(&mut left, &known.block));
        }
        let sentences = remembered.as_deref_mut().unwrap_or(&mut left);
        let fresh = new.iter().map(|block| {
            let known = moved.get(&Arc::as_ptr(block)).map(|known| Arc::clone(&known.words));
            let words = known.unwrap_or_else(|| {
                let words = Words::read(block, entities, sentences);
                words.keep_in(sentences, block);
                Arc::new(words)
            });
            Known { block: Arc::clone(block), words, settled: None }
        });
        self.known.splice(head..head, fresh);
    }

    /// Settles what every sentence does where it stands. What stands as before is left as it was.
    fn settle(&mut self, circumstances: Circumstances) {
        let tenors: Vec<_> = self.known.iter().map(|known| known.words.tenor).collect();
        let sides = Sides::of(&tenors);
        let mut left: usize = self.known.iter().map(|known| known.words.spoken.len()).sum();
        let mut count_before = 0;
        let mut before: [Option<&Arc<Spoken>>; 2] = [None; 2];
        let mut settler = Settler::new();
        let mut news = Vec::new();
        for (at, here) in self.known.iter().enumerate() {
            let words = &here.words;
            let count = words.spoken.len();
            left -= count;
            if count == 0 {
                continue;
            }
            let mut next = self.known.get(at + 1..).unwrap_or_default().iter().flat_map(|next| &next.words.spoken);
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
            if here.settled.as_ref().is_none_or(|known| !around.is_as(&known.around)) {
                let settled = settler.settle(&here.block, &words.spoken, &around);
                news.push((at, Arc::new(Settlement { around: around.kept(), settled })));
            }
            count_before += count;
            for spoken in words.spoken.get(count.saturating_sub(2)..).unwrap_or_default() {
                before = [Some(spoken), before[0]];
            }
        }
        for (at, settled) in news {
            if let Some(known) = self.known.get_mut(at) {
                known.settled = Some(settled);
            }
        }
    }
}

/// The sentences that are the writer's own.
fn own(block: &Block) -> impl Iterator<Item = &Sentence> {
    block.sentences.iter().filter(|sentence| is_own(sentence))
}

fn is_own(sentence: &Sentence) -> bool {
    sentence.voice != Voice::Quote
}

impl Words {
    /// Reads the sentences of `block` that are not among the `sentences` which are known.
    fn read(block: &Block, entities: &Entities, sentences: &Sentences) -> Self {
        let read =
            |sentence| sentences.find(block, sentence).unwrap_or_else(|| Arc::new(Spoken::read(block, sentence, entities)));
        let spoken: Vec<_> = own(block).map(read).collect();
        let tenor = spoken.iter().fold(Tenor::default(), |all, spoken| all.with(spoken.tenor));
        Self { spoken, tenor }
    }

    /// Keeps those of `block`, to which they belong, in `sentences`.
    fn keep_in(&self, sentences: &mut Sentences, block: &Arc<Block>) {
        let numbers = block.sentences.iter().enumerate().filter(|(_, sentence)| is_own(sentence)).map(|(number, _)| number);
        numbers.zip(&self.spoken).for_each(|(number, spoken)| sentences.keep(block, number, spoken));
    }
}

/// Settles what sentences do, one block after the other.
struct Settler {
    whole: Remembered,
    earlier: Remembered,
    later: Remembered,
}

impl Settler {
    const fn new() -> Self {
        let [whole, earlier, later] = place::TENORS;
        Self { whole: Remembered::at(whole), earlier: Remembered::at(earlier), later: Remembered::at(later) }
    }

    /// What the sentences of `block` do, which says `spoken`.
    fn settle(&mut self, block: &Block, spoken: &[Arc<Spoken>], around: &Around<&Arc<Spoken>>) -> Vec<Settled> {
        let count = spoken.len();
        let tenors: Vec<_> = spoken.iter().map(|spoken| spoken.tenor).collect();
        let sides = Sides::of(&tenors);
        let mut last_passage = None;
        let settled = own(block).zip(spoken).enumerate().map(|(at, (sentence, own))| {
            let place = Place {
                before: (usize::from(around.sentences_before) + at).min(3) as u8,
                after: (usize::from(around.sentences_after) + count - 1 - at).min(2) as u8,
                opens: last_passage.replace(sentence.passage) != Some(sentence.passage),
                voice: sentence.voice,
            };
            let model = &ENGLISH.settling;
            let (earlier, later) = sides.at(at);
            let mut sums = own.share.own;
            for (near, sum) in around.near(spoken, at).into_iter().zip(0..) {
                near.and_then(|near| near.share.near.get::<usize>(sum)).into_iter().for_each(|near| sums.add(near));
            }
            sums.add(&self.whole.sums(around.tenor, model));
            sums.add(&self.earlier.sums(around.earlier.with(earlier), model));
            sums.add(&self.later.sums(around.later.with(later), model));
            sums.add(&of_facts(facts(around.circumstances, around.tenor, place), model));
            let speaks = block.tokens_of(sentence).iter().any(|token| speaks(token, &block.text));
            let acts = if speaks {
                likely(&model.scores_of(&sums), &ENGLISH.thresholds, around.circumstances.kind)
            } else {
                ActSet::EMPTY
            };
            Settled { acts, clauses: own.carrying(sentence.range.start).filter(|(act, _)| acts.has(*act)).collect() }
        });
        settled.collect()
    }
}

impl<'s> Around<&'s Arc<Spoken>> {
    /// The two sentences before the one with the number `at` of those that the block says, then the two after it, the nearer first.
    fn near(&self, spoken: &'s [Arc<Spoken>], at: usize) -> [Option<&'s Arc<Spoken>>; 4] {
        let within = |at: Option<usize>| at.and_then(|at| spoken.get(at));
        let [before, before_that] = self.before;
        let [after, after_that] = self.after;
        let [nearer, next] = match at {
            0 => [before, before_that],
            1 => [within(Some(0)), before],
            _ => [within(at.checked_sub(1)), within(at.checked_sub(2))],
        };
        match spoken.len() - 1 - at {
            0 => [nearer, next, after, after_that],
            1 => [nearer, next, within(Some(at + 1)), after],
            _ => [nearer, next, within(Some(at + 1)), within(Some(at + 2))],
        }
    }
}

/// Whether a token tells or asks anybody anything that can be read here, as a heart, a number or a word in another script does not.
fn speaks(token: &Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Word => token.range.of(text).contains(|c: char| c.is_ascii_alphabetic()),
        kind => matches!(kind, TokenKind::Link | TokenKind::Mention),
    }
}
