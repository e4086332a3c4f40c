//! The guide to a new rule, in CONTRIBUTING.md, is followed to the letter in a copy of the crate: the rule that it shows
//! compiles, and does what its examples say.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The block of `guide` that follows a line which ends with `` `NAME`: `` or names the file.
fn block<'g>(guide: &'g str, after: &str) -> &'g str {
    let (_, rest) = guide.split_once(after).unwrap_or_else(|| panic!("the guide has no “{after}”"));
    let (_, rest) = rest.split_once("```rust\n").unwrap();
    rest.split_once("```").unwrap().0
}

/// Copies the Rust files below `from`.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else if fs::read(&to).ok() != fs::read(&from).ok() {
            fs::copy(from, to).unwrap();
        }
    }
}

/// Writes what is new, so that what is as before is not compiled again.
fn write(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|now| now == text) {
        fs::write(path, text).unwrap();
    }
}

/// The crate with its library, its rules' harness, and nothing else: no program, which would take the place of the one under test.
fn crate_copy() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scaffold");
    let _ = fs::remove_dir_all(there.join("src"));
    copy(&here.join("src"), &there.join("src"));
    fs::remove_file(there.join("src/main.rs")).unwrap();
    fs::create_dir_all(there.join("tests")).unwrap();
    fs::copy(here.join("tests/rules.rs"), there.join("tests/rules.rs")).unwrap();
    // Under another name: two libraries of one name would take each other's place in the target folder.
    let renamed =
        |file: &str| fs::read_to_string(here.join(file)).unwrap().replacen("name = \"tactful\"", "name = \"tactful-guide\"", 1);
    write(&there.join("Cargo.lock"), &renamed("Cargo.lock"));
    let manifest = renamed("Cargo.toml");
    let library: Vec<_> = manifest.split_inclusive("\n\n").filter(|part| !part.starts_with("[[")).collect();
    write(&there.join("Cargo.toml"), &format!("{}\n[lib]\nname = \"tactful\"\n", library.concat()));
    there
}

#[test]
fn the_rule_of_the_guide_holds() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let there = crate_copy();
    write(&there.join("src/rules/interrogation.rs"), block(&guide, "save it as `src/rules/interrogation.rs`:"));
    let names = block(&guide, "Name it in `src/rules/mod.rs`");
    let registry = there.join("src/rules/mod.rs");
    let mut text = fs::read_to_string(&registry).unwrap();
    for (line, next) in names.lines().zip(["mod length;", "    &opens_with_pitch::RULE,"]) {
        assert!(text.contains(next), "{next}");
        text = text.replacen(next, &format!("{line}\n{next}"), 1);
    }
    write(&registry, &text);

    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let run = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--profile", profile, "--test", "rules", "--target-dir"])
        .arg(target)
        .current_dir(&there)
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{told}");
    assert!(told.contains("4 passed"), "{told}");
}
