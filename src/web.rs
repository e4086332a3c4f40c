//! The page's way in: a draft and settings come as text, what there is to say of them goes as JSON.
//!
//! Compiled for WebAssembly alone; `editors/web` has the page. A draft is read as if it came from stdin: nobody has a folder
//! here, so there is no history. Offsets are bytes, as in the JSON report.

use crate::{
    acts::Reader,
    check::{Outcome, check, silencing},
    context::{Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    mend::{Extent, mend},
    report::{Checked, json},
    rules::{self, Fixes, Rule},
};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::path::Path;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A writer's desk: their settings, and the draft before them.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Desk {
    settings: Settings,
    reader: Reader,
}

#[wasm_bindgen]
impl Desk {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts the settings that `source`, a `tactful.toml`, holds in force. The mistakes in it, as JSON.
    #[must_use]
    pub fn settings(&mut self, source: &str) -> String {
        let (settings, problems) = Settings::parse(source, &rules::names());
        self.settings = settings;
        self.reader.forget();
        let line = |at| source.get(..at).unwrap_or_default().matches('\n').count() + 1;
        problems
            .iter()
            .map(|found| json!({"line": line(found.range.start), "message": found.message}))
            .collect::<Value>()
            .to_string()
    }

    /// What there is to say of the draft `text` called `name` on the day `today` (`YYYY-MM-DD`): the JSON report, without fixes.
    ///
    /// # Errors
    /// Where `today` is no day.
    pub fn check(&mut self, text: &str, name: &str, today: &str) -> Result<String, JsError> {
        let outcome = self.read(&Document::new(text, format(name)), name, day(today)?, Fixes::None);
        report(text, name, outcome)
    }

    /// The same report on the diagnostic `at` (in the order of `check`) alone, with its fixes.
    ///
    /// # Errors
    /// Where `today` is no day.
    pub fn fixes(&mut self, text: &str, name: &str, today: &str, at: usize) -> Result<String, JsError> {
        let (document, today) = (Document::new(text, format(name)), day(today)?);
        let mut outcome = self.read(&document, name, today, Fixes::None);
        if let Some(wanted) = outcome.diagnostics.get(at).cloned() {
            outcome = self.read(&document, name, today, Fixes::Touching(wanted.range));
            outcome.diagnostics.retain(|found| (found.rule, found.range) == (wanted.rule, wanted.range));
        }
        report(text, name, outcome)
    }

    /// The same, with what can be done to say no more of it in the place of its fixes.
    ///
    /// # Errors
    /// Where `today` is no day.
    pub fn silences(&mut self, text: &str, name: &str, today: &str, at: usize) -> Result<String, JsError> {
        let (document, today) = (Document::new(text, format(name)), day(today)?);
        let mut outcome = self.read(&document, name, today, Fixes::None);
        let all = std::mem::take(&mut outcome.diagnostics);
        if let Some(found) = all.get(at) {
            let fixes = silencing(&document, &self.settings, named(name), today, &self.reader, (found, &all));
            outcome.diagnostics.push(Diagnostic { fixes, ..found.clone() });
        }
        report(text, name, outcome)
    }

    /// The draft with every fix made that loses none of the writer's words, and what was done, as JSON.
    ///
    /// # Errors
    /// Where `today` is no day.
    pub fn mend(&mut self, text: &str, name: &str, today: &str) -> Result<String, JsError> {
        let (origin, today) = (named(name), day(today)?);
        let (settings, reader) = (&self.settings, &mut self.reader);
        let mended = mend(Document::new(text, format(name)), Extent::SAFE, |document, fixes| {
            check(document, settings, origin, today, reader, fixes).diagnostics
        });
        let made: Vec<_> = mended.made.into_iter().map(|made| made.title).collect();
        Ok(json!({"text": mended.text, "made": made}).to_string())
    }
}

impl Desk {
    fn read(&mut self, document: &Document, name: &str, today: Date, wanted: Fixes) -> Outcome {
        check(document, &self.settings, named(name), today, &mut self.reader, wanted)
    }
}

/// Every rule with its documentation, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    rules::ALL.iter().map(|rule| described(rule)).collect::<Value>().to_string()
}

fn described(rule: &Rule) -> Value {
    let (bad, good) = rule.fault().unzip();
    json!({"name": rule.name, "family": rule.family.name(), "why": rule.why, "when": rule.when, "bad": bad, "good": good.flatten()})
}

fn report(text: &str, name: &str, outcome: Outcome) -> Result<String, JsError> {
    Ok(json::render(&[Checked { path: name.to_owned(), source: text.to_owned(), outcome }])?)
}

fn named(name: &str) -> Origin<'_> {
    Origin { path: Some(Path::new(name)), is_named: true, history: None }
}

fn format(name: &str) -> Format {
    Format::of_path(Path::new(name)).unwrap_or_default()
}

fn day(text: &str) -> Result<Date, JsError> {
    text.parse().map_err(|_| JsError::new("a date such as 2026-11-20"))
}
