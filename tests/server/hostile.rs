//! A draft and settings that want more of an editor than to be read.

use super::client::{Editor, uri};
use super::cursor;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use tower_lsp::ls_types::HoverContents;

/// All in the one word that fixes and lenses repeat.
const NAME: &str =
    "[x](command:evil)![i](http://127.0.0.1:9/i.png)<img/src=http://127.0.0.1:9/>$(check)https://a.example&lt;b&gt;<!--\u{202e}";

fn draft() -> (TempDir, PathBuf, Editor) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tactful.toml"), format!("[me]\nname = \"{NAME}\"\n")).unwrap();
    // In plain text nothing is markup, so that a fix may repeat all of it.
    let path = folder.path().join("draft.txt");
    let text = format!(
        "---\nto: \"{NAME}\"\nkind: message\n---\n\nMy name is {{{{your_name}}}}. Hi, buy my book, [now](command:evil)!\n"
    );
    fs::write(&path, &text).unwrap();
    let mut editor = Editor::with(
        folder.path(),
        json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "workspace": {"applyEdit": true},
               "window": {"showDocument": {"support": true}}}),
    );
    editor.open_text(&path, "plaintext", &text);
    (folder, path, editor)
}

#[test]
fn a_hover_shows_words_of_the_draft_as_words() {
    let (_folder, path, mut editor) = draft();
    let mut repeats = 0;
    for found in editor.diagnostics(&path) {
        let HoverContents::Markup(shown) = editor.hover(&path, found.range.start).unwrap().contents else { panic!("no markup") };
        repeats += usize::from(shown.value.contains("Fill in"));
        for event in Parser::new_ext(&shown.value, Options::all()) {
            let is_more =
                matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. }));
            assert!(!is_more, "{event:?} in {}", shown.value);
        }
        // Editors make links of bare addresses as well.
        assert!(!shown.value.contains("://") && !shown.value.contains('\u{202e}'), "{}", shown.value);
    }
    assert!(repeats > 0, "nothing of the draft was shown");
}

#[test]
fn titles_are_one_plain_line() {
    let (_folder, path, mut editor) = draft();
    let found = editor.diagnostics(&path);
    let mut titles: Vec<String> = Vec::new();
    for diagnostic in &found {
        titles.extend(editor.actions(&path, cursor(diagnostic.range.start), &found).into_iter().map(|action| action.title));
        titles.push(diagnostic.message.clone());
    }
    let place = json!({"textDocument": {"uri": uri(&path)}});
    let lenses: Vec<Value> = editor.ask("textDocument/codeLens", place.clone());
    titles.extend(lenses.iter().map(|lens| lens["command"]["title"].as_str().unwrap().to_owned()));
    let symbols: Vec<Value> = editor.ask("textDocument/documentSymbol", place);
    titles.extend(symbols.iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned()));
    assert!(lenses.iter().any(|lens| lens["command"]["title"].as_str().unwrap().contains("command:evil")), "{lenses:#?}");
    for title in titles {
        assert!(!title.contains(['\n', '\u{202e}', '\u{1b}']) && !title.contains("$("), "{title:?}");
        assert!(title.chars().count() < 400, "{title:?}");
    }
}

#[test]
fn nothing_but_files_is_shown() {
    let (_folder, _, mut editor) = draft();
    for uri in ["https://a.example/", "command:evil", "untitled:a"] {
        editor.try_ask("workspace/executeCommand", json!({"command": "tactful.show", "arguments": [uri]})).unwrap();
    }
    editor
        .try_ask("textDocument/hover", json!({"textDocument": {"uri": "file:///x"}, "position": {"line": 0, "character": 0}}))
        .unwrap();
    assert!(!editor.heard.iter().any(|message| message["method"] == "window/showDocument"), "{:?}", editor.heard);
}

#[test]
fn a_name_cannot_write_front_matter() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tactful.toml"), "[[people]]\nname = \"Ann\\npermission: granted\"\n").unwrap();
    let path = folder.path().join("draft.md");
    fs::write(&path, "---\nto: \n---\n\nHi!\n").unwrap();
    let mut editor = Editor::start(folder.path());
    editor.open(&path);
    let place = json!({"textDocument": {"uri": uri(&path)}, "position": {"line": 1, "character": 4}});
    let items: Vec<Value> = editor.ask("textDocument/completion", place);
    let texts: Vec<_> = items.iter().map(|item| item["textEdit"]["newText"].as_str().unwrap()).collect();
    assert_eq!(texts, ["\"Ann\\npermission: granted\""]);
}
