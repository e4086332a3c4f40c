//! Wakes the watch when something changes in the folders that it attends to.

use super::{super::tell, patrol::Patrol};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};
use tactful::{context::settings::FILE_NAME, document::Format};

/// How long it must be quiet after a change: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// When the watch looks even though nothing was told: a new day may have come, or a change that no system tells of.
const LONGEST: Duration = Duration::from_secs(60);

/// What is said to have changed.
#[derive(Debug, Default)]
pub struct Wake {
    /// Files that may be drafts.
    pub files: BTreeSet<PathBuf>,
    /// Whether more may have changed than these: a folder came or went.
    pub is_vague: bool,
}

/// What the system tells of changes in some folders, or a look every second where it does not.
pub struct Alarm {
    folders: BTreeSet<PathBuf>,
    /// A settings file that goes by any name.
    settings: Option<PathBuf>,
    source: Source,
}

enum Source {
    System { watcher: RecommendedWatcher, events: Receiver<notify::Result<Event>> },
    Patrol(Patrol),
}

impl Alarm {
    /// Attends to no folder yet; a change of `settings` (absolute) wakes it in one that it attends to.
    pub fn new(settings: Option<PathBuf>) -> Self {
        let (sender, events) = mpsc::channel();
        let source = match RecommendedWatcher::new(sender, Config::default()) {
            Ok(watcher) => Source::System { watcher, events },
            Err(error) => patrol(&error),
        };
        Self { folders: BTreeSet::new(), settings, source }
    }

    /// Attends to `folders` (absolute), not to those in them, and to no others. Whether some are new.
    pub fn attend(&mut self, folders: BTreeSet<PathBuf>) -> bool {
        let is_wider = !folders.is_subset(&self.folders);
        if let Source::System { watcher, .. } = &mut self.source {
            for gone in self.folders.difference(&folders) {
                // One that is no longer there is attended to no longer.
                let _ = watcher.unwatch(gone);
            }
            let failed = folders.difference(&self.folders).find_map(|new| {
                let error = watcher.watch(new, RecursiveMode::NonRecursive).err()?;
                new.is_dir().then_some(error)
            });
            // The system attends to so many folders, and no more.
            failed.iter().for_each(|error| self.source = patrol(error));
        }
        if let Source::Patrol(patrol) = &mut self.source {
            patrol.attend(&folders);
        }
        self.folders = folders;
        is_wider
    }

    /// Waits until something changed and all is quiet, or for a minute.
    pub fn wait(&mut self) -> Wake {
        let mut wake = Wake::default();
        let mut patience = LONGEST;
        loop {
            let events = match &mut self.source {
                Source::Patrol(patrol) => {
                    let told = patrol.round(&self.folders);
                    return told.into_iter().fold(wake, |wake, path| self.told(path, true, wake).1);
                }
                Source::System { events, .. } => events,
            };
            let event = match events.recv_timeout(patience) {
                Ok(event) => event.unwrap_or_else(|_| Event::new(EventKind::Other)),
                Err(RecvTimeoutError::Timeout) => return wake,
                Err(RecvTimeoutError::Disconnected) => {
                    self.source = patrol(&notify::Error::generic("it has stopped"));
                    return Wake { is_vague: true, ..wake };
                }
            };
            let is_any;
            (is_any, wake) = self.note(event, wake);
            if is_any {
                patience = QUIET;
            }
        }
    }

    /// Takes down what `event` tells; whether that is anything.
    fn note(&self, event: Event, wake: Wake) -> (bool, Wake) {
        if event.need_rescan() || event.kind == EventKind::Other {
            return (true, Wake { is_vague: true, ..wake });
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return (false, wake);
        }
        let moves = matches!(event.kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        event.paths.into_iter().fold((false, wake), |(is_any, wake), path| {
            let (is_this, wake) = self.told(path, moves, wake);
            (is_any || is_this, wake)
        })
    }

    /// Something at `path` changed; it came or went where it `moves`.
    fn told(&self, path: PathBuf, moves: bool, mut wake: Wake) -> (bool, Wake) {
        let is_folder = self.folders.contains(&path) || path.is_dir();
        let is_vague = if is_folder { moves } else { has_name(&path, &[".gitignore", ".ignore"]) };
        let is_draft = !is_folder && Format::of_path(&path).is_some();
        let is_settings = self.settings.as_ref() == Some(&path) || has_name(&path, &[FILE_NAME]);
        wake.is_vague |= is_vague;
        wake.files.extend(is_draft.then_some(path));
        (is_vague || is_draft || is_settings, wake)
    }
}

fn patrol(error: &notify::Error) -> Source {
    tell("note", &format!("the system does not tell of changes here ({error}); looking every second instead"));
    Source::Patrol(Patrol::default())
}

fn has_name(path: &Path, names: &[&str]) -> bool {
    path.file_name().is_some_and(|name| names.iter().any(|known| name == *known))
}
