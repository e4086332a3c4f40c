//! The outline of a draft: what its sentences do, one after the other.

use super::{
    convert::{self, Client},
    open_draft::OpenDraft,
};
use crate::{
    acts::{Act, Said},
    draft::Draft,
    shown,
};
use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, Range, SymbolInformation, SymbolKind, Uri};

/// The outline of `draft`; `None` where it is none.
pub fn of(draft: &mut OpenDraft, uri: &Uri, client: Client) -> Option<DocumentSymbolResponse> {
    let symbols = draft.look(|draft| entries(draft, client))?;
    Some(if client.nests_symbols {
        DocumentSymbolResponse::Nested(symbols.into_iter().map(nested).collect())
    } else {
        DocumentSymbolResponse::Flat(symbols.into_iter().map(|symbol| flat(symbol, uri)).collect())
    })
}

/// The names of what a sentence does, as an outline and a hint show them.
pub fn acts(said: &Said<'_>) -> String {
    let names: Vec<_> = Act::ALL.into_iter().filter(|act| said.does(*act)).map(|act| act.name().replace('-', " ")).collect();
    names.join(", ")
}

struct Entry {
    name: String,
    detail: String,
    range: Range,
}

fn entries(draft: &Draft<'_>, client: Client) -> Vec<Entry> {
    let rope = draft.document.rope();
    let named = draft.sentences.iter().map(|said| (acts(said), said)).filter(|(name, _)| !name.is_empty());
    named
        .map(|(name, said)| Entry {
            name,
            detail: shown::on_a_line(said.text(), shown::MOST),
            range: convert::range(rope, said.range(), client.encoding),
        })
        .collect()
}

// The protocol's type has a field that is deprecated, and no other way to be made.
#[allow(deprecated)]
fn nested(entry: Entry) -> DocumentSymbol {
    DocumentSymbol {
        name: entry.name,
        detail: Some(entry.detail),
        kind: SymbolKind::EVENT,
        tags: None,
        deprecated: None,
        range: entry.range,
        selection_range: entry.range,
        children: None,
    }
}

#[allow(deprecated)]
fn flat(entry: Entry, uri: &Uri) -> SymbolInformation {
    SymbolInformation {
        name: format!("{}: {}", entry.name, entry.detail),
        kind: SymbolKind::EVENT,
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range: entry.range },
        container_name: None,
    }
}
