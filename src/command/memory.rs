//! The histories of the workspaces that one run reads drafts of.

use super::input;
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tactful::{
    context::{
        History, Record,
        lookup::{Loaded, Lookup},
    },
    document::front_matter,
    report::human,
    rules,
};

/// Histories by the folders whose drafts they hold. Each is read once, when the first draft asks for it.
#[derive(Default)]
pub struct Memory {
    known: Mutex<HashMap<PathBuf, Known>>,
}

/// The history of one folder.
#[derive(Clone, Default)]
struct Known {
    /// Whether the folders in it count as well.
    is_deep: bool,
    history: Arc<OnceLock<Arc<History>>>,
}

impl Memory {
    /// The history for the draft `source` at `file` (absolute); `None` where it names no recipient, so that none is needed.
    pub fn of(&self, loaded: &Loaded, file: &Path, source: &str) -> Option<Arc<History>> {
        let names_recipient = front_matter::opens(source) && source.lines().any(|line| line.starts_with("to:"));
        if !names_recipient {
            return None;
        }
        let root = loaded.root(file)?;
        // The drafts below a settings file are one workspace; without one, those beside the draft.
        let is_deep = loaded.path.is_some();
        let known = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(root.to_owned()).or_insert_with(|| Known { is_deep, ..Known::default() }).clone()
        };
        Some(Arc::clone(known.history.get_or_init(|| Arc::new(History::read(root, is_deep, |_| ())))))
    }

    /// The folders whose histories are known, with whether the folders in them count as well.
    pub fn roots(&mut self) -> impl Iterator<Item = (&Path, bool)> {
        let known = self.known.get_mut().unwrap_or_else(PoisonError::into_inner);
        known.iter().map(|(root, known)| (root.as_path(), known.is_deep))
    }

    /// The file at `path` (absolute) changed, or is there no more or passed over where `is_there` is false. What rests on it.
    pub fn look_at(&mut self, path: &Path, is_there: bool) -> Resting {
        let known = self.known.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut resting = Resting::default();
        for (root, known) in known {
            known.look_at(root, path, is_there, &mut resting);
        }
        resting
    }
}

/// What rests on something that changed.
#[derive(Default)]
pub struct Resting {
    /// Folders all of whose drafts do that name a recipient.
    pub roots: BTreeSet<PathBuf>,
    /// Single drafts.
    pub files: BTreeSet<PathBuf>,
}

impl Known {
    fn look_at(&mut self, root: &Path, path: &Path, is_there: bool, resting: &mut Resting) {
        let relative = path.strip_prefix(root).ok();
        // Nobody reads in it between two rounds of a watch.
        let history = Arc::get_mut(&mut self.history).and_then(OnceLock::get_mut).and_then(Arc::get_mut);
        let Some((relative, history)) = relative.zip(history).filter(|(path, history)| history.reaches(path)) else { return };
        let record = is_there.then(|| Record::of_file(root, relative)).flatten();
        let before = history.record(relative).cloned();
        if !Record::is_news(before.as_deref(), record.as_ref()) {
            return;
        }
        // Other words of what was not sent matter only to those who say nearly the same.
        let has_same_facts = before
            .as_deref()
            .zip(record.as_ref())
            .is_some_and(|(before, record)| before.has_same_facts(record) && record.sent.is_none());
        let mut near = |history: &History, record: &Record| {
            resting.files.extend(history.near(&record.sketch).map(|path| root.join(path)));
        };
        before.iter().for_each(|before| near(history, before));
        match record {
            Some(record) => {
                near(history, &record);
                history.put(record);
            }
            None => drop(history.remove(relative)),
        }
        if !has_same_facts {
            resting.roots.insert(root.to_owned());
        }
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
        let loaded = read.map_err(|(path, error)| format!("{}: {}", path.display(), input::reason(&error)))?;
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
