//! Commands: what a lens or an action asks the server to do.

use super::{actions, convert, outgoing::Outgoing, recording::Note, state::State};
use crate::{
    document::Document,
    fix::{Edit, Fix},
};
use serde_json::Value;
use tower_lsp::{
    jsonrpc::{Error, Result},
    ls_types::{ExecuteCommandParams, Uri},
};

/// Writes down that the host has said yes.
pub const RECORD_PERMISSION: &str = "tactful.recordPermission";
/// Writes down that the draft went out today.
pub const MARK_SENT: &str = "tactful.markSent";
/// Writes down that the recipient said yes today.
pub const MARK_ACCEPTED: &str = "tactful.markAccepted";
/// Writes down that the recipient said no today.
pub const MARK_DECLINED: &str = "tactful.markDeclined";
/// Makes every fix that may be made unread.
pub const FIX_ALL: &str = "tactful.fixAll";
/// Shows a document, such as the draft that an action wrote.
pub const SHOW: &str = "tactful.show";
/// Reads settings and drafts anew.
pub const RELOAD: &str = "tactful.reload";

/// All of them.
pub const ALL: [&str; 7] = [RECORD_PERMISSION, MARK_SENT, MARK_ACCEPTED, MARK_DECLINED, FIX_ALL, SHOW, RELOAD];

/// What has to be said to the client so that the command is done.
///
/// # Errors
/// Where there is no such command, or its argument is not the URI of a draft that is open.
pub fn run(state: &mut State, params: &ExecuteCommandParams) -> Result<Option<Outgoing>> {
    let uri = params.arguments.first().map(argument);
    let uri = || uri.clone().unwrap_or_else(|| Err(Error::invalid_params(format!("{} needs a URI", params.command))));
    let edit = match params.command.as_str() {
        RELOAD => {
            state.forget_settings(true);
            return Ok(Some(Outgoing::Refresh));
        }
        SHOW => {
            // Files only: nothing that opens a browser.
            let shown = Some(uri()?).filter(|uri| state.client.shows_documents && convert::file_path(uri).is_some());
            return Ok(shown.map(Outgoing::Show));
        }
        RECORD_PERMISSION => written(state, &uri()?, |document| Some(vec![Edit::of_field(document, "permission", "granted")?]))?,
        MARK_SENT => written(state, &uri()?, |document| Note::Sent.edits(document))?,
        MARK_ACCEPTED => written(state, &uri()?, |document| Note::Accepted.edits(document))?,
        MARK_DECLINED => written(state, &uri()?, |document| Note::Declined.edits(document))?,
        FIX_ALL => {
            let (uri, client) = (uri()?, state.client);
            let draft = state.current(&uri).ok_or_else(|| not_open(&uri))?;
            super::fix_all::of(draft, &uri, client).and_then(|action| action.edit)
        }
        other => return Err(Error::invalid_params(format!("there is no command {other:?}"))),
    };
    Ok(edit.map(Outgoing::Apply))
}

fn argument(value: &Value) -> Result<Uri> {
    serde_json::from_value(value.clone()).map_err(|_| Error::invalid_params(format!("{value} is no URI")))
}

fn not_open(uri: &Uri) -> Error {
    Error::invalid_params(format!("{} is not open as a draft", uri.as_str()))
}

fn written(
    state: &mut State,
    uri: &Uri,
    edits: impl Fn(&Document) -> Option<Vec<Edit>>,
) -> Result<Option<tower_lsp::ls_types::WorkspaceEdit>> {
    let client = state.client;
    let draft = state.current(uri).ok_or_else(|| not_open(uri))?;
    let fix = edits(&draft.document).map(|edits| Fix::by_hand("", edits));
    Ok(fix.map(|fix| actions::workspace_edit(draft, &fix, uri, client)))
}
