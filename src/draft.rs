//! A draft as the rules see it: its sentences with what they do, and its circumstances.

use crate::{
    acts::{
        Act, ActSet, Entities, Said,
        greeting::{self, Greeting},
    },
    context::{Brief, Kind, Relationship, Settings},
    document::{Block, ByteRange, Document, Sentence, Tally, Voice},
};
use std::cell::OnceCell;

/// What a sentence does that wants something of the reader or their guests.
pub const WANTS: [Act; 3] = [Act::Promotion, Act::Ask, Act::Poaching];

/// A draft that is being read.
#[derive(Debug)]
pub struct Draft<'d> {
    /// Its text.
    pub document: &'d Document,
    /// The writer's sentences, in the order in which they stand.
    pub sentences: &'d [Said<'d>],
    /// Its circumstances.
    pub brief: &'d Brief<'d>,
    /// What `tactful.toml` says.
    pub settings: &'d Settings,
    /// Those of the sentences that do something.
    acting: Vec<&'d Said<'d>>,
    /// What they do, all together.
    acts: ActSet,
    /// What the sentences come to.
    tally: Tally,
    refused: bool,
    greeting: Option<Greeting>,
    register: OnceCell<Register>,
}

/// How a draft is written.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Whether its sentences start in small letters.
    pub is_lower_case: bool,
    /// Whether the writer has a capital all the same.
    pub says_i: bool,
}

/// The one fault of four with which a wanting sentence is reported: the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offence {
    /// It goes on after a no.
    PushingAfterNo,
    /// It lures a host's guests away.
    Poaching,
    /// It promotes or asks in public without permission.
    UnsolicitedPromotion,
    /// It asks a stranger in private.
    PrematureAsk,
}

impl<'d> Draft<'d> {
    /// Puts together what is known.
    #[must_use]
    pub fn new(document: &'d Document, sentences: &'d [Said<'d>], brief: &'d Brief<'d>, settings: &'d Settings) -> Self {
        let acting: Vec<_> = sentences.iter().filter(|said| !said.acts.is_empty()).collect();
        let acts = acting.iter().fold(ActSet::EMPTY, |all, said| all.union(said.acts));
        let tally = document.block_list().iter().fold(Tally::default(), |all, block| all.with(block.tally));
        let told = acts.has(Act::Refusal) && brief.kind == Kind::FollowUp;
        let refused = brief.is_refused() || told || quotes_refusal(document);
        let names = reader_names(brief);
        let greeting = sentences.first().and_then(|first| greeting::find(first.block, first.sentence, &names));
        Self { document, sentences, brief, settings, acting, acts, tally, refused, greeting, register: OnceCell::new() }
    }

    /// Names that the settings know.
    #[must_use]
    pub const fn entities(&self) -> &'d Entities {
        &self.settings.entities
    }

    /// The sentences that do `act`.
    pub fn doing(&self, act: Act) -> impl Iterator<Item = &'d Said<'d>> {
        let some = if self.does(act) { self.acting.as_slice() } else { &[] };
        some.iter().copied().filter(move |said| said.does(act))
    }

    /// The sentences that do something.
    pub fn acting(&self) -> impl Iterator<Item = &'d Said<'d>> {
        self.acting.iter().copied()
    }

    /// Whether some sentence does `act`.
    #[must_use]
    pub const fn does(&self, act: Act) -> bool {
        self.acts.has(act)
    }

    /// Whether some sentence promotes, asks or lures.
    #[must_use]
    pub fn wants(&self) -> bool {
        self.acts.meets(ActSet::of(&WANTS))
    }

    /// Whether some sentence asks.
    #[must_use]
    pub const fn asks(&self) -> bool {
        self.does(Act::Ask) || self.does(Act::Poaching)
    }

    /// What the sentences come to.
    #[must_use]
    pub const fn tally(&self) -> Tally {
        self.tally
    }

    /// How it is written, as `read` finds when that is first asked.
    pub fn register(&self, read: impl FnOnce() -> Register) -> Register {
        *self.register.get_or_init(read)
    }

    /// Whether the answer was no, by front matter, settings, or the text itself.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        self.refused
    }

    /// Whether a host lets the writer promote.
    #[must_use]
    pub fn is_permitted(&self) -> bool {
        self.brief.permits_promotion()
    }

    /// The first line of the writer's own text: where a diagnostic of the whole draft stands.
    #[must_use]
    pub fn first_line(&self) -> ByteRange {
        let Some(first) = self.sentences.first() else { return ByteRange::at(self.document.preamble().length) };
        let text = &first.block.text;
        let at = first.sentence.range.start;
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |newline| at + newline);
        ByteRange::new(start, end).trimmed(text).shifted(first.start)
    }

    /// Parts of the reader's name by which they may be greeted.
    #[must_use]
    pub fn reader_names(&self) -> Vec<&str> {
        reader_names(self.brief)
    }

    /// The greeting at the start of the writer's own text.
    #[must_use]
    pub fn greeting(&self) -> Option<(&'d Said<'d>, &Greeting)> {
        Some((self.sentences.first()?, self.greeting.as_ref()?))
    }

    /// The fault of `said` among the four of which a sentence has one at most.
    #[must_use]
    pub fn offence(&self, said: &Said<'_>) -> Option<Offence> {
        let kind = self.brief.kind;
        let pushes = wants(said) || said.does(Act::Persistence);
        if self.refused && pushes {
            return Some(Offence::PushingAfterNo);
        }
        if !wants(said) || self.is_permitted() {
            return None;
        }
        match kind {
            Kind::Post | Kind::Comment if said.does(Act::Poaching) => Some(Offence::Poaching),
            Kind::Post | Kind::Comment if !self.was_asked() => Some(Offence::UnsolicitedPromotion),
            Kind::Message | Kind::Invite if self.brief.is_first_contact() && asks(said) => Some(Offence::PrematureAsk),
            _ => None,
        }
    }

    /// Whether the draft shows that somebody in the thread asked: it quotes a question.
    fn was_asked(&self) -> bool {
        self.brief.kind == Kind::Comment
            && quotes(self.document).any(|(block, sentence)| sentence.range.of(&block.text).ends_with('?'))
    }

    /// Whether the reader is a friend.
    #[must_use]
    pub fn is_between_friends(&self) -> bool {
        self.brief.relationship == Relationship::Friend
    }

    /// How many of the sentence's tokens are words.
    #[must_use]
    pub const fn words(said: &Said<'_>) -> usize {
        said.sentence.tally.words as usize
    }
}

fn reader_names<'b>(brief: &'b Brief<'_>) -> Vec<&'b str> {
    let titles = ["dr", "dr.", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "prof", "prof.", "frau", "herr", "at", "the", "of"];
    let name = brief.recipient.as_deref().unwrap_or_default();
    let parts = name.split_whitespace().map(|part| part.trim_matches([',', ';', '(', ')', '"']));
    parts.filter(|part| part.len() > 2 && !titles.contains(&part.to_lowercase().as_str())).collect()
}

/// Whether a sentence promotes, asks or lures.
#[must_use]
pub fn wants(said: &Said<'_>) -> bool {
    said.acts.meets(ActSet::of(&WANTS))
}

/// Whether a sentence asks.
#[must_use]
pub fn asks(said: &Said<'_>) -> bool {
    said.does(Act::Ask) || said.does(Act::Poaching)
}

fn quotes(document: &Document) -> impl Iterator<Item = (&Block, &Sentence)> {
    document.block_list().iter().filter(|block| block.quotes).flat_map(|block| {
        block.sentences.iter().filter(|sentence| sentence.voice == Voice::Quote).map(move |sentence| (&**block, sentence))
    })
}

/// Words with which a quoted reply says no.
const REFUSALS: [&str; 14] = [
    "don't allow",
    "do not allow",
    "not allowed",
    "no self-promo",
    "no promotion",
    "it's a no",
    "we can't",
    "we cannot",
    "not able to",
    "not interested",
    "have to decline",
    "must decline",
    "no thank",
    "not for us",
];

/// A quoted reply that says no counts as the answer.
fn quotes_refusal(document: &Document) -> bool {
    quotes(document).any(|(block, sentence)| {
        let text = sentence.range.of(&block.text).to_lowercase().replace('’', "'");
        REFUSALS.iter().any(|refusal| text.contains(refusal))
    })
}
