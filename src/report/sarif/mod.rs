//! The report in SARIF 2.1.0, for code scanning: results with their fixes, and the rules that they break.
//!
//! Columns count Unicode code points from 1, and the end column is the one after the last, as the format has it. Files that
//! a fix would write beside the draft have no place in SARIF: such a fix is left out, since half of it would lose words.

mod address;
mod descriptor;

use super::{Checked, json};
use crate::{
    diagnostic::{Diagnostic, Related},
    document::ByteRange,
    fix::{Edit, Fix},
    level::Level,
};
use address::{BASE, address};
use ropey::Rope;
use serde_json::{Value, json};
use std::path::Path;

/// Where the format is defined.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report on `files`, on one line. Their paths count from `folder` (absolute); `is_complete` is false where something
/// that was to be read could not be.
#[must_use]
pub fn render(files: &[Checked], folder: &Path, is_complete: bool) -> String {
    let driver = json!({
        "name": "tactful",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": descriptor::descriptors(),
    });
    let results: Vec<_> = files.iter().flat_map(|file| results(file, folder)).collect();
    let run = json!({
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": is_complete}],
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which tactful ran."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
    });
    json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).to_string()
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "note",
    }
}

fn results(file: &Checked, folder: &Path) -> Vec<Value> {
    let place = Place { address: address(Path::new(&file.path), folder), rope: Rope::from_str(&file.source), folder };
    file.outcome.diagnostics.iter().map(|diagnostic| place.result(diagnostic)).collect()
}

/// A file that results stand in.
struct Place<'f> {
    address: Value,
    rope: Rope,
    folder: &'f Path,
}

impl Place<'_> {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let location = json!({"artifactLocation": self.address, "region": self.region(diagnostic.range)});
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "ruleIndex": descriptor::index(diagnostic.rule),
            "level": level(diagnostic.level),
            "message": {"text": diagnostic.message},
            "locations": [{"physicalLocation": location}],
        });
        let whole = diagnostic.fixes.iter().filter(|fix| fix.creates.is_empty() && !fix.edits.is_empty());
        let fixes: Vec<_> = whole.map(|fix| self.fix(fix)).collect();
        let related: Vec<_> = (1..).zip(&diagnostic.related).map(|(id, related)| self.related(id, related)).collect();
        for (name, values) in [("fixes", fixes), ("relatedLocations", related)] {
            if let (false, Some(fields)) = (values.is_empty(), result.as_object_mut()) {
                fields.insert(name.to_owned(), values.into());
            }
        }
        result
    }

    /// What a diagnostic rests on, in another file.
    fn related(&self, id: u32, related: &Related) -> Value {
        let place = json!({
            "artifactLocation": address(&related.path, self.folder),
            "region": {"startLine": related.line + 1},
        });
        json!({"id": id, "message": {"text": related.message}, "physicalLocation": place})
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements: Vec<_> = fix.edits.iter().map(|edit| self.replacement(edit)).collect();
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": self.address, "replacements": replacements}],
        })
    }

    fn replacement(&self, edit: &Edit) -> Value {
        json!({"deletedRegion": self.region(edit.range), "insertedContent": {"text": edit.text}})
    }

    fn region(&self, range: ByteRange) -> Value {
        let (start, end) = (json::place(&self.rope, range.start), json::place(&self.rope, range.end));
        json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
    }
}
