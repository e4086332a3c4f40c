//! Finds the `tactful.toml` above a file, and reads each one once.

use super::{
    Problem, Settings,
    settings::{FILE_NAME, MAX_LENGTH},
};
use rustc_hash::FxHashMap;
use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

/// A settings file that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Where it is; `None` for the settings that hold where there is no file.
    pub path: Option<PathBuf>,
    /// What it holds.
    pub source: String,
    /// What it says.
    pub settings: Settings,
    /// Mistakes in it.
    pub problems: Vec<Problem>,
    /// How it stood on the disk just before it was read.
    stamp: Option<Stamp>,
}

impl Loaded {
    /// Reads `path`.
    ///
    /// # Errors
    /// Where the file cannot be read or is not UTF-8.
    pub fn read(path: &Path, rule_names: &[&str]) -> io::Result<Self> {
        let stamp = Stamp::of(path);
        let mut source = String::new();
        fs::File::open(path)?.take(MAX_LENGTH as u64 + 1).read_to_string(&mut source)?;
        let (settings, problems) = Settings::parse(&source, rule_names);
        Ok(Self { path: Some(path.to_owned()), source, settings, problems, stamp })
    }

    /// Settings that an editor sent, as TOML: they hold where there is no file.
    #[must_use]
    pub fn sent(source: String, rule_names: &[&str]) -> Self {
        let (settings, problems) = Settings::parse(&source, rule_names);
        Self { source, settings: Settings { is_from_file: false, ..settings }, problems, ..Self::default() }
    }

    /// The folder whose drafts are the history of the draft at `file` (absolute): that of the settings file, or where there is
    /// none, the draft's own.
    #[must_use]
    pub fn root<'r>(&'r self, file: &'r Path) -> Option<&'r Path> {
        self.path.as_deref().unwrap_or(file).parent()
    }

    /// `file` as the history has it: from that folder.
    #[must_use]
    pub fn in_history<'f>(&self, file: &'f Path) -> &'f Path {
        if self.path.is_some() {
            return self.relative(file);
        }
        file.file_name().map_or(file, Path::new)
    }

    /// `file` as seen from the folder of the settings file.
    #[must_use]
    pub fn relative<'f>(&self, file: &'f Path) -> &'f Path {
        let folder = self.path.as_deref().and_then(Path::parent);
        folder.and_then(|folder| file.strip_prefix(folder).ok()).unwrap_or(file)
    }
}

/// That `path` is no link out of `folder`: what is wrong in a settings file is shown, and a folder that came from others may
/// have one that leads to what is nobody's business.
fn stays(path: &Path, folder: &Path) -> io::Result<()> {
    if path.is_symlink() && !fs::canonicalize(path)?.starts_with(fs::canonicalize(folder)?) {
        return Err(io::Error::other(
            "it is a link that leads out of its folder, and was not followed; put the file itself there",
        ));
    }
    Ok(())
}

/// What tells a file from the same file written anew. The length helps where the clock of the disk is coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    /// `None` where there is no such file.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self { modified: metadata.modified().ok(), length: metadata.len() })
    }
}

/// Remembers which settings hold in which folder.
#[derive(Debug, Default)]
pub struct Lookup {
    /// Every folder from one that was asked about up to the one whose file holds there.
    folders: FxHashMap<PathBuf, Arc<Loaded>>,
    none: Arc<Loaded>,
}

impl Lookup {
    /// The settings for files in `folder` (absolute).
    ///
    /// # Errors
    /// The path and the reason, where a settings file is there and cannot be read.
    pub fn settings(&mut self, folder: &Path, rule_names: &[&str]) -> Result<Arc<Loaded>, (PathBuf, io::Error)> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(Arc::clone(known));
        }
        let path = folder.join(FILE_NAME);
        let loaded = if path.is_file() {
            let loaded = stays(&path, folder).and_then(|()| Loaded::read(&path, rule_names));
            Arc::new(loaded.map_err(|error| (path, error))?)
        } else {
            match folder.parent() {
                Some(parent) => self.settings(parent, rule_names)?,
                None => Arc::clone(&self.none),
            }
        };
        self.folders.insert(folder.to_owned(), Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Whether a settings file was written, made or taken away since it was looked for. Costs one question to the disk for
    /// each folder that is remembered.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.folders.iter().any(|(folder, loaded)| {
            let path = folder.join(FILE_NAME);
            let known = loaded.stamp.filter(|_| loaded.path.as_ref() == Some(&path));
            Stamp::of(&path) != known
        })
    }

    /// The folders from `folder` (absolute) up to the one whose settings file holds there; just `folder` where there is none.
    pub fn way_up<'f>(&self, folder: &'f Path) -> impl Iterator<Item = &'f Path> {
        let loaded = self.folders.get(folder).and_then(|loaded| loaded.path.as_deref()).and_then(Path::parent);
        let top = loaded.unwrap_or(folder).to_owned();
        folder.ancestors().take_while(move |above| above.starts_with(&top))
    }

    /// Forgets everything: a settings file has changed.
    pub fn forget(&mut self) {
        self.folders.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_a_file_written_made_nearer_and_taken_away() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("drafts");
        fs::create_dir(&folder).unwrap();
        let (far, near) = (top.path().join(FILE_NAME), folder.join(FILE_NAME));
        let mut lookup = Lookup::default();
        let changes: [&dyn Fn(); 4] = [
            &|| fs::write(&far, "competitors = []").unwrap(),
            &|| fs::write(&far, "competitors = [\"A\"]").unwrap(),
            &|| fs::write(&near, "").unwrap(),
            &|| fs::remove_file(&near).unwrap(),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            lookup.settings(&folder, &[]).unwrap();
            assert!(!lookup.is_outdated(), "before change {at}");
            change();
            assert!(lookup.is_outdated(), "after change {at}");
            lookup.forget();
        }
    }
}
