//! The documentation is held to the program: pages made from the rules and the settings are current, what the others show is
//! what comes out, and every link leads somewhere.
//!
//!     UPDATE_DOCS=1 cargo test --test docs
#![cfg(unix)] // its commands are a shell's

mod commands;
mod editors;
mod links;
mod pages;
mod session;
mod settings;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether what is out of date is to be written anew.
fn is_update() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// Every page that people read: those at the top of the checkout, those of editors and those of the book, as paths from the
/// checkout.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].iter().map(PathBuf::from).collect();
    pages.extend(editors::editors().iter().map(|editor| Path::new("editors").join(&editor.folder).join("README.md")));
    let mut folders = vec![PathBuf::from("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => folders.push(path),
                kind if kind.is_file() && path.extension().is_some_and(|end| end == "md") => pages.push(path),
                _ => {}
            }
        }
    }
    pages.sort();
    pages
}

/// Holds `path`, from the checkout, to `text`, or writes it there.
fn hold(path: &Path, text: &str, stale: &mut Vec<String>) {
    let file = root().join(path);
    if fs::read_to_string(&file).is_ok_and(|now| now == text) {
        return;
    }
    if is_update() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    } else {
        stale.push(path.display().to_string());
    }
}

/// Fails where something is `stale`, and says what to do.
fn assert_current(stale: &[String]) {
    assert!(stale.is_empty(), "not current: {}\nto write them anew: UPDATE_DOCS=1 cargo test --test docs", stale.join(", "));
}
