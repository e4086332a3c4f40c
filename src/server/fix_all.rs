//! `source.fixAll.tactful`: every fix that may be made unread, in one edit.

use super::{actions, convert::Client, open_draft::OpenDraft};
use crate::fix::{self, Fix};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Uri};

/// The kind of the action.
pub const KIND: CodeActionKind = CodeActionKind::new("source.fixAll.tactful");

/// Whether a client that wants `kinds` wants this: it costs more than the others, so it has to be named.
pub fn is_wanted(kinds: &[CodeActionKind]) -> bool {
    kinds.iter().any(|kind| !kind.as_str().is_empty() && KIND.as_str().starts_with(kind.as_str()))
}

/// The action, where there is something to be done.
pub fn of(draft: &mut OpenDraft, uri: &Uri, client: Client) -> Option<CodeAction> {
    let mended = draft.mended();
    let edits = fix::difference(&draft.document.rope().to_string(), &mended.text);
    if edits.is_empty() {
        return None;
    }
    let fix = Fix::safe("Fix all that is safe to fix unread", edits);
    Some(CodeAction {
        title: fix.title.clone(),
        kind: Some(KIND),
        edit: Some(actions::workspace_edit(draft, &fix, uri, client)),
        ..CodeAction::default()
    })
}
