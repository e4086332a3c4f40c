//! The guide to a new rule, in CONTRIBUTING.md, is followed to the letter in a copy of the crate: the rule that it shows
//! compiles, and does what its examples say.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Files by their paths in a folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The Rust block of `guide` that comes first after `phrase`.
fn block<'g>(guide: &'g str, phrase: &str) -> &'g str {
    let (_, rest) = guide.split_once(phrase).unwrap_or_else(|| panic!("the guide has no “{phrase}”"));
    rest.split_once("```rust\n").unwrap().1.split_once("```").unwrap().0
}

/// Adds the files at or below `path`, from the checkout.
fn read(path: &Path, files: &mut Files) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if here.is_file() {
        files.insert(path.to_owned(), fs::read(here).unwrap());
    } else {
        fs::read_dir(here).unwrap().for_each(|entry| read(&path.join(entry.unwrap().file_name()), files));
    }
}

/// Makes `folder` hold `files`. What is there as it should be is left alone, so that it is not compiled again.
fn lay_out(files: &Files, folder: &Path) {
    let mut folders = vec![folder.join("src")];
    while let Some(folder_there) = folders.pop() {
        for entry in fs::read_dir(&folder_there).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !files.contains_key(path.strip_prefix(folder).unwrap()) {
                fs::remove_file(path).unwrap();
            }
        }
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// Changes a text file.
fn edit(files: &mut Files, path: &str, change: impl FnOnce(&str) -> String) {
    let text = files.get_mut(Path::new(path)).unwrap();
    *text = change(std::str::from_utf8(text).unwrap()).into_bytes();
}

/// The library with its rules' harness, and nothing else. It goes by another name, for two libraries of one name would take each
/// other's place in the target folder.
fn library() -> Files {
    let mut files = Files::new();
    for path in ["Cargo.toml", "Cargo.lock", "src", "tests/rules.rs"] {
        read(Path::new(path), &mut files);
    }
    files.remove(Path::new("src/main.rs"));
    let rename = |text: &str| text.replacen("name = \"tactful\"", "name = \"tactful-guide\"", 1);
    edit(&mut files, "Cargo.lock", rename);
    edit(&mut files, "Cargo.toml", |text| {
        let parts: String = text.split_inclusive("\n\n").filter(|part| !part.starts_with("[[")).collect();
        rename(&parts) + "\n[lib]\nname = \"tactful\"\n"
    });
    files
}

/// Follows the guide.
fn with_rule(guide: &str) -> Files {
    let mut files = library();
    let rule = block(guide, "save it as `src/rules/interrogation.rs`:");
    files.insert(PathBuf::from("src/rules/interrogation.rs"), rule.into());
    let names = block(guide, "Name it in `src/rules/mod.rs`");
    for (line, next) in names.lines().zip(["mod length;", "    &opens_with_pitch::RULE,"]) {
        edit(&mut files, "src/rules/mod.rs", |text| {
            assert!(text.contains(next), "there is no {next}");
            // Whoever has followed the guide has it already.
            if text.contains(line) { text.to_owned() } else { text.replacen(next, &format!("{line}\n{next}"), 1) }
        });
    }
    files
}

#[test]
fn the_rule_of_the_guide_holds() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    lay_out(&with_rule(&guide), &folder);
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let run = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--profile", profile, "--test", "rules", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .current_dir(&folder)
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{told}");
    assert!(told.contains("4 passed"), "{told}");
}
