//! The language server: a thin skin over `check`.
//!
//! Handlers run concurrently, so their order holds only up to the first await. A notification therefore makes one send that
//! does not wait to the session, which owns the documents; a request sends its question and awaits the answer.

mod actions;
mod completion;
mod convert;
mod fix_all;
mod hover;
mod in_force;
mod inlay;
mod lens;
mod session;
mod silencing;
mod state;
mod symbols;

use convert::Client as Abilities;
use session::{Event, Session};
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};
use tokio::sync::oneshot;
use tower_lsp::{
    Client, LanguageServer, LspService, Server,
    jsonrpc::Result,
    ls_types::{
        CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CodeActionResponse, CodeLens,
        CodeLensOptions, CodeLensParams, CompletionOptions, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
        DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions,
        DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbolParams,
        DocumentSymbolResponse, FileSystemWatcher, GlobPattern, Hover, HoverParams, HoverProviderCapability, InitializeParams,
        InitializeResult, InitializedParams, InlayHint, InlayHintParams, OneOf, Registration, ServerCapabilities, ServerInfo,
        TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    },
};

/// How often it is looked whether the client is still there.
const PARENT_CHECK: Duration = Duration::from_secs(2);

/// How the service came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client asked for it in the agreed way.
    Orderly,
    /// The client went away, or said `exit` without `shutdown`.
    Abrupt,
}

/// Serves a client over stdin and stdout until it says `exit`, closes stdin, or is gone.
///
/// # Errors
/// Where no runtime can be started.
pub fn serve() -> std::io::Result<End> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = Arc::new(AtomicBool::new(false));
    let parent = Arc::new(OnceLock::new());
    runtime.block_on(async {
        let (service, socket) = LspService::new(|client| Backend::new(client, Arc::clone(&ended), Arc::clone(&parent)));
        let serving = Server::new(tokio::io::stdin(), tokio::io::stdout(), socket).serve(service);
        tokio::select! {
            () = serving => {}
            () = parent_gone(&parent) => tracing::info!("the client's process is gone"),
        }
    });
    // A read of stdin may still be waiting; it must not keep the process.
    runtime.shutdown_background();
    Ok(if ended.load(Ordering::SeqCst) { End::Orderly } else { End::Abrupt })
}

async fn parent_gone(parent: &OnceLock<u32>) {
    loop {
        tokio::time::sleep(PARENT_CHECK).await;
        if parent.get().is_some_and(|id| !is_running(*id)) {
            return;
        }
    }
}

/// Whether the process lives. Where there is no `/proc`, the end of stdin has to do.
fn is_running(id: u32) -> bool {
    !cfg!(target_os = "linux") || std::path::Path::new("/proc").join(id.to_string()).exists()
}

struct Backend {
    client: Client,
    session: mpsc::Sender<Event>,
    ended: Arc<AtomicBool>,
    parent: Arc<OnceLock<u32>>,
    abilities: OnceLock<Abilities>,
    /// Whether inlay hints are wanted.
    hints: AtomicBool,
}

impl Backend {
    fn new(client: Client, ended: Arc<AtomicBool>, parent: Arc<OnceLock<u32>>) -> Self {
        let (publish, mut published) = tokio::sync::mpsc::unbounded_channel::<state::Publication>();
        let publisher = client.clone();
        tokio::spawn(async move {
            while let Some(state::Publication { uri, diagnostics, version }) = published.recv().await {
                publisher.publish_diagnostics(uri, diagnostics, version).await;
            }
        });
        Self {
            client,
            session: Session::start(publish),
            ended,
            parent,
            abilities: OnceLock::new(),
            hints: AtomicBool::new(false),
        }
    }

    /// Tells the session something. It lives as long as the process, so nothing is lost.
    fn tell(&self, event: Event) {
        if self.session.send(event).is_err() {
            tracing::error!("the session has ended");
        }
    }

    /// Asks the session something.
    async fn ask<T: Default>(&self, event: impl FnOnce(oneshot::Sender<T>) -> Event) -> T {
        let (answer, answered) = oneshot::channel();
        self.tell(event(answer));
        answered.await.unwrap_or_default()
    }

    /// Takes over what the client's settings say, alone or under `tactful`.
    fn configure(&self, settings: Option<&serde_json::Value>) {
        let own = settings.map(|settings| settings.get("tactful").unwrap_or(settings));
        if let Some(wanted) = own.and_then(|own| own.get("inlayHints")?.as_bool()) {
            self.hints.store(wanted, Ordering::SeqCst);
        }
    }

    /// Asks the client to say when a settings file changes, where it can.
    async fn watch_settings(&self) {
        let watchers = vec![FileSystemWatcher { glob_pattern: GlobPattern::String("**/tactful.toml".to_owned()), kind: None }];
        let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers }).ok();
        let registration = Registration {
            id: "tactful-settings".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: options,
        };
        if let Err(error) = self.client.register_capability(vec![registration]).await {
            tracing::warn!("settings are not watched: {error}");
        }
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        if let Some(id) = params.process_id {
            let _ = self.parent.set(id);
        }
        self.configure(params.initialization_options.as_ref());
        let abilities = Abilities::of(&params.capabilities);
        let _ = self.abilities.set(abilities);
        self.tell(Event::Client(abilities));
        Ok(InitializeResult {
            capabilities: capabilities(abilities),
            server_info: Some(ServerInfo { name: "tactful".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.abilities.get().is_some_and(|abilities| abilities.watches_files) {
            self.watch_settings().await;
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.ended.store(true, Ordering::SeqCst);
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

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.tell(Event::SettingsChanged);
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        Ok(self.ask(|answer| Event::Actions(Box::new(params), answer)).await)
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.configure(Some(&params.settings));
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        Ok(self.ask(|answer| Event::Symbols(params.text_document.uri, answer)).await)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.ask(|answer| Event::Lens(params.text_document.uri, answer)).await)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        if !self.hints.load(Ordering::SeqCst) {
            return Ok(None);
        }
        Ok(self.ask(|answer| Event::Hints(params, answer)).await)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let items = self.ask(|answer| Event::Completion(params.text_document_position, answer)).await;
        Ok(Some(CompletionResponse::Array(items)))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        Ok(self.ask(|answer| Event::Hover(params.text_document_position_params, answer)).await)
    }
}

fn capabilities(abilities: Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(abilities.position_encoding()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, fix_all::KIND]),
            ..CodeActionOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "\""].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
