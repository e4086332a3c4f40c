//! Capitals and exclamation marks.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{
    acts::words::data_lines,
    document::{ByteRange, Tally, Token, TokenKind},
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "shouting",
    family: Family::BeingHuman,
    level: Level::Hint,
    scope: Scope::Place,
    why: "Raised voices make people look for the door.",
    when: "Two or more words of four letters or more in capitals in a row (known acronyms aside), or three or more exclamation marks in a row.",
    examples: &[
        Flags { context: "kind: post", text: "⟦STOP SLEEPING⟧ on rye.", fixed: &["Stop sleeping on rye."] },
        Flags { context: "kind: post", text: "It rose⟦!!!!⟧", fixed: &["It rose!"] },
        Flags {
            context: "kind: post",
            text: "What do you feed it, ⟦PRETTY PLEASE⟧?",
            fixed: &["What do you feed it, pretty please?"],
        },
        Allows { context: "kind: post", text: "The NASA ESA JAXA press kit is out!!" },
        Allows { context: "kind: post", text: "Take it off BEFORE you open it, and do NOT run." },
    ],
    check,
};

const MIN_LETTERS: usize = 4;
const MIN_WORDS: usize = 2;
const MIN_MARKS: usize = 3;

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let Tally { capitals, exclamations, .. } = draft.tally();
    if (capitals as usize) < MIN_WORDS && (exclamations as usize) < MIN_MARKS {
        return Vec::new();
    }
    draft
        .sentences
        .iter()
        .filter(|said| {
            said.sentence.tally.capitals as usize >= MIN_WORDS || said.sentence.tally.exclamations as usize >= MIN_MARKS
        })
        .flat_map(|said| {
            let tokens = said.block.tokens_of(said.sentence);
            let text = &said.block.text;
            let capitals = runs(tokens, |token| is_capital(token, text), MIN_WORDS).into_iter().filter(|run| shouts(*run, text));
            let starts_at = said.sentence.range.start;
            let words = capitals.map(|run| finding(run.shifted(said.start), calm(run.of(text), run.start == starts_at)));
            let marks = runs(tokens, |token| token.kind == TokenKind::Punctuation('!'), MIN_MARKS);
            words.chain(marks.into_iter().map(|run| finding(run.shifted(said.start), "!".to_owned()))).collect::<Vec<_>>()
        })
        .collect()
}

fn finding<'d>(range: ByteRange, calm: String) -> Finding<'d> {
    Finding::new(range, "This reads as shouting. The words carry without it.")
        .fix(move || Fix::safe("Lower your voice", vec![Edit::replacement(range, calm)]))
}

/// Ranges of at least `least` tokens in a row for which `holds`.
fn runs(tokens: &[Token], holds: impl Fn(&Token) -> bool, least: usize) -> Vec<ByteRange> {
    let groups =
        tokens.chunk_by(|a, b| holds(a) == holds(b)).filter(|group| group.len() >= least && group.first().is_some_and(&holds));
    groups.filter_map(|group| Some(group.first()?.range.joined(group.last()?.range))).collect()
}

fn is_capital(token: &Token, text: &str) -> bool {
    let word = token.range.of(text);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    token.kind == TokenKind::Word
        && !token.quoted
        && letters >= MIN_LETTERS
        && !word.chars().any(char::is_lowercase)
        && word.chars().any(char::is_uppercase)
}

/// Acronyms are read letter by letter or as names, not louder.
fn shouts(run: ByteRange, text: &str) -> bool {
    let known = |word: &str| data_lines(include_str!("acronyms.txt")).any(|acronym| acronym == word);
    run.of(text).split_whitespace().filter(|word| !known(word.trim_matches(|c: char| !c.is_alphanumeric()))).count() >= MIN_WORDS
}

fn calm(words: &str, starts_sentence: bool) -> String {
    let lower = words.to_lowercase();
    let mut chars = lower.chars();
    match chars.next().filter(|_| starts_sentence) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => lower,
    }
}
