//! Completion: front matter, rule names in ignore comments, and `tactful.toml`.
//!
//! All of it is decided by the line before the cursor and the lines above; nothing is read anew.

use super::convert::{self, Client};
use crate::{
    context::{Kind, Permission, Platform, Relationship, Reply, Settings, today},
    document::{ByteRange, front_matter},
    level::Level,
    rules,
};
use ropey::Rope;
use tower_lsp::ls_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};

/// What makes an editor ask without being told to.
pub const TRIGGERS: [&str; 4] = [":", " ", "\"", "="];

/// Something that can be written at the cursor.
struct Choice {
    word: String,
    /// What is written, where that is more than the word.
    text: Option<String>,
    kind: CompletionItemKind,
    detail: String,
}

impl Choice {
    fn new(word: &str, kind: CompletionItemKind, detail: &str) -> Self {
        Self { word: word.to_owned(), text: None, kind, detail: detail.to_owned() }
    }

    fn value(word: &str) -> Self {
        Self::new(word, CompletionItemKind::ENUM_MEMBER, "")
    }

    fn key(word: &str, text: String, detail: &str) -> Self {
        Self { text: Some(text), ..Self::new(word, CompletionItemKind::PROPERTY, detail) }
    }
}

/// What can be written at `place` of a draft's text; `written_to` are those to whom drafts went or are to go.
pub fn in_draft(rope: &Rope, settings: &Settings, written_to: &[String], place: Position, client: Client) -> Vec<CompletionItem> {
    let cursor = Cursor::at(rope, place, client);
    let choices = if cursor.is_in_front_matter() {
        front_matter(&cursor, settings, written_to)
    } else if is_in_ignore_comment(&cursor.before) {
        rule_names()
    } else {
        Vec::new()
    };
    cursor.items(choices, client)
}

/// What can be written at `place` of a settings file.
pub fn in_settings(rope: &Rope, place: Position, client: Client) -> Vec<CompletionItem> {
    let cursor = Cursor::at(rope, place, client);
    let table = cursor.table();
    let choices = match cursor.before.split_once('=') {
        _ if cursor.before.trim_start().starts_with('#') => Vec::new(),
        Some((key, value)) => setting_values(&table, key.trim(), value),
        None => setting_keys(&table, &cursor.before),
    };
    cursor.items(choices, client)
}

/// Where somebody writes.
struct Cursor<'r> {
    rope: &'r Rope,
    line: usize,
    /// The line up to the cursor.
    before: String,
    /// The byte of the cursor.
    offset: usize,
}

impl<'r> Cursor<'r> {
    fn at(rope: &'r Rope, place: Position, client: Client) -> Self {
        let offset = convert::offset(rope, place, client.encoding);
        let line = rope.byte_to_line(offset);
        let before = rope.byte_slice(rope.line_to_byte(line)..offset).to_string();
        Self { rope, line, before, offset }
    }

    /// The lines above, the nearest first.
    fn above(&self) -> impl Iterator<Item = String> {
        (0..self.line).rev().map(|line| self.rope.line(line).to_string())
    }

    /// Whether a `---` opens above and none closes: the front matter need not be finished.
    fn is_in_front_matter(&self) -> bool {
        let is_fence = |line: &String| line.trim_start_matches('\u{feff}').trim_end() == "---";
        // Nobody's front matter is as long as that, and every key typed below asks.
        self.line > 0 && self.line < 100 && self.above().position(|line| is_fence(&line)) == Some(self.line - 1)
    }

    /// The header of the table in a settings file; empty at its top.
    fn table(&self) -> String {
        let header = |line: String| Some(line.trim().strip_prefix('[')?.split(']').next()?.trim_matches(['[', ' ']).to_owned());
        self.above().find_map(header).unwrap_or_default()
    }

    /// The word before the cursor, which a choice replaces: after `opener` where that is given, else letters and hyphens.
    fn word(&self) -> ByteRange {
        let value = self.before.split_once(':').filter(|_| self.is_in_front_matter()).map(|(_, value)| value.trim_start());
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let length = match value {
            Some(value) => value.len(),
            None => self.before.len() - self.before.trim_end_matches(is_part).len(),
        };
        ByteRange::new(self.offset - length, self.offset)
    }

    fn items(&self, choices: Vec<Choice>, client: Client) -> Vec<CompletionItem> {
        let range = convert::range(self.rope, self.word(), client.encoding);
        let item = |(at, choice): (usize, Choice)| CompletionItem {
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range,
                new_text: choice.text.unwrap_or_else(|| choice.word.clone()),
            })),
            label: choice.word,
            kind: Some(choice.kind),
            detail: Some(choice.detail).filter(|detail| !detail.is_empty()),
            sort_text: Some(format!("{at:03}")),
            ..CompletionItem::default()
        };
        choices.into_iter().enumerate().map(item).collect()
    }
}

/// The keys of the front matter that mean something here, and what they are for.
const KEYS: [(&str, &str); 9] = [
    ("to", "a group or a person"),
    ("kind", "what the draft is going to be"),
    ("relationship", "how well you know one another"),
    ("permission", "what the host has said about promotion"),
    ("platform", "where it is going to be posted"),
    ("sent", "the day on which it went out"),
    ("reply", "what they answered"),
    ("replied", "the day on which they answered"),
    ("tactful", "whether this is a draft at all"),
];

fn front_matter(cursor: &Cursor<'_>, settings: &Settings, written_to: &[String]) -> Vec<Choice> {
    let Some((key, _)) = cursor.before.split_once(':') else {
        let is_there = |key: &str| cursor.above().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
        let missing = KEYS.iter().filter(|(key, _)| !is_there(key));
        return missing.map(|(key, detail)| Choice::key(key, format!("{key}: "), detail)).collect();
    };
    let values = |names: &[&str]| names.iter().map(|name| Choice::value(name)).collect();
    let mut choices: Vec<Choice> = match key.trim() {
        "to" => recipients(settings, written_to),
        "kind" => values(Kind::NAMES),
        "relationship" => values(Relationship::NAMES),
        "permission" => values(Permission::NAMES),
        "platform" => values(Platform::NAMES),
        "reply" => values(Reply::NAMES),
        "sent" | "replied" => vec![Choice::new(&today().to_string(), CompletionItemKind::VALUE, "today")],
        "tactful" => values(&["true", "false"]),
        _ => Vec::new(),
    };
    if cursor.before.ends_with(':') {
        choices.iter_mut().for_each(|choice| choice.text = Some(format!(" {}", choice.text.as_ref().unwrap_or(&choice.word))));
    }
    choices
}

fn recipients(settings: &Settings, written_to: &[String]) -> Vec<Choice> {
    let group = |group: &crate::context::Group| (group.name.clone(), "group");
    let person = |person: &crate::context::Person| (person.name.clone(), "person");
    let known = settings.groups.iter().map(group).chain(settings.people.iter().map(person));
    let choice = |(name, detail): (String, &str)| Choice {
        text: Some(front_matter::scalar(&name)),
        ..Choice::new(&name, CompletionItemKind::VALUE, detail)
    };
    let is_new = |name: &&String| settings.group(name).is_none() && settings.person(name).is_none();
    let others = written_to.iter().filter(is_new).map(|name| (name.clone(), "written to before"));
    known.chain(others).map(choice).collect()
}

fn is_in_ignore_comment(before: &str) -> bool {
    let comment = before.rsplit_once("<!--").map(|(_, comment)| comment).filter(|comment| !comment.contains("-->"));
    let words = comment.and_then(|comment| comment.trim_start().strip_prefix("tactful:"));
    words.is_some_and(|words| words.trim_start().starts_with("ignore ") || words.trim_start().starts_with("ignore-file "))
}

fn rule_names() -> Vec<Choice> {
    rules::ALL.iter().map(|rule| Choice::new(rule.name, CompletionItemKind::ENUM_MEMBER, rule.why)).collect()
}

fn setting_keys(table: &str, before: &str) -> Vec<Choice> {
    if let Some(opened) = before.trim_start().strip_prefix('[') {
        let tables: &[&str] = if opened.starts_with('[') { &["groups", "people"] } else { &["me", "rules", "limits"] };
        return tables.iter().map(|name| Choice::new(name, CompletionItemKind::MODULE, "")).collect();
    }
    let keys: &[&str] = match table {
        "" => &["drafts", "competitors"],
        "me" => &["name", "role", "about", "brands", "links"],
        "groups" => &["name", "host", "joined", "permission", "promotion", "forbid", "max-length"],
        "people" => &["name", "relationship", "likes"],
        "limits" => &["cool-down-days", "unanswered-days", "give-per-ask"],
        "rules" => {
            let level = |rule: &rules::Rule| format!("{} = \"{}\"", rule.name, rule.level.name());
            return rules::ALL.iter().map(|rule| Choice::key(rule.name, level(rule), rule.why)).collect();
        }
        _ => &[],
    };
    keys.iter().map(|key| Choice::key(key, format!("{key} = "), "")).collect()
}

fn setting_values(table: &str, key: &str, value: &str) -> Vec<Choice> {
    let levels: Vec<_> = std::iter::once("off").chain(Level::ALL.map(Level::name)).collect();
    let names: &[&str] = match (table, key) {
        ("rules", _) => &levels,
        ("groups", "permission") => Permission::NAMES,
        ("groups", "promotion") => &["never", "with-permission", "welcome"],
        ("people", "relationship") => Relationship::NAMES,
        _ => &[],
    };
    let is_quoted = value.contains('"');
    let choice = |name: &&str| Choice { text: (!is_quoted).then(|| format!("\"{name}\"")), ..Choice::value(name) };
    names.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered at `|`, and what the text would be with the first of it.
    fn offered(text: &str, is_settings: bool) -> (Vec<String>, String) {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let rope = Rope::from_str(&text);
        let client = Client::default();
        let place = convert::position(&rope, at, client.encoding);
        let (settings, _) = Settings::parse(rules::EXAMPLE_SETTINGS, &rules::names());
        let items = if is_settings { in_settings(&rope, place, client) } else { in_draft(&rope, &settings, &[], place, client) };
        let mut written = text;
        if let Some(CompletionTextEdit::Edit(edit)) = items.first().and_then(|item| item.text_edit.clone()) {
            let range = convert::byte_range(&rope, edit.range, client.encoding);
            written.replace_range(range.start..range.end, &edit.new_text);
        }
        (items.into_iter().map(|item| item.label).collect(), written)
    }

    #[test]
    fn what_is_offered_where() {
        let table = [
            (false, "---\n|\n---\n", "kind", "---\nto: \n---\n"),
            (false, "---\nto: Ann\nk|\n---\n", "kind", "---\nto: Ann\nkind: \n---\n"),
            (false, "---\nkind: p|\n---\nHi", "comment", "---\nkind: post\n---\nHi"),
            (false, "---\nkind:|\n---\nHi", "comment", "---\nkind: post\n---\nHi"),
            (false, "---\nto: Bak|", "Ann Carter", "---\nto: Bakers of Bristol"),
            (false, "---\r\nreply: |\r\n---\r\n", "declined", "---\r\nreply: none\r\n---\r\n"),
            (false, "Hi\n\n<!-- tactful: ignore miss| -->", "pressure", "Hi\n\n<!-- tactful: ignore missing-introduction -->"),
            (true, "[rules]\n|", "pressure", "[rules]\nmissing-introduction = \"warning\""),
            (true, "[rules]\npressure = |", "hint", "[rules]\npressure = \"off\""),
            (true, "[rules]\npressure = \"h|\"", "hint", "[rules]\npressure = \"off\""),
            (true, "[[groups]]\nname = \"a\"\npromotion = \"|\"", "welcome", "[[groups]]\nname = \"a\"\npromotion = \"never\""),
            (true, "[[people]]\n|", "likes", "[[people]]\nname = "),
            (true, "|", "drafts", "drafts = "),
        ];
        for (is_settings, text, label, with_first) in table {
            let (labels, written) = offered(text, is_settings);
            assert!(labels.iter().any(|offered| offered == label), "{text:?}: {labels:?}");
            assert_eq!(written, with_first, "{text:?}");
        }
    }

    #[test]
    fn nothing_is_offered_elsewhere() {
        let table = [
            (false, "Hi |"),
            (false, "---\nto: Ann\n---\nk|"),
            (false, "<!-- tactful: ignore a --> |"),
            (false, "---\nother: |\n---\n"),
            (false, "Hi\n---\n|"),
            (true, "# |"),
            (true, "[me]\nname = \"|\""),
        ];
        for (is_settings, text) in table {
            assert_eq!(offered(text, is_settings).0, [""; 0], "{text:?}");
        }
    }
}
