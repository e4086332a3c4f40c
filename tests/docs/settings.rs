//! The page of the settings, made from their schema.

use crate::{assert_current, hold, root};
use serde_json::{Map, Value};
use std::{fmt::Write, path::Path};
use tactful::{
    context::{Kind, Permission, Platform, Relationship, Reply, Settings},
    rules::{self, EXAMPLE_SETTINGS},
};

const OPENING: &str = "# Settings

<!-- Made by UPDATE_DOCS=1 cargo test --test docs, from src/schema.rs. -->

`tactful.toml` says who you are, to whom you write, and what Tactful may say. It is looked for in the draft's folder and then upward; all of it is
optional. `tactful init` writes a commented one, `tactful schema` prints its JSON schema, by which many editors check and complete it.

A mistake in it is shown where it stands: in the editor as a diagnostic of `tactful.toml`, on the command line as an error. An editor that
has a good version keeps to it until the mistake is mended.

An editor may send the same keys as its section `tactful`; they hold where there is no file. It has one key of its own: `inlayHints`
(`true` shows after each sentence what it does).

";

/// The tables as a reader wants to meet them.
const ORDER: [&str; 5] = ["me", "groups", "people", "rules", "limits"];

#[test]
fn the_page_is_the_schema() {
    let schema = tactful::schema::schema();
    let mut text = OPENING.to_owned();
    let properties = properties(&schema);
    let (mut tables, keys): (Vec<_>, Vec<_>) = properties.iter().partition(|(_, value)| table(value).is_some());
    tables.sort_by_key(|(name, _)| ORDER.iter().position(|first| first == name));
    let _ = write!(text, "## At the top\n\n{}", rows(keys.into_iter()));
    for (name, value) in tables {
        let of_many = value["type"] == "array";
        let heading = if of_many { format!("[[{name}]]") } else { format!("[{name}]") };
        let _ = write!(text, "\n## `{heading}`\n\n{}", description(value));
        text.push_str(if of_many { " Write the heading again for each of them.\n\n" } else { "\n\n" });
        if name == "rules" {
            text.push_str(&levels());
        } else {
            text.push_str(&rows(table(value).unwrap().iter()));
        }
    }
    let _ = write!(text, "\n## An example\n\n`tactful.toml`:\n\n```toml\n{}\n```\n", EXAMPLE_SETTINGS.trim());
    let mut stale = Vec::new();
    hold(Path::new("docs/settings.md"), &text, &mut stale);
    assert_current(&stale);
    assert_eq!(Settings::parse(EXAMPLE_SETTINGS, &rules::names()).1, []);
}

/// What front matter may say stands on a page that people wrote.
#[test]
fn the_page_of_drafts_names_every_value() {
    let page = std::fs::read_to_string(root().join("docs/drafts.md")).unwrap();
    let values = [Kind::NAMES, Relationship::NAMES, Permission::NAMES, Reply::NAMES, Platform::NAMES].concat();
    let unnamed: Vec<_> = values.into_iter().filter(|value| !page.contains(value)).collect();
    assert_eq!(unnamed, [""; 0]);
}

fn properties(schema: &Value) -> &Map<String, Value> {
    schema["properties"].as_object().unwrap()
}

/// The keys of a table, or of each of a list of tables.
fn table(value: &Value) -> Option<&Map<String, Value>> {
    value["properties"].as_object().or_else(|| value["items"]["properties"].as_object())
}

fn rows<'v>(keys: impl Iterator<Item = (&'v String, &'v Value)>) -> String {
    let mut text = String::from("| key | what | value |\n| --- | --- | --- |\n");
    for (key, value) in keys {
        let own = value.get("default").map(|own| format!(", {own} where nothing is said")).unwrap_or_default();
        let _ = writeln!(text, "| `{key}` | {} | {}{own} |", description(value), kind(value));
    }
    text
}

/// The rules with the level that each has by itself.
fn levels() -> String {
    let mut text = String::from(
        "A rule's name, and its level: `off`, `hint`, `information`, `warning` or `error`.\n\n| rule | by itself |\n| --- | --- |\n",
    );
    for rule in rules::ALL {
        let _ = writeln!(text, "| [`{0}`](rules/{0}.md) | {1} |", rule.name, rule.level.name());
    }
    text
}

fn description(value: &Value) -> String {
    let text = value["description"].as_str().or_else(|| value["items"]["description"].as_str()).unwrap();
    text.replace('|', "\\|").replace('*', "\\*").replace('[', "\\[")
}

/// What values it takes, in words.
fn kind(value: &Value) -> String {
    if let Some(names) = value["enum"].as_array() {
        return names.iter().map(|name| format!("`{}`", name.as_str().unwrap())).collect::<Vec<_>>().join(", ");
    }
    if let Some(kinds) = value["anyOf"].as_array() {
        // What TOML writes as a date comes to the schema as an object or a string.
        if kinds.iter().any(|kind| kind["format"] == "date") {
            return "a date".to_owned();
        }
        return kinds.iter().map(self::kind).collect::<Vec<_>>().join("; or ");
    }
    match value["type"].as_str().unwrap() {
        "array" => match value["items"]["enum"].is_array() {
            true => format!("a list of {}", kind(&value["items"])),
            false => "a list of texts".to_owned(),
        },
        "string" => "a text".to_owned(),
        "integer" => "a number".to_owned(),
        other => other.to_owned(),
    }
}
