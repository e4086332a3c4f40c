//! The server, and a client that says anything.

use serde_json::{Value, json};
use std::time::Duration;
use tactful::server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Longest that any conversation may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the answers to the first and the last request hold.
const FIRST: &str = "\"id\":1000001}";
const LAST: &str = "\"id\":1000000}";

/// Opens a draft, then says what `data` says, line by line: as the parameters of a method, or, after `!`, as bytes with no
/// frame around them. The server answers what it can and ends in order.
pub fn protocol(data: &[u8]) {
    if data.len() > super::MOST {
        return;
    }
    let (input, is_framed) = conversation(data);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (ours, theirs) = tokio::io::duplex(1 << 22);
        let (from, to) = tokio::io::split(theirs);
        let server = tokio::spawn(server::converse(from, to));
        let talk = async {
            let (mut answers, mut questions) = tokio::io::split(ours);
            let mut heard = Vec::new();
            questions.write_all(&hello()).await.unwrap();
            while !has(FIRST, &heard) && answers.read_buf(&mut heard).await.is_ok_and(|length| length > 0) {}
            questions.write_all(&input).await.unwrap();
            while is_framed && !has(LAST, &heard) && answers.read_buf(&mut heard).await.is_ok_and(|length| length > 0) {}
            let mut end = Vec::new();
            say(&mut end, &json!({"jsonrpc": "2.0", "id": 0, "method": "shutdown"}));
            say(&mut end, &json!({"jsonrpc": "2.0", "method": "exit"}));
            // It may have ended already.
            let _ = questions.write_all(&end).await;
            let _ = questions.shutdown().await;
            server.await.unwrap();
        };
        assert!(tokio::time::timeout(PATIENCE, talk).await.is_ok(), "the server does not end");
    });
    runtime.shutdown_background();
}

fn has(wanted: &str, heard: &[u8]) -> bool {
    heard.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

fn hello() -> Vec<u8> {
    let mut input = Vec::new();
    say(&mut input, &json!({"jsonrpc": "2.0", "id": 1_000_001, "method": "initialize", "params": {"capabilities": {}}}));
    input
}

/// What is said, and whether each message of it has a frame: what has none may take the rest for its own.
fn conversation(data: &[u8]) -> (Vec<u8>, bool) {
    let (mut input, mut is_framed) = (Vec::new(), true);
    let uri = "untitled:a.md";
    let text = "---\nto: Ann\nkind: invite\n---\n\nHi Ann! Please like my page, DoughPro is a rip-off.\n";
    say(&mut input, &json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    let item = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
    say(&mut input, &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}));
    for (at, line) in data.split(|byte| *byte == b'\n').enumerate() {
        match line.split_first() {
            Some((b'!', raw)) => {
                is_framed = false;
                input.extend_from_slice(raw);
            }
            Some((method, rest)) => say(&mut input, &message(*method, rest, at + 2)),
            None => {}
        }
    }
    let document = json!({"textDocument": {"uri": uri}});
    say(&mut input, &json!({"jsonrpc": "2.0", "id": 1_000_000, "method": "textDocument/diagnostic", "params": document}));
    (input, is_framed)
}

/// The methods that a byte picks.
const METHODS: [&str; 16] = [
    "textDocument/didChange",
    "textDocument/didOpen",
    "textDocument/didClose",
    "textDocument/didSave",
    "textDocument/codeAction",
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "workspace/executeCommand",
    "workspace/didChangeConfiguration",
    "codeAction/resolve",
    "$/cancelRequest",
];

fn message(method: u8, rest: &[u8], id: usize) -> Value {
    let method = METHODS[usize::from(method) % METHODS.len()];
    let params = serde_json::from_slice(rest).unwrap_or_else(|_| typed(rest));
    let is_notification = method.contains("/did") || method.starts_with('$');
    let mut message = json!({"jsonrpc": "2.0", "method": method, "params": params});
    if !is_notification {
        message["id"] = json!(id);
    }
    message
}

/// What is no JSON is typed somewhere into the draft, or asks about a place of it.
fn typed(rest: &[u8]) -> Value {
    let number = |at: usize| rest.get(at).copied().unwrap_or_default();
    let place = json!({"line": number(0), "character": number(1)});
    let end = json!({"line": number(0).saturating_add(number(2) % 3), "character": number(3)});
    let range = json!({"start": place, "end": end});
    let text = String::from_utf8_lossy(rest.get(4..).unwrap_or_default());
    json!({
        "textDocument": {"uri": "untitled:a.md", "version": 2, "languageId": "markdown", "text": text},
        "position": place, "range": range, "context": {"diagnostics": []},
        "contentChanges": [{"range": range, "text": text}], "previousResultIds": [],
        "command": "tactful.fixAll", "arguments": ["untitled:a.md"], "settings": {"tactful": {"text": text}},
    })
}

fn say(input: &mut Vec<u8>, message: &Value) {
    let body = message.to_string();
    input.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
}
