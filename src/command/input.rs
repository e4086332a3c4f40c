//! Which files are read: those that were named, and drafts found in folders.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};
use tactful::{
    context::suggestion,
    document::{Format, MAX_LENGTH},
};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As it was given or found.
    pub path: PathBuf,
    /// Whether somebody named it, rather than a folder above it.
    pub is_named: bool,
}

/// The files that `paths` name, in order; what cannot be found is said in the errors.
pub fn find(paths: &[PathBuf]) -> (Vec<Input>, Vec<Trouble>) {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut inputs, &mut errors);
        } else if path.exists() {
            inputs.push(Input { path: path.clone(), is_named: true });
        } else {
            errors.push(Trouble::fatal(format!("{}: there is no such file or folder{}", path.display(), meant(path))));
        }
    }
    (inputs, errors)
}

/// What in the same folder `path` may have been meant for.
pub fn meant(path: &Path) -> String {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return String::new() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    suggestion(&name, names.iter().map(String::as_str))
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, errors: &mut Vec<Trouble>) {
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && Format::of_path(entry.path()).is_some() => {
                found.push(entry.into_path())
            }
            Ok(_) => {}
            Err(error) => errors.push(Trouble::fatal(error.to_string())),
        }
    }
    found.sort();
    inputs.extend(found.into_iter().map(|path| Input { path, is_named: false }));
}

/// What tells a file from the same file written anew; `None` where there is none.
pub fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The folders from `root` down in which drafts are looked for, and the files in them that may be drafts.
pub fn survey(root: &Path) -> (BTreeSet<PathBuf>, BTreeSet<PathBuf>) {
    let (mut folders, mut files) = (BTreeSet::new(), BTreeSet::new());
    for entry in ignore::WalkBuilder::new(root).require_git(false).build().filter_map(Result::ok) {
        match entry.file_type() {
            Some(kind) if kind.is_dir() => _ = folders.insert(entry.into_path()),
            Some(kind) if kind.is_file() && Format::of_path(entry.path()).is_some() => _ = files.insert(entry.into_path()),
            _ => {}
        }
    }
    (folders, files)
}

/// What stands in the way of reading something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where and what, and what to do.
    pub message: String,
    /// Whether somebody asked for just this, so that the run cannot count as done.
    pub is_fatal: bool,
}

impl Trouble {
    /// Something that was asked for cannot be done.
    pub const fn fatal(message: String) -> Self {
        Self { message, is_fatal: true }
    }
}

/// The text of a file. One that is not UTF-8 and was merely found in a folder is nobody's draft: it is passed over.
pub fn read(input: &Input) -> Result<String, Trouble> {
    let path = input.path.display();
    let file = fs::File::open(&input.path).map_err(|error| Trouble::fatal(format!("{path}: {}", reason(&error))))?;
    let bytes = read_all(file).map_err(|error| Trouble::fatal(format!("{path}: {}", reason(&error))))?;
    if bytes.len() > MAX_LENGTH {
        return Err(Trouble { message: format!("{path}{TOO_LONG}"), is_fatal: input.is_named });
    }
    decode(bytes).map_err(|message| Trouble { message: format!("{path}{message}"), is_fatal: input.is_named })
}

/// What is said of a text that is longer than a draft can be.
pub const TOO_LONG: &str = ": it is longer than a megabyte, and is not read; nobody sends as much";

/// All of `source`, or a byte more than is read.
pub fn read_all(source: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_LENGTH as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// UTF-8, or where it is not.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        format!(":{line}: not UTF-8 at byte {valid}; save the file as UTF-8")
    })
}

/// The reason without the operating system's number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read this file".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
