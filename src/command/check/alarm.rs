//! Wakes the watch when something changes in the folders that it attends to.

use super::super::{input, tell};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};
use tactful::context::settings::FILE_NAME;

/// How long it must be quiet after a change: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// When the watch looks even though nothing was told: a new day may have come, or a change that no system tells of.
const LONGEST: Duration = Duration::from_secs(60);

/// How often the folders are looked through where the system does not tell of changes.
const INTERVAL: Duration = Duration::from_secs(1);

/// What is said to have changed.
#[derive(Debug, Default)]
pub struct Wake {
    /// Files that may be drafts.
    pub files: BTreeSet<PathBuf>,
    /// Whether more may have changed than these: a folder came or went.
    pub is_vague: bool,
}

/// What the system tells of changes, or a look every second where it does not.
pub struct Alarm {
    watcher: Option<Box<dyn Watcher>>,
    events: Receiver<notify::Result<Event>>,
    folders: BTreeSet<PathBuf>,
    /// A settings file that goes by any name.
    settings: Option<PathBuf>,
    is_polling: bool,
}

impl Alarm {
    /// Attends to no folder yet; a change of `settings` (absolute) wakes it in one that it attends to.
    pub fn new(settings: Option<PathBuf>) -> Self {
        let (sender, events) = mpsc::channel();
        match RecommendedWatcher::new(sender, Config::default()) {
            Ok(watcher) => {
                let watcher: Option<Box<dyn Watcher>> = Some(Box::new(watcher));
                Self { watcher, events, folders: BTreeSet::new(), settings, is_polling: false }
            }
            Err(error) => Self::polling(&error, settings),
        }
    }

    fn polling(error: &notify::Error, settings: Option<PathBuf>) -> Self {
        tell("note", &format!("the system does not tell of changes here ({error}); looking every second instead"));
        let (sender, events) = mpsc::channel();
        let config = Config::default().with_poll_interval(INTERVAL);
        let watcher = PollWatcher::new(sender, config).map(|watcher| Box::new(watcher) as Box<dyn Watcher>);
        Self { watcher: watcher.ok(), events, folders: BTreeSet::new(), settings, is_polling: true }
    }

    /// Attends to `folders` (absolute), not to those in them, and to no others.
    pub fn attend(&mut self, folders: BTreeSet<PathBuf>) {
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.folders.difference(&folders) {
            // One that is no longer there is attended to no longer.
            let _ = watcher.unwatch(gone);
        }
        let failed = folders.difference(&self.folders).find_map(|new| {
            let error = watcher.watch(new, RecursiveMode::NonRecursive).err()?;
            new.is_dir().then_some(error)
        });
        match failed {
            // The system attends to so many folders, and no more.
            Some(error) if !self.is_polling => {
                *self = Self::polling(&error, self.settings.take());
                self.attend(folders);
            }
            _ => self.folders = folders,
        }
    }

    /// Waits until something changed and all is quiet, or for a minute.
    pub fn wait(&self) -> Wake {
        let mut wake = Wake::default();
        let mut patience = LONGEST;
        loop {
            match self.events.recv_timeout(patience) {
                Ok(event) => {
                    if self.note(event, &mut wake) {
                        patience = QUIET;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return wake,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(INTERVAL);
                    return Wake { is_vague: true, ..wake };
                }
            }
        }
    }

    /// Takes down what `event` tells; whether that is anything.
    fn note(&self, event: notify::Result<Event>, wake: &mut Wake) -> bool {
        let event = event.unwrap_or_else(|_| Event::new(EventKind::Other));
        if event.need_rescan() || event.kind == EventKind::Other {
            wake.is_vague = true;
            return true;
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        let moves = matches!(event.kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        let mut is_any = false;
        for path in event.paths {
            let is_folder = self.folders.contains(&path) || path.is_dir();
            let is_vague = if is_folder { moves } else { has_name(&path, &[".gitignore", ".ignore"]) };
            let is_draft = !is_folder && input::format(&path).is_some();
            wake.is_vague |= is_vague;
            is_any |= is_vague || is_draft || self.settings.as_ref() == Some(&path) || has_name(&path, &[FILE_NAME]);
            wake.files.extend(is_draft.then_some(path));
        }
        is_any
    }
}

fn has_name(path: &Path, names: &[&str]) -> bool {
    path.file_name().is_some_and(|name| names.iter().any(|known| name == *known))
}
