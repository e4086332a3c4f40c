//! "Add … to tactful.toml": the action for a recipient whom the settings do not know.

use super::{actions, convert::Client, open_draft::OpenDraft, state::SettingsFile};
use crate::{
    context::Settings,
    document::ByteRange,
    fix::Edit,
    recipient, rules,
    shown::{MOST, on_a_line},
};
use tower_lsp::ls_types::{CodeAction, CodeActionKind};

/// The action, where `range` (bytes of the document) touches such a name and the file can be written.
pub fn at(draft: &OpenDraft, range: ByteRange, settings: Option<&SettingsFile>, client: Client) -> Option<CodeAction> {
    let settings = settings?;
    let (name, place) = recipient::unknown_name(&draft.document, draft.settings())?;
    if place.start > range.end || range.start > place.end {
        return None;
    }
    let is_group = draft.outcome.draft.as_ref().is_some_and(|found| found.kind.is_public());
    let edit = added(&settings.source, &name, is_group)?;
    Some(CodeAction {
        title: format!("Add {} to tactful.toml", on_a_line(&name, MOST)),
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(actions::settings_edit(settings, &edit, client)),
        ..CodeAction::default()
    })
}

/// An entry for `name` at the end of `source`; `None` where the file would not be read with it.
fn added(source: &str, name: &str, is_group: bool) -> Option<Edit> {
    let table = if is_group { "groups" } else { "people" };
    let gap = match source {
        "" => "",
        _ if source.ends_with("\n\n") => "",
        _ if source.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    // A string of JSON is one of TOML.
    let entry = format!("{gap}[[{table}]]\nname = {}\n", serde_json::to_string(name).ok()?);
    let (settings, problems) = Settings::parse(&format!("{source}{entry}"), &rules::names());
    let is_known = settings.group(name).is_some() || settings.person(name).is_some();
    (is_known && problems.is_empty()).then(|| Edit::insertion(source.len(), entry))
}
