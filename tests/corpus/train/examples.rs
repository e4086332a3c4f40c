//! Turns labelled drafts into what the models learn from: features, surroundings and what people said.

use crate::corpus::{Gold, Labelled};
use tactful::{
    acts::{
        Act, BY_CLAUSE, Circumstances, Entities, Place,
        clause::{self, Readings},
    },
    context::Permission,
    document::{ByteRange, Document, Format, Voice},
};

/// A sentence to learn from.
pub struct Example {
    /// Number of its draft.
    pub draft: usize,
    /// Whose hand.
    pub author: String,
    /// Features of its words.
    pub readings: Readings,
    /// Its draft.
    pub circumstances: Circumstances,
    /// Its place in it.
    pub place: Place,
    /// For each act: done, not done, or disputed.
    pub labels: Labels,
    /// The same for each of its clauses, of the acts that are marked by clause; nothing is known of the others.
    pub clause_labels: Vec<Labels>,
}

/// For each act: done, not done, or not known.
pub type Labels = [Option<bool>; Act::COUNT];

/// The examples of `drafts`, in the order in which they stand.
pub fn examples(drafts: &[Labelled]) -> Vec<Example> {
    let entities = |draft: &Labelled| Entities::new(&draft.names("brands"), &draft.names("links"), &draft.names("competitors"));
    drafts.iter().enumerate().flat_map(|(number, draft)| of_draft(number, draft, &entities(draft))).collect()
}

/// The same drafts as somebody else's settings would have them: names in them are competitors. So the model learns that to be
/// named is not to be run down.
pub fn renamed(drafts: &[Labelled]) -> Vec<Example> {
    let named = drafts.iter().enumerate().map(|(number, draft)| (number, draft, names(&draft.text)));
    let renamed = named.filter(|(.., names)| !names.is_empty());
    renamed.flat_map(|(number, draft, names)| of_draft(number, draft, &Entities::new(&[], &[], &names))).collect()
}

/// Words in capitals after others in their sentence, as products have them.
fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = ".";
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let starts = last.ends_with(['.', '!', '?', ':', '"']) || last.is_empty();
        if bare.len() > 2 && !starts && bare.starts_with(char::is_uppercase) && !found.iter().any(|known| known == bare) {
            found.push(bare.to_owned());
        }
        last = word;
    }
    found.truncate(3);
    found
}

fn of_draft(number: usize, draft: &Labelled, entities: &Entities) -> Vec<Example> {
    let document = Document::new(&draft.text, Format::Markdown);
    let circumstances = Circumstances {
        kind: draft.kind(),
        relationship: draft.relationship(),
        refused: draft.refused(),
        permitted: draft.permission() == Some(Permission::Granted),
    };
    let mut found = Vec::new();
    let mut last_passage = None;
    for (start, block) in document.blocks() {
        for sentence in block.sentences.iter().filter(|sentence| sentence.voice != Voice::Quote) {
            let range = sentence.range.shifted(start);
            let Some(labels) = labels(range, &draft.sentences) else {
                continue;
            };
            let readings = clause::readings(block, sentence, entities);
            let clause_labels = readings
                .clauses
                .iter()
                .map(|(clause, _)| clause_labels(clause.shifted(start), &labels, &draft.sentences))
                .collect();
            let passage = (start, sentence.passage);
            let place = Place { before: 0, after: 0, opens: last_passage != Some(passage), voice: sentence.voice };
            last_passage = Some(passage);
            found.push(Example {
                draft: number,
                author: draft.author.clone(),
                readings,
                circumstances,
                place,
                labels,
                clause_labels,
            });
        }
    }
    let count = found.len();
    for (at, example) in found.iter_mut().enumerate() {
        example.place.before = at.min(3) as u8;
        example.place.after = (count - 1 - at).min(2) as u8;
    }
    found
}

/// What people marked of a clause of a sentence with these labels.
fn clause_labels(clause: ByteRange, sentence: &Labels, gold: &[Gold]) -> Labels {
    let is_marked =
        |act: Act| gold.iter().flat_map(|gold| &gold.marks).any(|(marked, range)| *marked == act && range.overlaps(clause));
    let mut labels = [None; Act::COUNT];
    for act in BY_CLAUSE {
        labels[act as usize] = sentence[act as usize].map(|done| done && is_marked(act));
    }
    labels
}

/// What people said of the sentences that `range` mostly consists of.
fn labels(range: ByteRange, gold: &[Gold]) -> Option<Labels> {
    let shared = |gold: &&Gold| gold.range.end.min(range.end).saturating_sub(gold.range.start.max(range.start));
    let touching: Vec<_> = gold.iter().filter(|gold| shared(gold) * 2 > gold.range.len().min(range.len())).collect();
    let mut labels = [Some(false); Act::COUNT];
    for gold in &touching {
        for act in &gold.disputed {
            labels[*act as usize] = None;
        }
    }
    for gold in &touching {
        for act in &gold.acts {
            labels[*act as usize] = Some(true);
        }
    }
    (!touching.is_empty()).then_some(labels)
}
