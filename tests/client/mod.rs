//! An editor, as the server meets it: it has its own copies of what is open, and does what an answer says.

mod buffer;
mod wire;

use buffer::Buffer;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
    process::Command,
    time::Instant,
};
use tower_lsp::ls_types::{
    CodeAction, Diagnostic, DocumentChangeOperation, DocumentChanges, Hover, NumberOrString, OneOf, Position,
    PositionEncodingKind, PublishDiagnosticsParams, Range, ResourceOp, ServerCapabilities, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};
use wire::{PATIENCE, Wire};

/// An editor at work in a folder.
pub struct Editor {
    wire: Wire,
    requests: i64,
    buffers: HashMap<Uri, Buffer>,
    said: HashMap<Uri, PublishDiagnosticsParams>,
    encoding: PositionEncodingKind,
    /// What the server asked to be told of.
    registered: Vec<Value>,
    /// All that the server said or asked of its own accord, save diagnostics.
    pub heard: Vec<Value>,
    /// The section `tactful` of the editor's settings.
    pub settings: Value,
    /// What the server says that it can do.
    pub able: Value,
}

impl Editor {
    /// One that can do what most can.
    pub fn start(folder: &Path) -> Self {
        Self::with(folder, json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}}))
    }

    /// One that can do what `capabilities` say.
    pub fn with(folder: &Path, capabilities: Value) -> Self {
        Self::launched(Command::new(env!("CARGO_BIN_EXE_tactful")), folder, capabilities)
    }

    /// The same, with a server that `launcher` starts.
    pub fn launched(launcher: Command, folder: &Path, capabilities: Value) -> Self {
        let encoding = PositionEncodingKind::UTF16;
        let wire = Wire::start(folder, launcher);
        let mut editor = Self {
            wire,
            requests: 0,
            buffers: HashMap::new(),
            said: HashMap::new(),
            encoding,
            registered: Vec::new(),
            heard: Vec::new(),
            settings: json!(null),
            able: json!(null),
        };
        let process = capabilities.get("processId").cloned().unwrap_or_else(|| json!(std::process::id()));
        let parameters = json!({
            "processId": process,
            "clientInfo": capabilities.get("clientInfo"),
            "rootUri": uri(folder),
            "capabilities": capabilities,
        });
        let answer: Value = editor.ask("initialize", parameters);
        editor.able = answer["capabilities"].clone();
        let able: ServerCapabilities = serde_json::from_value(answer["capabilities"].clone()).unwrap();
        editor.encoding = able.position_encoding.unwrap_or(PositionEncodingKind::UTF16);
        editor.tell("initialized", json!({}));
        editor
    }

    /// How positions count here.
    pub fn encoding(&self) -> &PositionEncodingKind {
        &self.encoding
    }

    /// Opens a file as it is on the disk.
    pub fn open(&mut self, path: &Path) {
        let language = if path.extension().is_some_and(|extension| extension == "toml") { "toml" } else { "markdown" };
        self.open_text(path, language, &fs::read_to_string(path).unwrap());
    }

    /// Opens a text that need not be on the disk.
    pub fn open_text(&mut self, path: &Path, language: &str, text: &str) {
        // What is still on its way about an earlier version is not about this one.
        let version = self.buffers.get(&uri(path)).map_or(1, |buffer| buffer.version + 1);
        self.buffers.insert(uri(path), Buffer { text: text.to_owned(), version });
        self.said.remove(&uri(path));
        let item = json!({"uri": uri(path), "languageId": language, "version": version, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// The text as the editor has it.
    pub fn text(&self, path: &Path) -> &str {
        &self.buffers[&uri(path)].text
    }

    /// What is marked there.
    pub fn marked_text(&self, path: &Path, diagnostic: &Diagnostic) -> &str {
        self.buffers[&uri(path)].slice(diagnostic.range, &self.encoding)
    }

    /// Where the cursor stands when it is put before `words`.
    pub fn before(&self, path: &Path, words: &str) -> Position {
        let buffer = &self.buffers[&uri(path)];
        buffer.position(buffer.text.find(words).unwrap(), &self.encoding)
    }

    /// Types `words` at the end, a character at a time and without a pause.
    pub fn type_at_end(&mut self, path: &Path, words: &str) {
        for c in words.chars() {
            let buffer = &self.buffers[&uri(path)];
            let end = buffer.position(buffer.text.len(), &self.encoding);
            self.edit(&uri(path), &[TextEdit { range: Range { start: end, end }, new_text: c.to_string() }]);
        }
    }

    /// Writes `text` to the disk, here too where the file is open, and says so.
    pub fn save(&mut self, path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        if let Some(buffer) = self.buffers.get_mut(&uri(path)) {
            buffer.text = text.to_owned();
            buffer.version += 1;
            let document = json!({"uri": uri(path), "version": buffer.version});
            self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}));
        }
        self.tell("textDocument/didSave", json!({"textDocument": {"uri": uri(path)}}));
    }

    /// The diagnostics of the text as it now is.
    pub fn diagnostics(&mut self, path: &Path) -> Vec<Diagnostic> {
        self.await_diagnostics(path, |_| true)
    }

    /// Waits until what is said of the text as it now is, or of a file that is not open, satisfies `condition`.
    pub fn await_diagnostics(&mut self, path: &Path, condition: impl Fn(&[Diagnostic]) -> bool) -> Vec<Diagnostic> {
        let uri = uri(path);
        let version = self.buffers.get(&uri).map(|buffer| buffer.version);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let newest = self.said.get(&uri).filter(|said| said.version == version);
            if let Some(said) = newest.filter(|said| condition(&said.diagnostics)) {
                return said.diagnostics.clone();
            }
            let Some(message) = self.wire.receive(deadline) else {
                panic!("nothing of the kind was said of version {version:?}; the last was {:#?}", self.said.get(&uri));
            };
            self.take(message);
        }
    }

    /// Closes a file, and waits until nothing is marked in it any more.
    pub fn close(&mut self, path: &Path) {
        self.buffers.remove(&uri(path));
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri(path)}}));
        let deadline = Instant::now() + PATIENCE;
        while self.said.get(&uri(path)).is_some_and(|said| !said.diagnostics.is_empty()) {
            let message = self.wire.receive(deadline).expect("marks stay in a file that was closed");
            self.take(message);
        }
    }

    /// Waits until the server asks to be told of `method`.
    pub fn await_registration(&mut self, method: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.registered.iter().any(|registration| registration["method"] == method) {
            let message = self.wire.receive(deadline).unwrap_or_else(|| panic!("{method} is not asked for"));
            self.take(message);
        }
    }

    /// What is offered at `range`.
    pub fn actions(&mut self, path: &Path, range: Range, diagnostics: &[Diagnostic]) -> Vec<CodeAction> {
        let context = json!({"diagnostics": diagnostics});
        self.ask("textDocument/codeAction", json!({"textDocument": {"uri": uri(path)}, "range": range, "context": context}))
    }

    /// What is shown at `position`.
    pub fn hover(&mut self, path: &Path, position: Position) -> Option<Hover> {
        self.ask("textDocument/hover", json!({"textDocument": {"uri": uri(path)}, "position": position}))
    }

    /// Does what `action` says, to what is open and to what is on the disk.
    pub fn apply(&mut self, action: &CodeAction) {
        self.make(action.edit.clone().unwrap());
    }

    /// Does what `edit` says.
    fn make(&mut self, edit: WorkspaceEdit) {
        for (uri, edits) in edit.changes.into_iter().flatten() {
            self.edit(&uri, &edits);
        }
        match edit.document_changes {
            Some(DocumentChanges::Operations(operations)) => operations.into_iter().for_each(|operation| match operation {
                DocumentChangeOperation::Op(ResourceOp::Create(create)) => {
                    fs::File::create_new(create.uri.to_file_path().unwrap()).expect("a file that is there is not overwritten");
                }
                DocumentChangeOperation::Op(other) => panic!("nobody expects {other:?}"),
                DocumentChangeOperation::Edit(edit) => self.edit_document(edit),
            }),
            Some(DocumentChanges::Edits(edits)) => edits.into_iter().for_each(|edit| self.edit_document(edit)),
            None => {}
        }
    }

    fn edit_document(&mut self, edit: TextDocumentEdit) {
        let edits = edit.edits.into_iter().map(|edit| match edit {
            OneOf::Left(edit) => edit,
            OneOf::Right(annotated) => annotated.text_edit,
        });
        let (edits, uri): (Vec<_>, _) = (edits.collect(), edit.text_document.uri);
        match self.buffers.get(&uri) {
            Some(buffer) => {
                assert_eq!(edit.text_document.version, Some(buffer.version), "a stale edit");
                self.edit(&uri, &edits);
            }
            None => {
                let path = uri.to_file_path().unwrap();
                let mut buffer = Buffer { text: fs::read_to_string(&path).unwrap(), version: 0 };
                buffer.edit(&edits, &self.encoding);
                fs::write(path, buffer.text).unwrap();
            }
        }
    }

    /// Edits a text that is open, and tells the server: the last change first, so that each finds its place.
    fn edit(&mut self, uri: &Uri, edits: &[TextEdit]) {
        let buffer = self.buffers.get_mut(uri).unwrap();
        buffer.edit(edits, &self.encoding);
        buffer.version += 1;
        let mut edits = edits.to_vec();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
        let changes: Vec<_> = edits.iter().map(|edit| json!({"range": edit.range, "text": edit.new_text})).collect();
        let document = json!({"uri": uri, "version": buffer.version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Sends a notification.
    pub fn tell(&self, method: &str, parameters: Value) {
        self.wire.send(message(method, parameters));
    }

    /// Sends a request and waits for its answer. No answer (`null`) is none, or empty.
    pub fn ask<T: DeserializeOwned>(&mut self, method: &str, parameters: Value) -> T {
        let answer = self.try_ask(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"));
        serde_json::from_value(answer).unwrap()
    }

    /// Sends a request and waits for its answer, or the error that it is answered with.
    pub fn try_ask(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        let id = self.begin(method, parameters);
        self.answer(id)
    }

    /// Sends a request and does not wait. Its id.
    pub fn begin(&mut self, method: &str, parameters: Value) -> i64 {
        self.requests += 1;
        let mut message = message(method, parameters);
        message["id"] = json!(self.requests);
        self.wire.send(message);
        self.requests
    }

    /// Waits for the answer to the request `id`.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut message = self.wire.receive(deadline).unwrap_or_else(|| panic!("no answer to request {id}"));
            if message["id"] == json!(id) && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].take()),
                };
            }
            self.take(message);
        }
    }

    /// Waits until all of the requests are answered, in whatever order.
    pub fn answers(&mut self, ids: &[i64]) {
        let mut waiting: HashSet<i64> = ids.iter().copied().collect();
        let deadline = Instant::now() + PATIENCE;
        while !waiting.is_empty() {
            let message = self.wire.receive(deadline).unwrap_or_else(|| panic!("no answer to {waiting:?}"));
            match message["id"].as_i64().filter(|_| message.get("method").is_none()) {
                Some(id) => _ = waiting.remove(&id),
                None => self.take(message),
            }
        }
    }

    /// Puts `new` in the place of the bytes `range`, which is widened to whole characters.
    pub fn replace(&mut self, path: &Path, range: std::ops::Range<usize>, new: &str) {
        let buffer = &self.buffers[&uri(path)];
        let floor = |mut at: usize| {
            while !buffer.text.is_char_boundary(at) {
                at -= 1;
            }
            buffer.position(at, &self.encoding)
        };
        let range = Range { start: floor(range.start), end: floor(range.end) };
        self.edit(&uri(path), &[TextEdit { range, new_text: new.to_owned() }]);
    }

    /// Sends a body that need not be a message.
    pub fn tell_anything(&self, body: String) {
        self.wire.send_body(body);
    }

    /// Waits until the server says or asks `method`, and gives what it says. What was heard before counts too.
    pub fn await_message(&mut self, method: &str) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.heard.iter().position(|message| message["method"] == method) {
                return self.heard.remove(at)["params"].take();
            }
            let message = self.wire.receive(deadline).unwrap_or_else(|| panic!("{method} does not come"));
            self.take(message);
        }
    }

    /// Whether diagnostics of the file were ever sent unasked.
    pub fn was_told_of(&self, path: &Path) -> bool {
        self.said.contains_key(&uri(path))
    }

    fn take(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let said: PublishDiagnosticsParams = serde_json::from_value(message["params"].clone()).unwrap();
            self.said.insert(said.uri.clone(), said);
            return;
        }
        let Some(method) = message["method"].as_str() else { return };
        if let Some(id) = message.get("id") {
            let result = match method {
                "client/registerCapability" => {
                    self.registered.extend(message["params"]["registrations"].as_array().into_iter().flatten().cloned());
                    Value::Null
                }
                "workspace/configuration" => json!([self.settings]),
                "workspace/applyEdit" => json!({"applied": true}),
                "window/showDocument" => json!({"success": true}),
                _ => Value::Null,
            };
            self.wire.send(json!({"jsonrpc": "2.0", "id": id, "result": result}));
        }
        if method == "workspace/applyEdit" {
            let edit = serde_json::from_value(message["params"]["edit"].clone()).unwrap();
            self.make(edit);
        }
        self.heard.push(message);
    }

    /// The id of the server's process.
    pub fn process(&self) -> u32 {
        self.wire.process()
    }

    /// Closes the pipe to the server.
    pub fn hang_up(&mut self) {
        self.wire.close_input();
    }

    /// The server's exit status.
    pub fn exit_status(&mut self) -> Option<i32> {
        self.wire.ended().code()
    }
}

/// `shutdown` and `exit` have no parameters, and `null` is none that the protocol knows.
fn message(method: &str, parameters: Value) -> Value {
    let mut message = json!({"jsonrpc": "2.0", "method": method});
    if !parameters.is_null() {
        message["params"] = parameters;
    }
    message
}

/// The URI of a path; what is none, such as `untitled:Untitled-1`, is one already.
pub fn uri(path: &Path) -> Uri {
    match path.to_str().filter(|text| !text.starts_with('/') && text.contains(':')) {
        Some(text) => text.parse().unwrap(),
        None => Uri::from_file_path(path).unwrap(),
    }
}

/// The rule that a diagnostic is of.
pub fn rule(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.code {
        Some(NumberOrString::String(rule)) => rule,
        _ => "",
    }
}
