//! The histories of the workspaces that one run reads drafts of.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tactful::{
    context::{History, lookup::Loaded},
    document::front_matter,
};

/// Histories by the folders whose drafts they hold. Each is read once, when the first draft asks for it.
#[derive(Default)]
pub struct Memory {
    known: Mutex<HashMap<PathBuf, Arc<OnceLock<Arc<History>>>>>,
}

impl Memory {
    /// The history for the draft `source` at `file` (absolute); `None` where it names no recipient, so that none is needed.
    pub fn of(&self, loaded: &Loaded, file: &Path, source: &str) -> Option<Arc<History>> {
        let names_recipient = front_matter::opens(source) && source.lines().any(|line| line.starts_with("to:"));
        if !names_recipient {
            return None;
        }
        let root = root(loaded, file)?;
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(root.to_owned()).or_default())
        };
        // The drafts below a settings file are one workspace; without one, those beside the draft.
        let deep = loaded.path.is_some();
        Some(Arc::clone(cell.get_or_init(|| Arc::new(History::read(root, deep, |_| ())))))
    }
}

/// `file` as the history of its workspace has it.
pub fn relative<'f>(loaded: &Loaded, file: &'f Path) -> &'f Path {
    if loaded.path.is_some() {
        return loaded.relative(file);
    }
    root(loaded, file).and_then(|root| file.strip_prefix(root).ok()).unwrap_or(file)
}

fn root<'r>(loaded: &'r Loaded, file: &'r Path) -> Option<&'r Path> {
    loaded.path.as_deref().unwrap_or(file).parent()
}
