//! The rules, as SARIF describes them: why each exists, when it speaks, and what would be better.

use super::level;
use crate::{
    check::FRONT_MATTER,
    level::Level,
    rules::{self, Rule},
};
use serde_json::{Value, json};

/// A `reportingDescriptor` for each rule, and for mistakes in front matter.
pub(super) fn descriptors() -> Vec<Value> {
    let front_matter = json!({
        "id": FRONT_MATTER,
        "shortDescription": {"text": "The front matter cannot be understood, so the draft may be read as what it is not."},
        "help": {"text": "Put right what stands between the lines of three hyphens at the top of the draft."},
        "defaultConfiguration": {"level": level(Level::Error)},
    });
    rules::ALL.iter().map(|rule| descriptor(rule)).chain([front_matter]).collect()
}

/// The place of `rule` among the descriptors.
pub(super) fn index(rule: &str) -> usize {
    rules::ALL.iter().position(|known| known.name == rule).unwrap_or(rules::ALL.len())
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.why},
        "fullDescription": {"text": rule.when},
        "help": {"text": help(rule)},
        "defaultConfiguration": {"level": level(rule.level)},
        "properties": {"tags": [rule.family.name()]},
    })
}

fn help(rule: &Rule) -> String {
    let mut text = format!("{}\n\n{}", rule.why, rule.when);
    if let Some((bad, good)) = rule.fault() {
        text.push_str(&format!("\n\nRather not:\n\n{bad}"));
        good.into_iter().for_each(|good| text.push_str(&format!("\n\nBetter:\n\n{good}")));
    }
    text
}
