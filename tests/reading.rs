//! What the language server shows beside its marks: an outline, a lens, hints, and what can be written next.

#[expect(dead_code, reason = "an editor can do more than is asked for here")]
mod client;

use client::{Editor, uri};
use serde_json::json;
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use tower_lsp::ls_types::{CodeLens, CompletionItem, DocumentSymbol, InlayHint, InlayHintLabel, Position, SymbolInformation};

const SETTINGS: &str = "[me]\nname = \"Maya\"\nlinks = [\"ryeandshine.example\"]\n\n[[groups]]\nname = \"Bakers of Bristol\"\n\n[rules]\nnagging = \n";

const DRAFT: &str = "---\nto: Bakers of Bristol\nkind: comment\n---\n\nHi Ann! Soak the rye overnight, and the crumb stays moist.\n\nSign up for my bread course at https://ryeandshine.example!\n";

/// A folder with settings and a draft.
fn workspace() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tactful.toml"), SETTINGS).unwrap();
    let path = folder.path().join("pitch.md");
    fs::write(&path, DRAFT).unwrap();
    (folder, path)
}

fn document(path: &std::path::Path) -> serde_json::Value {
    json!({"textDocument": {"uri": uri(path)}})
}

#[test]
fn the_outline_says_what_each_sentence_does() {
    let (folder, path) = workspace();
    let nested = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
    let mut editor = Editor::with(folder.path(), nested);
    editor.open(&path);
    let outline: Vec<DocumentSymbol> = editor.ask("textDocument/documentSymbol", document(&path));
    let shown: Vec<_> = outline.iter().map(|symbol| (symbol.name.as_str(), symbol.detail.as_deref().unwrap())).collect();
    assert_eq!(shown.first(), Some(&("greeting", "Hi Ann!")));
    assert!(shown.iter().any(|(name, detail)| name.contains("promotion") && detail.starts_with("Sign up")), "{shown:?}");

    let mut plain = Editor::start(folder.path());
    plain.open(&path);
    let flat: Vec<SymbolInformation> = plain.ask("textDocument/documentSymbol", document(&path));
    assert_eq!(flat.len(), outline.len());
    assert_eq!(flat[0].location.range, outline[0].range);
}

#[test]
fn a_lens_shows_how_things_stand() {
    let (folder, path) = workspace();
    let mut editor = Editor::start(folder.path());
    editor.open(&path);
    let lenses: Vec<CodeLens> = editor.ask("textDocument/codeLens", document(&path));
    let [lens] = lenses.as_slice() else { panic!("{lenses:#?}") };
    let title = &lens.command.as_ref().unwrap().title;
    assert_eq!(title, "Bakers of Bristol · comment · stranger · permission: none · 1 give, 1 ask");
    assert_eq!(lens.range.start, Position { line: 4, character: 0 });

    let readme = folder.path().join("README.md");
    fs::write(&readme, "# Flour\n\nIt is milled in Calne.\n").unwrap();
    editor.open(&readme);
    let none: Option<Vec<CodeLens>> = editor.ask("textDocument/codeLens", document(&readme));
    assert_eq!(none.unwrap_or_default(), [], "what is no draft has no lens");
}

#[test]
fn hints_are_off_until_they_are_asked_for() {
    let (folder, path) = workspace();
    let mut editor = Editor::start(folder.path());
    editor.open(&path);
    let everything = json!({"textDocument": {"uri": uri(&path)}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 6, "character": 0}}});
    let off: Option<Vec<InlayHint>> = editor.ask("textDocument/inlayHint", everything.clone());
    assert!(off.is_none(), "{off:?}");
    editor.tell("workspace/didChangeConfiguration", json!({"settings": {"tactful": {"inlayHints": true}}}));
    let on: Vec<InlayHint> = editor.ask("textDocument/inlayHint", everything);
    let greets = |hint: &&InlayHint| matches!(&hint.label, InlayHintLabel::String(label) if label == "greeting");
    let greeting = on.iter().find(greets).unwrap_or_else(|| panic!("{on:#?}"));
    assert_eq!(greeting.position, Position { line: 5, character: 7 });
    assert!(on.iter().all(|hint| hint.position.line < 7), "only what is looked at: {on:#?}");
}

#[test]
fn what_can_be_written_is_offered() {
    let (folder, path) = workspace();
    let settings = folder.path().join("tactful.toml");
    let mut editor = Editor::start(folder.path());
    editor.open_text(&path, "markdown", "---\nre\nto: \n---\n\nHi Ann!\n<!-- tactful: ignore \n");
    editor.open(&settings);
    let mut offered = |path: &PathBuf, line: u32, character: u32| -> Vec<String> {
        let place = json!({"textDocument": {"uri": uri(path)}, "position": {"line": line, "character": character}});
        let items: Vec<CompletionItem> = editor.ask("textDocument/completion", place);
        items.into_iter().map(|item| item.label).collect()
    };
    let table = [
        (&path, 1, 2, Some("relationship")),
        (&path, 2, 4, Some("Bakers of Bristol")),
        (&path, 5, 3, None),
        (&path, 6, 21, Some("missing-question")),
        (&settings, 8, 0, Some("nagging")),
        (&settings, 8, 10, Some("off")),
        (&settings, 1, 0, None),
        (&path, 900, 0, None),
    ];
    for (path, line, character, expected) in table {
        let labels = offered(path, line, character);
        match expected {
            Some(expected) => assert!(labels.iter().any(|label| label == expected), "{line}:{character} {labels:?}"),
            None => assert_eq!(labels, <[String; 0]>::default(), "{line}:{character}"),
        }
    }
}
