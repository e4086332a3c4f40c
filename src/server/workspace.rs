//! The drafts of the workspace's folders, read from the disk for a client that asks for all of them at once.
//!
//! It is done beside the session, so that nobody's typing waits for it, and remembered: a file that did not change is not
//! read again.

use super::{
    archive::{self, Shared},
    convert,
    open_draft::origin,
    pull,
};
use crate::{
    acts::Reader,
    check::check,
    context::{
        History,
        lookup::{Loaded, Lookup},
        today,
    },
    document::{Document, Format, MAX_LENGTH, position::Encoding},
    rules::{self, Fixes},
};
use ignore::WalkBuilder;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};
use tower_lsp::ls_types::{Diagnostic, Uri, WorkspaceDocumentDiagnosticReport};

/// What the session knows of the workspace.
#[derive(Default)]
pub struct Workspace {
    pub folders: Vec<PathBuf>,
    /// What is open counts as the editor has it.
    pub open: Vec<(Uri, i32, Vec<Diagnostic>)>,
    /// The settings where there is no file.
    pub sent: Arc<Loaded>,
    pub encoding: Encoding,
    /// What was sent, where it is known.
    pub histories: FxHashMap<PathBuf, Shared>,
}

/// What was read of the workspace's files.
#[derive(Default)]
pub struct Shelf {
    lookup: Lookup,
    reader: Reader,
    known: FxHashMap<PathBuf, Known>,
}

struct Known {
    stamp: (SystemTime, u64),
    settings: Arc<Loaded>,
    day: Date,
    /// `None` where the file is no draft.
    said: Option<Vec<Diagnostic>>,
    /// How often its history had changed.
    changes: u64,
}

impl Shelf {
    /// What there is to say of `workspace`; `previous` are the results that the client knows. `progress` is told how many
    /// files of how many are read. `None` where it was cancelled.
    pub fn read(
        &mut self,
        workspace: Workspace,
        previous: &FxHashMap<Uri, String>,
        cancelled: &AtomicBool,
        mut progress: impl FnMut(usize, usize),
    ) -> Option<Vec<WorkspaceDocumentDiagnosticReport>> {
        if self.lookup.is_outdated() {
            self.lookup.forget();
        }
        let known = |uri: &Uri| previous.get(uri).map(String::as_str);
        let open: FxHashSet<Uri> = workspace.open.iter().map(|(uri, ..)| uri.clone()).collect();
        let mut reports: Vec<_> = Vec::new();
        let mut spoken: FxHashSet<Uri> = open.clone();
        for (uri, version, items) in workspace.open {
            let previous = known(&uri);
            reports.push(pull::part(uri.clone(), Some(version), items, previous));
        }
        let files = files(&workspace.folders, cancelled);
        for (at, path) in files.iter().enumerate() {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            progress(at, files.len());
            let Some(uri) = Uri::from_file_path(path).filter(|uri| !open.contains(uri)) else { continue };
            if let Some(items) = self.file(path, &workspace.sent, &workspace.histories, workspace.encoding) {
                reports.push(pull::part(uri.clone(), None, items, known(&uri)));
                spoken.insert(uri);
            }
        }
        self.known.retain(|path, _| files.binary_search(path).is_ok());
        // What was said of files that are gone, or are drafts no more, is taken back.
        let gone = previous.keys().filter(|uri| !spoken.contains(uri));
        reports.extend(gone.map(|uri| pull::part(uri.clone(), None, Vec::new(), known(uri))));
        Some(reports)
    }

    fn file(
        &mut self,
        path: &Path,
        sent: &Arc<Loaded>,
        histories: &FxHashMap<PathBuf, Shared>,
        encoding: Encoding,
    ) -> Option<Vec<Diagnostic>> {
        let metadata = fs::metadata(path).ok()?;
        if metadata.len() > MAX_LENGTH as u64 {
            return None;
        }
        let stamp = (metadata.modified().ok()?, metadata.len());
        let settings = match self.lookup.settings(path.parent()?, &rules::names()) {
            Ok(loaded) if loaded.path.is_none() => Arc::clone(sent),
            Ok(loaded) => loaded,
            Err(_) => Arc::clone(sent),
        };
        let day = today();
        let past = settings.root(path).and_then(|root| histories.get(root)).map(archive::read);
        let changes = past.as_ref().map_or(0, |past| past.changes());
        if let Some(known) = self.known.get(path)
            && (known.stamp, known.day, known.changes) == (stamp, day, changes)
            && Arc::ptr_eq(&known.settings, &settings)
        {
            return known.said.clone();
        }
        let said = self.fresh(path, &settings, past.as_deref(), day, encoding);
        self.known.insert(path.to_owned(), Known { stamp, settings, day, said: said.clone(), changes });
        said
    }

    fn fresh(
        &mut self,
        path: &Path,
        settings: &Loaded,
        history: Option<&History>,
        day: Date,
        encoding: Encoding,
    ) -> Option<Vec<Diagnostic>> {
        let text = fs::read_to_string(path).ok()?;
        let format = Format::of_path(path)?;
        let reader = &mut self.reader;
        let work = || {
            let document = Document::new(&text, format);
            let origin = origin(settings, Some(path), history);
            // Another file's settings may know other names.
            reader.forget();
            let outcome = check(&document, &settings.settings, origin, day, reader, Fixes::None);
            let shown = |found| convert::diagnostic(&document, found, encoding);
            outcome.draft.map(|_| outcome.diagnostics.iter().map(shown).collect())
        };
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            tracing::error!("{} could not be read", path.display());
            None
        })
    }
}

/// The files in `folders` that may be drafts, sorted: what git ignores is passed over.
fn files(folders: &[PathBuf], cancelled: &AtomicBool) -> Vec<PathBuf> {
    let may_be_draft = |path: &Path| Format::of_path(path).is_some();
    let mut found = Vec::new();
    for folder in folders {
        let walk = WalkBuilder::new(folder).build().take_while(|_| !cancelled.load(Ordering::Relaxed)).filter_map(Result::ok);
        let files = walk.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        found.extend(files.map(ignore::DirEntry::into_path).filter(|path| may_be_draft(path)));
    }
    found.sort();
    found.dedup();
    found
}
