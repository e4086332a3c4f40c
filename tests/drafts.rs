//! The project's labelled drafts: prints precision and recall by rule, and keeps a floor that only rises.
//!
//!     cargo test --release --test drafts -- --nocapture

use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path};
use tactful::{
    acts::Reader,
    check::{FRONT_MATTER, check},
    context::{Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    level::Level,
    rules::{self, Fixes},
};

/// What the drafts must at least come to. Raise these, never lower them.
const FLOOR: Floor = Floor { micro_f1: 0.89, macro_f1: 0.89, clean_drafts_alarmed: 1 };

struct Floor {
    micro_f1: f64,
    macro_f1: f64,
    clean_drafts_alarmed: usize,
}

#[derive(Deserialize)]
struct Labels {
    expect: Vec<Label>,
    #[serde(default)]
    optional: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    rule: String,
    quote: Option<String>,
}

/// Found, false, missed.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn f1(self) -> f64 {
        ratio(2 * self.found, 2 * self.found + self.wrong + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Whether `diagnostic` is of the label's rule and touches its quote; a label without one is of the whole draft.
fn meets(diagnostic: &Diagnostic, label: &Label, source: &str) -> bool {
    let touches = label.quote.as_ref().is_none_or(|quote| {
        let start = source.find(quote.as_str()).unwrap_or_else(|| panic!("{quote:?} is not in the draft"));
        diagnostic.range.start < start + quote.len() && diagnostic.range.end.max(diagnostic.range.start + 1) > start
    });
    diagnostic.rule == label.rule && touches
}

#[test]
fn labelled_drafts_keep_the_floor() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let (settings, problems) = Settings::parse(&fs::read_to_string(folder.join("tactful.toml")).unwrap(), &rules::names());
    assert_eq!(problems, []);
    let mut tally: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut clean, mut alarmed) = (0, 0);
    let mut drafts: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    drafts.retain(|path| path.extension().is_some_and(|end| end == "md"));
    drafts.sort();
    for path in &drafts {
        let source = fs::read_to_string(path).unwrap();
        let labels: Labels = serde_json::from_str(&fs::read_to_string(path.with_extension("expect.json")).unwrap()).unwrap();
        let document = Document::new(&source, Format::Markdown);
        let origin = Origin { path: path.strip_prefix(&folder).ok(), is_named: false, history: None };
        let mut found =
            check(&document, &settings, origin, jiff::civil::date(2026, 6, 1), &mut Reader::default(), Fixes::All).diagnostics;
        // What is said of front matter is no matter of labels.
        found.retain(|found| found.rule != FRONT_MATTER);
        for label in &labels.expect {
            let entry = tally.entry(label.rule.clone()).or_default();
            if found.iter().any(|diagnostic| meets(diagnostic, label, &source)) { entry.found += 1 } else { entry.missed += 1 }
        }
        let expected = |diagnostic: &&Diagnostic| {
            labels.expect.iter().chain(&labels.optional).any(|label| meets(diagnostic, label, &source))
        };
        let wrong: Vec<_> = found.iter().filter(|diagnostic| !expected(diagnostic)).collect();
        wrong.iter().for_each(|diagnostic| tally.entry(diagnostic.rule.to_owned()).or_default().wrong += 1);
        if labels.expect.is_empty() {
            clean += 1;
            alarmed += usize::from(wrong.iter().any(|diagnostic| diagnostic.level >= Level::Warning));
        }
    }
    for (rule, tally) in &tally {
        let Tally { found, wrong, missed } = *tally;
        println!(
            "{rule:26} labels {:3}  precision {:.2}  recall {:.2}  f1 {:.2}",
            found + missed,
            ratio(found, found + wrong),
            ratio(found, found + missed),
            tally.f1()
        );
    }
    let all = tally.values().fold(Tally::default(), |a, b| Tally {
        found: a.found + b.found,
        wrong: a.wrong + b.wrong,
        missed: a.missed + b.missed,
    });
    let labelled: Vec<_> = tally.values().filter(|tally| tally.found + tally.missed > 0).map(|tally| tally.f1()).collect();
    let macro_f1 = labelled.iter().sum::<f64>() / labelled.len() as f64;
    println!("micro F1 {:.3}  macro F1 {macro_f1:.3}  clean drafts alarmed {alarmed}/{clean}", all.f1());
    assert!(drafts.len() >= 60, "drafts are missing");
    assert!(all.f1() >= FLOOR.micro_f1 && macro_f1 >= FLOOR.macro_f1 && alarmed <= FLOOR.clean_drafts_alarmed, "below the floor");
}
