//! What an editor can show, capability by capability.

use super::client::{Editor, rule, uri};
use super::{RUNS_DOWN, SELLS, STRICT, comment, cursor, has, of, workspace};
use serde_json::{Value, json};
use std::{fs, path::Path};
use tower_lsp::ls_types::{CodeAction, Diagnostic, Position, Range};

fn document(path: &Path) -> Value {
    json!({"textDocument": {"uri": uri(path)}})
}

fn at(path: &Path, position: Position) -> Value {
    json!({"textDocument": {"uri": uri(path)}, "position": position})
}

/// What a client that pulls is told of a file, with the id of the result.
fn pulled(editor: &mut Editor, path: &Path, previous: Option<&str>) -> Value {
    let mut parameters = document(path);
    parameters["previousResultId"] = json!(previous);
    editor.ask("textDocument/diagnostic", parameters)
}

fn items(report: &Value) -> Vec<Diagnostic> {
    assert_eq!(report["kind"], "full", "{report}");
    serde_json::from_value(report["items"].clone()).unwrap()
}

fn pulls() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
        "window": {"workDoneProgress": true},
    })
}

#[test]
fn who_asks_for_diagnostics_gets_them_then_only() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let settings = folder.path().join("tactful.toml");
    let mut editor = Editor::with(folder.path(), pulls());
    assert_eq!(editor.able["diagnosticProvider"]["workspaceDiagnostics"], true);
    editor.open(&draft);
    editor.open_text(&settings, "toml", "competitors = 3\n");
    let first = pulled(&mut editor, &draft, None);
    assert!(has("disparagement", &items(&first)));
    let id = first["resultId"].as_str().unwrap().to_owned();
    let again = pulled(&mut editor, &draft, Some(&id));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &json!(id)));
    editor.type_at_end(&draft, "Buy my book now, today only!");
    assert!(has("pressure", &items(&pulled(&mut editor, &draft, Some(&id)))));
    assert_eq!(items(&pulled(&mut editor, &settings, None)).len(), 1);
    assert_eq!(items(&pulled(&mut editor, &folder.path().join("unknown.md"), None)), []);
    assert!(!editor.was_told_of(&draft), "both pushed and pulled");
}

#[test]
fn who_does_not_ask_is_not_told_that_they_could() {
    let folder = workspace();
    let editor = Editor::start(folder.path());
    assert!(editor.able.get("diagnosticProvider").is_none());
}

fn workspace_reports(editor: &mut Editor, known: &[Value]) -> Vec<Value> {
    let parameters = json!({"previousResultIds": known, "workDoneToken": "reading"});
    let answer: Value = editor.ask("workspace/diagnostic", parameters);
    answer["items"].as_array().unwrap().clone()
}

fn of_file<'r>(reports: &'r [Value], path: &Path) -> &'r Value {
    reports.iter().find(|report| report["uri"] == json!(uri(path))).unwrap_or_else(|| panic!("{path:?} is not in {reports:#?}"))
}

#[test]
fn the_whole_workspace_can_be_asked_for() {
    let folder = workspace();
    let (closed, opened) = (comment(&folder, "closed.md", RUNS_DOWN), comment(&folder, "opened.md", "Steam does it.\n"));
    fs::write(folder.path().join("notes.md"), "---\ntactful: false\n---\n\nBuy it.\n").unwrap();
    let mut editor = Editor::with(folder.path(), pulls());
    editor.open(&opened);
    editor.type_at_end(&opened, RUNS_DOWN);
    let first = workspace_reports(&mut editor, &[]);
    assert_eq!(first.len(), 2, "{first:#?}");
    assert!(has("disparagement", &items(of_file(&first, &closed))));
    assert!(has("disparagement", &items(of_file(&first, &opened))), "what is open counts as the editor has it");
    let mut kinds = Vec::new();
    while kinds.last() != Some(&json!("end")) {
        let mut told = editor.await_message("$/progress");
        assert_eq!(told["token"], "reading");
        kinds.push(told["value"]["kind"].take());
    }
    assert_eq!(kinds[0], "begin");
    let known: Vec<_> = first.iter().map(|report| json!({"uri": report["uri"], "value": report["resultId"]})).collect();
    assert!(workspace_reports(&mut editor, &known).iter().all(|report| report["kind"] == "unchanged"));
    fs::remove_file(&closed).unwrap();
    assert_eq!(items(of_file(&workspace_reports(&mut editor, &known), &closed)), [], "what was said is taken back");
}

#[test]
fn reading_the_workspace_can_be_cancelled() {
    let folder = workspace();
    for number in 0..400 {
        comment(&folder, &format!("draft-{number}.md"), RUNS_DOWN);
    }
    let mut editor = Editor::with(folder.path(), pulls());
    let by_progress = editor.begin("workspace/diagnostic", json!({"previousResultIds": []}));
    let token = editor.await_message("window/workDoneProgress/create")["token"].clone();
    editor.await_message("$/progress");
    editor.tell("window/workDoneProgress/cancel", json!({"token": token}));
    let error = editor.answer(by_progress).unwrap_err();
    assert_eq!((&error["code"], &error["data"]["retriggerRequest"]), (&json!(-32802), &json!(false)), "{error}");
    editor.heard.clear();
    let by_request = editor.begin("workspace/diagnostic", json!({"previousResultIds": []}));
    editor.await_message("$/progress");
    editor.tell("$/cancelRequest", json!({"id": by_request}));
    assert_eq!(editor.answer(by_request).unwrap_err()["code"], -32800);
    assert_eq!(workspace_reports(&mut editor, &[]).len(), 400, "what was cancelled can be asked for again");
}

#[test]
fn folders_come_and_go() {
    let (home, other) = (workspace(), workspace());
    let draft = comment(&other, "draft.md", RUNS_DOWN);
    let mut editor = Editor::with(home.path(), pulls());
    assert_eq!(editor.able["workspace"]["workspaceFolders"]["changeNotifications"], true);
    assert_eq!(workspace_reports(&mut editor, &[]), [json!(null); 0]);
    let change = |added: &[Value], removed: &[Value]| json!({"event": {"added": added, "removed": removed}});
    let entry = json!({"uri": uri(other.path()), "name": "other"});
    editor.tell("workspace/didChangeWorkspaceFolders", change(std::slice::from_ref(&entry), &[]));
    of_file(&workspace_reports(&mut editor, &[]), &draft);
    editor.tell("workspace/didChangeWorkspaceFolders", change(&[], &[entry]));
    assert_eq!(workspace_reports(&mut editor, &[]), [json!(null); 0]);
}

#[test]
fn new_settings_make_what_was_pulled_out_of_date() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let mut editor = Editor::with(folder.path(), pulls());
    editor.await_registration("workspace/didChangeWatchedFiles");
    editor.open(&draft);
    assert!(has("disparagement", &items(&pulled(&mut editor, &draft, None))));
    editor.heard.clear();
    let settings = folder.path().join("tactful.toml");
    fs::write(&settings, "[rules]\ndisparagement = \"off\"\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&settings), "type": 2}]}));
    editor.await_message("workspace/diagnostic/refresh");
    assert!(!has("disparagement", &items(&pulled(&mut editor, &draft, None))));
}

#[test]
fn the_editors_own_settings_hold_where_there_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let able = json!({"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}}});
    let mut editor = Editor::with(folder.path(), able);
    editor.await_registration("workspace/didChangeConfiguration");
    editor.open(&draft);
    assert!(has("disparagement", &editor.diagnostics(&draft)));
    editor.settings = json!({"rules": {"disparagement": "off", "presure": "off"}});
    editor.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    editor.await_diagnostics(&draft, |found| !has("disparagement", found));
    let complaint = editor.await_message("window/logMessage");
    assert!(complaint["message"].as_str().unwrap().contains("did you mean `pressure`"), "{complaint}");
    fs::write(folder.path().join("tactful.toml"), STRICT).unwrap();
    editor.save(&draft, &fs::read_to_string(&draft).unwrap());
    editor.await_diagnostics(&draft, |found| has("disparagement", found));
}

#[test]
fn settings_may_be_pushed() {
    let folder = tempfile::tempdir().unwrap();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    assert!(has("disparagement", &editor.diagnostics(&draft)));
    let settings = json!({"settings": {"tactful": {"rules": {"disparagement": "off"}}}});
    editor.tell("workspace/didChangeConfiguration", settings);
    editor.await_diagnostics(&draft, |found| !has("disparagement", found));
}

#[test]
fn a_lens_says_how_things_stand_and_writes_it_down() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let mut editor = Editor::with(folder.path(), json!({"workspace": {"applyEdit": true}}));
    editor.open(&draft);
    let lenses: Value = editor.ask("textDocument/codeLens", document(&draft));
    let title = lenses[0]["command"]["title"].as_str().unwrap();
    for part in ["comment to Bakers of Bristol", "stranger", "no permission yet", "asks 1"] {
        assert!(title.contains(part), "{part} is not in {title}");
    }
    assert_eq!(lenses[0]["range"]["start"]["line"], 5);
    let titles: Vec<_> = lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].clone()).collect();
    assert_eq!(titles[1..], ["They said yes", "Mark as sent today"]);
    for lens in [&lenses[1], &lenses[2]] {
        editor.ask::<Value>("workspace/executeCommand", lens["command"].clone());
        editor.await_message("workspace/applyEdit");
    }
    let text = editor.text(&draft);
    assert!(text.contains("\npermission: granted\n") && text.contains("\nsent: 2"), "{text}");
    assert!(!has("unsolicited-promotion", &editor.diagnostics(&draft)));
}

#[test]
fn the_outline_says_what_sentences_do() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    for nests in [true, false] {
        let able = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": nests}}});
        let mut editor = Editor::with(folder.path(), able);
        editor.open(&draft);
        let outline: Value = editor.ask("textDocument/documentSymbol", document(&draft));
        let name = outline.as_array().unwrap().last().unwrap()["name"].as_str().unwrap().to_owned();
        assert!(name.contains("promotion"), "{outline:#}");
        assert_eq!(outline[0].get("location").is_some(), !nests);
    }
}

#[test]
fn hints_are_shown_to_those_who_ask_for_them() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let end = Position { line: 99, character: 0 };
    let mut parameters = document(&draft);
    parameters["range"] = json!(Range { start: Position::default(), end });
    assert_eq!(editor.ask::<Value>("textDocument/inlayHint", parameters.clone()), json!(null));
    editor.tell("workspace/didChangeConfiguration", json!({"settings": {"tactful": {"inlayHints": true}}}));
    let hints: Value = editor.ask("textDocument/inlayHint", parameters);
    let labels: Vec<_> = hints.as_array().unwrap().iter().filter_map(|hint| hint["label"].as_str()).collect();
    assert!(labels.iter().any(|label| label.contains("promotion")), "{hints:#}");
}

#[test]
fn what_may_be_written_is_offered() {
    let folder = workspace();
    let (draft, settings) = (comment(&folder, "draft.md", SELLS), folder.path().join("tactful.toml"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    editor.open_text(&settings, "toml", "[rules]\npressure = \"");
    let mut labels = |path: &Path, position| -> Vec<String> {
        let offered: Value = editor.ask("textDocument/completion", at(path, position));
        offered.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let after_kind = Position { line: 2, character: 6 };
    assert!(labels(&draft, after_kind).contains(&"follow-up".to_owned()));
    assert!(labels(&draft, Position { line: 1, character: 4 }).contains(&"Bakers of Bristol".to_owned()));
    assert!(labels(&settings, Position { line: 1, character: 12 }).contains(&"hint".to_owned()));
    assert_eq!(labels(&draft, Position { line: 5, character: 3 }), [""; 0]);
}

#[test]
fn an_action_is_worked_out_once_it_is_chosen() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("Soak the rye overnight. {RUNS_DOWN} Why not?\n"));
    let able = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {"codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]}}},
    });
    let mut editor = Editor::with(folder.path(), able);
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let actions = editor.actions(&draft, of("disparagement", &found).range, &found);
    let action = super::titled("Remove the competitor mention", &actions).clone();
    assert!(action.edit.is_none() && action.data.is_some(), "{action:#?}");
    let whole: CodeAction = editor.ask("codeAction/resolve", json!(action));
    let kept = whole.clone();
    editor.apply(&whole);
    assert!(!has("disparagement", &editor.diagnostics(&draft)));
    let stale = editor.try_ask("codeAction/resolve", json!(action)).unwrap_err();
    assert_eq!(stale["code"], -32801, "{stale}");
    assert_eq!(kept.diagnostics.unwrap().iter().map(rule).collect::<Vec<_>>(), ["disparagement"]);
}

#[test]
fn only_the_kinds_that_are_asked_for_come() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let place = of("unsolicited-promotion", &editor.diagnostics(&draft)).range;
    for (only, some) in [("quickfix", true), ("refactor", false), ("source.organizeImports", false), ("", true)] {
        let mut parameters = document(&draft);
        parameters["range"] = json!(place);
        parameters["context"] = json!({"diagnostics": [], "only": [only]});
        let actions: Vec<CodeAction> = editor.ask("textDocument/codeAction", parameters);
        assert_eq!(!actions.is_empty(), some, "{only}: {actions:#?}");
    }
}

#[test]
fn what_cannot_be_done_here_says_why() {
    let folder = workspace();
    let able = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "textDocument": {"codeAction": {"disabledSupport": true}},
    });
    let untitled = Path::new("untitled:Untitled-1");
    let mut editor = Editor::with(folder.path(), able);
    editor.open_text(untitled, "markdown", &format!("---\nkind: comment\n---\n\n{SELLS}"));
    let found = editor.diagnostics(untitled);
    let actions = editor.actions(untitled, of("unsolicited-promotion", &found).range, &found);
    let action = super::titled("Ask the host privately instead", &actions);
    assert!(action.edit.is_none());
    assert!(action.disabled.as_ref().unwrap().reason.contains("Save this one first"), "{action:#?}");
}

#[test]
fn the_new_draft_is_shown() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let able = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "window": {"showDocument": {"support": true}},
    });
    let mut editor = Editor::with(folder.path(), able);
    editor.open(&draft);
    let found = editor.diagnostics(&draft);
    let actions = editor.actions(&draft, of("unsolicited-promotion", &found).range, &found);
    let action = super::titled("Ask the host privately instead", &actions).clone();
    editor.apply(&action);
    editor.ask::<Value>("workspace/executeCommand", json!(action.command));
    let shown = editor.await_message("window/showDocument");
    assert_eq!(shown["uri"], json!(uri(&folder.path().join("ask-ann-carter.md"))), "{shown}");
}

#[test]
fn commands_need_what_they_need() {
    let folder = workspace();
    let mut editor = Editor::start(folder.path());
    let unknown = uri(&folder.path().join("unknown.md"));
    for (command, arguments) in [
        ("tactful.markSent", json!([])),
        ("tactful.markSent", json!([3])),
        ("tactful.markSent", json!([unknown])),
        ("tactful.fixAll", json!([unknown])),
        ("tactful.dance", json!([])),
    ] {
        let error = editor.try_ask("workspace/executeCommand", json!({"command": command, "arguments": arguments})).unwrap_err();
        assert_eq!(error["code"], -32602, "{command} {arguments}: {error}");
    }
    let listed = editor.able["executeCommandProvider"]["commands"].as_array().unwrap().len();
    assert_eq!(listed, 7);
    editor.ask::<Value>("workspace/executeCommand", json!({"command": "tactful.reload"}));
}

#[test]
fn plain_hovers_for_plain_editors() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    for (formats, kind) in [(json!(["plaintext"]), "plaintext"), (json!(["markdown", "plaintext"]), "markdown")] {
        let mut editor = Editor::with(folder.path(), json!({"textDocument": {"hover": {"contentFormat": formats}}}));
        editor.open(&draft);
        let shown: Value = editor.ask("textDocument/hover", at(&draft, Position { line: 5, character: 3 }));
        assert_eq!(shown["contents"]["kind"], kind);
        let value = shown["contents"]["value"].as_str().unwrap();
        assert!(value.contains("At hand:") && value.contains("Remove the competitor mention"), "{value}");
        assert_eq!(value.contains("**"), kind == "markdown");
        assert!(value.contains("one from `competitors`"), "{value}");
    }
}

#[test]
fn a_place_is_all_that_an_action_needs() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", &format!("{RUNS_DOWN}\n"));
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    let inside = Position { line: 5, character: 3 };
    assert!(!editor.actions(&draft, cursor(inside), &[]).is_empty());
}

#[test]
fn what_happened_is_written_down_by_a_rewrite() {
    let folder = workspace();
    let draft = comment(&folder, "draft.md", SELLS);
    let mut editor = Editor::start(folder.path());
    editor.open(&draft);
    editor.diagnostics(&draft);
    for title in ["Mark as sent today", "They answered no"] {
        let place = editor.before(&draft, "kind: comment");
        let mut parameters = document(&draft);
        parameters["range"] = json!(cursor(place));
        parameters["context"] = json!({"diagnostics": [], "only": ["refactor.rewrite"]});
        let actions: Vec<CodeAction> = editor.ask("textDocument/codeAction", parameters);
        assert!(actions.iter().all(|action| action.kind.as_ref().unwrap().as_str() == "refactor.rewrite"), "{actions:#?}");
        editor.apply(super::titled(title, &actions));
    }
    let text = editor.text(&draft);
    assert!(text.contains("\nsent: 2") && text.contains("\nreply: declined\n") && text.contains("\nreplied: 2"), "{text}");
}

/// What the server says that it can do, as paths into its capabilities, and a test that uses it over the protocol.
const TESTED: [(&str, fn()); 16] = [
    ("/codeActionProvider/codeActionKinds/0", super::a_dig_at_a_competitor_is_removed),
    ("/codeActionProvider/codeActionKinds/1", what_happened_is_written_down_by_a_rewrite),
    ("/codeActionProvider/codeActionKinds/2", super::all_that_is_safe_is_fixed_at_once),
    ("/codeActionProvider/resolveProvider", an_action_is_worked_out_once_it_is_chosen),
    ("/codeLensProvider", a_lens_says_how_things_stand_and_writes_it_down),
    ("/completionProvider", what_may_be_written_is_offered),
    ("/diagnosticProvider/identifier", who_asks_for_diagnostics_gets_them_then_only),
    ("/diagnosticProvider/workspaceDiagnostics", the_whole_workspace_can_be_asked_for),
    ("/diagnosticProvider/interFileDependencies", new_settings_make_what_was_pulled_out_of_date),
    ("/documentSymbolProvider", the_outline_says_what_sentences_do),
    ("/executeCommandProvider", commands_need_what_they_need),
    ("/hoverProvider", super::hover_says_why),
    ("/inlayHintProvider", hints_are_shown_to_those_who_ask_for_them),
    ("/positionEncoding", super::positions_count_as_agreed),
    ("/textDocumentSync", super::typing_says_what_opening_says),
    ("/workspace/workspaceFolders", folders_come_and_go),
];

#[test]
fn what_is_advertised_is_tested() {
    let folder = workspace();
    let editor = Editor::with(folder.path(), pulls());
    let mut untested = editor.able.clone();
    for (path, _) in TESTED {
        let place = untested.pointer_mut(path).unwrap_or_else(|| panic!("{path} is advertised no more"));
        assert!(!place.is_null(), "{path} is listed twice");
        place.take();
    }
    assert_eq!(left(&untested), Vec::<String>::new(), "advertised, and in no test");
}

/// What of `value` is neither null nor made of nothing else.
fn left(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(left).collect(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| left(value).into_iter().map(move |inner| format!("{name} {inner}"))).collect()
        }
        value => vec![value.to_string()],
    }
}
