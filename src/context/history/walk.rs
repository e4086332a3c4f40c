//! Gathers the history of a folder: one walk through its files.

use super::{History, Record};
use crate::document::{Format, MAX_LENGTH};
use ignore::{WalkBuilder, WalkState};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
};

impl History {
    /// Reads the drafts below `root`; links are not followed, what cannot be read is logged and passed over. `deep` is false
    /// where only the folder itself counts. `progress` is told now and then how many files were read.
    #[must_use]
    pub fn read(root: &Path, deep: bool, mut progress: impl FnMut(usize)) -> Self {
        let shared: Arc<Path> = Arc::from(root);
        let (sender, receiver) = mpsc::channel();
        let walk = WalkBuilder::new(root).require_git(false).max_depth((!deep).then_some(1)).build_parallel();
        let mut history = Self { is_deep: deep, ..Self::default() };
        std::thread::scope(|scope| {
            scope.spawn(move || {
                walk.run(|| {
                    let (sender, shared) = (sender.clone(), Arc::clone(&shared));
                    Box::new(move |entry| {
                        if let Some(found) = found(&shared, entry) {
                            // Nobody listens any more where the reading was given up.
                            let _ = sender.send(found);
                        }
                        WalkState::Continue
                    })
                });
            });
            for found in receiver {
                match found {
                    Ok(record) => {
                        history.put(record);
                        if history.records.len().is_multiple_of(1_000) {
                            progress(history.records.len());
                        }
                    }
                    Err(unread) => history.unread.push(unread),
                }
            }
        });
        history.unread.sort();
        history
    }
}

/// What a file that was found says, where it is a draft to somebody; its path and the reason, where it cannot be read.
fn found(root: &Arc<Path>, entry: Result<ignore::DirEntry, ignore::Error>) -> Option<Result<Record, (PathBuf, String)>> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Err((root.to_path_buf(), error.to_string()))),
    };
    let path = entry.path();
    let format = Format::of_path(path)?;
    if !entry.file_type()?.is_file() || entry.metadata().ok()?.len() > MAX_LENGTH as u64 {
        return None;
    }
    match fs::read_to_string(path) {
        Ok(text) => Record::read(root, path.strip_prefix(root).ok()?, &text, format).map(Ok),
        Err(error) => Some(Err((path.to_owned(), error.to_string()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_reads_drafts_and_survives_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        write("a.md", b"---\nto: Ann\nsent: 2026-01-02\n---\nHi");
        write("deep/b.txt", b"---\nto: Ann\nsent: 2026-01-03\n---\nHi");
        write("latin.md", b"---\nto: Ann\n---\n\xff\xfe");
        write("readme.md", b"# Read me");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("deep/loop")).unwrap();
        let paths = |deep| {
            let history = History::read(folder.path(), deep, |_| ());
            let mut paths: Vec<_> = history.records().map(|record| record.path.display().to_string()).collect();
            paths.sort();
            paths
        };
        assert_eq!(paths(true), ["a.md", "deep/b.txt"]);
        assert_eq!(paths(false), ["a.md"]);
        let history = History::read(folder.path(), true, |_| ());
        let unread: Vec<_> = history.unread().iter().map(|(path, _)| path.file_name().unwrap().to_string_lossy()).collect();
        assert_eq!(unread, ["latin.md"]);
    }
}
