//! The blocks of a page, and a shell in an empty folder in which its commands are run.

use crate::root;
use std::{fs, ops::Range, path::Path, process::Command};
use tempfile::TempDir;

/// A fenced block.
#[derive(Debug)]
pub struct Block {
    /// The word after the fence.
    pub language: String,
    /// The last line of text before it.
    pub before: String,
    /// Whether only blank lines stand between it and the block before it.
    pub follows: bool,
    /// The lines within.
    pub lines: Range<usize>,
    /// What stands before each of its lines.
    pub indent: usize,
}

/// The fenced blocks of a page.
pub fn blocks(lines: &[String]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut before, mut at, mut end_of_last) = (String::new(), 0, None);
    while at < lines.len() {
        let line = lines[at].trim_start();
        if let Some(language) = line.strip_prefix("```") {
            let end = (at + 1..lines.len()).find(|end| lines[*end].trim() == "```").expect("every block is closed");
            let follows = end_of_last.is_some_and(|last: usize| lines[last + 1..at].iter().all(|line| line.trim().is_empty()));
            let indent = lines[at].len() - line.len();
            blocks.push(Block { language: language.to_owned(), before: before.clone(), follows, lines: at + 1..end, indent });
            (at, end_of_last) = (end, Some(end));
            before.clear();
        } else if !line.is_empty() {
            before = line.trim_end().to_owned();
        }
        at += 1;
    }
    blocks
}

impl Block {
    /// The text within.
    pub fn text(&self, lines: &[String]) -> String {
        lines[self.lines.clone()].iter().map(|line| line.get(self.indent..).unwrap_or_default().to_owned() + "\n").collect()
    }

    /// Why it is not run, where it says so: `<!-- not run: … -->` stands before it.
    pub fn exemption(&self) -> Option<&str> {
        self.before.strip_prefix("<!-- not run: ")?.strip_suffix(" -->")
    }

    /// The file that it shows: the line before it ends with the name, as in “Save this as `a.md`:”.
    pub fn file(&self) -> Option<&str> {
        let (_, name) = self.before.strip_suffix("`:")?.rsplit_once('`')?;
        name.contains('.').then_some(name).filter(|name| !name.contains(' '))
    }
}

/// A folder in which the commands of a page are run, with the files that it shows.
pub struct Session {
    folder: TempDir,
}

impl Session {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a file that a page shows.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs `command` in a shell, and gives all that it prints with its exit status. In the checkout, `cargo run` runs the
    /// program that is tested.
    pub fn run(&self, command: &str) -> (String, i32) {
        let program = Path::new(env!("CARGO_BIN_EXE_tactful"));
        let (command, folder) = match command.strip_prefix("cargo run --release -- ") {
            Some(arguments) => (format!("tactful {arguments}"), root()),
            None => (command.to_owned(), self.folder.path()),
        };
        let others = std::env::var_os("PATH").unwrap();
        let path = std::env::join_paths([program.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&others)));
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1; {command}")])
            .current_dir(folder)
            .env_clear()
            .env("PATH", path.unwrap())
            .env("HOME", self.folder.path())
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap_or(-1))
    }
}

/// Whether `shown` is what was `said`. A line `…` of it stands for any number of lines.
pub fn matches(shown: &[&str], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((&"…", rest)) => (0..=said.len()).any(|skipped| matches(rest, &said[skipped..])),
        Some((line, rest)) => {
            said.split_first().is_some_and(|(other, left)| line.trim_end() == other.trim_end() && matches(rest, left))
        }
    }
}

#[test]
fn an_ellipsis_stands_for_lines() {
    assert!(matches(&["a", "…", "d"], &["a", "b", "c", "d"]) && matches(&["…"], &[]) && matches(&["a  "], &["a"]));
    assert!(!matches(&["a", "…", "d"], &["a", "b"]) && !matches(&["a"], &["a", "b"]) && !matches(&["a", "b"], &["a"]));
}

#[test]
fn blocks_are_found_with_what_names_them() {
    let page = "Save it as `a.md`:\n\n```markdown\nHi\n```\n\n1. Then:\n\n   ```sh\n   tactful check\n   ```\n\n   ```text\n   no\n   ```\n";
    let lines: Vec<_> = page.lines().map(str::to_owned).collect();
    let found = blocks(&lines);
    let told: Vec<_> = found.iter().map(|b| (b.language.as_str(), b.file(), b.follows, b.text(&lines))).collect();
    assert_eq!(
        told,
        [
            ("markdown", Some("a.md"), false, "Hi\n".to_owned()),
            ("sh", None, false, "tactful check\n".to_owned()),
            ("text", None, true, "no\n".to_owned())
        ]
    );
}
