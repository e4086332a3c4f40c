//! Code actions: the fixes of the diagnostics at a place.

use super::{
    commands,
    convert::{self, Client},
    fix_all, introducing,
    open_draft::OpenDraft,
    recording, silencing,
    state::{SettingsFile, State},
};
use crate::{
    diagnostic::Diagnostic,
    document::ByteRange,
    fix::{Edit, Fix, NewFile, Safety, is_taken},
    rules,
};
use ropey::Rope;
use serde::{Deserialize, Serialize};
use std::path::Path;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// Diagnostics for which actions are offered at once, the gravest first: each fix is tried, and a menu of hundreds helps nobody.
const MOST: usize = 20;

/// The actions for the diagnostics that touch the range asked about, those of the gravest first. Where none touches it,
/// those of its lines, and those that the client names.
pub fn at(
    draft: &mut OpenDraft,
    params: &CodeActionParams,
    settings: Option<&SettingsFile>,
    client: Client,
) -> CodeActionResponse {
    let (uri, wanted) = (&params.text_document.uri, params.context.only.as_ref());
    let fix_all = wanted.is_some_and(|kinds| fix_all::is_wanted(kinds)).then(|| fix_all::of(draft, uri, client)).flatten();
    let range = convert::byte_range(draft.document.rope(), params.range, client.encoding);
    if wanted.is_some_and(|kinds| !kinds.iter().any(|kind| CodeActionKind::QUICKFIX.as_str().starts_with(kind.as_str()))) {
        let notes = if recording::is_wanted(wanted) { recording::at(draft, range, uri, client) } else { Vec::new() };
        return fix_all.into_iter().chain(notes).map(CodeActionOrCommand::CodeAction).collect();
    }
    let mut here = draft.touching(range);
    if here.is_empty() {
        here = nearby(draft, params, client);
    }
    let wanted: Vec<_> = here.iter().take(MOST).map(|found| (found.rule, found.range)).collect();
    let mut preferred: Vec<ByteRange> = Vec::new();
    let (mut actions, mut silencing) = (Vec::new(), Vec::new());
    for found in draft.with_fixes(&wanted) {
        // At a cursor all is one place; in a selection, what overlaps.
        let is_behind = preferred.iter().any(|graver| range.is_empty() || graver.overlaps(found.range));
        let fixes = fixes(draft, &found, !is_behind, uri, client);
        if !fixes.is_empty() {
            preferred.push(found.range);
        }
        actions.extend(fixes);
        silencing.extend(silencing::of(draft, &found, uri, settings, client));
    }
    actions.extend(introducing::at(draft, range, settings, client));
    if params.context.only.as_ref().is_none_or(|kinds| recording::is_wanted(Some(kinds))) {
        actions.extend(recording::at(draft, range, uri, client));
    }
    // What mends comes before what hushes.
    actions.into_iter().chain(silencing).chain(fix_all).map(CodeActionOrCommand::CodeAction).collect()
}

/// The diagnostics on the lines asked about, and those that the client named: in normal mode, many a cursor stands beside
/// what is marked.
fn nearby<'d>(draft: &'d OpenDraft, params: &CodeActionParams, client: Client) -> Vec<&'d Diagnostic> {
    let rope = draft.document.rope();
    let start = Position { character: 0, ..params.range.start };
    let end = Position { character: u32::MAX, ..params.range.end };
    let lines = convert::byte_range(rope, Range { start, end }, client.encoding);
    let mut found = draft.touching(lines);
    for named in &params.context.diagnostics {
        let range = convert::byte_range(rope, named.range, client.encoding);
        let is_named = |known: &&Diagnostic| {
            known.range == range && named.code.as_ref() == Some(&NumberOrString::String(known.rule.to_owned()))
        };
        let others = draft.touching(range).into_iter().filter(is_named);
        let new: Vec<_> = others.filter(|known| !found.iter().any(|other| std::ptr::eq(*other, *known))).collect();
        found.extend(new);
    }
    found
}

fn fixes(draft: &OpenDraft, found: &Diagnostic, is_preferred: bool, uri: &Uri, client: Client) -> Vec<CodeAction> {
    let known = found.fixes.iter().map(|fix| (fix, obstacle(draft, fix, client)));
    let possible = known.filter(|(_, obstacle)| obstacle.is_none() || client.explains_disabled);
    possible
        .enumerate()
        .map(|(at, (fix, obstacle))| {
            let action = CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![convert::diagnostic(&draft.document, found, client.encoding)]),
                is_preferred: Some(is_preferred && at == 0 && fix.safety != Safety::ByHand && obstacle.is_none()),
                ..CodeAction::default()
            };
            match obstacle {
                Some(reason) => CodeAction { disabled: Some(CodeActionDisabled { reason: reason.to_owned() }), ..action },
                None if client.resolves_actions => CodeAction { data: Chosen::of(draft, found, fix, uri).into_data(), ..action },
                None => with_edit(action, draft, fix, uri, client),
            }
        })
        .collect()
}

/// Why a fix cannot be made here.
fn obstacle(draft: &OpenDraft, fix: &Fix, client: Client) -> Option<&'static str> {
    match (fix.creates.is_empty(), client.creates_files, draft.path.is_some()) {
        (true, ..) | (false, true, true) => None,
        (false, false, _) => Some("This writes a new draft, and the editor lets no server create files."),
        (false, true, false) => Some("This writes a new draft beside this one. Save this one first."),
    }
}

/// `action` with what it does; a draft that it writes is shown then.
fn with_edit(action: CodeAction, draft: &OpenDraft, fix: &Fix, uri: &Uri, client: Client) -> CodeAction {
    let edit = workspace_edit(draft, fix, uri, client);
    let created = match &edit.document_changes {
        Some(DocumentChanges::Operations(operations)) => operations.iter().find_map(|operation| match operation {
            DocumentChangeOperation::Op(ResourceOp::Create(create)) => Some(create.uri.clone()),
            _ => None,
        }),
        _ => None,
    };
    let show = |uri| Command {
        title: "Show the new draft".to_owned(),
        command: commands::SHOW.to_owned(),
        arguments: Some(vec![serde_json::json!(uri)]),
    };
    CodeAction { command: created.filter(|_| client.shows_documents).map(show), edit: Some(edit), ..action }
}

/// Which fix of which diagnostic an action is for: what a client gives back once it is chosen.
#[derive(Debug, Deserialize, Serialize)]
struct Chosen {
    uri: Uri,
    version: i32,
    rule: String,
    start: usize,
    end: usize,
    title: String,
}

impl Chosen {
    fn of(draft: &OpenDraft, found: &Diagnostic, fix: &Fix, uri: &Uri) -> Self {
        let (ByteRange { start, end }, rule) = (found.range, found.rule.to_owned());
        Self { uri: uri.clone(), version: draft.version, rule, start, end, title: fix.title.clone() }
    }

    fn into_data(self) -> Option<serde_json::Value> {
        serde_json::to_value(self).ok()
    }
}

/// `action` with its edit.
///
/// # Errors
/// Where the text is no longer the one for which it was offered.
pub fn resolved(state: &mut State, action: CodeAction) -> Result<CodeAction> {
    let Some(data) = action.data.clone() else { return Ok(action) };
    let chosen: Chosen = serde_json::from_value(data).map_err(|error| Error::invalid_params(error.to_string()))?;
    let client = state.client;
    let draft = state.current(&chosen.uri).filter(|draft| draft.version == chosen.version).ok_or_else(Error::content_modified)?;
    let rule = rules::named(&chosen.rule).map_or("", |rule| rule.name);
    let found = draft.with_fixes(&[(rule, ByteRange::new(chosen.start, chosen.end))]);
    let fix = found.iter().flat_map(|found| &found.fixes).find(|fix| fix.title == chosen.title);
    let fix = fix.ok_or_else(Error::content_modified)?;
    Ok(with_edit(action, draft, fix, &chosen.uri, client))
}

/// `fix` as an edit of the draft, and of the files beside it.
pub fn workspace_edit(draft: &OpenDraft, fix: &Fix, uri: &Uri, client: Client) -> WorkspaceEdit {
    let rope = draft.document.rope();
    let edits: Vec<_> = fix
        .edits
        .iter()
        .map(|edit| TextEdit { range: convert::range(rope, edit.range, client.encoding), new_text: edit.text.clone() })
        .collect();
    if !client.versioned_edits {
        return WorkspaceEdit { changes: Some([(uri.clone(), edits)].into_iter().collect()), ..WorkspaceEdit::default() };
    }
    let mut operations = Vec::new();
    for file in &fix.creates {
        operations.extend(draft.path.as_deref().and_then(|path| creation(path, file)).into_iter().flatten());
    }
    if !edits.is_empty() {
        operations.push(DocumentChangeOperation::Edit(text_edit(uri.clone(), Some(draft.version), edits)));
    }
    WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() }
}

/// `edit` as one of a settings file.
pub fn settings_edit(settings: &SettingsFile, edit: &Edit, client: Client) -> WorkspaceEdit {
    let range = convert::range(&Rope::from_str(&settings.source), edit.range, client.encoding);
    let edits = vec![TextEdit { range, new_text: edit.text.clone() }];
    let uri = settings.uri.clone();
    if !client.versioned_edits {
        return WorkspaceEdit { changes: Some([(uri, edits)].into_iter().collect()), ..WorkspaceEdit::default() };
    }
    let operation = DocumentChangeOperation::Edit(text_edit(uri, settings.version, edits));
    WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(vec![operation])), ..WorkspaceEdit::default() }
}

/// A new file beside `draft`, and its text. A file that is there already is never touched.
fn creation(draft: &Path, file: &NewFile) -> Option<[DocumentChangeOperation; 2]> {
    let uri = Uri::from_file_path(file.free_path(draft.parent()?, is_taken))?;
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let text = TextEdit { range: Range::default(), new_text: file.text.clone() };
    Some([
        DocumentChangeOperation::Op(ResourceOp::Create(create)),
        DocumentChangeOperation::Edit(text_edit(uri, None, vec![text])),
    ])
}

/// The edits of one document.
pub fn text_edit(uri: Uri, version: Option<i32>, edits: Vec<TextEdit>) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    }
}
