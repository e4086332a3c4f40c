//! Looks through folders for what changed, where the system does not tell: a network's disk, or too many folders.
//!
//! `notify` can do that too, but compares times in whole seconds, and misses what is written twice in one.

use super::super::input;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// How often it looks.
const INTERVAL: Duration = Duration::from_secs(1);

/// Rounds after which it returns even though nothing changed.
const ROUNDS: usize = 60;

/// When a file was written and how long it is; `None` for a folder, which counts by being there.
type Stamp = Option<(SystemTime, u64)>;

/// What stood in each folder at the last look.
#[derive(Default)]
pub struct Patrol {
    seen: BTreeMap<PathBuf, BTreeMap<PathBuf, Stamp>>,
}

impl Patrol {
    /// Takes down how things stand in those of `folders` that are new.
    pub fn attend(&mut self, folders: &BTreeSet<PathBuf>) {
        self.seen.retain(|folder, _| folders.contains(folder));
        for folder in folders {
            self.seen.entry(folder.clone()).or_insert_with(|| entries(folder));
        }
    }

    /// Looks each second; what changed in `folders`, once something did, or nothing after a minute.
    pub fn round(&mut self, folders: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        for _ in 0..ROUNDS {
            thread::sleep(INTERVAL);
            let mut changed = BTreeSet::new();
            for folder in folders {
                let now = entries(folder);
                let before = self.seen.insert(folder.clone(), now.clone()).unwrap_or_default();
                let paths = now.keys().chain(before.keys()).filter(|path| now.get(*path) != before.get(*path));
                changed.extend(paths.cloned());
            }
            if !changed.is_empty() {
                return changed;
            }
        }
        BTreeSet::new()
    }
}

fn entries(folder: &Path) -> BTreeMap<PathBuf, Stamp> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let stamped = entries.map(|entry| {
        let path = entry.path();
        let stamp = if path.is_dir() { None } else { input::stamp(&path) };
        (path, stamp)
    });
    stamped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_goes_and_changes_is_seen() {
        let top = tempfile::tempdir().unwrap();
        let path = |name: &str| top.path().join(name);
        let folders = BTreeSet::from([top.path().to_owned()]);
        fs::write(path("a.md"), "a").unwrap();
        fs::create_dir(path("folder")).unwrap();
        let mut patrol = Patrol::default();
        patrol.attend(&folders);
        fs::write(path("folder/inner.md"), "not one of these").unwrap();
        fs::write(path("a.md"), "ab").unwrap();
        fs::write(path("b.md"), "b").unwrap();
        assert_eq!(patrol.round(&folders), BTreeSet::from([path("a.md"), path("b.md")]));
        fs::remove_file(path("b.md")).unwrap();
        fs::create_dir(path("new")).unwrap();
        assert_eq!(patrol.round(&folders), BTreeSet::from([path("b.md"), path("new")]));
    }
}
