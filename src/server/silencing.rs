//! The actions that silence a diagnostic: here, in this file, or in `tactful.toml`.

use super::{
    actions,
    convert::{self, Client},
    open_draft::OpenDraft,
    state::SettingsFile,
};
use crate::{diagnostic::Diagnostic, rules, silence};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Uri, WorkspaceEdit};

/// Those for `found`, from the narrowest to the widest.
pub fn of(draft: &OpenDraft, found: &Diagnostic, uri: &Uri, settings: Option<&SettingsFile>, client: Client) -> Vec<CodeAction> {
    let in_draft =
        draft.silencing(found).into_iter().map(|fix| (fix.title.clone(), actions::workspace_edit(draft, &fix, uri, client)));
    let mut edits: Vec<_> = in_draft.collect();
    let off = settings.and_then(|settings| turned_off(settings, found, client));
    edits.extend(off.map(|edit| (format!("Turn the rule off in tactful.toml ({})", found.rule), edit)));
    let diagnostic = convert::diagnostic(&draft.document, found, client.encoding);
    let action = |(title, edit)| CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        edit: Some(edit),
        is_preferred: Some(false),
        ..CodeAction::default()
    };
    edits.into_iter().map(action).collect()
}

fn turned_off(settings: &SettingsFile, found: &Diagnostic, client: Client) -> Option<WorkspaceEdit> {
    let edit = silence::turned_off(&settings.source, found.rule, &rules::names())?;
    Some(actions::settings_edit(settings, &edit, client))
}
