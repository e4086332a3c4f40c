//! The session: one thread that owns the documents, and does all reading.
//!
//! It takes in what is waiting before it reads, so that a burst of edits is read once; what it says is always of the newest
//! version. Requests are answered for the text as it stands when their turn comes.

use super::{
    actions,
    convert::Client,
    hover, inlay, lens,
    state::{OpenDraft, Publication, State},
    symbols,
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
    time::Duration,
};
use tokio::sync::{mpsc::UnboundedSender, oneshot};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CompletionItem, DidChangeTextDocumentParams, DocumentSymbolResponse, Hover,
    InlayHint, InlayHintParams, TextDocumentItem, TextDocumentPositionParams, Uri,
};

/// How often, while somebody types, the disk is asked whether settings changed.
const SETTINGS_INTERVAL: Duration = Duration::from_secs(1);

/// What a handler has to tell or to ask.
pub enum Event {
    Client(Client),
    Open(TextDocumentItem),
    Change(DidChangeTextDocumentParams),
    Saved(Uri),
    Close(Uri),
    SettingsChanged,
    Actions(Box<CodeActionParams>, oneshot::Sender<Option<CodeActionResponse>>),
    Hover(TextDocumentPositionParams, oneshot::Sender<Option<Hover>>),
    Symbols(Uri, oneshot::Sender<Option<DocumentSymbolResponse>>),
    Lens(Uri, oneshot::Sender<Option<Vec<CodeLens>>>),
    Hints(InlayHintParams, oneshot::Sender<Option<Vec<InlayHint>>>),
    Completion(TextDocumentPositionParams, oneshot::Sender<Vec<CompletionItem>>),
}

/// The thread's own.
pub struct Session {
    state: State,
    publish: UnboundedSender<Publication>,
}

impl Session {
    /// Starts the thread. It ends when the sender is dropped.
    pub fn start(publish: UnboundedSender<Publication>) -> mpsc::Sender<Event> {
        let (sender, events) = mpsc::channel();
        let mut session = Self { state: State::default(), publish };
        thread::spawn(move || {
            while let Ok(event) = events.recv() {
                session.guarded(|session| session.take(event));
                while let Ok(event) = events.try_recv() {
                    session.guarded(|session| session.take(event));
                }
                session.guarded(Self::refresh);
            }
        });
        sender
    }

    /// A panic costs what was asked, not the session.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            tracing::error!("a request failed; the server goes on");
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Client(client) => self.state.client = client,
            Event::Open(item) => {
                let uri = item.uri.clone();
                self.state.look_for_settings(Duration::ZERO);
                self.state.open(item);
                self.say(self.state.check_settings_file(&uri));
            }
            Event::Change(params) => {
                let uri = params.text_document.uri;
                self.state.look_for_settings(SETTINGS_INTERVAL);
                self.state.change(&uri, params.text_document.version, params.content_changes);
                self.say(self.state.check_settings_file(&uri));
            }
            Event::Saved(uri) => {
                // A settings file may have been written within one tick of the disk's clock.
                if self.state.check_settings_file(&uri).is_some() {
                    self.state.forget_settings();
                } else {
                    self.state.look_for_settings(Duration::ZERO);
                }
            }
            Event::Close(uri) => {
                let publication = self.state.close(&uri);
                self.say(publication);
            }
            Event::SettingsChanged => self.state.forget_settings(),
            Event::Actions(params, answer) => {
                let client = self.state.client;
                let known = self.state.current_with_settings(&params.text_document.uri);
                let actions = known.map(|(draft, settings)| actions::at(draft, &params, settings.as_ref(), client));
                // An answer that nobody awaits any more was cancelled.
                let _ = answer.send(actions);
            }
            Event::Hover(params, answer) => {
                self.answer(&params.text_document.uri, answer, |draft, client| hover::at(draft, params.position, client));
            }
            Event::Symbols(uri, answer) => self.answer(&uri, answer, |draft, client| Some(symbols::of(draft, &uri, client))),
            Event::Lens(uri, answer) => self.answer(&uri, answer, |draft, client| Some(lens::of(draft, client))),
            Event::Hints(params, answer) => {
                self.answer(&params.text_document.uri, answer, |draft, client| Some(inlay::within(draft, params.range, client)));
            }
            Event::Completion(params, answer) => {
                let _ = answer.send(self.state.completions(&params.text_document.uri, params.position));
            }
        }
    }

    /// Answers of the document as it now stands; of one that is not open there is nothing to be said.
    fn answer<T>(
        &mut self,
        uri: &Uri,
        answer: oneshot::Sender<Option<T>>,
        say: impl FnOnce(&mut OpenDraft, Client) -> Option<T>,
    ) {
        let client = self.state.client;
        let said = self.state.current(uri).and_then(|draft| say(draft, client));
        // An answer that nobody awaits any more was cancelled.
        let _ = answer.send(said);
    }

    fn refresh(&mut self) {
        for publication in self.state.refresh() {
            self.say(Some(publication));
        }
    }

    fn say(&self, publication: Option<Publication>) {
        if let Some(publication) = publication {
            let _ = self.publish.send(publication);
        }
    }
}
