//! Between the program's types and the protocol's.

use crate::{
    diagnostic::Diagnostic,
    document::{
        ByteRange,
        position::{self, Encoding},
    },
    level::Level,
};
use ropey::Rope;
use tower_lsp::ls_types::{self as lsp, ClientCapabilities, DiagnosticSeverity, NumberOrString, PositionEncodingKind};

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    /// What characters of positions count.
    pub encoding: Encoding,
    /// Whether edits may carry versions.
    pub versioned_edits: bool,
    /// Whether edits may create files.
    pub creates_files: bool,
    /// Whether it can be asked to watch files.
    pub watches_files: bool,
    /// Whether an outline may be a tree.
    pub nested_symbols: bool,
}

impl Client {
    /// What `capabilities` say.
    pub fn of(capabilities: &ClientCapabilities) -> Self {
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.clone()).unwrap_or_default();
        let workspace = capabilities.workspace.as_ref();
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.clone()).unwrap_or_default();
        // Neovim announces the operations only, and can do both.
        let versioned_edits = edits.and_then(|edits| edits.document_changes).unwrap_or(false) || !operations.is_empty();
        let document = capabilities.text_document.as_ref();
        let symbols = document.and_then(|document| document.document_symbol.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        Self {
            encoding: if offered.contains(&PositionEncodingKind::UTF8) {
                Encoding::Utf8
            } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
                Encoding::Utf32
            } else {
                Encoding::Utf16
            },
            versioned_edits,
            creates_files: versioned_edits && operations.contains(&lsp::ResourceOperationKind::Create),
            watches_files: watching.and_then(|watching| watching.dynamic_registration).unwrap_or(false),
            nested_symbols: symbols.and_then(|symbols| symbols.hierarchical_document_symbol_support).unwrap_or(false),
        }
    }

    /// The encoding as the protocol names it.
    pub fn position_encoding(self) -> PositionEncodingKind {
        match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

/// `range` as the client counts.
pub fn range(rope: &Rope, range: ByteRange, encoding: Encoding) -> lsp::Range {
    let place = |offset| {
        let position = position::position(rope, offset, encoding);
        lsp::Position { line: position.line, character: position.character }
    };
    lsp::Range { start: place(range.start), end: place(range.end) }
}

/// The byte at `place`.
pub fn offset(rope: &Rope, place: lsp::Position, encoding: Encoding) -> usize {
    position::offset(rope, position::Position { line: place.line, character: place.character }, encoding)
}

/// The bytes of `range`; empty where its end stands before its start.
pub fn byte_range(rope: &Rope, range: lsp::Range, encoding: Encoding) -> ByteRange {
    let start = offset(rope, range.start, encoding);
    ByteRange::new(start, offset(rope, range.end, encoding).max(start))
}

/// A diagnostic as the protocol has it.
pub fn diagnostic(rope: &Rope, found: &Diagnostic, encoding: Encoding) -> lsp::Diagnostic {
    problem(range(rope, found.range, encoding), found.level, found.rule, found.message.clone())
}

/// A diagnostic of this program.
pub fn problem(range: lsp::Range, level: Level, code: &str, message: String) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range,
        severity: Some(match level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Information => DiagnosticSeverity::INFORMATION,
            Level::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some("tactful".to_owned()),
        message,
        ..lsp::Diagnostic::default()
    }
}
