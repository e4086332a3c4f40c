//! Trains the classifier of acts from `tests/corpus` and writes `src/acts/english/weights.bin`:
//!
//!     cargo run --release --example train
//!
//! Prints what author-disjoint cross-validation finds: every figure is of sentences by hands that the model has not seen.

mod corpus;
mod examples;
mod learn;
mod measure;
mod settle;
mod tune;

use examples::Example;
use learn::{OPTIONS, Sparse, linear};
use measure::{best_thresholds, report};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, iter,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tactful::acts::{
    Act, Tenor,
    model::{Model, Scores},
    settling::{Heard, INPUTS, inputs},
    surroundings::{Sides, Surroundings, facts},
};
use tune::{Agreement, Judged, tuned};

/// Parts of the cross-validation; an author is wholly in one.
const FOLDS: usize = 5;

/// What the search of thresholds leaves to be put right, in log-odds. False hints cost it nothing, so that it heard reminders where
/// there were none. Chosen by hand: for nagging, value and pressure so that the rules' own examples and the story of
/// `tests/relationship.rs` hold, for guilt-trip and promotion after reading the false alarms on the drafts of `../shared`, which
/// therefore flatter them a little.
const CORRECTIONS: [(Act, f32); 5] =
    [(Act::Nagging, 0.5), (Act::GuiltTrip, 0.4), (Act::Value, 0.75), (Act::Promotion, 0.25), (Act::Pressure, -0.35)];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args().nth(1).map_or_else(|| root.join("tests/corpus"), Into::into);
    let drafts = corpus::read(&folder);
    let examples = examples::examples(&drafts);
    let extra = examples::renamed(&drafts);
    println!("{} drafts, {} sentences", drafts.len(), examples.len());
    let parts = parts(&examples);
    let labels: Vec<_> = examples.iter().map(|e| e.labels).collect();
    let part_of = |author: &str| examples.iter().position(|e| e.author == author).map_or(Part::Learn, |at| parts[at]);

    let heard = by_folds(&parts, |fold, fit| {
        let more = extra.iter().filter(|e| part_of(&e.author).is_learnt_without(fold));
        let model = linear(&sparse(fit.iter().map(|at| &examples[*at]).chain(more)), OPTIONS);
        let examples = &examples;
        move |at: usize| Heard::of(&examples[at].readings, |features| model.score(features))
    });
    let rows = rows(&examples, &heard);
    let settled = by_folds(&parts, |_, fit| {
        let model = settle::settling(&rows, &labels, fit);
        let rows = &rows;
        move |at: usize| model.scores(&rows[at])
    });
    let unseen: Vec<_> = heard.iter().map(|heard| heard.whole).collect();

    let measured: Vec<_> = (0..examples.len()).filter(|at| matches!(parts[*at], Part::Fold(_))).collect();
    let pick = |scores: &[Scores]| -> (Vec<Scores>, Vec<_>) { measured.iter().map(|at| (scores[*at], labels[*at])).unzip() };
    println!("\ncross-validation: acts, words alone");
    let (scores, wanted) = pick(&unseen);
    report(&scores, &wanted);
    println!("\ncross-validation: acts, with surroundings");
    let (scores, wanted) = pick(&settled);
    report(&scores, &wanted);

    let judged = |part: fn(Part) -> bool| judged(&drafts, &examples, &settled, |at| part(parts[at]));
    let known = judged(|part| matches!(part, Part::Fold(_)));
    let mut thresholds = tuned(&known, best_thresholds(&scores, &wanted));
    CORRECTIONS.iter().for_each(|(act, by)| thresholds[*act as usize] += by);
    println!("\ncross-validation: diagnostics");
    Agreement::of(&known, &thresholds).print();
    println!("\nthe test part (authors t-…), never learnt from: diagnostics");
    Agreement::of(&judged(|part| part == Part::Test), &thresholds).print();

    let fit: Vec<_> = (0..examples.len()).filter(|at| parts[*at] != Part::Test).collect();
    let more = extra.iter().filter(|e| part_of(&e.author) != Part::Test);
    let first = linear(&sparse(fit.iter().map(|at| &examples[*at]).chain(more)), OPTIONS);
    let settling = settle::settling(&rows, &labels, &fit);
    let path = root.join("src/acts/english/weights.bin");
    fs::write(&path, Model { settling, thresholds, ..first }.write()).unwrap();
    println!("\nwrote {}", path.display());
}

/// What an author's drafts are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Learnt from and, by a model that has not seen the author, measured on.
    Fold(usize),
    /// Learnt from, never measured on: mini drafts hold one act in every form each.
    Learn,
    /// Measured on, never learnt from.
    Test,
}

impl Part {
    fn is_learnt_without(self, left_out: Self) -> bool {
        self != left_out && self != Self::Test
    }
}

fn parts(examples: &[Example]) -> Vec<Part> {
    let authors: Vec<_> = examples.iter().map(|e| e.author.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let part = |author: &str| match author.split('-').next() {
        Some("t") => Part::Test,
        Some("m" | "w") => Part::Learn,
        _ => Part::Fold(authors.iter().position(|known| *known == author).unwrap() % FOLDS),
    };
    examples.iter().map(|e| part(&e.author)).collect()
}

/// The drafts whose examples are wanted, with their scores.
fn judged(drafts: &[corpus::Labelled], examples: &[Example], scores: &[Scores], wanted: impl Fn(usize) -> bool) -> Vec<Judged> {
    let mut found = Vec::new();
    let mut start = 0;
    for group in examples.chunk_by(|a, b| a.draft == b.draft) {
        let range = start..start + group.len();
        start = range.end;
        let draft = &drafts[group[0].draft];
        if wanted(range.start) && draft.head("kind") != Some("sentence") {
            let labels = group.iter().map(|e| e.labels).collect();
            found.push(Judged::new(draft, scores[range].to_vec(), labels));
        }
    }
    found
}

fn sparse<'e>(examples: impl Iterator<Item = &'e Example>) -> Sparse<'e> {
    let mut sparse = Sparse { rows: Vec::new(), authors: Vec::new(), labels: Vec::new() };
    let mut numbers = BTreeMap::new();
    for example in examples {
        let next = numbers.len() as u16 + 1;
        let author = *numbers.entry(example.author.as_str()).or_insert(next);
        let clauses = example.readings.clauses.iter().map(|(_, row)| row).zip(example.clause_labels.iter().copied());
        for (row, labels) in iter::once((&example.readings.whole, example.labels)).chain(clauses) {
            sparse.rows.push(row);
            sparse.authors.push(author);
            sparse.labels.push(labels);
        }
    }
    sparse
}

/// What models that have not seen its author say of every example: `train` gives one for a part that is left out. Two at a time.
fn by_folds<T: Send, Model: Fn(usize) -> T>(parts: &[Part], train: impl Fn(Part, &[usize]) -> Model + Sync) -> Vec<T> {
    let folds: Vec<_> = (0..FOLDS).map(Part::Fold).chain([Part::Learn, Part::Test]).collect();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(fold) = folds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fit: Vec<_> = (0..parts.len()).filter(|at| parts[*at].is_learnt_without(*fold)).collect();
                    let model = train(*fold, &fit);
                    let said: Vec<_> = (0..parts.len()).filter(|at| parts[*at] == *fold).map(|at| (at, model(at))).collect();
                    found.lock().unwrap().extend(said);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, said)| said).collect()
}

/// Inputs of the second model.
fn rows(examples: &[Example], heard: &[Heard]) -> Vec<[f32; INPUTS]> {
    let mut rows = Vec::with_capacity(examples.len());
    for draft in examples.chunk_by(|a, b| a.draft == b.draft) {
        let heard = &heard[rows.len()..rows.len() + draft.len()];
        let tenors: Vec<_> = heard.iter().map(|heard| Tenor::of([&heard.whole].into_iter())).collect();
        let sides = Sides::of(&tenors);
        let tenor = sides.whole;
        let near = |at: Option<usize>| at.and_then(|at| heard.get(at)).map(Heard::as_neighbour);
        rows.extend(draft.iter().enumerate().map(|(at, example)| {
            let (earlier, later) = sides.at(at);
            let around = Surroundings {
                before: [near(at.checked_sub(1)), near(at.checked_sub(2))],
                after: [near(Some(at + 1)), near(Some(at + 2))],
                tenor,
                earlier,
                later,
                facts: facts(example.circumstances, tenor, example.place),
            };
            inputs(&heard[at], &around)
        }));
    }
    rows
}
