//! Inlay hints: what each sentence does, behind it. Off unless the client's settings turn them on.

use super::{
    convert::{self, Client},
    state::OpenDraft,
};
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, Range};

/// The hints for the sentences that touch `range`.
pub fn within(draft: &mut OpenDraft, range: Range, client: Client) -> Vec<InlayHint> {
    let wanted = convert::byte_range(draft.document.rope(), range, client.encoding);
    let acts = draft.acts();
    let here = acts.into_iter().filter(|(range, _)| range.start <= wanted.end && wanted.start <= range.end);
    let rope = draft.document.rope();
    here.map(|(range, acts)| InlayHint {
        position: convert::range(rope, range, client.encoding).end,
        label: InlayHintLabel::String(acts.to_string()),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    })
    .collect()
}
