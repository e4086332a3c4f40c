//! The server's process and its two pipes. A thread for each pipe, so that nobody waits without an end.

use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A running server.
pub struct Wire {
    process: Child,
    to: Option<Sender<String>>,
    from: Receiver<Value>,
}

impl Wire {
    /// Starts the server in `folder`: `launcher` is its program, or one that runs it.
    pub fn start(folder: &Path, mut launcher: Command) -> Self {
        let mut process = launcher
            .args(["lsp", "--stdio"])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = process.stdin.take().unwrap();
        let stdout = process.stdout.take().unwrap();
        let (to, outbox) = channel::<String>();
        let (inbox, from) = channel();
        thread::spawn(move || {
            for body in outbox {
                // A server that is gone reads nothing; the test will see that it is gone.
                if write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| stdin.flush()).is_err() {
                    return;
                }
            }
        });
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if inbox.send(message).is_err() {
                    return;
                }
            }
        });
        Self { process, to: Some(to), from }
    }

    /// Sends a message.
    pub fn send(&self, message: Value) {
        self.send_body(message.to_string());
    }

    /// Sends a body that need not be a message.
    pub fn send_body(&self, body: String) {
        self.to.as_ref().unwrap().send(body).unwrap();
    }

    /// The next message, if one comes before `deadline`.
    pub fn receive(&self, deadline: Instant) -> Option<Value> {
        self.from.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()
    }

    /// The id of the server's process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Closes the server's stdin, once all that was sent is written.
    pub fn close_input(&mut self) {
        self.to = None;
    }

    /// How the server ended.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the server still runs");
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        // It may have ended already, as most tests want.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(stdout: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut header = String::new();
        if stdout.read_line(&mut header).ok()? == 0 {
            return None;
        }
        match header.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
