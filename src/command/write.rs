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
    let folder = folder_of(&target);
    let write = || -> io::Result<NamedTempFile> {
        let mut file = NamedTempFile::with_prefix_in(PREFIX, &folder)?;
        file.write_all(new.as_bytes())?;
        keep_owner(&file, &metadata);
        file.as_file().set_permissions(metadata.permissions())?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = write().map_err(|error| failed(&error))?;
    // As late as can be: an editor may have saved the draft while it was being read.
    if fs::read(&target).map_err(|error| failed(&error))? != old.as_bytes() {
        return Err(format!("{}: it changed while it was being read, and was left as it is; run again", path.display()));
    }
    file.persist(&target).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Writes a new file; one that is there is never touched.
///
/// # Errors
/// In words for people.
pub fn create(path: &Path, text: &str) -> Result<(), String> {
    let folder = folder_of(path);
    let write = || -> io::Result<()> {
        let mut file = new_file().tempfile_in(&folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        sync_folder(&folder)
    };
    write().map_err(|error| format!("{}: it cannot be written: {}", path.display(), reason(&error)))
}

/// The names of files that are not whole yet. No walk finds them.
const PREFIX: &str = ".tactful-";

/// As other programs make new files: others may read it where the umask lets them.
fn new_file() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Makes sure that a new file is found again after a loss of power: words that go from the draft stand in it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
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
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
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
