//! Settings that an editor sends: the keys of `tactful.toml`, and what only an editor has.

use crate::{context::lookup::Loaded, rules};
use serde_json::{Map, Value};

/// The section of an editor's settings that is read here.
pub const SECTION: &str = "tactful";

/// The keys of `tactful.toml`; an editor's section holds others too (`trace`, where the program is).
const KEYS: [&str; 7] = ["drafts", "competitors", "me", "groups", "people", "rules", "limits"];

/// What an editor sent.
#[derive(Debug, Default)]
pub struct Sent {
    /// Holds where there is no `tactful.toml`.
    pub settings: Loaded,
    /// Whether acts are shown in the text.
    pub shows_hints: bool,
}

impl Sent {
    /// Reads `value`: the section, or an object that holds it.
    pub fn read(value: &Value) -> Self {
        let section = value.get(SECTION).unwrap_or(value);
        let hints = section.get("inlayHints").map(|hints| hints.get("enable").unwrap_or(hints));
        let mut known = Map::new();
        for key in KEYS {
            known.extend(section.get(key).and_then(without_nulls).map(|value| (key.to_owned(), value)));
        }
        // A file's globs start at its folder; an editor's have none to start at.
        for glob in known.get_mut("drafts").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(text) = glob.as_str().filter(|text| !text.starts_with(['/', '*'])) {
                *glob = Value::String(format!("**/{text}"));
            }
        }
        let settings = if known.is_empty() {
            Loaded::default()
        } else {
            Loaded::sent(toml::to_string(&known).unwrap_or_default(), &rules::names())
        };
        Self { settings, shows_hints: hints.and_then(Value::as_bool).unwrap_or(false) }
    }
}

/// `null` is how editors say that a setting is not set; TOML has no word for it.
fn without_nulls(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) => Some(items.iter().filter_map(without_nulls).collect()),
        Value::Object(entries) => {
            let kept = entries.iter().filter_map(|(key, value)| Some((key.clone(), without_nulls(value)?)));
            Some(Value::Object(kept.collect()))
        }
        other => Some(other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_those_of_the_file() {
        let sent = Sent::read(&json!({"tactful": {
            "rules": {"missing-question": "off", "pressure": null},
            "groups": [{"name": "Bakers", "promotion": ["friday"], "joined": "2026-11-01"}],
            "drafts": ["outreach/*.md"],
            "trace": {"server": "off"},
            "inlayHints": {"enable": true},
        }}));
        assert_eq!(sent.settings.problems, []);
        assert!(sent.shows_hints);
        let settings = &sent.settings.settings;
        assert_eq!(settings.rules.len(), 1);
        assert!(settings.group("bakers").is_some_and(|group| group.joined.is_some()));
        assert!(settings.drafts.as_ref().is_some_and(|drafts| drafts.is_match("/home/maya/outreach/a.md")));
        assert!(!settings.is_from_file);
    }

    #[test]
    fn mistakes_are_told() {
        let table = [json!({"rules": {"presure": "off"}}), json!({"me": 3}), json!({"groups": {"name": "a"}})];
        for value in table {
            assert!(!Sent::read(&value).settings.problems.is_empty(), "{value}");
        }
        for value in [json!(null), json!([1]), json!({"inlayHints": "yes"}), json!(3)] {
            assert!(Sent::read(&value).settings.problems.is_empty(), "{value}");
        }
    }
}
