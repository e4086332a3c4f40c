//! Beginning, end, order, and clients that do not keep to the rules.

use super::client::{Editor, uri};
use super::{LENIENT, RUNS_DOWN, comment, has, lenient, workspace};
use serde_json::json;
use std::{fs, path::Path, process::Command};
use tower_lsp::ls_types::Position;

#[test]
fn settings_are_looked_after_for_a_client_that_cannot_watch() {
    let (_folder, settings, draft, mut editor) = lenient();
    fs::write(&settings, LENIENT.replace("missing-introduction", "missing-question")).unwrap();
    // Nobody types, saves or says anything.
    editor.await_diagnostics(&draft, |found| has("missing-introduction", found));
}

#[test]
fn a_client_that_forgets_to_ask_again_is_told_unasked() {
    let folder = workspace();
    let mut able = json!({"textDocument": {"diagnostic": {}}});
    assert!(Editor::with(folder.path(), able.clone()).able.get("diagnosticProvider").is_some());
    able["clientInfo"] = json!({"name": "Neovim"});
    let mut editor = Editor::with(folder.path(), able);
    assert!(editor.able.get("diagnosticProvider").is_none());
    let draft = comment(&folder, "draft.md", RUNS_DOWN);
    editor.open(&draft);
    editor.await_diagnostics(&draft, |found| has("disparagement", found));
}

#[test]
fn it_does_not_outlive_its_client() {
    let folder = workspace();
    let mut client = Command::new("true").spawn().unwrap();
    let process = client.id();
    client.wait().unwrap();
    let mut editor = Editor::with(folder.path(), json!({"processId": process}));
    assert_eq!(editor.exit_status(), Some(1));
}

#[test]
fn nothing_is_answered_after_shutdown() {
    let folder = workspace();
    let mut editor = Editor::start(folder.path());
    editor.ask::<()>("shutdown", json!(null));
    let position = json!({"textDocument": {"uri": uri(folder.path())}, "position": Position::default()});
    let error = editor.try_ask("textDocument/hover", position).unwrap_err();
    assert_eq!(error["code"], -32600, "{error}");
    editor.tell("exit", json!(null));
    assert_eq!(editor.exit_status(), Some(0));
}

#[test]
fn it_is_initialized_once() {
    let folder = workspace();
    let mut editor = Editor::start(folder.path());
    let error = editor.try_ask("initialize", json!({"capabilities": {}})).unwrap_err();
    assert_eq!(error["code"], -32600, "{error}");
}

#[test]
fn a_cancelled_request_is_answered_and_no_other_is_lost() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let place = json!({"textDocument": {"uri": uri(&draft)}, "position": {"line": 5, "character": 3}});
    for _ in 0..20 {
        let id = editor.begin("textDocument/hover", place.clone());
        editor.tell("$/cancelRequest", json!({"id": id}));
        match editor.answer(id) {
            Ok(hover) => assert!(!hover.is_null()),
            Err(error) => assert_eq!(error["code"], -32800, "{error}"),
        }
    }
    assert!(!editor.ask::<serde_json::Value>("textDocument/hover", place).is_null());
}

#[test]
fn what_is_traced_is_what_is_asked_for() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", "Steam does it.\n");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    editor.diagnostics(&draft);
    editor.tell("$/setTrace", json!({"value": "messages"}));
    editor.type_at_end(&draft, "!");
    let told = editor.await_message("$/logTrace");
    assert!(told["message"].as_str().unwrap().contains("draft.md, version 2"), "{told}");
    editor.tell("$/setTrace", json!({"value": "off"}));
    editor.type_at_end(&draft, "!");
    editor.diagnostics(&draft);
    assert!(editor.heard.iter().all(|message| message["method"] != "$/logTrace"));
}

#[test]
fn texts_that_are_no_files_are_read_as_well() {
    let folder = workspace();
    let mut editor = Editor::start(folder.path());
    for name in ["untitled:Untitled-1", "vscode-vfs://github/a/b.md", "git:/tmp/tactful.toml?x=1"] {
        let path = Path::new(name);
        editor.open_text(path, "markdown", &format!("---\nkind: comment\n---\n\n{RUNS_DOWN}\n"));
        assert!(has("disparagement", &editor.diagnostics(path)), "{name}");
        editor.close(path);
    }
}

#[test]
fn a_file_that_goes_away_stays_open() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", "Steam does it.\n");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    fs::remove_file(&draft).unwrap();
    editor.type_at_end(&draft, RUNS_DOWN);
    assert!(has("disparagement", &editor.diagnostics(&draft)));
    editor.close(&draft);
    editor.open_text(&draft, "markdown", &format!("---\nkind: comment\n---\n\n{RUNS_DOWN}\n"));
    assert!(has("disparagement", &editor.diagnostics(&draft)));
}

#[test]
fn keys_held_down_are_all_answered() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &"Steam does it well, and it keeps for a week.\n\n".repeat(20));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    for _ in 0..10 {
        editor.type_at_end(&draft, &"We would really like to hear what you think of it. ".repeat(3)[..120]);
        editor.diagnostics(&draft);
    }
}
