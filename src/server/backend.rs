//! The handlers. Each makes one send that does not wait to the session, or asks it and awaits the answer.

use super::{
    actions, capabilities, commands, completion,
    convert::Client as Abilities,
    hover, inlay, lens,
    outgoing::{self, Outgoing},
    pull,
    reading::Readings,
    sent::{SECTION, Sent},
    session::{Event, Session},
    state::State,
    symbols,
};
use crate::context::settings::FILE_NAME;
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
    mpsc,
};
use tokio::sync::{mpsc::UnboundedSender, oneshot};
use tower_lsp::{
    Client, LanguageServer,
    jsonrpc::{Error, Result},
    ls_types::{
        CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams, CompletionResponse,
        ConfigurationItem, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
        DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
        DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
        DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FileSystemWatcher, GlobPattern, Hover, HoverParams,
        InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, LSPAny, Registration, ServerInfo,
        SetTraceParams, Uri, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    },
};

/// What the process and its service share.
#[derive(Clone, Default)]
pub struct Life {
    /// Whether the client said `shutdown`.
    pub ended: Arc<AtomicBool>,
    /// The client's process.
    pub parent: Arc<OnceLock<u32>>,
}

pub struct Backend {
    client: Client,
    session: mpsc::Sender<Event>,
    outgoing: UnboundedSender<Outgoing>,
    life: Life,
    abilities: Arc<OnceLock<Abilities>>,
    readings: Readings,
}

impl Backend {
    /// A service for `client`, with a session of its own.
    pub fn new(client: Client, life: Life) -> Self {
        let (outgoing, waiting) = tokio::sync::mpsc::unbounded_channel();
        let abilities = Arc::new(OnceLock::new());
        tokio::spawn(outgoing::deliver(client.clone(), Arc::clone(&abilities), waiting));
        let session = Session::start(outgoing.clone());
        Self { client, session, outgoing, life, abilities, readings: Readings::default() }
    }

    /// `$/setTrace`, which the framework leaves to us.
    pub async fn set_trace(&self, params: SetTraceParams) {
        self.tell(Event::Trace(params.value));
    }

    /// `window/workDoneProgress/cancel`, which the framework leaves to us.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.readings.cancel(&params.token);
    }

    fn able(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// Tells the session something. It lives as long as the process, so nothing is lost.
    fn tell(&self, event: Event) {
        if self.session.send(event).is_err() {
            tracing::error!("the session has ended");
        }
    }

    /// Asks the session something. A question that was cancelled before its turn costs nothing.
    async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut State) -> T + Send + 'static) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.tell(Event::Question(Box::new(move |state| {
            if !answer.is_closed() {
                let _ = answer.send(question(state));
            }
        })));
        answered.await.map_err(|_| Error::internal_error())
    }

    /// Asks the client for its settings. Nobody waits: a client that never answers has none.
    fn pull_settings(&self) {
        let (client, session) = (self.client.clone(), self.session.clone());
        tokio::spawn(async move {
            let section = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            match client.configuration(vec![section]).await {
                Ok(values) => {
                    let sent = values.first().map(Sent::read).unwrap_or_default();
                    let _ = session.send(Event::Settings(Box::new(sent)));
                }
                Err(error) => tracing::warn!("the client does not tell its settings: {error}"),
            }
        });
    }

    /// Asks the client to tell of changes, where it can.
    fn register(&self) {
        let able = self.able();
        let watched = ["**/tactful.toml", "**/*.{md,markdown,txt,eml}"];
        let watcher = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        let watchers = watched.map(watcher).to_vec();
        let registration = |id: &str, method: &str, register_options| Registration {
            id: id.to_owned(),
            method: method.to_owned(),
            register_options,
        };
        let mut wanted = Vec::new();
        if able.watches_files {
            let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers }).ok();
            wanted.push(registration("tactful-files", "workspace/didChangeWatchedFiles", options));
        }
        if able.tells_settings {
            let options = Some(serde_json::json!({"section": SECTION}));
            wanted.push(registration("tactful-settings", "workspace/didChangeConfiguration", options));
        }
        if wanted.is_empty() {
            return;
        }
        let client = self.client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.register_capability(wanted).await {
                tracing::warn!("the client tells of no changes: {error}");
            }
        });
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        if let Some(id) = params.process_id {
            let _ = self.life.parent.set(id);
        }
        let able = Abilities::of(&params);
        let _ = self.abilities.set(able);
        self.tell(Event::Client(able));
        if let Some(trace) = params.trace {
            self.tell(Event::Trace(trace));
        }
        #[allow(deprecated)]
        let root = params.root_uri;
        let folders = params.workspace_folders.filter(|folders| !folders.is_empty());
        let added = folders.map_or_else(
            || root.into_iter().collect(),
            |folders| folders.into_iter().map(|folder| folder.uri).collect::<Vec<_>>(),
        );
        self.tell(Event::Folders { added, removed: Vec::new() });
        if let Some(options) = &params.initialization_options {
            self.tell(Event::Settings(Box::new(Sent::read(options))));
        }
        Ok(InitializeResult {
            capabilities: capabilities::for_client(able),
            server_info: Some(ServerInfo { name: "tactful".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.register();
        if self.able().has_settings {
            self.pull_settings();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.life.ended.store(true, Ordering::SeqCst);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Change(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Event::Saved(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Close(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let uris = params.changes.into_iter().map(|change| change.uri);
        let (settings, drafts): (Vec<_>, Vec<_>) = uris.partition(|uri| uri.as_str().ends_with(FILE_NAME));
        if !settings.is_empty() {
            self.tell(Event::SettingsChanged);
        }
        if !drafts.is_empty() {
            self.tell(Event::Files(drafts));
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.able().has_settings {
            self.pull_settings();
        } else {
            self.tell(Event::Settings(Box::new(Sent::read(&params.settings))));
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let uris = |folders: Vec<tower_lsp::ls_types::WorkspaceFolder>| folders.into_iter().map(|folder| folder.uri).collect();
        self.tell(Event::Folders { added: uris(params.event.added), removed: uris(params.event.removed) });
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let items = self.ask(move |state| state.diagnostics(&params.text_document.uri)).await?;
        Ok(pull::report(items, params.previous_result_id.as_deref()))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let workspace = self.ask(State::workspace).await?;
        self.readings.read(workspace, params, self.able().shows_progress, self.outgoing.clone()).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask(move |state| {
            let client = state.client;
            let (draft, settings) = state.current_with_settings(&params.text_document.uri)?;
            Some(actions::at(draft, &params, settings.as_ref(), client))
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.ask(move |state| actions::resolved(state, action)).await?
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        self.ask(move |state| {
            let client = state.client;
            hover::at(state.current(&place.text_document.uri)?, place.position, client)
        })
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let place = params.text_document_position;
        let items = self.ask(move |state| {
            let (client, uri) = (state.client, &place.text_document.uri);
            if let Some(rope) = state.settings_text(uri) {
                return Some(completion::in_settings(rope, place.position, client));
            }
            let draft = state.current(uri)?;
            let written_to = draft.written_to();
            Some(completion::in_draft(draft.document.rope(), draft.settings(), &written_to, place.position, client))
        });
        Ok(items.await?.map(CompletionResponse::Array))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.of_draft(params.text_document.uri, lens::of).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.of_draft(params.text_document.uri, symbols::of).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(move |state| {
            let client = state.client;
            let shows = state.shows_hints;
            state.current(&params.text_document.uri).filter(|_| shows).and_then(|draft| inlay::of(draft, params.range, client))
        })
        .await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let outgoing = self.ask(move |state| commands::run(state, &params)).await??;
        outgoing.into_iter().for_each(|outgoing| {
            let _ = self.outgoing.send(outgoing);
        });
        Ok(None)
    }
}

impl Backend {
    async fn of_draft<T: Send + 'static>(
        &self,
        uri: Uri,
        look: impl FnOnce(&mut super::open_draft::OpenDraft, &Uri, Abilities) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        self.ask(move |state| {
            let client = state.client;
            look(state.current(&uri)?, &uri, client)
        })
        .await
    }
}
