//! The language server, as somebody meets it who writes in an editor.

#[allow(dead_code)]
mod client;
#[path = "server/features.rs"]
mod features;
#[path = "server/history.rs"]
mod history;
#[path = "server/hostile.rs"]
mod hostile;
#[path = "server/life.rs"]
mod life;
#[path = "server/random.rs"]
mod random;

use client::{Editor, rule, uri};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};
use tempfile::TempDir;
use tower_lsp::ls_types::{CodeAction, Diagnostic, DiagnosticSeverity, HoverContents, Position, Range};

/// A comment that sells, by the settings of the samples.
const SELLS: &str = "Soak the rye overnight.\n\nSign up for my bread course at ryeandshine.example!\n";

const RUNS_DOWN: &str = "DoughPro is overpriced garbage and their support is useless.";

/// A folder with the settings of the sample drafts.
fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::copy(samples().join("tactful.toml"), folder.path().join("tactful.toml")).unwrap();
    folder
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts")
}

/// A sample draft, copied into `folder`.
fn sample(folder: &TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::copy(samples().join(name), &path).unwrap();
    path
}

/// A comment with this text, in `folder`.
fn comment(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, format!("---\nto: Bakers of Bristol\nkind: comment\n---\n\n{text}")).unwrap();
    path
}

fn of<'d>(name: &str, diagnostics: &'d [Diagnostic]) -> &'d Diagnostic {
    diagnostics.iter().find(|found| rule(found) == name).unwrap_or_else(|| panic!("no {name} in {diagnostics:#?}"))
}

fn has(name: &str, diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| rule(found) == name)
}

fn titled<'a>(title: &str, actions: &'a [CodeAction]) -> &'a CodeAction {
    actions.iter().find(|action| action.title == title).unwrap_or_else(|| panic!("no “{title}” in {actions:#?}"))
}

fn cursor(position: Position) -> Range {
    Range { start: position, end: position }
}

/// Opens a draft, applies `title` where `rule` speaks, and sees that it is silent then.
fn mends(name: &str, rule: &str, title: &str) {
    let folder = workspace();
    let draft = sample(&folder, name);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let place = of(rule, &found).range;
    let actions = editor.actions(&draft, cursor(place.start), &found);
    let before = editor.text(&draft).to_owned();
    editor.apply(titled(title, &actions));
    assert_ne!(editor.text(&draft), before);
    let left = editor.diagnostics(&draft);
    assert!(!has(rule, &left), "{title} leaves {left:#?}\n{}", editor.text(&draft));
}

#[test]
fn an_introduction_is_added() {
    mends("212-like-minded-professionals.md", "missing-introduction", "Add an introduction");
    mends("204-mole-coin.md", "missing-introduction", "Add an introduction");
}

#[test]
fn a_dig_at_a_competitor_is_removed() {
    mends("217-bless-them-flowdesk.md", "disparagement", "Remove the competitor mention");
    mends("231-three-things-not-on-the-cv.md", "disparagement", "Remove the competitor mention");
}

#[test]
fn typing_says_what_opening_says() {
    let folder = workspace();
    let (typed, opened) = (comment(&folder, "typed.md", "Soak the rye 🍞 overnight.\n"), folder.path().join("opened.md"));
    let mut editor = Editor::start(folder.path());
    editor.open(&typed);
    editor.type_at_end(&typed, &format!("\n{RUNS_DOWN}\n\n> Quoted 🎂\n\nBuy my book now, today only!"));
    let while_typing = editor.diagnostics(&typed);
    let text = editor.text(&typed).to_owned();
    editor.open_text(&opened, "markdown", &text);
    assert!(has("disparagement", &while_typing), "{while_typing:#?}");
    assert_eq!(while_typing, editor.diagnostics(&opened));
}

#[test]
fn positions_count_as_agreed() {
    for (offered, agreed) in [
        (json!(["utf-8"]), "utf-8"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(null), "utf-16"),
    ] {
        let folder = workspace();
        let draft = comment(&folder, "draft.md", &format!("Soak the rye 🎂 café overnight. {RUNS_DOWN} Why not? 🎂\n"));
        let mut editor = Editor::with(folder.path(), json!({"general": {"positionEncodings": offered}}));
        assert_eq!(editor.encoding().as_str(), agreed);
        editor.open(&draft);
        let found = editor.diagnostics(&draft);
        let dig = of("disparagement", &found).clone();
        assert_eq!(editor.marked_text(&draft, &dig), RUNS_DOWN, "{agreed}");
        let actions = editor.actions(&draft, dig.range, &[]);
        editor.apply(titled("Remove the competitor mention", &actions));
        assert!(editor.text(&draft).ends_with("Soak the rye 🎂 café overnight. Why not? 🎂\n"), "{}", editor.text(&draft));
        assert!(!has("disparagement", &editor.diagnostics(&draft)), "{agreed}");
    }
}

#[test]
fn the_host_is_asked_in_a_file_of_its_own() {
    for taken in [false, true] {
        let folder = workspace();
        let draft = comment(&folder, "draft.md", SELLS);
        let existing = folder.path().join("ask-ann-carter.md");
        if taken {
            fs::write(&existing, "mine").unwrap();
        }
        // As Neovim has it: it names the operations, and no `documentChanges`.
        let able = json!({"workspace": {"workspaceEdit": {"resourceOperations": ["create", "rename", "delete"]}}});
        let mut editor = Editor::with(folder.path(), able);
        editor.open(&draft);
        let found = editor.diagnostics(&draft);
        let actions = editor.actions(&draft, of("unsolicited-promotion", &found).range, &found);
        editor.apply(titled("Ask the host privately instead", &actions));
        let request = if taken { folder.path().join("ask-ann-carter-2.md") } else { existing.clone() };
        assert!(fs::read_to_string(request).unwrap().contains("Would it be alright"));
        assert!(!taken || fs::read_to_string(existing).unwrap() == "mine");
        assert!(!editor.text(&draft).contains("Sign up"), "{}", editor.text(&draft));
    }
}

#[test]
fn a_client_that_creates_no_files_is_offered_none() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let mut editor = Editor::with(folder.path(), json!({}));
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let actions = editor.actions(&draft, of("unsolicited-promotion", &found).range, &found);
    assert!(!actions.is_empty());
    assert!(actions.iter().all(|action| action.title != "Ask the host privately instead"));
}

#[test]
fn hover_says_why() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("Soak the rye overnight. {RUNS_DOWN} Why not?\n"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let place = editor.before(&draft, "overpriced");
    let hover = editor.hover(&draft, place).unwrap();
    let HoverContents::Markup(shown) = hover.contents else { panic!("no markup") };
    for expected in ["**disparagement**", "Rather not:", "Better:"] {
        assert!(shown.value.contains(expected), "{expected} is not in\n{}", shown.value);
    }
    let nothing = editor.before(&draft, "rye");
    assert!(editor.hover(&draft, nothing).is_none());
}

#[test]
fn the_gravest_comes_first_and_alone_is_preferred() {
    let folder = workspace();
    let both = "Soak the rye overnight.\n\nMost consultants just want your money, so come to ryeandshine.example.\n";
    let draft = comment(&folder, "draft.md", both);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let dig = of("disparagement", &found);
    let here: Vec<_> = found.iter().filter(|other| other.range == dig.range).collect();
    assert!(here.len() > 1, "{found:#?}");
    assert_eq!(here[0].severity, Some(DiagnosticSeverity::ERROR));
    let inside = Position { character: dig.range.start.character + 3, ..dig.range.start };
    let actions = editor.actions(&draft, cursor(inside), &found);
    let preferred: Vec<_> = actions.iter().filter(|action| action.is_preferred == Some(true)).collect();
    assert_eq!(preferred, [&actions[0]]);
    assert_eq!(actions[0].title, "Remove the competitor mention");
    let HoverContents::Markup(shown) = editor.hover(&draft, inside).unwrap().contents else { panic!("no markup") };
    assert!(shown.value.starts_with("**disparagement**"), "{}", shown.value);
    assert!(shown.value.contains("\n- **unsolicited-promotion**: "), "{}", shown.value);
}

#[test]
fn beside_what_is_marked_the_line_helps() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("Soak the rye overnight. {RUNS_DOWN} Why not?\n\nIt held for a week.\n"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let dig = of("disparagement", &found).clone();
    let (same_line, other_line) = (editor.before(&draft, "Soak"), editor.before(&draft, "It held"));
    titled("Remove the competitor mention", &editor.actions(&draft, cursor(same_line), &[]));
    assert_eq!(editor.actions(&draft, cursor(other_line), &[]), []);
    titled("Remove the competitor mention", &editor.actions(&draft, cursor(other_line), &[dig]));
}

/// Settings in which nobody has to introduce themselves, and such in which they have to.
const LENIENT: &str = "drafts = [\"**/*.md\"]\n\n[rules]\nmissing-introduction = \"off\"\n";
const STRICT: &str = "drafts = [\"**/*.md\"]\n";

/// An editor with a draft that lacks an introduction, and with lenient settings.
fn lenient() -> (TempDir, PathBuf, PathBuf, Editor) {
    let folder = workspace();
    let settings = folder.path().join("tactful.toml");
    fs::write(&settings, LENIENT).unwrap();
    let draft = sample(&folder, "219-thought-of-you-lot.md");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    assert!(!has("missing-introduction", &editor.diagnostics(&draft)));
    (folder, settings, draft, editor)
}

#[test]
fn broken_settings_are_marked_and_the_last_good_ones_hold() {
    let (_folder, settings, draft, mut editor) = lenient();
    editor.open(&settings);
    assert_eq!(editor.diagnostics(&settings), []);
    editor.save(&settings, &format!("competitors = 3\n{STRICT}"));
    let mistakes = editor.diagnostics(&settings);
    assert_eq!(mistakes[0].range.start.line, 0, "{mistakes:#?}");
    editor.type_at_end(&draft, "\nBye");
    assert!(!has("missing-introduction", &editor.diagnostics(&draft)), "the last good settings hold");
    editor.save(&settings, STRICT);
    assert_eq!(editor.diagnostics(&settings), []);
    editor.await_diagnostics(&draft, |found| has("missing-introduction", found));
}

#[test]
fn broken_settings_that_nobody_opened_are_marked_too() {
    let folder = workspace();
    let settings = folder.path().join("tactful.toml");
    fs::write(&settings, "competitors = 3\n").unwrap();
    let draft = sample(&folder, "219-thought-of-you-lot.md");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    editor.await_diagnostics(&settings, |mistakes| !mistakes.is_empty());
    assert!(has("missing-introduction", &editor.diagnostics(&draft)), "what can be read holds");
    editor.open_text(&settings, "toml", STRICT);
    assert_eq!(editor.diagnostics(&settings), [], "the editor's text counts");
    editor.save(&settings, STRICT);
    editor.close(&settings);
    editor.save(&settings, "competitors = 4\n");
    editor.save(&draft, "Steam does it.\n");
    editor.await_diagnostics(&settings, |mistakes| !mistakes.is_empty());
    fs::remove_file(&settings).unwrap();
    editor.save(&draft, "Steam does it well.\n");
    editor.await_diagnostics(&settings, |mistakes| mistakes.is_empty());
}

#[test]
fn settings_changed_by_another_program_are_seen() {
    let (folder, settings, draft, mut editor) = lenient();
    fs::write(&settings, STRICT).unwrap();
    let text = editor.text(&draft).to_owned();
    editor.save(&draft, &text);
    editor.await_diagnostics(&draft, |found| has("missing-introduction", found));
    fs::write(&settings, LENIENT).unwrap();
    let other = comment(&folder, "other.md", "Steam does it.\n");
    editor.open(&other);
    editor.await_diagnostics(&draft, |found| !has("missing-introduction", found));
    fs::remove_file(&settings).unwrap();
    thread::sleep(Duration::from_millis(1100));
    editor.type_at_end(&draft, "!");
    editor.await_diagnostics(&draft, |found| has("missing-introduction", found));
}

#[test]
fn a_client_that_watches_files_is_asked_to() {
    let folder = workspace();
    let settings = folder.path().join("tactful.toml");
    let draft = sample(&folder, "219-thought-of-you-lot.md");
    let mut editor = Editor::with(folder.path(), json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}));
    editor.await_registration("workspace/didChangeWatchedFiles");
    editor.open(&draft);
    assert!(has("missing-introduction", &editor.diagnostics(&draft)));
    fs::write(&settings, LENIENT).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&settings), "type": 2}]}));
    editor.await_diagnostics(&draft, |found| !has("missing-introduction", found));
}

#[test]
fn it_ends_as_it_is_told() {
    let folder = workspace();
    let mut orderly = Editor::start(folder.path());
    orderly.ask::<()>("shutdown", json!(null));
    orderly.tell("exit", json!(null));
    assert_eq!(orderly.exit_status(), Some(0), "stdin stays open");
    let mut hasty = Editor::start(folder.path());
    hasty.tell("exit", json!(null));
    assert_eq!(hasty.exit_status(), Some(1));
    let mut gone = Editor::start(folder.path());
    gone.hang_up();
    assert!(gone.exit_status().is_some());
}

#[test]
fn odd_clients_are_survived() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let unknown = folder.path().join("unknown.md");
    let mut editor = Editor::start(folder.path());
    let change = json!([{"range": {"start": {"line": 9, "character": 9}, "end": {"line": 2, "character": 99}}, "text": "x"}]);
    let versioned = |path: &Path, version: i32| json!({"uri": uri(path), "version": version});
    editor.tell("textDocument/didChange", json!({"textDocument": versioned(&unknown, 2), "contentChanges": change}));
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri(&unknown)}}));
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": uri(&unknown)}}));
    assert!(editor.hover(&unknown, Position { line: 70, character: 70 }).is_none());
    editor.open_text(&folder.path().join("main.rs"), "rust", RUNS_DOWN);
    editor.open(&draft);
    editor.tell("textDocument/didChange", json!({"textDocument": versioned(&draft, 2), "contentChanges": change}));
    let far = Position { line: u32::MAX, character: u32::MAX };
    assert!(editor.hover(&draft, far).is_none_or(|hover| hover.range.is_some()));
    editor.actions(&draft, Range { start: far, end: Position::default() }, &[]);
    editor.save(&draft, "Steam does it.\n");
    editor.await_diagnostics(&draft, |found| !has("disparagement", found));
    editor.open_text(&draft, "markdown", &format!("---\nkind: comment\n---\n\n{RUNS_DOWN}\n"));
    editor.await_diagnostics(&draft, |found| has("disparagement", found));
    editor.close(&draft);
    assert!(editor.hover(&draft, Position { line: 4, character: 3 }).is_none());
}

/// The actions of these kinds at `words`.
fn actions_of(editor: &mut Editor, draft: &Path, words: &str, kinds: &[&str]) -> Vec<CodeAction> {
    let context = json!({"diagnostics": [], "only": kinds});
    let range = cursor(editor.before(draft, words));
    editor.ask("textDocument/codeAction", json!({"textDocument": {"uri": uri(draft)}, "range": range, "context": context}))
}

#[test]
fn all_that_is_safe_is_fixed_at_once() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", "Soak the DARK FLOUR 🎂 overnight!!!!\r\n\r\nBAKE THIS SLOWLY, it helps.\r\n");
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    for kinds in [&["source.fixAll.tactful"][..], &["source.fixAll"], &["source"]] {
        assert_eq!(actions_of(&mut editor, &draft, "Soak", kinds).len(), 1, "{kinds:?}");
    }
    assert!(actions_of(&mut editor, &draft, "Soak", &["source.organizeImports"]).is_empty());
    let actions = actions_of(&mut editor, &draft, "Soak", &["source.fixAll.tactful"]);
    editor.apply(&actions[0]);
    let text = editor.text(&draft);
    assert!(text.ends_with("Soak the dark flour 🎂 overnight!\r\n\r\nBake this slowly, it helps.\r\n"), "{text:?}");
    assert!(!has("shouting", &editor.diagnostics(&draft)));
    assert!(actions_of(&mut editor, &draft, "Soak", &["source.fixAll.tactful"]).is_empty());
}

#[test]
fn a_rule_is_silenced_here_in_the_file_or_everywhere() {
    for title in [
        "Ignore here (disparagement)",
        "Ignore in this file (disparagement)",
        "Turn the rule off in tactful.toml (disparagement)",
    ] {
        let folder = workspace();
        let draft = comment(&folder, "draft.md", &format!("Soak the rye overnight.\n\n- {RUNS_DOWN}\n- Knead it.\n"));
        let settings = folder.path().join("tactful.toml");
        let mut editor = Editor::start(folder.path());
        editor.open(&draft);
        editor.open(&settings);
        // The edit has to fit what the editor has, which is not what the disk has.
        editor.type_at_end(&settings, "\n# more to come");
        let found = editor.diagnostics(&draft);
        let place = of("disparagement", &found).range;
        let actions = editor.actions(&draft, cursor(place.start), &found);
        editor.apply(titled(title, &actions));
        let text = editor.text(&settings).to_owned();
        editor.save(&settings, &text);
        editor.await_diagnostics(&draft, |left| !has("disparagement", left));
    }
}
