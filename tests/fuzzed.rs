//! The inputs that fuzzing kept: those that reach the most of the code, and those that once found a mistake.
//!
//! `fuzz/README.md` says how new ones are found.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Runs `target` on what was kept for it.
fn holds(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for path in files {
        let data = fs::read(&path).unwrap();
        assert!(catch_unwind(AssertUnwindSafe(|| target(&data))).is_ok(), "{}", path.display());
    }
}

#[test]
fn document() {
    holds("document", targets::document);
}

#[test]
fn front_matter() {
    holds("front_matter", targets::front_matter);
}

#[test]
fn settings() {
    holds("settings", targets::settings);
}

#[test]
fn rules() {
    holds("rules", targets::rules);
}

#[test]
fn fixes() {
    holds("fixes", targets::fixes);
}

#[test]
fn protocol() {
    holds("protocol", targets::protocol);
}
