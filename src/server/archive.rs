//! The histories of the workspaces whose drafts are open: read beside the session, kept current file by file.

use super::{outgoing::Outgoing, session::Event};
use crate::{
    context::{History, Record, lookup::Loaded},
    document::Document,
};
use rustc_hash::FxHashMap;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, mpsc},
    thread,
    time::Duration,
};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::{ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport};

/// How long the session waits for a history: most are read in less, so that nothing is said before it is known, and nobody
/// who types can notice.
const PATIENCE: Duration = Duration::from_millis(50);

/// A history that the session changes and others read.
pub type Shared = Arc<RwLock<History>>;

/// Histories by the folders whose drafts they hold.
#[derive(Default)]
pub struct Archive {
    known: FxHashMap<PathBuf, Shared>,
    /// Those that are still being read, with the files that changed meanwhile: the reading may have passed them before.
    late: FxHashMap<PathBuf, Vec<PathBuf>>,
    /// Where a history is sent that took its time.
    session: Option<mpsc::Sender<Event>>,
    /// Where its progress is told, where the client shows that.
    outgoing: Option<UnboundedSender<Outgoing>>,
}

impl Archive {
    /// Has late histories sent to `session`.
    pub fn report_to(&mut self, session: mpsc::Sender<Event>) {
        self.session = Some(session);
    }

    /// Has the progress of long readings sent to `outgoing`.
    pub fn show_progress(&mut self, outgoing: UnboundedSender<Outgoing>) {
        self.outgoing = Some(outgoing);
    }

    /// The history for a draft at `path` that names its recipient; empty until it is read.
    pub fn of(&mut self, loaded: &Loaded, path: &Path) -> Option<Shared> {
        let root = loaded.root(path)?;
        if let Some(known) = self.known.get(root) {
            return Some(Arc::clone(known));
        }
        // Without room: what the session does not take in time comes back, and is lost in no case.
        let (finished, reading) = mpsc::sync_channel(0);
        let (folder, deep, session) = (root.to_owned(), loaded.path.is_some(), self.session.clone());
        let outgoing = self.outgoing.clone();
        thread::spawn(move || {
            let mut progress =
                Progress { outgoing, token: ProgressToken::String(format!("tactful/{}", folder.display())), has_begun: false };
            let history = History::read(&folder, deep, |count| progress.tell(count));
            progress.end();
            // The session has given up waiting where it does not take it: then it is told.
            if let Err(mpsc::SendError(history)) = finished.send(history)
                && let Some(session) = session
            {
                let _ = session.send(Event::History(folder, history));
            }
        });
        let history = reading.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            self.late.insert(root.to_owned(), Vec::new());
            History::default()
        });
        let shared = Arc::new(RwLock::new(history));
        self.known.insert(root.to_owned(), Arc::clone(&shared));
        Some(shared)
    }

    /// All that are known.
    pub fn all(&self) -> FxHashMap<PathBuf, Shared> {
        self.known.clone()
    }

    /// A history that took its time is here.
    pub fn put(&mut self, root: &Path, history: History) {
        if let Some(known) = self.known.get(root) {
            *known.write().unwrap_or_else(PoisonError::into_inner) = history;
        }
        for path in self.late.remove(root).unwrap_or_default() {
            self.look_at(&path);
        }
    }

    /// A file was written, made or taken away. Whether what is known of it changed.
    pub fn look_at(&mut self, path: &Path) -> bool {
        self.late.iter_mut().filter(|(root, _)| path.starts_with(root)).for_each(|(_, changed)| changed.push(path.to_owned()));
        let roots = self.known.iter().filter_map(|(root, history)| Some((root, history, path.strip_prefix(root).ok()?)));
        let mut changed = false;
        for (root, history, relative) in roots.filter(|(_, history, relative)| read(history).reaches(relative)) {
            changed |= replace(history, relative, Record::of_file(root, relative));
        }
        changed
    }
}

/// What a client is shown of a reading: a message for every thousand drafts, so that short readings show nothing.
struct Progress {
    outgoing: Option<UnboundedSender<Outgoing>>,
    token: ProgressToken,
    has_begun: bool,
}

impl Progress {
    fn tell(&mut self, count: usize) {
        let message = Some(format!("{count} drafts"));
        if std::mem::replace(&mut self.has_begun, true) {
            self.send(WorkDoneProgress::Report(WorkDoneProgressReport { message, ..WorkDoneProgressReport::default() }));
            return;
        }
        if let Some(outgoing) = &self.outgoing {
            let _ = outgoing.send(Outgoing::CreateProgress(self.token.clone()));
        }
        let title = "Remembering what was sent".to_owned();
        self.send(WorkDoneProgress::Begin(WorkDoneProgressBegin { title, message, ..WorkDoneProgressBegin::default() }));
    }

    fn end(&self) {
        if self.has_begun {
            self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }

    fn send(&self, told: WorkDoneProgress) {
        if let Some(outgoing) = &self.outgoing {
            let _ = outgoing.send(Outgoing::Progress(self.token.clone(), told));
        }
    }
}

/// What `document` says of itself now takes the place of what was known. Whether another draft may have to be read again.
pub fn note(history: &Shared, root: &Path, relative: &Path, document: &Document) -> bool {
    let names_recipient = document.preamble().field("to").is_some();
    let record = names_recipient.then(|| Record::of_document(&Arc::from(root), relative, document)).flatten();
    replace(history, relative, record)
}

fn replace(history: &Shared, relative: &Path, record: Option<Record>) -> bool {
    let known = read(history).record(relative).cloned();
    if !Record::is_news(known.as_deref(), record.as_ref()) {
        return false;
    }
    let has_new_facts = known.as_deref().zip(record.as_ref()).is_none_or(|(known, record)| !known.has_same_facts(record));
    let mut history = history.write().unwrap_or_else(PoisonError::into_inner);
    match record {
        Some(record) => history.put(record),
        None => drop(history.remove(relative)),
    }
    has_new_facts
}

/// The history, to read.
pub fn read(history: &Shared) -> RwLockReadGuard<'_, History> {
    history.read().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn recipients(archive: &Archive, root: &Path) -> Vec<String> {
        read(&archive.known[root]).names(9)
    }

    #[test]
    fn what_changes_while_a_history_is_read_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (root, path) = (folder.path(), folder.path().join("a.md"));
        let mut archive = Archive::default();
        archive.known.insert(root.to_owned(), Shared::default());
        archive.late.insert(root.to_owned(), Vec::new());
        fs::write(&path, "---\nto: Ann\n---\n").unwrap();
        archive.look_at(&path);
        archive.put(root, History::default());
        assert_eq!(recipients(&archive, root), ["Ann"]);
    }

    #[test]
    fn without_settings_a_folder_remembers_its_own_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("deep")).unwrap();
        for (is_deep, expected) in [(false, &["Ann"][..]), (true, &["Ann", "Ben"])] {
            let mut archive = Archive::default();
            archive.known.insert(root.to_owned(), Arc::new(RwLock::new(History::read(root, is_deep, |_| ()))));
            for (name, to) in [("a.md", "Ann"), ("deep/b.md", "Ben")] {
                fs::write(root.join(name), format!("---\nto: {to}\n---\n")).unwrap();
                archive.look_at(&root.join(name));
                fs::remove_file(root.join(name)).unwrap();
            }
            assert_eq!(recipients(&archive, root), expected);
        }
    }
}
