//! Writes a file whole or not at all, and leaves it otherwise as it was: where a link points, who may read it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Puts `new` in the place of what `path` holds, if that still is `old`.
///
/// # Errors
/// In words for people: where the file may not be written, is another than it was, or cannot be written.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let failed = |error: &io::Error| format!("{}: it cannot be written: {}", path.display(), reason(error));
    // A link stays one: what it points to is written.
    let target = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let metadata = fs::metadata(&target).map_err(|error| failed(&error))?;
    if metadata.permissions().readonly() {
        return Err(format!("{}: it is read-only and was left as it is; make it writable to have it fixed", path.display()));
    }
    if fs::read(&target).map_err(|error| failed(&error))? != old.as_bytes() {
        return Err(format!("{}: it changed while it was being read, and was left as it is; run again", path.display()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        let mut file = NamedTempFile::with_prefix_in(".tactful-", folder)?;
        file.write_all(new.as_bytes())?;
        keep_owner(&file, &metadata);
        file.as_file().set_permissions(metadata.permissions())?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| failed(&error))
}

/// Writes a new file; one that is there is never touched.
///
/// # Errors
/// In words for people.
pub fn create(path: &Path, text: &str) -> Result<(), String> {
    let write = || fs::File::create_new(path)?.write_all(text.as_bytes());
    write().map_err(|error| format!("{}: it cannot be written: {}", path.display(), reason(&error)))
}

/// Only some may give a file away; whoever may not owns what they write.
#[cfg(unix)]
fn keep_owner(file: &NamedTempFile, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if let Err(error) = fchown(file.as_file(), Some(metadata.uid()), Some(metadata.gid())) {
        tracing::debug!("the owner is not kept: {error}");
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &NamedTempFile, _: &fs::Metadata) {}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not write in its folder".to_owned(),
        io::ErrorKind::AlreadyExists => "there is such a file already".to_owned(),
        _ => super::input::reason(error),
    }
}

/// The folder in which `path` stands.
pub fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_meanwhile_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.md");
        fs::write(&path, "newer").unwrap();
        assert!(replace(&path, "old", "mine").unwrap_err().contains("it changed while it was being read"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        replace(&path, "newer", "newest").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "newest");
        assert!(create(&path, "other").is_err());
    }
}
