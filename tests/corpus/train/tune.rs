//! Chooses the scores from which acts are taken to be done, by what counts in the end: the diagnostics.
//!
//! The rules are run on what people said the sentences do, and on what an unseen-author model says; each threshold in turn
//! is moved to where the two agree best, alarms on well-mannered drafts counting extra.

use crate::corpus::Labelled;
use std::collections::{BTreeMap, BTreeSet};
use tactful::{
    acts::{Act, ActSet, Said, likely::likely, model::Scores},
    context::{Brief, Kind, Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format, Voice},
    draft::Draft,
    level::Level,
    rules::{self, Fixes},
};

type Labels = [Option<bool>; Act::COUNT];

/// A whole draft with what its sentences do, by people and by a model.
pub struct Judged {
    document: Document,
    settings: Settings,
    kind: Kind,
    scores: Vec<Scores>,
    labels: Vec<Labels>,
    wanted: BTreeSet<(&'static str, usize)>,
    has_fault: bool,
}

/// Found, false, missed: by rule; and well-mannered drafts with a false warning.
#[derive(Default)]
pub struct Agreement {
    rules: BTreeMap<&'static str, [usize; 3]>,
    clean: usize,
    alarmed: usize,
}

impl Judged {
    /// `draft`, whose own sentences have these scores and labels.
    pub fn new(draft: &Labelled, scores: Vec<Scores>, labels: Vec<Labels>) -> Self {
        let head: String =
            draft.head.iter().map(|(key, value)| format!("{key}: {}\n", serde_json::to_string(value).unwrap())).collect();
        let document = Document::new(&format!("---\n{head}---\n\n{}", draft.text), Format::Markdown);
        let quoted = |names: &[String]| serde_json::to_string(names).unwrap();
        let toml =
            format!("competitors = {}\n[me]\nbrands = {}\n", quoted(&draft.names("competitors")), quoted(&draft.names("brands")));
        let (settings, problems) = Settings::parse(&toml, &[]);
        assert!(problems.is_empty(), "{problems:?}");
        let kind = brief(&document, &settings).kind;
        let mut judged = Self { document, settings, kind, scores, labels, wanted: BTreeSet::new(), has_fault: false };
        let gold =
            judged.labels.iter().map(|labels| Act::ALL.into_iter().filter(|act| labels[*act as usize] == Some(true)).collect());
        let gold: Vec<ActSet> = gold.collect();
        let found = judged.diagnostics(&gold);
        judged.has_fault = found.iter().any(|diagnostic| diagnostic.level >= Level::Warning);
        judged.wanted = found.iter().map(key).collect();
        judged
    }

    /// What the rules say where sentences do `acts`.
    fn diagnostics(&self, acts: &[ActSet]) -> Vec<Diagnostic> {
        let brief = brief(&self.document, &self.settings);
        let blocks = self.document.blocks();
        let own = blocks.flat_map(|(start, block)| {
            let own = block.sentences.iter().filter(|sentence| sentence.voice != Voice::Quote);
            own.map(move |sentence| Said { block, start, sentence, acts: ActSet::EMPTY, clauses: &[], names: &[] })
        });
        let said: Vec<_> = own.zip(acts).map(|(said, acts)| Said { acts: *acts, ..said }).collect();
        rules::check(&Draft::new(&self.document, &said, &brief, &self.settings), Fixes::None)
    }

    fn predicted(&self, thresholds: &Scores) -> Vec<ActSet> {
        let acts = |(scores, labels): (&Scores, &Labels)| {
            let likely = likely(scores, thresholds, self.kind);
            Act::ALL.into_iter().filter(|act| likely.has(*act) && labels[*act as usize].is_some()).collect()
        };
        self.scores.iter().zip(&self.labels).map(acts).collect()
    }

    fn add_to(&self, agreement: &mut Agreement, thresholds: &Scores) {
        let found = self.diagnostics(&self.predicted(thresholds));
        let mut alarm = false;
        for diagnostic in &found {
            let right = self.wanted.contains(&key(diagnostic));
            agreement.rules.entry(diagnostic.rule).or_default()[usize::from(!right)] += 1;
            alarm |= !right && diagnostic.level >= Level::Warning;
        }
        let found: BTreeSet<_> = found.iter().map(key).collect();
        self.wanted.difference(&found).for_each(|(rule, _)| agreement.rules.entry(rule).or_default()[2] += 1);
        if !self.has_fault {
            agreement.clean += 1;
            agreement.alarmed += usize::from(alarm);
        }
    }
}

fn brief<'d>(document: &'d Document, settings: &'d Settings) -> Brief<'d> {
    Brief::new(document, settings, Origin::default(), jiff::civil::date(2026, 6, 1))
}

/// A diagnostic by rule and sentence: whole-draft rules and clauses vary in range, not in what they mean.
fn key(diagnostic: &Diagnostic) -> (&'static str, usize) {
    let one_a_draft = ["ask-without-value", "opens-with-pitch"].contains(&diagnostic.rule);
    let one_a_sentence = ["pressure", "overclaim", "presumptuous-thanks"].contains(&diagnostic.rule);
    let at = if one_a_draft { 0 } else { diagnostic.range.end };
    (diagnostic.rule, if one_a_sentence { at / 40 } else { at })
}

impl Agreement {
    /// Of `drafts` at these thresholds.
    pub fn of(drafts: &[Judged], thresholds: &Scores) -> Self {
        let mut agreement = Self::default();
        drafts.iter().for_each(|draft| draft.add_to(&mut agreement, thresholds));
        agreement
    }

    /// F1 over all diagnostics.
    pub fn micro(&self) -> f64 {
        let [found, wrong, missed] = self.rules.values().fold([0; 3], |sum, tally| std::array::from_fn(|at| sum[at] + tally[at]));
        f1(found, wrong, missed)
    }

    /// The mean of F1 over the rules that have labels.
    pub fn macro_f1(&self) -> f64 {
        let labelled = self.rules.values().filter(|[found, _, missed]| found + missed > 0);
        let scores: Vec<_> = labelled.map(|[found, wrong, missed]| f1(*found, *wrong, *missed)).collect();
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    }

    /// What is to be as large as possible. What an alarm costs is chosen so that fewer than one well-mannered draft in twenty is
    /// alarmed.
    fn worth(&self) -> f64 {
        0.6 * self.micro() + 0.4 * self.macro_f1() - 0.8 * self.alarmed()
    }

    /// Share of well-mannered drafts with a false warning or error.
    pub fn alarmed(&self) -> f64 {
        self.alarmed as f64 / self.clean.max(1) as f64
    }

    /// Prints a line a rule.
    pub fn print(&self) {
        for (rule, [found, wrong, missed]) in &self.rules {
            let (precision, recall) =
                (*found as f64 / (found + wrong).max(1) as f64, *found as f64 / (found + missed).max(1) as f64);
            let f1 = f1(*found, *wrong, *missed);
            let counts = format!("found {found:4}  false {wrong:4}  missed {missed:4}");
            println!("{rule:26} {counts}  precision {precision:.2}  recall {recall:.2}  f1 {f1:.3}");
        }
        println!(
            "micro F1 {:.3}  macro F1 {:.3}  clean drafts alarmed {}/{}",
            self.micro(),
            self.macro_f1(),
            self.alarmed,
            self.clean
        );
    }
}

fn f1(found: usize, wrong: usize, missed: usize) -> f64 {
    2.0 * found as f64 / (2 * found + wrong + missed).max(1) as f64
}

/// The thresholds at which `drafts` agree best, starting from `thresholds`.
pub fn tuned(drafts: &[Judged], mut thresholds: Scores) -> Scores {
    let mut best = Agreement::of(drafts, &thresholds).worth();
    for step in [0.8, 0.4, 0.2, 0.8, 0.4, 0.2, 0.1] {
        for act in Act::ALL {
            for direction in [step, -step] {
                loop {
                    let mut tried = thresholds;
                    tried[act as usize] += direction;
                    let worth = Agreement::of(drafts, &tried).worth();
                    if worth <= best + 1e-5 {
                        break;
                    }
                    (best, thresholds) = (worth, tried);
                }
            }
        }
    }
    thresholds
}
