//! The settings in force: as the disk has them, save that a file with mistakes leaves its last good state in force.

use crate::{
    context::lookup::{Loaded, Lookup},
    rules,
};
use rustc_hash::FxHashMap;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// Which settings hold where.
#[derive(Default)]
pub struct InForce {
    lookup: Lookup,
    /// The last state without mistakes of each settings file.
    good: FxHashMap<PathBuf, Arc<Loaded>>,
    /// The state of each settings file as it was last read.
    on_disk: FxHashMap<PathBuf, Arc<Loaded>>,
    /// Settings files of which there is something to be said.
    news: Vec<PathBuf>,
    looked: Option<Instant>,
    /// What the editor sent: it holds where there is no file.
    sent: Arc<Loaded>,
    /// Whether a file was there that could not be read, so that it has to be tried again.
    is_unread: bool,
}

impl InForce {
    /// What holds where there is no file.
    pub fn send(&mut self, settings: Arc<Loaded>) {
        self.sent = settings;
    }

    /// What the editor sent.
    pub const fn sent(&self) -> &Arc<Loaded> {
        &self.sent
    }

    /// The settings for `file`; those of the editor where no settings file holds, or the text is not on the disk.
    pub fn for_file(&mut self, file: Option<&Path>) -> Arc<Loaded> {
        let Some(folder) = file.and_then(Path::parent) else { return Arc::clone(&self.sent) };
        match self.lookup.settings(folder, &rules::names()) {
            Ok(loaded) if loaded.path.is_none() => Arc::clone(&self.sent),
            Ok(loaded) => {
                self.note(&loaded);
                self.last_good(loaded)
            }
            Err((path, error)) => {
                tracing::warn!("{}: {error}", path.display());
                self.is_unread = true;
                self.good.get(&path).cloned().unwrap_or_default()
            }
        }
    }

    /// Whether settings changed on the disk. Does not look, and says no, where it looked less than `interval` ago.
    pub fn changed(&mut self, interval: Duration) -> bool {
        if self.looked.is_some_and(|looked| looked.elapsed() < interval) {
            return false;
        }
        self.looked = Some(Instant::now());
        self.is_unread || self.lookup.is_outdated()
    }

    /// Reads all anew when next asked.
    pub fn forget(&mut self) {
        self.is_unread = false;
        self.lookup.forget();
        let news = &mut self.news;
        self.on_disk.retain(|path, loaded| {
            let is_there = path.is_file();
            news.extend((!is_there && !loaded.problems.is_empty()).then(|| path.clone()));
            is_there
        });
    }

    /// The settings files whose mistakes have come, changed or gone since this was last asked.
    pub fn news(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.news)
    }

    /// The settings file as it was last read.
    pub fn on_disk(&self, path: &Path) -> Option<&Loaded> {
        self.on_disk.get(path).map(Arc::as_ref)
    }

    fn note(&mut self, loaded: &Arc<Loaded>) {
        let Some(path) = &loaded.path else { return };
        let known = self.on_disk.insert(path.clone(), Arc::clone(loaded));
        let is_new = known.as_ref().is_none_or(|known| !Arc::ptr_eq(known, loaded));
        let had_mistakes = known.is_some_and(|known| !known.problems.is_empty());
        if is_new && (had_mistakes || !loaded.problems.is_empty()) {
            self.news.push(path.clone());
        }
    }

    fn last_good(&mut self, loaded: Arc<Loaded>) -> Arc<Loaded> {
        let Some(path) = &loaded.path else { return loaded };
        if loaded.problems.is_empty() {
            self.good.insert(path.clone(), Arc::clone(&loaded));
            return loaded;
        }
        // What can be read of a file that never was good is better than nothing.
        self.good.get(path).cloned().unwrap_or(loaded)
    }
}
