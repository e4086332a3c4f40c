//! `check --fix` and `check --diff`: what became of a text, written to the disk or shown.

use super::write;
use similar::TextDiff;
use std::{
    collections::BTreeSet,
    fmt::Write,
    path::{Path, PathBuf},
};
use tactful::{fix::is_taken, mend::Mended, shown::visible};

/// What became of a text.
pub struct Repair {
    /// Where it stands, as it was given or found; `None` for stdin.
    pub path: Option<PathBuf>,
    /// As it was.
    pub before: String,
    /// As it is now.
    pub mended: Mended,
}

/// What was written.
#[derive(Default)]
pub struct Written {
    /// Fixes made.
    pub fixes: usize,
    /// Drafts in which they were made.
    pub drafts: usize,
    /// Files that are new.
    pub created: Vec<PathBuf>,
}

impl Repair {
    /// The name it goes by.
    pub fn name(&self) -> String {
        shown(self.path.as_deref().unwrap_or(Path::new("stdin")))
    }

    /// Whether anything was done.
    pub fn is_needed(&self) -> bool {
        self.mended.text != self.before || !self.mended.creates.is_empty()
    }

    /// Writes the text and the files beside it.
    ///
    /// # Errors
    /// In words for people. What was written before the error is counted.
    pub fn write(&self, written: &mut Written) -> Result<(), String> {
        let Some(path) = &self.path else { return Ok(()) };
        if !self.is_needed() {
            return Ok(());
        }
        // The new files first: they hold words that go from the draft.
        for file in &self.mended.creates {
            let new = file.free_path(&write::folder_of(path), is_taken);
            write::create(&new, &file.text)?;
            written.created.push(new);
        }
        write::replace(path, &self.before, &self.mended.text)?;
        written.fixes += self.mended.made.len();
        written.drafts += 1;
        Ok(())
    }

    /// The change as a unified diff that can be applied, new files included; `promised` are those of the diffs before.
    pub fn diff(&self, promised: &mut BTreeSet<PathBuf>) -> String {
        let name = self.name();
        let mut text = unified(&self.before, &self.mended.text, &name, &name);
        for file in &self.mended.creates {
            let folder = write::folder_of(self.path.as_deref().unwrap_or(Path::new("")));
            let place = file.free_path(&folder, |path| is_taken(path) || promised.contains(path));
            text.push_str(&unified("", &file.text, "/dev/null", &shown(&place)));
            promised.insert(place);
        }
        text
    }
}

/// As `git apply` and `patch` take it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn unified(before: &str, after: &str, old_name: &str, new_name: &str) -> String {
    if before == after {
        return String::new();
    }
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(old_name, new_name).to_string()
}

impl Written {
    /// In a line for people; nothing where nothing was written.
    pub fn told(&self) -> String {
        let mut text = String::new();
        if self.fixes > 0 {
            let (fixes, drafts) = (counted(self.fixes, "fix", "fixes"), counted(self.drafts, "draft", "drafts"));
            let _ = writeln!(text, "{fixes} made in {drafts}.");
        }
        for path in &self.created {
            let _ = writeln!(text, "New: {}", visible(&shown(path)));
        }
        text
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
