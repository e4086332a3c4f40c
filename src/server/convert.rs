//! Between the program's types and the protocol's.

use crate::{
    diagnostic::{Diagnostic, Related},
    document::{
        ByteRange, Document,
        position::{self, Encoding},
    },
    level::Level,
};
use ropey::Rope;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::{
    self as lsp, ClientCapabilities, DiagnosticSeverity, InitializeParams, NumberOrString, PositionEncodingKind,
};

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    /// What characters of positions count.
    pub encoding: Encoding,
    /// Whether edits may carry versions.
    pub versioned_edits: bool,
    /// Whether edits may create files.
    pub creates_files: bool,
    /// Whether it makes edits that the server asks for.
    pub applies_edits: bool,
    /// Whether it can be asked to watch files.
    pub watches_files: bool,
    /// Whether it asks for diagnostics, so that none are sent unasked.
    pub pulls: bool,
    /// Whether it can be told that what it has asked for is out of date: diagnostics, lenses, inlay hints.
    pub refreshes: Refreshes,
    /// Whether it asks for the edit of an action once that is chosen.
    pub resolves_actions: bool,
    /// Whether it shows actions that cannot be done, with the reason.
    pub explains_disabled: bool,
    /// Whether it can be asked to show a document.
    pub shows_documents: bool,
    /// Whether the server may show the progress of its own work.
    pub shows_progress: bool,
    /// Whether it can be asked for its settings.
    pub has_settings: bool,
    /// Whether it can be asked to tell of changes of its settings.
    pub tells_settings: bool,
    /// Whether an outline may have levels.
    pub nests_symbols: bool,
    /// Whether it cannot show markdown in a hover.
    pub is_plain: bool,
}

/// What the client asks for again when it is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refreshes {
    pub diagnostics: bool,
    pub lenses: bool,
    pub hints: bool,
}

impl Client {
    /// What it says of itself when it starts.
    pub fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.clone()).unwrap_or_default();
        let encoding = if offered.contains(&PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
            Encoding::Utf32
        } else {
            Encoding::Utf16
        };
        let client = Self { encoding, ..Self::default() };
        // Neovim (0.12) pulls for what can be seen: not again for what it shows later, nor where it is told that settings have changed.
        let forgets = params.client_info.as_ref().is_some_and(|client| client.name == "Neovim");
        let client = client.with_workspace(capabilities).with_documents(capabilities);
        Self { pulls: client.pulls && !forgets, ..client }
    }

    fn with_workspace(self, capabilities: &ClientCapabilities) -> Self {
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let window = capabilities.window.clone().unwrap_or_default();
        let edits = workspace.workspace_edit.unwrap_or_default();
        let operations = edits.resource_operations.unwrap_or_default();
        // Neovim announces the operations only, and can do both.
        let versioned_edits = edits.document_changes.unwrap_or(false) || !operations.is_empty();
        Self {
            versioned_edits,
            creates_files: versioned_edits && operations.contains(&lsp::ResourceOperationKind::Create),
            applies_edits: workspace.apply_edit.unwrap_or(false),
            watches_files: workspace.did_change_watched_files.and_then(|able| able.dynamic_registration).unwrap_or(false),
            has_settings: workspace.configuration.unwrap_or(false),
            tells_settings: workspace.did_change_configuration.and_then(|able| able.dynamic_registration).unwrap_or(false),
            refreshes: Refreshes {
                diagnostics: workspace.diagnostics.and_then(|able| able.refresh_support).unwrap_or(false),
                lenses: workspace.code_lens.and_then(|able| able.refresh_support).unwrap_or(false),
                hints: workspace.inlay_hint.and_then(|able| able.refresh_support).unwrap_or(false),
            },
            shows_documents: window.show_document.is_some_and(|able| able.support),
            shows_progress: window.work_done_progress.unwrap_or(false),
            ..self
        }
    }

    fn with_documents(self, capabilities: &ClientCapabilities) -> Self {
        let document = capabilities.text_document.clone().unwrap_or_default();
        let actions = document.code_action.unwrap_or_default();
        let formats = document.hover.and_then(|hover| hover.content_format);
        Self {
            pulls: document.diagnostic.is_some(),
            resolves_actions: actions.resolve_support.is_some_and(|able| able.properties.iter().any(|name| name == "edit"))
                && actions.data_support.unwrap_or(false),
            explains_disabled: actions.disabled_support.unwrap_or(false),
            nests_symbols: document.document_symbol.and_then(|able| able.hierarchical_document_symbol_support).unwrap_or(false),
            is_plain: formats.is_some_and(|formats| !formats.contains(&lsp::MarkupKind::Markdown)),
            ..self
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

/// The path of a file. A text that is not a file, `untitled:` and the like, has none.
pub fn file_path(uri: &lsp::Uri) -> Option<PathBuf> {
    let is_file = uri.as_str().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    is_file.then(|| uri.to_file_path()).flatten().map(std::borrow::Cow::into_owned)
}

/// `range` as the client counts.
pub fn range(rope: &Rope, range: ByteRange, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(rope, range.start, encoding), end: position(rope, range.end, encoding) }
}

/// The place of a byte as the client counts.
pub fn position(rope: &Rope, offset: usize, encoding: Encoding) -> lsp::Position {
    place(position::position(rope, offset, encoding))
}

const fn place(position: position::Position) -> lsp::Position {
    lsp::Position { line: position.line, character: position.character }
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

/// A diagnostic of `document` as the protocol has it.
pub fn diagnostic(document: &Document, found: &Diagnostic, encoding: Encoding) -> lsp::Diagnostic {
    let at = |offset| place(document.position(offset, encoding));
    let range = lsp::Range { start: at(found.range.start), end: at(found.range.end) };
    problem(range, found.level, found.rule, found.message.clone())
}

/// Places outside the draft on which a diagnostic rests; `root` is the folder from which their paths count.
pub fn related(root: &Path, related: &[Related]) -> Vec<lsp::DiagnosticRelatedInformation> {
    let shown = |related: &Related| {
        let start = lsp::Position { line: related.line, character: 0 };
        let location =
            lsp::Location { uri: lsp::Uri::from_file_path(root.join(&related.path))?, range: lsp::Range { start, end: start } };
        Some(lsp::DiagnosticRelatedInformation { location, message: related.message.clone() })
    };
    related.iter().filter_map(shown).collect()
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
