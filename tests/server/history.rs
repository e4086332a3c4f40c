//! What was sent before, as somebody meets it who writes the next letter.

use super::{has, of, uri, workspace};
use crate::client::Editor;
use jiff::ToSpan;
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

const HARVEST: &str = "Hi, the harvest is in and the mill has ground the first of it, which came out finer than last year and smells of hay. I put a \
    bag aside for you to try in the long loaf, with no need to write about it. What did you think of the last one?";

/// The day so many days ago.
fn ago(days: i64) -> String {
    (jiff::ZonedDateTime::now().date() - days.days()).to_string()
}

fn write(path: &Path, head: &str, body: &str) {
    fs::write(path, format!("---\n{head}\n---\n\n{body}\n")).unwrap();
}

#[test]
fn a_silence_an_answer_and_a_refusal_reach_the_next_letter_at_once() {
    let folder = workspace();
    let (earlier, next) = (folder.path().join("earlier.md"), folder.path().join("next.md"));
    write(&earlier, &format!("to: Ann Carter\nkind: message\nsent: {}", ago(3)), "Hi Ann, is the mill open on Sunday?");
    write(&next, "to: ann carter\nkind: follow-up", "Hi Ann, the mill's number is on their door. Please sign up for my course.");
    let mut editor = Editor::with(folder.path(), json!({"workspace": {"applyEdit": true}}));
    editor.open(&next);
    let found = editor.await_diagnostics(&next, |found| has("too-soon", found));
    let related = of("too-soon", &found).related_information.clone().unwrap();
    assert_eq!(related[0].location.uri, uri(&earlier));
    assert_eq!(related[0].location.range.start.line, 3);

    // They answer, and the writer says so in the earlier letter: by a lens, then by hand.
    editor.open(&earlier);
    let lenses: Value = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": uri(&earlier)}}));
    let lens = lenses.as_array().unwrap().iter().find(|lens| lens["command"]["title"] == "They answered yes").unwrap();
    editor.ask::<Value>("workspace/executeCommand", lens["command"].clone());
    editor.await_message("workspace/applyEdit");
    assert!(editor.text(&earlier).contains("reply: accepted\nreplied: 2"), "{}", editor.text(&earlier));
    editor.await_diagnostics(&next, |found| !has("too-soon", found) && !has("pushing-after-no", found));
    let refused = editor.text(&earlier).replace("accepted", "declined");
    editor.save(&earlier, &refused);
    editor.await_diagnostics(&next, |found| has("too-soon", found) && has("pushing-after-no", found));

    // The same as actions, where the front matter is.
    let day = editor.before(&next, "kind");
    let actions = editor.actions(&next, tower_lsp::ls_types::Range { start: day, end: day }, &[]);
    assert!(actions.iter().any(|action| action.title == "Mark as sent today"), "{actions:#?}");

    // The lens of the next letter tells how things stand.
    let lenses: Value = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": uri(&next)}}));
    assert!(lenses[0]["command"]["title"].as_str().unwrap().contains("so far"), "{lenses}");
}

#[test]
fn a_copy_that_comes_from_elsewhere_is_seen() {
    let folder = workspace();
    let (draft, copy) = (folder.path().join("draft.md"), folder.path().join("copy.md"));
    write(&draft, "to: Dan Roe\nkind: message\nrelationship: friend", HARVEST);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    assert!(!has("copy-paste", &editor.diagnostics(&draft)));
    for is_there in [true, false] {
        if is_there {
            write(&copy, "to: Fay Low\nkind: message\nrelationship: friend", HARVEST);
        } else {
            fs::remove_file(&copy).unwrap();
        }
        editor.tell(
            "workspace/didChangeWatchedFiles",
            json!({"changes": [{"uri": uri(&copy), "type": if is_there { 1 } else { 3 }}]}),
        );
        editor.await_diagnostics(&draft, |found| has("copy-paste", found) == is_there);
    }
}

#[test]
fn a_name_that_the_settings_do_not_know_can_be_added() {
    let folder = workspace();
    let draft = folder.path().join("draft.md");
    write(&draft, "to: Carla Moss\nkind: message", "Hi Carla, how is the mill?");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let place = editor.before(&draft, "Moss");
    let actions = editor.actions(&draft, tower_lsp::ls_types::Range { start: place, end: place }, &[]);
    let action = actions.iter().find(|action| action.title == "Add Carla Moss to tactful.toml").unwrap();
    editor.apply(action);
    let settings = fs::read_to_string(folder.path().join("tactful.toml")).unwrap();
    assert!(settings.ends_with("[[people]]\nname = \"Carla Moss\"\n"), "{settings}");
}

#[test]
fn those_written_to_before_are_offered_as_recipients() {
    let folder = workspace();
    let draft = folder.path().join("draft.md");
    write(&folder.path().join("earlier.md"), "to: Carla Moss\nsent: 2026-01-02", "Hi Carla, how is the mill?");
    fs::write(&draft, "---\nto: \nkind: message\n---\n\nHi\n").unwrap();
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let place = tower_lsp::ls_types::Position { line: 1, character: 4 };
    let question = json!({"textDocument": {"uri": uri(&draft)}, "position": place});
    let offers = |editor: &mut Editor| {
        let items: Value = editor.ask("textDocument/completion", question.clone());
        items.as_array().unwrap().iter().any(|item| item["label"] == "Carla Moss")
    };
    // The workspace is read beside what the editor asks.
    let deadline = Instant::now() + Duration::from_secs(30);
    while !offers(&mut editor) {
        assert!(Instant::now() < deadline, "never offered");
        thread::sleep(Duration::from_millis(20));
    }
}
