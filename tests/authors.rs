//! Authors of the corpus whom the classifier has never read (`t-…`): prints a confusion table by rule, and keeps a floor.
//!
//!     cargo test --release --test authors -- --nocapture

#[path = "corpus/train/corpus.rs"]
mod corpus;
#[expect(dead_code, reason = "the trainer does more with them")]
#[path = "corpus/train/examples.rs"]
mod examples;
#[expect(dead_code, reason = "the trainer does more with them")]
#[path = "corpus/train/tune.rs"]
mod tune;

use corpus::Labelled;
use std::path::Path;
use tactful::{
    acts::{Act, ActSet, Entities, Reader, model::Scores},
    document::{Document, Format},
};
use tune::{Agreement, Judged};

/// What the rules must at least come to on text by hands that nothing was learnt from. Raise these. The first was lowered once, from
/// 0.87, when blunt faults were taught and the program came to 0.861 here.
const MICRO_F1: f64 = 0.86;
const MACRO_F1: f64 = 0.88;
const MOST_ALARMED: f64 = 0.05;

#[test]
fn unread_authors_keep_the_floor() {
    let drafts = corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"));
    let unread: Vec<_> = drafts.into_iter().filter(|draft| draft.author.starts_with("t-")).collect();
    let judged: Vec<_> = unread.iter().map(judged).collect();
    let agreement = Agreement::of(&judged, &[0.0; Act::COUNT]);
    agreement.print();
    assert!(agreement.micro() >= MICRO_F1, "micro F1 fell to {:.3}", agreement.micro());
    assert!(agreement.macro_f1() >= MACRO_F1, "macro F1 fell to {:.3}", agreement.macro_f1());
    assert!(agreement.alarmed() <= MOST_ALARMED, "{:.3} of the well-mannered drafts are alarmed", agreement.alarmed());
}

/// What people and the classifier say of `draft`.
fn judged(draft: &Labelled) -> Judged {
    let examples = examples::examples(std::slice::from_ref(draft));
    let document = Document::new(&draft.text, Format::Markdown);
    let entities = Entities::new(&draft.names("brands"), &draft.names("links"), &draft.names("competitors"));
    let mut reader = Reader::default();
    let sentences = reader.read(&document, &entities, examples[0].circumstances);
    assert_eq!(sentences.len(), examples.len(), "every sentence is labelled: {}", draft.text);
    Judged::new(draft, sentences.iter().map(|said| certain(said.acts)).collect(), examples.iter().map(|e| e.labels).collect())
}

/// Scores that leave no doubt: one where an act is done, minus one where not.
fn certain(acts: ActSet) -> Scores {
    Act::ALL.map(|act| if acts.has(act) { 1.0 } else { -1.0 })
}
