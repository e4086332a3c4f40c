//! Clauses: the smallest part of a sentence that carries an act, and what the words of both say.

use super::{
    Act, Entities,
    features::{self, Row},
    marks::Marks,
    model::Model,
    settling::Heard,
};
use crate::document::{Block, ByteRange, Format, Sentence, TokenKind};
use std::ops::Range;

/// What the words of `sentence` say, and for each of `acts` the clause that says it the most, in the block.
#[must_use]
pub fn heard<const N: usize>(
    acts: [Act; N],
    block: &Block,
    sentence: &Sentence,
    entities: &Entities,
    model: &Model,
) -> (Heard, [ByteRange; N]) {
    let row = Row::of(block, sentence, entities);
    let mut features = Vec::new();
    let mut score = |part: &Sentence| {
        features.clear();
        let marks = row.extract(part, &mut features);
        (model.score(&features), marks)
    };
    let (whole, marks) = score(sentence);
    let mut loudest = whole;
    let clauses: Vec<_> = clauses(block, sentence).collect();
    let mut carrying = [(f32::NEG_INFINITY, clauses.first().map_or(sentence.range, |clause| clause.range)); N];
    for clause in clauses.iter().filter(|clause| clauses.len() > 1 || is_part(clause, sentence)) {
        let (scores, _) = score(clause);
        if is_part(clause, sentence) {
            loudest.iter_mut().zip(scores).for_each(|(loudest, score)| *loudest = loudest.max(score));
        }
        for (act, best) in acts.into_iter().zip(&mut carrying) {
            let score = scores.get(act as usize).copied().unwrap_or(f32::MIN);
            if score.total_cmp(&best.0).is_ge() {
                *best = (score, clause.range);
            }
        }
    }
    (Heard { whole, loudest, marks }, carrying.map(|(_, range)| range))
}

/// Whether `clause` is less than the sentence without its mark at the end.
const fn is_part(clause: &Sentence, sentence: &Sentence) -> bool {
    clause.tokens.end - clause.tokens.start + 1 < sentence.tokens.end - sentence.tokens.start
}

/// The clauses of `sentence`, each as a sentence of its own; one where it has no others.
pub fn clauses<'b>(block: &'b Block, sentence: &'b Sentence) -> impl Iterator<Item = Sentence> {
    cuts(block, sentence).into_iter().filter_map(|tokens| {
        let (range, tokens) = spanned(block, &tokens)?;
        Some(Sentence { range, tokens, ..sentence.clone() })
    })
}

/// The features of a sentence, and of each of its clauses where it has several.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Those of the sentence.
    pub whole: Vec<u32>,
    /// Its marks.
    pub marks: Marks,
    /// Those of its clauses, with where they stand in the block.
    pub clauses: Vec<(ByteRange, Vec<u32>)>,
}

/// Reads `sentence`, which is one of `block`'s.
#[must_use]
pub fn readings(block: &Block, sentence: &Sentence, entities: &Entities) -> Readings {
    let row = Row::of(block, sentence, entities);
    let read = |part: &Sentence| {
        let mut found = Vec::new();
        let marks = row.extract(part, &mut found);
        (found, marks)
    };
    let clauses = clauses(block, sentence).filter(|clause| is_part(clause, sentence));
    let (whole, marks) = read(sentence);
    Readings { whole, marks, clauses: clauses.map(|clause| (clause.range, read(&clause).0)).collect() }
}

/// Whether `text`, read on its own, is likely to do `act`.
#[must_use]
pub fn says(act: Act, text: &str, entities: &Entities, model: &Model) -> bool {
    let block = Block::read(text, Format::Markdown);
    let limit = model.thresholds.get(act as usize).map_or(0.0, |threshold| threshold.min(0.0));
    block.sentences.iter().any(|sentence| score(act, &block, sentence, entities, model) >= limit)
}

fn score(act: Act, block: &Block, sentence: &Sentence, entities: &Entities, model: &Model) -> f32 {
    let mut found = Vec::new();
    features::extract(block, sentence, entities, &mut found);
    model.score(&found).get(act as usize).copied().unwrap_or(f32::MIN)
}

/// Fewest words of a clause that can stand alone.
const MIN_WORDS: usize = 3;

/// Fewest words of a last clause after a mark: "no rush", "only 3 left".
const MIN_LAST_WORDS: usize = 2;

fn cuts(block: &Block, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.tokens.start;
    let before = words_before(block, sentence);
    let words = |range: Range<usize>| {
        let count = |at: usize| before.get(at - sentence.tokens.start).copied().unwrap_or_default();
        count(range.end) - count(range.start)
    };
    for at in sentence.tokens.clone() {
        let Some(token) = block.tokens.get(at) else {
            continue;
        };
        let breaks = match token.kind {
            TokenKind::Punctuation(',' | ';' | ':' | '–' | '—' | '(' | ')' | '.' | '!' | '?') => true,
            TokenKind::Word => is_one_of(token.range.of(&block.text), &["and", "but", "so", "because", "before"]),
            _ => false,
        };
        let rest = words(at..sentence.tokens.end);
        let least = if token.kind == TokenKind::Word { MIN_WORDS } else { MIN_LAST_WORDS };
        if breaks && words(start..at) >= MIN_WORDS && (rest >= least || rest == 0) {
            found.push(start..at);
            start = at;
        }
    }
    found.push(start..sentence.tokens.end);
    found
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// How many words stand before each token of the sentence, and before its end.
fn words_before(block: &Block, sentence: &Sentence) -> Vec<usize> {
    let mut count = 0;
    let mut counts = vec![0];
    for token in block.tokens_of(sentence) {
        count += usize::from(matches!(token.kind, TokenKind::Word | TokenKind::Number));
        counts.push(count);
    }
    counts
}

/// The tokens without punctuation and linking words at either end, and what they cover.
fn spanned(block: &Block, tokens: &Range<usize>) -> Option<(ByteRange, Range<usize>)> {
    let says = |at: &usize| {
        block.tokens.get(*at).is_some_and(|token| match token.kind {
            TokenKind::Word => !is_one_of(token.range.of(&block.text), &["and", "but", "so"]),
            TokenKind::Number | TokenKind::Link | TokenKind::Mention => true,
            _ => false,
        })
    };
    let first = tokens.clone().find(says)?;
    let last = tokens
        .clone()
        .rev()
        .find(|at| says(at) || block.tokens.get(*at).is_some_and(|t| matches!(t.kind, TokenKind::Punctuation('%' | '"'))))?;
    Some((block.tokens.get(first)?.range.joined(block.tokens.get(last)?.range), first..last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::model::ENGLISH;

    #[test]
    fn the_smallest_clause_is_found() {
        let table = [
            ("Please buy my starter kit, only 3 left!", Act::Pressure, "only 3 left"),
            ("We bake bread on Mondays, and everybody has signed up already", Act::Pressure, "everybody has signed up already"),
        ];
        for (text, act, expected) in table {
            let block = Block::read(text, Format::Markdown);
            let (sentence, entities) = (&block.sentences[0], Entities::default());
            let (heard, [range]) = heard([act], &block, sentence, &entities, &ENGLISH);
            assert_eq!(range.of(text), expected);
            // The trainer gets there by another way.
            assert_eq!(heard, Heard::of(&readings(&block, sentence, &entities), |features| ENGLISH.score(features)));
        }
    }
}
