//! What can be written down about a draft that has gone out, or is about to: as commands of the lens, and as actions in its
//! front matter.

use super::{actions, convert::Client, open_draft::OpenDraft};
use crate::{
    context::{Brief, Reply, today},
    document::{ByteRange, Document},
    fix::{Edit, Fix},
};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Uri};

/// Something to be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It went out today.
    Sent,
    /// The recipient said yes today.
    Accepted,
    /// The recipient said no today.
    Declined,
}

impl Note {
    /// What may be written down of a draft in these circumstances.
    pub fn possible(brief: &Brief<'_>) -> &'static [Self] {
        match (brief.sent, brief.reply) {
            (None, _) => &[Self::Sent],
            (Some(_), Reply::None) => &[Self::Accepted, Self::Declined],
            _ => &[],
        }
    }

    /// In the words of somebody who has just done it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sent => "Mark as sent today",
            Self::Accepted => "They answered yes",
            Self::Declined => "They answered no",
        }
    }

    /// What it writes; `None` where there is no place for it.
    pub fn edits(self, document: &Document) -> Option<Vec<Edit>> {
        match self {
            Self::Sent => Some(vec![Edit::of_field(document, "sent", &today().to_string())?]),
            Self::Accepted => answer(document, "accepted"),
            Self::Declined => answer(document, "declined"),
        }
    }
}

/// The recipient's answer, of today: one edit where both are put in at one place.
fn answer(document: &Document, reply: &str) -> Option<Vec<Edit>> {
    let replied = Edit::of_field(document, "replied", &today().to_string())?;
    let reply = Edit::of_field(document, "reply", reply)?;
    if reply.range.is_empty() && reply.range == replied.range {
        return Some(vec![Edit::insertion(reply.range.start, reply.text + &replied.text)]);
    }
    Some(vec![reply, replied])
}

/// Whether a client that asks for these kinds alone asks for this one.
pub fn is_wanted(kinds: Option<&Vec<CodeActionKind>>) -> bool {
    let own = CodeActionKind::REFACTOR_REWRITE;
    kinds.is_none_or(|kinds| kinds.iter().any(|kind| own.as_str().starts_with(kind.as_str())))
}

/// The actions where `range` (bytes of the document) is in the front matter.
pub fn at(draft: &mut OpenDraft, range: ByteRange, uri: &Uri, client: Client) -> Vec<CodeAction> {
    let preamble = draft.document.preamble();
    if preamble.insert_at.is_none() || range.start >= preamble.length {
        return Vec::new();
    }
    let notes = draft.look(|draft| Note::possible(draft.brief)).unwrap_or_default();
    let action = |note: &Note| {
        let fix = Fix::by_hand(note.title(), note.edits(&draft.document)?);
        Some(CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::REFACTOR_REWRITE),
            edit: Some(actions::workspace_edit(draft, &fix, uri, client)),
            ..CodeAction::default()
        })
    };
    notes.iter().filter_map(action).collect()
}
