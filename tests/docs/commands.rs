//! Every command in the documentation is run, in an empty folder with the files that its page shows, and prints what is shown.
//!
//! A `sh` block is run, and shows what it prints where a `text` block follows; a `console` block has both. Where a command
//! cannot be run by a test, `<!-- not run: WHY -->` stands before its block. Those of `cargo` are held to the tests that there are,
//! and those on the pages of editors are run where there is one (`tests/editors`).

use crate::{
    assert_current, is_update, pages, root,
    session::{Block, Session, blocks, matches},
};
use regex::Regex;
use std::{collections::BTreeMap, fs, path::Path};
use tactful::{context::Settings, rules};

/// Blocks that no test runs: few, so that somebody asks of each new one whether it has to be.
const MOST_EXEMPT: usize = 12;

#[test]
fn commands_do_what_the_pages_say() {
    let (mut stale, mut exempt, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    for page in pages() {
        if let Ok(editor) = page.strip_prefix("editors") {
            let script = Path::new("tests/editors").join(editor.parent().unwrap()).with_extension("sh");
            let by = if root().join(&script).is_file() { script.display().to_string() } else { "hand".to_owned() };
            elsewhere.push(format!("{}: by {by}", page.display()));
            continue;
        }
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let changes = play(&page, &lines, &mut exempt);
        if changes.is_empty() {
            continue;
        }
        if is_update() {
            for (block, output) in changes.into_iter().rev() {
                let indent = " ".repeat(block.indent);
                let output = output.lines().map(|line| format!("{indent}{line}").trim_end().to_owned());
                lines.splice(block.lines, output);
            }
            fs::write(root().join(&page), lines.join("\n") + "\n").unwrap();
        } else {
            stale.extend(changes.iter().map(|(_, output)| format!("{}, which prints\n{output}", page.display())));
        }
    }
    println!("run elsewhere:\n{}\nnot run:\n{}", elsewhere.join("\n"), exempt.join("\n"));
    assert!(exempt.len() <= MOST_EXEMPT, "{exempt:#?}");
    assert_current(&stale);
}

/// Runs the commands of a page; gives the blocks that should say something else.
fn play(page: &Path, lines: &[String], exempt: &mut Vec<String>) -> Vec<(Block, String)> {
    let session = Session::new();
    let mut changes = Vec::new();
    let mut last_output = None;
    for block in blocks(lines) {
        let text = block.text(lines);
        if block.language == "toml" && (text.contains("[me]") || text.contains("[[groups]]")) {
            assert_eq!(Settings::parse(&text, &rules::names()).1, [], "{}", page.display());
        }
        let expected = last_output.take().filter(|_| block.follows);
        match (block.language.as_str(), block.exemption()) {
            ("sh" | "console", Some(reason)) => exempt.push(format!("{}: {reason}", page.display())),
            ("sh", None) => last_output = Some(script(page, &session, &text)),
            ("console", None) => {
                let output = transcript(&session, &text);
                if !same(&text, &output) {
                    changes.push((block, output));
                }
            }
            ("text", _) if expected.as_ref().is_some_and(|output| !same(&text, output)) => {
                changes.push((block, expected.unwrap_or_default()));
            }
            _ => {
                if let Some(name) = block.file() {
                    session.write(name, &text);
                }
            }
        }
    }
    changes
}

fn same(shown: &str, said: &str) -> bool {
    matches(&shown.lines().collect::<Vec<_>>(), &said.lines().collect::<Vec<_>>())
}

/// Runs lines of commands, and gives what they print. Only `check` may have something to say against a draft.
fn script(page: &Path, session: &Session, text: &str) -> String {
    let mut output = String::new();
    for command in text.replace("\\\n", " ").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if command.contains("cargo ") && !command.starts_with("cargo run --release -- ") {
            checkout_knows(page, command);
            continue;
        }
        let (said, status) = session.run(command);
        let may_find = command.contains("tactful check") || command.contains("-- check");
        assert!(status == 0 || (status == 1 && may_find), "{}: `{command}` ends with {status}:\n{said}", page.display());
        output.push_str(&said);
    }
    output
}

/// The commands of a transcript, each with what it prints now.
fn transcript(session: &Session, text: &str) -> String {
    let mut output = String::new();
    let mut shown: Option<(&str, Vec<&str>)> = None;
    for line in text.lines().chain(["$ "]) {
        let Some(command) = line.strip_prefix("$ ") else {
            shown.as_mut().expect("a transcript starts with a command").1.push(line);
            continue;
        };
        if let Some((command, before)) = shown.replace((command, Vec::new())) {
            let (said, status) = session.run(command);
            assert_ne!(status, 127, "`{command}`: {said}");
            let said: Vec<_> = said.lines().collect();
            // What is left out on purpose stays left out.
            let lines = if matches(&before, &said) { before } else { said };
            output.push_str(&format!("$ {command}\n"));
            lines.iter().for_each(|line| output.push_str(&format!("{line}\n")));
        }
    }
    output
}

/// The tests, benches, examples and scripts which a command of a developer's names are there.
fn checkout_knows(page: &Path, command: &str) {
    let named = Regex::new(r"--(test|bench|example) ([\w-]+)").unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for found in named.captures_iter(command) {
        let (sort, name) = (&found[1], &found[2]);
        let is_there = match sort {
            "test" => {
                ["tests/NAME.rs", "tests/NAME/main.rs"].iter().any(|path| root().join(path.replace("NAME", name)).is_file())
            }
            sort => manifest.contains(&format!("[[{sort}]]\nname = \"{name}\"")),
        };
        assert!(is_there, "{}: there is no {sort} {name}", page.display());
    }
    let script = Regex::new(r"python3 (\S+)").unwrap();
    for found in script.captures_iter(command) {
        assert!(root().join(&found[1]).is_file(), "{}: there is no {}", page.display(), &found[1]);
    }
}

/// `tactful …` within a line names subcommands and flags that there are.
#[test]
fn commands_within_lines_are_known() {
    let session = Session::new();
    let inline = Regex::new(r"`tactful ([a-z]+)([^`]*)`").unwrap();
    let flag = Regex::new(r"--[a-z][a-z-]*").unwrap();
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for found in inline.captures_iter(&text) {
            let (subcommand, rest) = (&found[1], &found[2]);
            let help = helps.entry(subcommand.to_owned()).or_insert_with(|| {
                let (help, status) = session.run(&format!("tactful {subcommand} --help"));
                assert_eq!(status, 0, "{}: there is no `tactful {subcommand}`", page.display());
                help
            });
            for flag in flag.find_iter(rest) {
                assert!(help.contains(flag.as_str()), "{}: `tactful {subcommand}` has no {}", page.display(), flag.as_str());
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
