//! Document symbols: what the sentences of a draft do, as an outline.

use super::{
    convert::{self, Client},
    state::OpenDraft,
};
use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Uri};

/// Longest part of a sentence that is shown, in characters.
const SHOWN: usize = 60;

/// The outline of `draft`: nested where the client knows how, else flat.
pub fn of(draft: &mut OpenDraft, uri: &Uri, client: Client) -> DocumentSymbolResponse {
    let acts = draft.acts();
    let rope = draft.document.rope();
    let entries = acts.into_iter().map(|(range, acts)| {
        let text: String = rope.byte_slice(range.start..range.end).chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
        (acts.to_string(), shortened(&text), convert::range(rope, range, client.encoding))
    });
    if client.nested_symbols {
        DocumentSymbolResponse::Nested(entries.map(|(name, detail, range)| nested(name, detail, range)).collect())
    } else {
        DocumentSymbolResponse::Flat(entries.map(|(name, detail, range)| flat(name, detail, range, uri)).collect())
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

#[expect(deprecated, reason = "the field has to be given")]
fn nested(name: String, detail: String, range: tower_lsp::ls_types::Range) -> DocumentSymbol {
    DocumentSymbol {
        name,
        detail: Some(detail),
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: None,
    }
}

#[expect(deprecated, reason = "the field has to be given")]
fn flat(name: String, detail: String, range: tower_lsp::ls_types::Range, uri: &Uri) -> SymbolInformation {
    SymbolInformation {
        name: format!("{name}: {detail}"),
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range },
        container_name: None,
    }
}
