//! Open documents and the settings that hold for them: one owner, no locks.

use super::{
    archive::{self, Archive},
    convert::{self, Client},
    in_force::InForce,
    open_draft::OpenDraft,
    sent::Sent,
    workspace::Workspace,
};
use crate::{
    context::{History, Problem, Settings, settings::FILE_NAME},
    document::{ByteRange, Document, Format, position::Encoding},
    level::Level,
    rules,
};
use ropey::Rope;
use rustc_hash::FxHashMap;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tower_lsp::ls_types::{self as lsp, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

/// Diagnostics to be sent.
#[derive(Debug)]
pub struct Publication {
    pub uri: Uri,
    pub diagnostics: Vec<lsp::Diagnostic>,
    pub version: Option<i32>,
}

/// A settings file.
pub struct SettingsFile {
    pub uri: Uri,
    pub source: String,
    /// `None` where it is not open.
    pub version: Option<i32>,
}

/// All that the server knows.
#[derive(Default)]
pub struct State {
    pub client: Client,
    /// Whether acts are shown in the text.
    pub shows_hints: bool,
    /// The workspace's folders.
    folders: Vec<PathBuf>,
    drafts: FxHashMap<Uri, OpenDraft>,
    settings_files: FxHashMap<Uri, (Rope, i32)>,
    in_force: InForce,
    /// What was sent.
    pub archive: Archive,
    /// Drafts that were edited since the history was told what they say of themselves.
    to_remember: Vec<Uri>,
}

impl State {
    /// A document was opened. Opening it again starts afresh.
    pub fn open(&mut self, item: TextDocumentItem) {
        let path = convert::file_path(&item.uri);
        if path.as_ref().is_some_and(|path| path.ends_with(FILE_NAME)) {
            self.drafts.remove(&item.uri);
            self.settings_files.insert(item.uri, (Rope::from_str(&item.text), item.version));
            return;
        }
        let Some(format) = Format::of_language(&item.language_id) else { return };
        let document = Document::new(&item.text, format);
        let settings = self.in_force.for_file(path.as_deref());
        let draft = OpenDraft::new(document, item.version, path, settings);
        self.drafts.insert(item.uri.clone(), draft);
        self.to_remember.push(item.uri);
    }

    /// Tells the history of what was edited, however often.
    fn remember_edits(&mut self) {
        for uri in std::mem::take(&mut self.to_remember) {
            self.remember(&uri);
        }
    }

    /// What a draft says of itself now is part of the history; what rests on that is read again.
    fn remember(&mut self, uri: &Uri) {
        let Some(draft) = self.drafts.get_mut(uri) else { return };
        let Some(path) = &draft.path else { return };
        if draft.history.is_none() && draft.document.preamble().field("to").is_some() {
            draft.history = self.archive.of(&draft.settings, path);
        }
        let Some((history, root)) = draft.history.as_ref().zip(draft.settings.root(path)) else { return };
        if archive::note(history, root, draft.settings.in_history(path), &draft.document) {
            self.forget_history();
        }
    }

    /// A history that took its time is here. What is open counts as the editor has it.
    pub fn take_history(&mut self, root: &Path, history: History) {
        self.archive.put(root, history);
        let open = self.drafts.iter().filter(|(_, draft)| draft.history.is_some());
        self.to_remember.extend(open.map(|(uri, _)| uri.clone()));
        self.forget_history();
    }

    /// What was sent changed: the drafts that rest on it are read again.
    pub fn forget_history(&mut self) {
        self.drafts.values_mut().filter(|draft| draft.history.is_some()).for_each(OpenDraft::touch);
    }

    /// Files were written, made or taken away. Whether the history of an open draft changed. What is open counts as the editor
    /// has it.
    pub fn look_at_files(&mut self, uris: &[Uri]) -> bool {
        let closed = uris.iter().filter(|uri| !self.drafts.contains_key(uri));
        // Each is looked at, also where one before it has changed.
        let changed = closed.filter_map(convert::file_path).filter(|path| self.archive.look_at(path)).count() > 0;
        if changed {
            self.forget_history();
        }
        changed
    }

    /// A document was edited. What does not fit is clamped; a document that is not open is left alone.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let encoding = self.client.encoding;
        if let Some((rope, known)) = self.settings_files.get_mut(uri) {
            *known = version;
            changes.into_iter().for_each(|change| edit_rope(rope, change, encoding));
        } else if let Some(draft) = self.drafts.get_mut(uri) {
            draft.version = version;
            draft.touch();
            for change in changes {
                let whole = ByteRange::new(0, draft.document.rope().len_bytes());
                let range = change.range.map_or(whole, |range| convert::byte_range(draft.document.rope(), range, encoding));
                draft.document.apply(range, &change.text);
            }
            if !self.to_remember.contains(uri) {
                self.to_remember.push(uri.clone());
            }
        } else {
            tracing::debug!("a change of {} which is not open", uri.as_str());
        }
    }

    /// A document was closed. Of a settings file, what the disk has counts again.
    pub fn close(&mut self, uri: &Uri) -> Option<Publication> {
        if self.settings_files.remove(uri).is_some() {
            let path = convert::file_path(uri).unwrap_or_default();
            return Some(self.settings_on_disk(uri.clone(), &path));
        }
        let closed = self.drafts.remove(uri);
        if closed.as_ref().is_some_and(|draft| draft.history.is_some()) {
            self.look_at_files(std::slice::from_ref(uri));
        }
        let closed = closed.filter(|_| !self.client.pulls);
        closed.map(|_| Publication { uri: uri.clone(), diagnostics: Vec::new(), version: None })
    }

    /// Looks whether settings changed on the disk, where it has not looked for `interval`: not every client can watch files.
    /// Whether they did, for a draft that is open.
    pub fn look_for_settings(&mut self, interval: Duration) -> bool {
        self.in_force.changed(interval) && self.forget_settings(false)
    }

    /// Settings may have changed: they are read again, and so is every draft for which others hold now, or all of them.
    /// Whether there is any.
    pub fn forget_settings(&mut self, all: bool) -> bool {
        self.in_force.forget();
        let mut changed = all;
        for draft in self.drafts.values_mut() {
            let settings = self.in_force.for_file(draft.path.as_deref());
            if all || settings.path != draft.settings.path || settings.source != draft.settings.source {
                let path = draft.history.as_ref().and(draft.path.as_ref());
                let history = path.and_then(|path| self.archive.of(&settings, path));
                draft.rest_on(settings, history);
                changed = true;
            }
        }
        changed
    }

    /// The editor's own settings changed. What is wrong with them, in words for its log.
    pub fn send_settings(&mut self, sent: Sent) -> Vec<String> {
        self.shows_hints = sent.shows_hints;
        let mistakes = sent.settings.problems.iter().map(|problem| format!("in the editor's settings: {}", problem.message));
        let mistakes = mistakes.collect();
        self.in_force.send(Arc::new(sent.settings));
        self.forget_settings(false);
        mistakes
    }

    /// Folders came to the workspace, and others left it.
    pub fn change_folders(&mut self, added: &[Uri], removed: &[Uri]) {
        let removed: Vec<_> = removed.iter().filter_map(convert::file_path).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        for folder in added.iter().filter_map(convert::file_path) {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
    }

    /// What is known of the workspace, with what is open as it now stands.
    pub fn workspace(&mut self) -> Workspace {
        self.remember_edits();
        let encoding = self.client.encoding;
        let mut open = Vec::new();
        for (uri, draft) in &mut self.drafts {
            draft.read();
            open.push((uri.clone(), draft.version, draft.shown(encoding)));
        }
        open.extend(self.settings_files.iter().map(|(uri, (rope, version))| (uri.clone(), *version, self.mistakes_in(rope))));
        open.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
        Workspace {
            folders: self.folders.clone(),
            open,
            sent: Arc::clone(self.in_force.sent()),
            encoding,
            histories: self.archive.all(),
        }
    }

    /// Reads what is stale, and gives what is new to be said. A client that asks is told nothing unasked.
    pub fn refresh(&mut self) -> Vec<Publication> {
        self.remember_edits();
        let (encoding, pulls) = (self.client.encoding, self.client.pulls);
        let mut publications = self.settings_news();
        for (uri, draft) in self.drafts.iter_mut().filter(|(_, draft)| draft.is_unsaid && !pulls) {
            draft.read();
            draft.is_unsaid = false;
            publications.push(Publication { uri: uri.clone(), diagnostics: draft.shown(encoding), version: Some(draft.version) });
        }
        publications
    }

    /// What there is to say of a document that is open; nothing of others.
    pub fn diagnostics(&mut self, uri: &Uri) -> Vec<lsp::Diagnostic> {
        let encoding = self.client.encoding;
        if let Some((rope, _)) = self.settings_files.get(uri) {
            return self.mistakes_in(rope);
        }
        self.current(uri).map(|draft| draft.shown(encoding)).unwrap_or_default()
    }

    /// The text of a settings file that is open.
    pub fn settings_text(&self, uri: &Uri) -> Option<&Rope> {
        self.settings_files.get(uri).map(|(rope, _)| rope)
    }

    /// Whether any draft is open.
    pub fn has_drafts(&self) -> bool {
        !self.drafts.is_empty()
    }

    /// What is to be said of a settings file that is open. A client that asks takes back what was said while it was closed.
    pub fn check_settings_file(&self, uri: &Uri) -> Option<Publication> {
        let (rope, version) = self.settings_files.get(uri)?;
        let diagnostics = if self.client.pulls { Vec::new() } else { self.mistakes_in(rope) };
        Some(Publication { uri: uri.clone(), diagnostics, version: Some(*version) })
    }

    fn mistakes_in(&self, rope: &Rope) -> Vec<lsp::Diagnostic> {
        let (_, problems) = Settings::parse(&rope.to_string(), &rules::names());
        self.mistakes(rope, &problems)
    }

    /// What is new to be said of settings files that are not open: somebody may wonder why theirs do not hold.
    fn settings_news(&mut self) -> Vec<Publication> {
        let is_open = |path: &PathBuf| self.settings_files.keys().any(|uri| convert::file_path(uri).as_ref() == Some(path));
        let closed: Vec<_> = self.in_force.news().into_iter().filter(|path| !is_open(path)).collect();
        closed.iter().filter_map(|path| Some(self.settings_on_disk(Uri::from_file_path(path)?, path))).collect()
    }

    fn settings_on_disk(&self, uri: Uri, path: &Path) -> Publication {
        let known = self.in_force.on_disk(path);
        let diagnostics = known.map(|loaded| self.mistakes(&Rope::from_str(&loaded.source), &loaded.problems));
        Publication { uri, diagnostics: diagnostics.unwrap_or_default(), version: None }
    }

    fn mistakes(&self, rope: &Rope, problems: &[Problem]) -> Vec<lsp::Diagnostic> {
        let range = |problem: &Problem| convert::range(rope, problem.range, self.client.encoding);
        let mistake = |problem: &Problem| convert::problem(range(problem), Level::Error, "settings", problem.message.clone());
        problems.iter().map(mistake).collect()
    }

    /// The open document, read as it now stands.
    pub fn current(&mut self, uri: &Uri) -> Option<&mut OpenDraft> {
        self.remember_edits();
        let draft = self.drafts.get_mut(uri)?;
        draft.read();
        Some(draft)
    }

    /// The same, with the settings file that holds for it, as the editor has it or else the disk.
    pub fn current_with_settings(&mut self, uri: &Uri) -> Option<(&mut OpenDraft, Option<SettingsFile>)> {
        self.remember_edits();
        let draft = self.drafts.get_mut(uri)?;
        draft.read();
        let file = draft.settings.path.as_deref().and_then(Uri::from_file_path);
        let settings = file.map(|uri| match self.settings_files.get(&uri) {
            Some((rope, version)) => SettingsFile { uri, source: rope.to_string(), version: Some(*version) },
            None => SettingsFile { uri, source: draft.settings.source.clone(), version: None },
        });
        Some((draft, settings))
    }
}

fn edit_rope(rope: &mut Rope, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return;
    };
    let range = convert::byte_range(rope, range, encoding);
    let (start, end) = (rope.byte_to_char(range.start), rope.byte_to_char(range.end));
    rope.remove(start..end);
    rope.insert(start, &change.text);
}
