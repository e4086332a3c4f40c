//! What the session has to say to the client, in the order in which it says it.
//!
//! Nothing here waits for an answer of the client's before the next is sent: a client that never answers costs nothing.

use super::{convert::Client as Abilities, state::Publication};
use std::sync::{Arc, OnceLock};
use tokio::sync::{mpsc::UnboundedReceiver, oneshot};
use tower_lsp::{
    Client,
    ls_types::{
        LogTraceParams, MessageType, ProgressParams, ProgressParamsValue, ProgressToken, ShowDocumentParams, Uri,
        WorkDoneProgress, WorkspaceEdit,
        notification::{LogTrace, Progress},
        request::WorkDoneProgressCreate,
    },
};

/// Something for the client.
pub enum Outgoing {
    Diagnostics(Publication),
    /// What the client has asked for is out of date.
    Refresh,
    Log(MessageType, String),
    Trace(String),
    Progress(ProgressToken, WorkDoneProgress),
    CreateProgress(ProgressToken),
    /// Says when all before it is sent: an answer should not come before the progress of its work.
    Mark(oneshot::Sender<()>),
    Show(Uri),
    Apply(WorkspaceEdit),
}

/// Sends what comes until the sender is dropped.
pub async fn deliver(client: Client, abilities: Arc<OnceLock<Abilities>>, mut waiting: UnboundedReceiver<Outgoing>) {
    while let Some(outgoing) = waiting.recv().await {
        let able = abilities.get().copied().unwrap_or_default();
        match outgoing {
            Outgoing::Diagnostics(Publication { uri, diagnostics, version }) => {
                client.publish_diagnostics(uri, diagnostics, version).await;
            }
            Outgoing::Log(level, message) => client.log_message(level, message).await,
            Outgoing::Trace(message) => {
                client.send_notification::<LogTrace>(LogTraceParams { message, verbose: None }).await;
            }
            Outgoing::Progress(token, progress) => {
                let params = ProgressParams { token, value: ProgressParamsValue::WorkDone(progress) };
                client.send_notification::<Progress>(params).await;
            }
            Outgoing::Mark(reached) => _ = reached.send(()),
            request => {
                let client = client.clone();
                tokio::spawn(async move { ask(&client, request, able).await });
            }
        }
    }
}

async fn ask(client: &Client, request: Outgoing, able: Abilities) {
    let refused = |error: tower_lsp::jsonrpc::Error| tracing::warn!("the client says no: {error}");
    match request {
        Outgoing::Refresh => {
            if able.refreshes.diagnostics && able.pulls {
                let _ = client.workspace_diagnostic_refresh().await.map_err(refused);
            }
            if able.refreshes.lenses {
                let _ = client.code_lens_refresh().await.map_err(refused);
            }
            if able.refreshes.hints {
                let _ = client.inlay_hint_refresh().await.map_err(refused);
            }
        }
        Outgoing::Show(uri) => {
            let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: None };
            let _ = client.show_document(params).await.map_err(refused);
        }
        Outgoing::Apply(edit) => {
            let _ = client.apply_edit(edit).await.map_err(refused);
        }
        Outgoing::CreateProgress(token) => {
            let params = tower_lsp::ls_types::WorkDoneProgressCreateParams { token };
            let _ = client.send_request::<WorkDoneProgressCreate>(params).await.map_err(refused);
        }
        _ => {}
    }
}
