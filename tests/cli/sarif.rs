//! `check --format sarif`: valid against the format's schema, with addresses and fixes that hold.

use super::*;
use serde_json::json;

const REFUSED: &str = "---\nto: Ann Carter\nsent: 2026-05-28\nreply: declined\nreplied: 2026-05-29\n---\n\nHi Ann, may I show the group my course?\n";
const AGAIN: &str =
    "\u{feff}---\r\nto: Ann Carter\r\nkind: message\r\n---\r\n\r\nHi Ann! 🍞 Please sign up for my course!!!!\r\nAct now, é!\r\n";

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let all = [&["check", "--format", "sarif", "--today", "2026-06-01"], arguments].concat();
    json(&tactful(folder, &all))
}

#[test]
fn every_log_is_valid() {
    // Two patterns of the schema (of a property that is not written) have a bracket too many.
    let text = include_str!("../schemas/sarif-2.1.0.json").replace("{2}]?$", "{2}?$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    assert!(!schema.is_valid(&json!({"version": "2.1.0", "runs": [{}]})), "a run without its tool is told from one");
    let folder = folder(&[
        ("a b/é pitch.md", PITCH),
        ("sent/may.md", REFUSED),
        ("again.md", AGAIN),
        ("empty.md", ""),
        ("broken.md", "---\nto: [a\nkind: massage\n---\n\nHello!\n"),
        ("notes.txt", "buy flour\n"),
        ("tactful.toml", MAYA),
    ]);
    let other = super::folder(&[("elsewhere.md", PITCH)]);
    let elsewhere = other.path().join("elsewhere.md");
    for paths in [&["."][..], &["empty.md", "missing.md"], &["sent", elsewhere.to_str().unwrap(), "again.md"], &["notes.txt"]] {
        let log = report(folder.path(), paths);
        let errors: Vec<_> = schema.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{paths:?}: {errors:#?}");
        let is_whole = !paths.contains(&"missing.md");
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], is_whole, "{paths:?}");
    }
}

#[test]
fn what_a_result_rests_on_is_found_from_where_the_command_ran() {
    let folder = folder(&[("sent/may.md", REFUSED), ("new/again.md", AGAIN), ("tactful.toml", MAYA)]);
    let rests_on = |from: &str, path: &str| {
        let log = report(&folder.path().join(from), &[path]);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let soon = results.iter().find(|result| result["ruleId"] == "too-soon").unwrap_or_else(|| panic!("{log:#}"));
        let place = soon["relatedLocations"][0]["physicalLocation"].clone();
        assert_eq!(place["region"]["startLine"], 4, "{soon:#}");
        place["artifactLocation"].clone()
    };
    assert_eq!(rests_on("", "new/again.md"), json!({"uri": "sent/may.md", "uriBaseId": "%SRCROOT%"}));
    let elsewhere = rests_on("new", "again.md");
    assert!(elsewhere["uriBaseId"].is_null() && elsewhere["uri"].as_str().unwrap().starts_with("file:///"), "{elsewhere}");
    assert!(elsewhere["uri"].as_str().unwrap().ends_with("/sent/may.md"), "{elsewhere}");
}

/// The byte of `text` at a line and a column of code points, both from 1, as SARIF counts.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let at = |value: &Value| value.as_u64().unwrap() as usize - 1;
    let start: usize = text.split_inclusive('\n').take(at(line)).map(str::len).sum();
    text[start..].char_indices().map(|(at, _)| start + at).chain([text.len()]).nth(at(column)).unwrap()
}

#[test]
fn fixes_are_the_same_as_in_json() {
    let folder = folder(&[("again.md", AGAIN), ("pitch.md", PITCH), ("tactful.toml", MAYA)]);
    for (name, text) in [("again.md", AGAIN), ("pitch.md", PITCH)] {
        let plain = json(&tactful(folder.path(), &["check", name, "--format", "json", "--today", "2026-06-01"]));
        let whole = |fix: &&Value| fix["creates"].is_null() && !fix["edits"].as_array().unwrap().is_empty();
        let expected: Vec<_> = plain["files"][0]["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|found| found["fixes"].as_array().unwrap().iter().filter(whole).map(|fix| fix["edits"].clone()))
            .collect();
        let log = report(folder.path(), &[name]);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let fixes = results.iter().flat_map(|result| result["fixes"].as_array().cloned().unwrap_or_default());
        let found: Vec<_> = fixes
            .map(|fix| {
                let edits = fix["artifactChanges"][0]["replacements"].as_array().unwrap().iter().map(|replacement| {
                    let region = &replacement["deletedRegion"];
                    let start = offset(text, &region["startLine"], &region["startColumn"]);
                    let end = offset(text, &region["endLine"], &region["endColumn"]);
                    json!({"start": start, "end": end, "text": replacement["insertedContent"]["text"]})
                });
                Value::from(edits.collect::<Vec<_>>())
            })
            .collect();
        assert!(found.len() > 3, "{name}: {found:?}");
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn rules_are_named_and_fixes_are_whole() {
    let folder = folder(&[("é pitch.md", PITCH), ("tactful.toml", MAYA)]);
    let log = json(&tactful(folder.path(), &["check", "--format", "sarif", "--today", "2026-06-01"]));
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&Value::from("2.1.0"), &Value::from("unicodeCodePoints")));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().unwrap().len() > 40), "{rules:?}");
    let results = run["results"].as_array().unwrap();
    let is_known = |result: &Value| rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"] == result["ruleId"];
    assert!(results.iter().all(is_known), "{results:?}");
    let introduction = results.iter().find(|result| result["ruleId"] == "missing-introduction").unwrap();
    let place = &introduction["locations"][0]["physicalLocation"];
    let address = json!({"uri": "%C3%A9%20pitch.md", "uriBaseId": "%SRCROOT%"});
    assert_eq!(place["artifactLocation"], address);
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object(), "the base is told of");
    assert_eq!(place["region"], json!({"startLine": 6, "startColumn": 1, "endLine": 6, "endColumn": 16}));
    let change = &introduction["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert!(change["insertedContent"]["text"].as_str().unwrap().contains("Maya Lindqvist"), "{change}");
    let promotion = results.iter().find(|result| result["ruleId"] == "unsolicited-promotion").unwrap();
    let offered: Vec<_> = promotion["fixes"].as_array().unwrap().iter().map(|fix| &fix["description"]["text"]).collect();
    assert!(
        !offered.contains(&&Value::from("Ask the host privately instead")),
        "it writes a file, which SARIF cannot: {offered:?}"
    );
}
