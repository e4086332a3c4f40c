//! The histories of the workspaces that one run reads drafts of.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tactful::{
    context::{
        History,
        lookup::{Loaded, Lookup},
    },
    document::front_matter,
    report::human,
    rules,
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
        let root = loaded.root(file)?;
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(root.to_owned()).or_default())
        };
        // The drafts below a settings file are one workspace; without one, those beside the draft.
        let deep = loaded.path.is_some();
        Some(Arc::clone(cell.get_or_init(|| Arc::new(History::read(root, deep, |_| ())))))
    }
}

/// The workspace in which a command was called.
pub struct Place {
    /// The settings that hold there.
    pub loaded: Arc<Loaded>,
    /// What was sent from there.
    pub history: History,
    /// Mistakes in the settings, with their places.
    pub problems: Vec<String>,
}

impl Place {
    /// The one of the current folder.
    ///
    /// # Errors
    /// In words for people, where the folder or its settings file cannot be read.
    pub fn here() -> Result<Self, String> {
        let folder = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
        let read = Lookup::default().settings(&folder, &rules::names());
        let loaded = read.map_err(|(path, error)| format!("{}: {}", path.display(), super::input::reason(&error)))?;
        let root = loaded.path.as_deref().and_then(Path::parent).unwrap_or(&folder);
        let shown = loaded.path.as_deref().map(|path| path.strip_prefix(&folder).unwrap_or(path).display().to_string());
        let told = |problem| {
            let text = human::render_problem(shown.as_deref().unwrap_or_default(), &loaded.source, problem, false);
            text.strip_prefix("error: ").unwrap_or(&text).to_owned()
        };
        let problems = loaded.problems.iter().map(told).collect();
        let history = History::read(root, true, |_| ());
        Ok(Self { history, problems, loaded })
    }
}
