//! A link that nothing explains.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, wording,
};
use crate::{
    acts::{Act, Said},
    context::Kind,
    document::{Block, ByteRange, Sentence, TokenKind, Voice},
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "link-drop",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Place,
    why: "A bare link from a stranger looks like spam, even when it is a gift.",
    when: "In a first contact or a comment, a link whose paragraph has fewer than five other words, and neither the paragraph before nor the one after explains it.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Morning!\n\n⟦https://a.example/p/8812⟧",
            fixed: &["Morning!\n\nHere is [what they will find there]: https://a.example/p/8812"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "⟦a.example/masterclass⟧",
            fixed: &["Here is [what they will find there]: a.example/masterclass"],
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "Your two machines disagree about flour weights. The table that settles it:\n\nhttps://a.example/flour",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "The mill's own page on rye flour is here: https://a.example/rye",
        },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "https://a.example/rye" },
    ],
    check,
};

/// Other words a paragraph needs to explain its link: SPEC.md.
const MIN_WORDS: usize = 5;

/// Words that a sentence needs to explain a link which does nothing of itself: "thought of you lot xx" says nothing of one.
const MIN_IDLE_WORDS: usize = 8;

/// A paragraph with the words it has beside links.
struct Paragraph<'p, 'd> {
    sentences: &'p [&'d Said<'d>],
    words: usize,
    explains: bool,
}

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    bare(draft, None).into_iter().map(|link| finding(draft, link)).collect()
}

/// The links that stand alone; `without` is read as if it were not there.
pub fn bare(draft: &Draft<'_>, without: Option<&Said<'_>>) -> Vec<ByteRange> {
    if !draft.brief.is_first_contact() && draft.brief.kind != Kind::Comment {
        return Vec::new();
    }
    if !draft.document.block_list().iter().any(|block| may_be_bare(block, without.is_some())) {
        return Vec::new();
    }
    let stays = |said: &&Said<'_>| without.is_none_or(|gone| gone.range() != said.range());
    let sentences = draft.sentences.iter().filter(stays).filter(|said| said.sentence.voice != Voice::Heading);
    let sentences: Vec<_> = sentences.collect();
    let paragraphs: Vec<_> = sentences.chunk_by(|a, b| a.shares_passage_with(b)).map(Paragraph::of).collect();
    let explains = |at: Option<usize>| at.and_then(|at| paragraphs.get(at)).is_some_and(|p| p.explains);
    let bare = paragraphs
        .iter()
        .enumerate()
        .filter(|(at, p)| p.words < MIN_WORDS && !explains(at.checked_sub(1)) && !explains(Some(at + 1)));
    bare.flat_map(|(_, paragraph)| paragraph.sentences).flat_map(|said| links(said.block, said)).collect()
}

fn finding<'d>(draft: &'d Draft<'d>, link: ByteRange) -> Finding<'d> {
    Finding::new(link, "A bare link from a stranger looks like spam. Say what they will find there.")
        .fix(move || Fix::safe("Say what they will find there", vec![explanation(draft, link)]))
}

/// What has to be filled in before a link.
pub fn explanation(draft: &Draft<'_>, link: ByteRange) -> Edit {
    Edit::insertion(link.start, wording::in_register(draft, "Here is [what they will find there]: "))
}

/// Whether a link of the block may stand with few words. Few do, so that this is looked at first; where something is read as if it were
/// not there, every link may.
fn may_be_bare(block: &Block, lacks_something: bool) -> bool {
    if block.tally.links == 0 && block.links.is_empty() {
        return false;
    }
    let own: Vec<_> = block.sentences.iter().filter(|sentence| sentence.voice != Voice::Quote).collect();
    let words = |paragraph: &[&Sentence]| paragraph.iter().map(|sentence| sentence.tally.words as usize).sum::<usize>();
    lacks_something || own.chunk_by(|a, b| a.passage == b.passage).any(|paragraph| words(paragraph) < MIN_WORDS)
}

impl<'p, 'd> Paragraph<'p, 'd> {
    fn of(sentences: &'p [&'d Said<'d>]) -> Self {
        let mut paragraph = Self { sentences, words: 0, explains: false };
        for said in sentences {
            let words = Draft::words(said);
            paragraph.words += words;
            let least = if said.acts.is_empty() { MIN_IDLE_WORDS } else { MIN_WORDS };
            paragraph.explains |= words >= least && !is_small_talk(said);
            paragraph.explains |= words >= 3 && said.text().ends_with(':');
        }
        paragraph
    }
}

fn is_small_talk(said: &Said<'_>) -> bool {
    [Act::Greeting, Act::Pleasantry, Act::GenericPraise, Act::SignOff].iter().any(|act| said.does(*act))
}

fn links(block: &Block, said: &Said<'_>) -> Vec<ByteRange> {
    if said.sentence.tally.links == 0 && block.links.is_empty() {
        return Vec::new();
    }
    let bare = block
        .tokens_of(said.sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Link && !token.range.of(&block.text).contains('@'));
    let marked = block.links.iter().filter(|link| link.range.overlaps(said.sentence.range)).map(|link| link.range);
    bare.map(|token| token.range).chain(marked).map(|range| range.shifted(said.start)).collect()
}
