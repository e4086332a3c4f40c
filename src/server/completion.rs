//! Completion: keys and values of front matter, recipients, the rules in comments that silence, and `tactful.toml`'s rules and levels.

use crate::{
    context::{Kind, Permission, Platform, Relationship, Reply, Settings},
    level::Level,
    rules,
};
use tower_lsp::ls_types::{CompletionItem, CompletionItemKind};

/// Keys of front matter with what they say.
const KEYS: [(&str, &str); 10] = [
    ("to", "the group or person it goes to"),
    ("kind", "what it is going to be"),
    ("relationship", "how well you know them"),
    ("permission", "what the host said about promotion"),
    ("platform", "where it goes: its length limits apply"),
    ("sent", "the day it went out, YYYY-MM-DD"),
    ("reply", "what they answered"),
    ("replied", "the day they answered, YYYY-MM-DD"),
    ("not-before", "the day until which it waits, YYYY-MM-DD"),
    ("tactful", "whether this is a draft at all"),
];

/// What can follow `line`, the part of a line before the cursor, in a draft; `in_front_matter` says where.
pub fn in_draft(line: &str, in_front_matter: bool, settings: &Settings) -> Vec<CompletionItem> {
    if !in_front_matter {
        return if silences(line) { rule_names() } else { Vec::new() };
    }
    match line.split_once(':') {
        Some((key, _)) => values(key.trim(), settings),
        None => KEYS.iter().map(|(key, says)| item(key, CompletionItemKind::PROPERTY, says, Some(format!("{key}: ")))).collect(),
    }
}

/// What can follow `line`, the part of a line before the cursor, in the table `table` of `tactful.toml`.
pub fn in_settings(line: &str, table: &str) -> Vec<CompletionItem> {
    match (table, line.contains('=')) {
        ("rules", true) => ["off"].into_iter().chain(Level::ALL.map(Level::name)).map(|level| quoted(level, line)).collect(),
        ("rules", false) => rule_names(),
        _ => Vec::new(),
    }
}

/// Whether `line` is within a comment that silences rules.
fn silences(line: &str) -> bool {
    let comment = line.rsplit_once("<!--").map(|(_, comment)| comment).filter(|comment| !comment.contains("-->"));
    comment.and_then(|comment| comment.trim_start().strip_prefix("tactful:")).is_some_and(|words| words.contains("ignore"))
}

fn values(key: &str, settings: &Settings) -> Vec<CompletionItem> {
    let plain = |names: &[&str]| names.iter().map(|name| item(name, CompletionItemKind::VALUE, "", None)).collect();
    match key {
        "to" => recipients(settings),
        "kind" => plain(Kind::NAMES),
        "relationship" => plain(Relationship::NAMES),
        "permission" => plain(Permission::NAMES),
        "platform" => plain(Platform::NAMES),
        "reply" => plain(Reply::NAMES),
        "tactful" => plain(&["true", "false"]),
        _ => Vec::new(),
    }
}

fn recipients(settings: &Settings) -> Vec<CompletionItem> {
    let groups = settings.groups.iter().map(|group| (&group.name, "group"));
    let people = settings.people.iter().map(|person| (&person.name, "person"));
    groups.chain(people).map(|(name, what)| item(name, CompletionItemKind::CONSTANT, what, None)).collect()
}

fn rule_names() -> Vec<CompletionItem> {
    rules::ALL.iter().map(|rule| item(rule.name, CompletionItemKind::ENUM_MEMBER, rule.why, None)).collect()
}

/// A value of TOML; the quotation mark that stands already is not written twice.
fn quoted(value: &str, line: &str) -> CompletionItem {
    let text = if line.contains('"') { value.to_owned() } else { format!("\"{value}\"") };
    item(value, CompletionItemKind::VALUE, "", Some(text))
}

fn item(label: &str, kind: CompletionItemKind, says: &str, insert: Option<String>) -> CompletionItem {
    CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: (!says.is_empty()).then(|| says.to_owned()),
        insert_text: insert,
        ..CompletionItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_offered() {
        let (settings, problems) = Settings::parse("[[groups]]\nname = \"Bakers of Bristol\"\n", &[]);
        assert!(problems.is_empty());
        let table = [
            ("re", true, "relationship"),
            ("to: Ba", true, "Bakers of Bristol"),
            ("kind: ", true, "follow-up"),
            ("reply: ", true, "declined"),
            ("<!-- tactful: ignore ", false, "missing-question"),
        ];
        for (line, in_front_matter, expected) in table {
            let labels: Vec<_> = in_draft(line, in_front_matter, &settings).into_iter().map(|item| item.label).collect();
            assert!(labels.iter().any(|label| label == expected), "{line}: {labels:?}");
        }
        for line in ["plain words", "<!-- tactful: ignore nagging --> and ", "<!-- note: "] {
            assert!(in_draft(line, false, &settings).is_empty(), "{line}");
        }
        assert!(in_settings("missing-question = ", "rules").iter().any(|item| item.insert_text.as_deref() == Some("\"off\"")));
        assert!(in_settings("nam", "me").is_empty());
    }
}
