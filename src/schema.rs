//! The JSON schema of `tactful.toml`, by which editors check and complete it.

use crate::{
    context::{Limits, Permission, Relationship},
    rules,
};
use serde_json::{Map, Value, json};

const LEVELS: [&str; 5] = ["off", "hint", "information", "warning", "error"];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The schema, in the draft of 2020-12.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tactful.toml",
        "description": "Who you are, whom you write to, and what Tactful may say.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "drafts": strings("Which files are drafts, as globs from this folder: outreach/**/*.md."),
            "competitors": strings("Competitors by name."),
            "me": me(),
            "groups": {"type": "array", "description": "Groups whose guest you are.", "items": group()},
            "people": {"type": "array", "description": "People you write to.", "items": person()},
            "rules": levels(),
            "limits": limits(),
        },
    })
}

fn table(description: &str, properties: &Value) -> Value {
    json!({"type": "object", "description": description, "additionalProperties": false, "properties": properties})
}

fn string(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn strings(description: &str) -> Value {
    json!({"type": "array", "items": {"type": "string"}, "description": description})
}

fn me() -> Value {
    table(
        "You.",
        &json!({
            "name": string("Your full name."),
            "role": string("What you do, as a noun: sourdough baker."),
            "about": string("What you do, as a sentence: I run a small bakery school in Bristol."),
            "brands": strings("Your products, pages and groups."),
            "links": strings("Hosts or URL prefixes that are yours."),
        }),
    )
}

fn group() -> Value {
    let days = json!({"type": "array", "items": {"enum": DAYS}});
    let mut group = table(
        "A group.",
        &json!({
            "name": string("Its name, as drafts have it in `to`."),
            "host": string("Its owner or moderator."),
            "joined": {"description": "When you joined: 2026-11-01.", "anyOf": [{"type": "string", "format": "date"}, {"type": "object"}]},
            "permission": {"enum": Permission::NAMES, "description": "What the host has said about promotion."},
            "promotion": {
                "description": "What the group's rules say about promotion, or the days for it.",
                "anyOf": [{"enum": ["never", "with-permission", "welcome"]}, days],
            },
            "forbid": strings("House rules: phrases, or /regular expressions/."),
            "max-length": {"type": "integer", "minimum": 0, "description": "Longest post, in characters."},
        }),
    );
    require_name(&mut group);
    group
}

fn person() -> Value {
    let mut person = table(
        "A person.",
        &json!({
            "name": string("Their full name, as drafts have it in `to`."),
            "relationship": {"enum": Relationship::NAMES, "description": "How well you know one another."},
            "likes": string("What they like."),
        }),
    );
    require_name(&mut person);
    person
}

fn require_name(table: &mut Value) {
    if let Some(table) = table.as_object_mut() {
        table.insert("required".to_owned(), json!(["name"]));
    }
}

fn levels() -> Value {
    let level = |rule: &&rules::Rule| {
        let description = format!("{} By itself: {}.", rule.why, rule.level.name());
        (rule.name.to_owned(), json!({"enum": LEVELS, "description": description}))
    };
    let rules: Map<_, _> = rules::ALL.iter().map(level).collect();
    table("How gravely each rule speaks.", &Value::Object(rules))
}

fn limits() -> Value {
    let own = Limits::default();
    let number =
        |description: &str, own: i64| json!({"type": "integer", "minimum": 0, "default": own, "description": description});
    table(
        "Numbers that rules go by.",
        &json!({
            "cool-down-days": number("Days to leave somebody alone who said no.", own.cool_down_days),
            "unanswered-days": number("Days to wait for an answer.", own.unanswered_days),
            "give-per-ask": number("Gifts for each ask.", own.give_per_ask),
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Settings;

    /// What the settings' own reader says that it knows, where it meets a key that it does not.
    fn known(source: &str) -> Vec<String> {
        let (_, problems) = Settings::parse(source, &rules::names());
        let message = problems.into_iter().map(|problem| problem.message).find(|message| message.contains("known here")).unwrap();
        let keys = message.split_once("known here: ").unwrap().1;
        let mut keys: Vec<_> = keys.split(", ").map(str::to_owned).collect();
        keys.sort();
        keys
    }

    #[test]
    fn it_has_the_keys_that_are_read() {
        let table = [
            ("zzzzzzzzzzzzzzzzzzzzzz = 1", ""),
            ("[me]\nzzzzzzzzzzzzzzzzzzzzzz = 1", "/properties/me"),
            ("[[groups]]\nname = \"a\"\nzzzzzzzzzzzzzzzzzzzzzz = 1", "/properties/groups/items"),
            ("[[people]]\nname = \"a\"\nzzzzzzzzzzzzzzzzzzzzzz = 1", "/properties/people/items"),
            ("[rules]\nzzzzzzzzzzzzzzzzzzzzzz = 1", "/properties/rules"),
            ("[limits]\nzzzzzzzzzzzzzzzzzzzzzz = 1", "/properties/limits"),
        ];
        let schema = schema();
        for (source, place) in table {
            let properties = schema.pointer(&format!("{place}/properties")).unwrap().as_object().unwrap();
            let mut keys: Vec<_> = properties.keys().cloned().collect();
            keys.sort();
            assert_eq!(keys, known(source), "{place}");
        }
    }

    #[test]
    fn it_takes_what_is_right_and_nothing_else() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        let value = |source: &str| serde_json::to_value(toml::from_str::<toml::Value>(source).unwrap()).unwrap();
        assert!(validator.is_valid(&value(rules::EXAMPLE_SETTINGS)));
        assert!(
            validator.is_valid(&value("[[groups]]\nname = \"a\"\njoined = 2026-11-01\npromotion = [\"friday\"]\nmax-length = 9"))
        );
        for wrong in
            ["drafts = 1", "[rules]\npressure = \"loud\"", "[[groups]]\nhost = \"a\"", "[limits]\ngive-per-ask = -1", "x = 1"]
        {
            assert!(!validator.is_valid(&value(wrong)), "{wrong}");
        }
    }
}
