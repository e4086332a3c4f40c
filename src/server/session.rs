//! The session: one thread that owns the documents, and does all reading.
//!
//! It takes in what is waiting before it reads, so that a burst of edits is read once; what it says is always of the newest
//! version. Requests are answered for the text as it stands when their turn comes.

use super::{convert::Client, outgoing::Outgoing, sent::Sent, state::State};
use crate::context::History;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::{DidChangeTextDocumentParams, MessageType, TextDocumentItem, TraceValue, Uri};

/// How often, while somebody types, the disk is asked whether settings changed.
const SETTINGS_INTERVAL: Duration = Duration::from_secs(1);

/// How often it is asked while nobody does, where the client cannot watch files.
const IDLE_INTERVAL: Duration = Duration::from_secs(2);

/// What a handler has to tell or to ask.
pub enum Event {
    Client(Client),
    Trace(TraceValue),
    Folders {
        added: Vec<Uri>,
        removed: Vec<Uri>,
    },
    Settings(Box<Sent>),
    Open(TextDocumentItem),
    Change(DidChangeTextDocumentParams),
    Saved(Uri),
    Close(Uri),
    SettingsChanged,
    /// Drafts were written, made or taken away.
    Files(Vec<Uri>),
    /// A history that took its time was read.
    History(PathBuf, History),
    /// Answers itself.
    Question(Box<dyn FnOnce(&mut State) + Send>),
}

/// The thread's own.
pub struct Session {
    state: State,
    outgoing: UnboundedSender<Outgoing>,
    trace: TraceValue,
}

impl Session {
    /// Starts the thread. It ends with the process.
    pub fn start(outgoing: UnboundedSender<Outgoing>) -> mpsc::Sender<Event> {
        let (sender, events) = mpsc::channel();
        let mut session = Self { state: State::default(), outgoing, trace: TraceValue::Off };
        session.state.archive.report_to(sender.clone());
        thread::spawn(move || {
            while let Some(event) = session.next(&events) {
                session.guarded(|session| session.take(event));
                while let Ok(event) = events.try_recv() {
                    session.guarded(|session| session.take(event));
                }
                session.guarded(Self::refresh);
            }
        });
        sender
    }

    /// Waits for what comes next. Meanwhile it looks after the settings for a client that cannot.
    fn next(&mut self, events: &mpsc::Receiver<Event>) -> Option<Event> {
        loop {
            if self.state.client.watches_files || !self.state.has_drafts() {
                return events.recv().ok();
            }
            match events.recv_timeout(IDLE_INTERVAL) {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => self.guarded(|session| {
                    session.look_for_settings(Duration::ZERO);
                    session.refresh();
                }),
            }
        }
    }

    /// A panic costs what was asked, not the session.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            tracing::error!("a request failed; the server goes on");
            self.send(Outgoing::Log(MessageType::ERROR, "Something went wrong in Tactful. It goes on.".to_owned()));
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Client(client) => {
                self.state.client = client;
                if client.shows_progress {
                    self.state.archive.show_progress(self.outgoing.clone());
                }
            }
            Event::Trace(trace) => self.trace = trace,
            Event::Folders { added, removed } => {
                self.state.change_folders(&added, &removed);
                self.send(Outgoing::Refresh);
            }
            Event::Settings(sent) => {
                for mistake in self.state.send_settings(*sent) {
                    self.send(Outgoing::Log(MessageType::WARNING, mistake));
                }
                self.send(Outgoing::Refresh);
            }
            Event::Open(item) => {
                let uri = item.uri.clone();
                self.look_for_settings(Duration::ZERO);
                self.state.open(item);
                self.check_settings_file(&uri);
            }
            Event::Change(params) => {
                let uri = params.text_document.uri;
                self.look_for_settings(SETTINGS_INTERVAL);
                self.state.change(&uri, params.text_document.version, params.content_changes);
                if !self.state.client.pulls {
                    self.check_settings_file(&uri);
                }
            }
            Event::Saved(uri) => {
                // A settings file may have been written within one tick of the disk's clock.
                if self.state.settings_text(&uri).is_some() {
                    self.forget_settings();
                } else {
                    self.look_for_settings(Duration::ZERO);
                }
            }
            Event::Close(uri) => {
                let publication = self.state.close(&uri);
                publication.into_iter().for_each(|publication| self.send(Outgoing::Diagnostics(publication)));
            }
            Event::SettingsChanged => self.forget_settings(),
            Event::Files(uris) => {
                if self.state.look_at_files(&uris) {
                    self.send(Outgoing::Refresh);
                }
            }
            Event::History(root, history) => {
                self.state.take_history(&root, history);
                self.send(Outgoing::Refresh);
            }
            Event::Question(answer) => answer(&mut self.state),
        }
    }

    fn check_settings_file(&self, uri: &Uri) {
        self.state.check_settings_file(uri).into_iter().for_each(|publication| self.send(Outgoing::Diagnostics(publication)));
    }

    fn look_for_settings(&mut self, interval: Duration) {
        if self.state.look_for_settings(interval) {
            self.send(Outgoing::Refresh);
        }
    }

    fn forget_settings(&mut self) {
        if self.state.forget_settings(false) {
            self.send(Outgoing::Refresh);
        }
    }

    fn refresh(&mut self) {
        let begun = Instant::now();
        for publication in self.state.refresh() {
            if self.trace != TraceValue::Off {
                let (uri, version, count) = (publication.uri.as_str(), publication.version, publication.diagnostics.len());
                let version = version.map_or_else(|| "of the disk".to_owned(), |version| version.to_string());
                let took = begun.elapsed().as_secs_f64() * 1000.0;
                self.send(Outgoing::Trace(format!("read {uri}, version {version}, in {took:.2} ms: {count} diagnostics")));
            }
            self.send(Outgoing::Diagnostics(publication));
        }
    }

    fn send(&self, outgoing: Outgoing) {
        // Where nobody is left to be told, the process is about to end.
        let _ = self.outgoing.send(outgoing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_answer_and_the_session_goes_on() {
        let (outgoing, mut said) = tokio::sync::mpsc::unbounded_channel();
        let session = Session::start(outgoing);
        session.send(Event::Question(Box::new(|_| panic!("a test asked for this")))).unwrap();
        let (answer, answered) = mpsc::channel();
        session.send(Event::Question(Box::new(move |state| answer.send(state.has_drafts()).unwrap()))).unwrap();
        assert_eq!(answered.recv_timeout(Duration::from_secs(10)), Ok(false));
        assert!(matches!(said.try_recv(), Ok(Outgoing::Log(MessageType::ERROR, _))));
    }
}
