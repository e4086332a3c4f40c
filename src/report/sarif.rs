//! The report in SARIF 2.1.0, for code scanning: results with their fixes, and the rules that they break.
//!
//! Columns count Unicode code points from 1, and the end column is the one after the last, as the format has it. Files that
//! a fix would write beside the draft have no place in SARIF: such a fix is left out, since half of it would lose words.

use super::{Checked, json};
use crate::{
    check::FRONT_MATTER,
    diagnostic::Diagnostic,
    document::ByteRange,
    fix::{Edit, Fix},
    level::Level,
    rules,
};
use ropey::Rope;
use serde_json::{Value, json};

/// Where the format is defined.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report on `files`, on one line.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    let driver = json!({
        "name": "tactful",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": descriptors(),
    });
    let results: Vec<_> = files.iter().flat_map(results).collect();
    let run = json!({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results});
    json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).to_string()
}

fn descriptors() -> Vec<Value> {
    let descriptor = |rule: &&rules::Rule| {
        json!({
            "id": rule.name,
            "shortDescription": {"text": rule.why},
            "fullDescription": {"text": rule.when},
            "defaultConfiguration": {"level": level(rule.level)},
            "properties": {"family": rule.family.name()},
        })
    };
    let front_matter = json!({
        "id": FRONT_MATTER,
        "shortDescription": {"text": "The front matter cannot be understood, so the draft may be read as what it is not."},
        "defaultConfiguration": {"level": "error"},
    });
    rules::ALL.iter().map(descriptor).chain([front_matter]).collect()
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "note",
    }
}

fn results(file: &Checked) -> Vec<Value> {
    let place = Place { uri: uri(&file.path), rope: Rope::from_str(&file.source) };
    file.outcome.diagnostics.iter().map(|diagnostic| place.result(diagnostic)).collect()
}

/// A file that results stand in.
struct Place {
    uri: String,
    rope: Rope,
}

impl Place {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let location = json!({"artifactLocation": {"uri": self.uri}, "region": self.region(diagnostic.range)});
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "level": level(diagnostic.level),
            "message": {"text": diagnostic.message},
            "locations": [{"physicalLocation": location}],
        });
        let whole = diagnostic.fixes.iter().filter(|fix| fix.creates.is_empty() && !fix.edits.is_empty());
        let fixes: Vec<_> = whole.map(|fix| self.fix(fix)).collect();
        if let (false, Some(fields)) = (fixes.is_empty(), result.as_object_mut()) {
            fields.insert("fixes".to_owned(), fixes.into());
        }
        result
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements: Vec<_> = fix.edits.iter().map(|edit| self.replacement(edit)).collect();
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": {"uri": self.uri}, "replacements": replacements}],
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

/// `path` as a URI reference: relative ones stay relative to where the command ran.
fn uri(path: &str) -> String {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let mut text = String::new();
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => text.push(byte.into()),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        for (path, expected) in [("./a b/é.md", "a%20b/%C3%A9.md"), ("x.md", "x.md"), ("a:b%.md", "a%3Ab%25.md")] {
            assert_eq!(uri(path), expected);
        }
    }
}
