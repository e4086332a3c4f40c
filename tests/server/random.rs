//! Random messages: valid, stale, malformed, out of order. Nothing may hang, die, or end up with another text than the client's.
//!
//! `TACTFUL_MESSAGES=100000 cargo test --release --test server random` is the long run; `TACTFUL_SEED` repeats one.

use super::client::{Editor, uri};
use super::{comment, workspace};
use serde_json::{Value, json};
use std::{env, path::PathBuf};
use tower_lsp::ls_types::Uri;

/// Bytes past which a document is cut down again, so that a long run is not one of ever longer texts.
const LONGEST: usize = 1500;

/// Messages after which the documents are held against fresh ones.
const ROUND: usize = 500;

const PIECES: [&str; 22] = [
    "Hello there. ",
    "x",
    "\n",
    "\n\n",
    "\r\n",
    "- item\n",
    "> No, sorry.\n",
    "```\n",
    "~~~",
    "# Head\n",
    "<!-- tactful: ignore pressure -->\n",
    "-->",
    "---\n",
    "to: Ann Carter\n",
    "😀",
    "é",
    "[Name]",
    "Buy my book now, today only! ",
    "DoughPro is garbage. ",
    "\u{2028}",
    "\u{0}",
    "Would it be alright to share a link? ",
];

/// Xorshift: all that is needed is that a seed repeats a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        let at = self.roll(from.len());
        &from[at]
    }

    fn place(&mut self) -> Value {
        let far = [self.roll(30), self.roll(90)].map(|near| if self.roll(40) == 0 { u32::MAX as usize } else { near });
        json!({"line": far[0], "character": far[1]})
    }

    fn range(&mut self) -> Value {
        let (start, end) = (self.place(), self.place());
        json!({"start": start, "end": end})
    }
}

const REQUESTS: [&str; 10] = [
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/completion",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/diagnostic",
    "workspace/executeCommand",
    "codeAction/resolve",
    "textDocument/definition",
];

const NOTIFICATIONS: [&str; 8] = [
    "textDocument/didSave",
    "textDocument/didClose",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "$/setTrace",
    "window/workDoneProgress/cancel",
    "$/unknown",
];

struct Run {
    dice: Dice,
    editor: Editor,
    files: Vec<PathBuf>,
    /// Requests that are not answered yet.
    waiting: Vec<i64>,
}

impl Run {
    fn step(&mut self) {
        match self.dice.roll(20) {
            0..=9 => self.edit(),
            10..=13 => self.request(),
            14 => self.reopen(),
            15 => self.nonsense(),
            16 => self.stale_notification(),
            17 => self.cancel(),
            18 => self.type_beyond(),
            _ => self.elsewhere(),
        }
        if self.waiting.len() > 20 {
            self.settle();
        }
    }

    /// An edit that the editor makes too.
    fn edit(&mut self) {
        let file = self.dice.pick(&self.files).clone();
        let length = self.editor.text(&file).len();
        let start = self.dice.roll(length + 1);
        let extent = if length > LONGEST { self.dice.roll(LONGEST) } else { self.dice.roll(30) * self.dice.roll(2) };
        let piece = *self.dice.pick(&PIECES);
        self.editor.replace(&file, start..(start + extent).min(length), piece);
    }

    fn parameters(&mut self, uri: &Uri) -> Value {
        let (range, position) = (self.dice.range(), self.dice.place());
        let context = json!({"diagnostics": [], "only": self.dice.pick(&[json!(null), json!(["quickfix"]), json!([""])])});
        let command = *self.dice.pick(&["tactful.markSent", "tactful.reload", "tactful.show", "other"]);
        json!({
            "textDocument": {"uri": uri}, "position": position, "range": range, "context": context, "command": command,
            "arguments": [], "title": "t", "data": self.dice.pick(&[json!(null), json!({"uri": uri, "version": 1})]),
        })
    }

    fn request(&mut self) {
        let file = uri(self.dice.pick(&self.files).as_path());
        let mut parameters = self.parameters(&file);
        if self.dice.roll(8) == 0 {
            parameters = self.dice.pick(&[json!({}), json!([]), json!({"textDocument": 3}), json!(null)]).clone();
        }
        let method = *self.dice.pick(&REQUESTS);
        let id = self.editor.begin(method, parameters);
        self.waiting.push(id);
    }

    fn reopen(&mut self) {
        let file = self.dice.pick(&self.files).clone();
        let text = self.editor.text(&file).to_owned();
        if self.dice.roll(2) == 0 {
            self.editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri(&file)}}));
        }
        let language = *self.dice.pick(&["markdown", "plaintext", "mail"]);
        self.editor.open_text(&file, language, &text);
    }

    fn nonsense(&mut self) {
        let bodies = [
            "{",
            "null",
            "[]",
            "3",
            "\"\"",
            "{}",
            "{\"jsonrpc\":\"2.0\"}",
            "{\"jsonrpc\":\"1.0\",\"method\":\"exit\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":3}",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"textDocument/hover\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":null}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"::\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}",
        ];
        self.editor.tell_anything((*self.dice.pick(&bodies)).to_owned());
    }

    /// Notifications about a file that is not open, or without what they need.
    fn stale_notification(&mut self) {
        let gone: Uri = "file:///nowhere/gone.md".parse().unwrap();
        let mut parameters = self.parameters(&gone);
        parameters["settings"] = self.dice.pick(&[json!(null), json!({"rules": 3}), json!([])]).clone();
        parameters["changes"] = json!([{"uri": gone, "type": 3}]);
        parameters["event"] = json!({"added": [], "removed": [{"uri": gone, "name": ""}]});
        parameters["value"] = json!(*self.dice.pick(&["off", "messages", "verbose", "loud"]));
        parameters["token"] = json!("none");
        let method = *self.dice.pick(&NOTIFICATIONS);
        self.editor.tell(method, parameters);
    }

    fn cancel(&mut self) {
        let id = self.waiting.last().copied().unwrap_or(77);
        self.editor.tell("$/cancelRequest", json!({"id": id}));
    }

    /// A change of a document that is not open.
    fn type_beyond(&mut self) {
        let range = self.dice.range();
        let document = json!({"uri": "untitled:never-opened", "version": self.dice.roll(9)});
        let changes = json!([{"range": range, "text": "x"}]);
        self.editor.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    fn elsewhere(&mut self) {
        let name =
            *self.dice.pick(&["untitled:a", "http://a.example/b.md", "file:///", "file:///tmp/%00.md", "file://host/a.md"]);
        let item = json!({"uri": name, "languageId": "markdown", "version": -1, "text": "Hello"});
        self.editor.tell("textDocument/didOpen", json!({"textDocument": item}));
        self.editor.tell("textDocument/didClose", json!({"textDocument": {"uri": name}}));
    }

    /// Every request is answered, with a result or an error.
    fn settle(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.editor.answers(&waiting);
    }

    /// What is said of each document is what is said of the same text opened afresh.
    fn compare(&mut self) {
        self.settle();
        for file in self.files.clone() {
            let text = self.editor.text(&file).to_owned();
            self.editor.replace(&file, 0..0, "");
            let typed = self.editor.diagnostics(&file);
            self.editor.open_text(&file, "markdown", &text);
            self.editor.replace(&file, 0..0, "");
            let fresh = self.editor.diagnostics(&file);
            if typed != fresh {
                // It may have been open in another language.
                self.editor.open_text(&file, "plaintext", &text);
                let plain = self.editor.diagnostics(&file);
                self.editor.open_text(&file, "mail", &text);
                let mail = self.editor.diagnostics(&file);
                assert!(typed == plain || typed == mail, "{text:?}\n{typed:#?}\n{fresh:#?}");
                self.editor.open_text(&file, "markdown", &text);
            }
        }
    }
}

#[test]
fn random_messages_are_survived() {
    let number = |name: &str, default| env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default);
    let (messages, seed) = (number("TACTFUL_MESSAGES", 1500), number("TACTFUL_SEED", 42));
    let folder = workspace();
    let files: Vec<_> = ["one.md", "two.md", "three.md"].map(|name| comment(&folder, name, "Steam does it. 😀\n")).into();
    let mut editor = Editor::start(folder.path());
    files.iter().for_each(|file| editor.open(file));
    let mut run = Run { dice: Dice(seed as u64 | 1), editor, files, waiting: Vec::new() };
    for message in 1..=messages {
        run.step();
        if message % ROUND == 0 {
            run.compare();
        }
    }
    run.compare();
    run.editor.ask::<()>("shutdown", json!(null));
    run.editor.tell("exit", json!(null));
    assert_eq!(run.editor.exit_status(), Some(0), "seed {seed}");
}
