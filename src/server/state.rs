//! Open documents and the settings that hold for them: one owner, no locks.

use super::{
    completion,
    convert::{self, Client},
    in_force::InForce,
};
use crate::{
    acts::{ActSet, Reader},
    check::{Outcome, acts, check, silencing},
    context::{Problem, Settings, drafts::Origin, lookup::Loaded, settings::FILE_NAME, today},
    diagnostic::Diagnostic,
    document::{ByteRange, Document, Format},
    fix::Fix,
    level::Level,
    mend::{Extent, Mended, mend},
    rules::{self, Fixes},
};
use ropey::Rope;
use rustc_hash::FxHashMap;
use std::{
    cmp::Reverse,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tower_lsp::ls_types::{self as lsp, CompletionItem, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

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
    drafts: FxHashMap<Uri, OpenDraft>,
    settings_files: FxHashMap<Uri, (Rope, i32)>,
    in_force: InForce,
}

/// A document that is open in the editor.
pub struct OpenDraft {
    pub document: Document,
    pub version: i32,
    pub path: Option<PathBuf>,
    pub outcome: Outcome,
    settings: Arc<Loaded>,
    reader: Reader,
    is_stale: bool,
    is_unsaid: bool,
}

impl State {
    /// A document was opened. Opening it again starts afresh.
    pub fn open(&mut self, item: TextDocumentItem) {
        let path = item.uri.to_file_path().map(std::borrow::Cow::into_owned);
        if path.as_ref().is_some_and(|path| path.ends_with(FILE_NAME)) {
            self.settings_files.insert(item.uri, (Rope::from_str(&item.text), item.version));
            return;
        }
        let Some(format) = Format::of_language(&item.language_id) else { return };
        let draft = OpenDraft {
            document: Document::new(&item.text, format),
            version: item.version,
            settings: self.in_force.for_file(path.as_deref()),
            path,
            outcome: nothing(),
            reader: Reader::default(),
            is_stale: true,
            is_unsaid: true,
        };
        self.drafts.insert(item.uri, draft);
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
        } else {
            tracing::debug!("a change of {} which is not open", uri.as_str());
        }
    }

    /// A document was closed. Of a settings file, what the disk has counts again.
    pub fn close(&mut self, uri: &Uri) -> Option<Publication> {
        if self.settings_files.remove(uri).is_some() {
            let path = uri.to_file_path().map(std::borrow::Cow::into_owned).unwrap_or_default();
            return Some(self.settings_on_disk(uri.clone(), &path));
        }
        self.drafts.remove(uri).map(|_| Publication { uri: uri.clone(), diagnostics: Vec::new(), version: None })
    }

    /// Looks whether settings changed on the disk, where it has not looked for `interval`: not every client can watch files.
    pub fn look_for_settings(&mut self, interval: Duration) {
        if self.in_force.changed(interval) {
            self.forget_settings();
        }
    }

    /// Settings may have changed: they are read again, and so is every draft for which others hold now.
    pub fn forget_settings(&mut self) {
        self.in_force.forget();
        for draft in self.drafts.values_mut() {
            let settings = self.in_force.for_file(draft.path.as_deref());
            if settings.path != draft.settings.path || settings.source != draft.settings.source {
                draft.settings = settings;
                draft.reader.forget();
                draft.touch();
            }
        }
    }

    /// Reads what is stale, and gives what is new to be said.
    pub fn refresh(&mut self) -> Vec<Publication> {
        let encoding = self.client.encoding;
        let mut publications = self.settings_news();
        for (uri, draft) in self.drafts.iter_mut().filter(|(_, draft)| draft.is_unsaid) {
            draft.read();
            draft.is_unsaid = false;
            let rope = draft.document.rope();
            let diagnostics = draft.outcome.diagnostics.iter().map(|found| convert::diagnostic(rope, found, encoding)).collect();
            publications.push(Publication { uri: uri.clone(), diagnostics, version: Some(draft.version) });
        }
        publications
    }

    /// What is wrong in a settings file that is open.
    pub fn check_settings_file(&self, uri: &Uri) -> Option<Publication> {
        let (rope, version) = self.settings_files.get(uri)?;
        let (_, problems) = Settings::parse(&rope.to_string(), &rules::names());
        let diagnostics = self.mistakes(rope, &problems);
        Some(Publication { uri: uri.clone(), diagnostics, version: Some(*version) })
    }

    /// What is new to be said of settings files that are not open: somebody may wonder why theirs do not hold.
    fn settings_news(&mut self) -> Vec<Publication> {
        let is_open = |path: &PathBuf| self.settings_files.keys().any(|uri| uri.to_file_path().as_deref() == Some(path));
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

    /// What can be completed at `place`.
    pub fn completions(&mut self, uri: &Uri, place: lsp::Position) -> Vec<CompletionItem> {
        let encoding = self.client.encoding;
        if let Some((rope, _)) = self.settings_files.get(uri) {
            let before = rope.byte_slice(..convert::offset(rope, place, encoding)).to_string();
            let mut tables = before.lines().rev().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
            return completion::in_settings(last_line(&before), tables.next().unwrap_or_default().trim_matches(['[', ']']));
        }
        let Some(draft) = self.drafts.get(uri) else { return Vec::new() };
        let rope = draft.document.rope();
        let offset = convert::offset(rope, place, encoding);
        let start = rope.line_to_byte(rope.byte_to_line(offset));
        let is_before_the_end = draft.document.preamble().insert_at.is_some_and(|end| start < end);
        completion::in_draft(&rope.byte_slice(start..offset).to_string(), is_before_the_end && start > 0, draft.settings())
    }

    /// The open document, read as it now stands.
    pub fn current(&mut self, uri: &Uri) -> Option<&mut OpenDraft> {
        let draft = self.drafts.get_mut(uri)?;
        draft.read();
        Some(draft)
    }

    /// The same, with the settings file that holds for it, as the editor has it or else the disk.
    pub fn current_with_settings(&mut self, uri: &Uri) -> Option<(&mut OpenDraft, Option<SettingsFile>)> {
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

impl OpenDraft {
    /// The diagnostics that touch `range`, the gravest first.
    pub fn touching(&self, range: ByteRange) -> Vec<&Diagnostic> {
        let touches = |found: &&Diagnostic| found.range.start <= range.end && range.start <= found.range.end;
        let mut here: Vec<_> = self.outcome.diagnostics.iter().filter(touches).collect();
        here.sort_by_key(|found| Reverse(found.level));
        here
    }

    fn touch(&mut self) {
        self.is_stale = true;
        self.is_unsaid = true;
    }

    /// Reads what has changed since the last time.
    fn read(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        self.outcome = self.check(Fixes::None);
    }

    /// The diagnostics `wanted` among those that are known, each with its fixes: written now, from what was read.
    pub fn with_fixes(&mut self, wanted: &[(&'static str, ByteRange)]) -> Vec<Diagnostic> {
        let hull = wanted.iter().map(|(_, range)| *range).reduce(ByteRange::joined);
        let found = hull.map_or_else(Vec::new, |hull| self.check(Fixes::Touching(hull)).diagnostics);
        let place = |found: &Diagnostic| wanted.iter().position(|wanted| *wanted == (found.rule, found.range));
        let mut found: Vec<_> = found.into_iter().filter_map(|found| Some((place(&found)?, found))).collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// The fixes that silence `found`.
    pub fn silencing(&mut self, found: &Diagnostic) -> Vec<Fix> {
        let origin = Origin { path: self.path.as_deref().map(|path| self.settings.relative(path)), is_named: false };
        let all = (found, self.outcome.diagnostics.as_slice());
        silencing(&self.document, &self.settings.settings, origin, today(), &mut self.reader, all)
    }

    /// The text with every fix made that may be made unread.
    pub fn mended(&mut self) -> Mended {
        let origin = Origin { path: self.path.as_deref().map(|path| self.settings.relative(path)), is_named: false };
        let (settings, reader) = (&self.settings.settings, &mut self.reader);
        let read = |document: &Document, fixes| check(document, settings, origin, today(), reader, fixes).diagnostics;
        mend(self.document.clone(), Extent::SAFE, read)
    }

    /// What its sentences do, those left out which do nothing.
    pub fn acts(&mut self) -> Vec<(ByteRange, ActSet)> {
        let path = self.path.as_deref().map(|path| self.settings.relative(path));
        let origin = Origin { path, is_named: false };
        acts(&self.document, &self.settings.settings, origin, today(), &mut self.reader)
    }

    /// The settings that hold for it.
    pub fn settings(&self) -> &Settings {
        &self.settings.settings
    }

    fn check(&mut self, fixes: Fixes) -> Outcome {
        let path = self.path.as_deref().map(|path| self.settings.relative(path));
        let origin = Origin { path, is_named: false };
        // What cannot be read costs its own diagnostics, and not those of the drafts whose turn is after it.
        let work = || check(&self.document, &self.settings.settings, origin, today(), &mut self.reader, fixes);
        let mut outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            tracing::error!("version {} of a draft could not be read", self.version);
            self.reader.forget();
            nothing()
        });
        // Editors show the first of those at one place.
        outcome.diagnostics.sort_by_key(|found| (found.range, Reverse(found.level)));
        outcome
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit(['\n', '\r']).next().unwrap_or_default()
}

fn nothing() -> Outcome {
    Outcome { draft: None, diagnostics: Vec::new() }
}

fn edit_rope(rope: &mut Rope, change: TextDocumentContentChangeEvent, encoding: crate::document::position::Encoding) {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return;
    };
    let range = convert::byte_range(rope, range, encoding);
    let (start, end) = (rope.byte_to_char(range.start), rope.byte_to_char(range.end));
    rope.remove(start..end);
    rope.insert(start, &change.text);
}
