//! Inlay hints: what each sentence does, after it. Off until somebody asks for them.

use super::{
    convert::{self, Client},
    open_draft::OpenDraft,
    symbols,
};
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, Range};

/// The hints in `range`.
pub fn of(draft: &mut OpenDraft, range: Range, client: Client) -> Option<Vec<InlayHint>> {
    draft.look(|draft| {
        let rope = draft.document.rope();
        let range = convert::byte_range(rope, range, client.encoding);
        let here = draft.sentences.iter().filter(|said| said.range().end >= range.start && said.range().end <= range.end);
        let named = here.map(|said| (symbols::acts(said), said)).filter(|(name, _)| !name.is_empty());
        let hint = |(name, said): (String, &crate::acts::Said<'_>)| InlayHint {
            position: convert::position(rope, said.range().end, client.encoding),
            label: InlayHintLabel::String(name),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        };
        named.map(hint).collect()
    })
}
