//! A workspace that came from somebody who means ill, as the command meets it.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const PITCH: &str = "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!\n\nSign up for my bread course today.\n";

/// A workspace, and what is outside of it.
fn folders() -> (TempDir, TempDir) {
    (TempDir::new().unwrap(), TempDir::new().unwrap())
}

fn tactful(folder: &Path, arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tactful")).current_dir(folder).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output, said)
}

#[test]
fn links_are_not_followed_out_of_a_folder() {
    let (folder, outside) = folders();
    let private = outside.path().join("private.md");
    fs::write(&private, PITCH).unwrap();
    symlink(&private, folder.path().join("linked.md")).unwrap();
    symlink(outside.path(), folder.path().join("linked")).unwrap();
    fs::write(folder.path().join("own.md"), PITCH).unwrap();
    let (_, said) = tactful(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"]);
    assert!(said.contains("1 draft has "), "{said}");
    assert_eq!(fs::read_to_string(&private).unwrap(), PITCH);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[test]
fn settings_that_lead_elsewhere_are_not_shown() {
    let (folder, outside) = folders();
    let secret = outside.path().join("secret");
    fs::write(&secret, "password: hunter2\n").unwrap();
    symlink(&secret, folder.path().join("tactful.toml")).unwrap();
    fs::write(folder.path().join("own.md"), PITCH).unwrap();
    let (output, said) = tactful(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("leads out of its folder") && !said.contains("hunter2"), "{said}");
    // A link that stays where it is is nobody's trick.
    fs::remove_file(folder.path().join("tactful.toml")).unwrap();
    fs::write(folder.path().join("ours.toml"), "[rules]\nmissing-introduction = \"off\"\n").unwrap();
    symlink("ours.toml", folder.path().join("tactful.toml")).unwrap();
    let (output, said) = tactful(folder.path(), &["check", "own.md"]);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("missing-introduction"), "{said}");
}

#[test]
fn a_new_draft_is_not_written_through_a_link() {
    let (folder, outside) = folders();
    let host = "../../ann/../carter";
    let settings = format!("[[groups]]\nname = \"Bakers of Bristol\"\nhost = \"{host}\"\n");
    fs::write(folder.path().join("tactful.toml"), settings).unwrap();
    fs::write(folder.path().join("own.md"), PITCH).unwrap();
    let planted = outside.path().join("planted");
    symlink(&planted, folder.path().join("ask-ann-carter.md")).unwrap();
    let (_, said) = tactful(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"]);
    assert!(!planted.exists());
    assert!(folder.path().join("ask-ann-carter-2.md").exists(), "{said}");
}

#[test]
fn a_terminal_is_told_nothing_by_a_draft() {
    let (folder, _) = folders();
    let name = "a\u{1b}]0;owned\u{7}\n::error::b.md";
    let value = "\\e[2J\\e]8;;http://127.0.0.1:9/\\a";
    let text = format!("---\nto: \"x{value}\"\nkind: message\n---\n\n\u{1b}[31mHi {{{{first_name}}}}\u{202e}, sign up today!\n");
    fs::write(folder.path().join(name), text).unwrap();
    fs::write(folder.path().join("b\u{1b}[2J.md"), [0xff, 0xfe]).unwrap();
    for arguments in [&["check", "."][..], &["check", name], &["check", "b\u{1b}[2J.md"], &["check", "no\u{1b}[2J.md"]] {
        let (_, said) = tactful(folder.path(), arguments);
        let obeyed = said.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(obeyed, None, "{arguments:?}: {said:?}");
        assert!(!said.lines().any(|line| line.starts_with("::")), "{said}");
    }
}
