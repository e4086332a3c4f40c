//! A whole relationship, on the command line and in an editor: joining, a first post, a refusal, waiting, help, a yes, a promotion, a copy.

#[allow(dead_code)]
mod client;

use assert_cmd::Command;
use client::Editor;
use serde_json::Value;
use std::{fs, path::Path};

const SETTINGS: &str = r#"
[me]
name = "Maya Lindqvist"
role = "sourdough baker"
brands = ["Rye & Shine"]
links = ["ryeandshine.example"]

[[groups]]
name = "Bakers of Bristol"
host = "Ann Carter"
joined = 2026-01-05

[[groups]]
name = "Bath Bread Club"
"#;

const PROMOTION: &str = "For those who asked me at the market: my course at Rye & Shine starts in spring and covers starters, shaping and the \
    wood oven, with two evenings for each and flour from the mill in Calne. Sign up at https://ryeandshine.example/course and bring an apron.";

/// A way to have the draft of that name read on a day: the rules that speak of it, with the files on which they rest.
type Way = fn(&Path, &str, &str) -> Vec<(String, Vec<String>)>;

fn on_the_command_line(folder: &Path, name: &str, today: &str) -> Vec<(String, Vec<String>)> {
    let output = Command::cargo_bin("tactful")
        .unwrap()
        .current_dir(folder)
        .args(["check", name, "--format", "json", "--today", today])
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["files"][0]["diagnostics"].as_array().unwrap();
    let paths = |found: &Value| {
        let related = found["related"].as_array().cloned().unwrap_or_default();
        related.iter().map(|related| related["path"].as_str().unwrap().to_owned()).collect()
    };
    found.iter().map(|found| (found["rule"].as_str().unwrap().to_owned(), paths(found))).collect()
}

fn in_an_editor(folder: &Path, name: &str, today: &str) -> Vec<(String, Vec<String>)> {
    let mut launcher = std::process::Command::new("sh");
    launcher.args(["-c", &format!("exec \"$0\" \"$@\" --today {today}"), env!("CARGO_BIN_EXE_tactful")]);
    let mut editor = Editor::launched(launcher, folder, serde_json::json!({}));
    editor.open(&folder.join(name));
    let found = editor.diagnostics(&folder.join(name));
    let paths = |found: &tower_lsp::ls_types::Diagnostic| {
        let related = found.related_information.iter().flatten();
        related.map(|related| related.location.uri.as_str().rsplit('/').next().unwrap().to_owned()).collect()
    };
    found.iter().map(|found| (client::rule(found).to_owned(), paths(found))).collect()
}

fn rules(found: &[(String, Vec<String>)]) -> Vec<&str> {
    found.iter().map(|(rule, _)| rule.as_str()).collect()
}

#[test]
fn a_relationship_from_joining_to_a_yes_on_the_command_line() {
    a_relationship_from_joining_to_a_yes(on_the_command_line);
}

#[test]
#[cfg(unix)]
fn a_relationship_from_joining_to_a_yes_in_an_editor() {
    a_relationship_from_joining_to_a_yes(in_an_editor);
}

fn a_relationship_from_joining_to_a_yes(said: Way) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, head: &str, body: &str| {
        fs::write(folder.path().join(name), format!("---\n{head}\n---\n\n{body}\n")).unwrap();
    };
    let said = |name: &str, today: &str| said(folder.path(), name, today);
    fs::write(folder.path().join("tactful.toml"), SETTINGS).unwrap();

    // A newcomer who promotes at once.
    write("1-hello.md", "to: Bakers of Bristol", "Sign up for my course at https://ryeandshine.example/course today!");
    let found = said("1-hello.md", "2026-01-06");
    assert!(rules(&found).contains(&"missing-introduction") && rules(&found).contains(&"unsolicited-promotion"), "{found:?}");

    // A mannerly first post; then the writer is no stranger there.
    let hello = "Hello all, I'm Maya, a sourdough baker from Totterdown. Ann's notes on rye changed my winter loaves. Which flour do you use?";
    write("1-hello.md", "to: Bakers of Bristol\nsent: 2026-01-06", hello);
    write(
        "2-tip.md",
        "to: bakers of  bristol",
        "If your crust splits at the side, cut deeper and let the oven get hotter first.",
    );
    assert_eq!(said("2-tip.md", "2026-01-20"), []);
    write(
        "2-tip.md",
        "to: Bakers of Bristol\nsent: 2026-01-20",
        "If your crust splits at the side, cut deeper and let the oven get hotter first.",
    );

    // The host is asked, and says no. Asking again is pushing, and too soon.
    let request = "Hi Ann, I'm Maya, a sourdough baker. Your notes on rye changed my winter loaves. I have a course in spring. Would it be alright \
        to tell the group of it? If you'd rather not, that is fine.";
    write("3-ask.md", "to: Ann Carter\nkind: message\nsent: 2026-02-01\nreply: declined\nreplied: 2026-02-03", request);
    write("4-again.md", "to: Ann Carter", "Hi Ann, please reconsider and let me promote my course, just this once.");
    let found = said("4-again.md", "2026-02-10");
    assert!(rules(&found).contains(&"pushing-after-no"), "{found:?}");
    assert!(found.contains(&("too-soon".to_owned(), vec!["3-ask.md".to_owned()])), "{found:?}");

    // The group knows the answer too.
    write("5-post.md", "to: Bakers of Bristol", PROMOTION);
    assert!(rules(&said("5-post.md", "2026-02-10")).contains(&"pushing-after-no"));

    // After a while, something that helps is welcome.
    write(
        "4-again.md",
        "to: Ann Carter",
        "Hi Ann, the library has your grandmother's book on rye on its shelf again. How is the new oven?",
    );
    assert!(rules(&said("4-again.md", "2026-02-10")).contains(&"too-soon"));
    assert_eq!(said("4-again.md", "2026-03-06"), []);
    write(
        "4-again.md",
        "to: Ann Carter\nsent: 2026-03-06\nreply: accepted\nreplied: 2026-03-07",
        &request.replace("I have", "In May I have"),
    );

    // A yes: the promotion is permitted, the second one asks too much of those who were given one tip.
    assert_eq!(rules(&said("5-post.md", "2026-03-10")), ["ask-without-value"]);
    write("5-post.md", "to: Bakers of Bristol\nsent: 2026-03-10", PROMOTION);
    write(
        "6-post.md",
        "to: Bakers of Bristol",
        "There are places left on my course: sign up at https://ryeandshine.example/course please.",
    );
    let found = said("6-post.md", "2026-03-20");
    assert!(found.contains(&("unbalanced-history".to_owned(), vec!["5-post.md".to_owned()])), "{found:?}");

    // The same text for another group.
    write("7-copy.md", "to: Bath Bread Club", PROMOTION);
    let found = said("7-copy.md", "2026-03-20");
    assert!(found.contains(&("copy-paste".to_owned(), vec!["5-post.md".to_owned()])), "{found:?}");
}

#[test]
fn silence_is_given_time() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("one.md"),
        "---\nto: Ann Carter\nkind: message\nsent: 2026-03-01\n---\n\nHi Ann, is the mill open?\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("two.md"),
        "---\nto: ann carter\nkind: follow-up\n---\n\nHi Ann, the mill's number is on their door.\n",
    )
    .unwrap();
    assert_eq!(rules(&on_the_command_line(folder.path(), "two.md", "2026-03-07")), ["too-soon"]);
    assert_eq!(on_the_command_line(folder.path(), "two.md", "2026-03-08"), []);
}
