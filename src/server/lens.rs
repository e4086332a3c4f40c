//! The code lens above a draft: to whom it goes, how things stand, what it gives and what it asks.

use super::{
    convert::{self, Client},
    state::OpenDraft,
};
use crate::{acts::Act, document::ByteRange, draft::WANTS};
use tower_lsp::ls_types::{CodeLens, Command};

/// The lens of `draft`; none where the document is no draft.
pub fn of(draft: &mut OpenDraft, client: Client) -> Vec<CodeLens> {
    let acts = draft.acts();
    let Some(found) = &draft.outcome.draft else { return Vec::new() };
    let count = |wanted: &[Act]| acts.iter().filter(|(_, acts)| wanted.iter().any(|act| acts.has(*act))).count();
    let recipient = found.recipient.as_deref().unwrap_or("nobody yet");
    let (relationship, permission) = (found.relationship.name(), found.permission.name());
    let gives = counted(count(&[Act::Value]), "give");
    let asks = counted(count(&WANTS), "ask");
    let title = format!("{recipient} · {} · {relationship} · permission: {permission} · {gives}, {asks}", found.kind.name());
    let start = ByteRange::at(draft.document.preamble().length);
    // A command without a name is one that does nothing: the lens is there to be read.
    let command = Command { title, command: String::new(), arguments: None };
    vec![CodeLens { range: convert::range(draft.document.rope(), start, client.encoding), command: Some(command), data: None }]
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
