//! What is shown on a terminal, and what goes into pipes. `script` lends the terminal.

use super::*;
use std::process::{Command, Stdio};

/// What `tactful ARGUMENTS` writes to a terminal of 80 columns, with `setting` before it (`NO_COLOR=1`).
fn on_terminal(folder: &Path, setting: &str, arguments: &str) -> String {
    let program = env!("CARGO_BIN_EXE_tactful");
    let line = format!("stty rows 24 cols 80; {setting} '{program}' {arguments}");
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(folder).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env("TERM", "xterm-256color").env("SHELL", "/bin/sh");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

const COLOUR: &str = "\u{1b}[";

#[test]
fn colour_is_for_terminals_and_those_who_ask() {
    let folder = folder(&[("pitch.md", PITCH)]);
    let table = [
        ("", "check pitch.md", true),
        ("NO_COLOR=1", "check pitch.md", false),
        ("NO_COLOR=", "check pitch.md", true),
        ("TERM=dumb", "check pitch.md", false),
        ("", "check pitch.md --color never", false),
        ("NO_COLOR=1", "check pitch.md --color always", true),
        ("", "check pitch.md --format json", false),
    ];
    for (setting, arguments, is_coloured) in table {
        let shown = on_terminal(folder.path(), setting, arguments);
        assert!(shown.contains("missing-introduction"), "{setting} {arguments}: {shown}");
        assert_eq!(shown.contains(COLOUR), is_coloured, "{setting} {arguments}: {shown:?}");
    }
    assert!(tactful(folder.path(), &["check", "pitch.md", "--color", "always"]).out.contains(COLOUR));
    assert!(!tactful(folder.path(), &["check", "pitch.md"]).out.contains(COLOUR));
}

#[test]
fn the_report_fits_the_terminal() {
    let long = PITCH.replace("Sign up", &format!("{} sign up", "Steam for ten minutes, and".repeat(20)));
    let folder = folder(&[("pitch.md", &long)]);
    let shown = on_terminal(folder.path(), "", "check pitch.md --color never");
    let snippets: Vec<_> = shown.lines().filter(|line| line.contains('│') || line.contains('╰')).collect();
    assert!(snippets.iter().any(|line| line.contains("Steam")), "{shown}");
    for line in snippets {
        assert!(line.trim_end().chars().count() <= 80, "{line}");
    }
}

#[test]
fn mistakes_in_settings_are_drawn_in_colour() {
    let folder = folder(&[("pitch.md", PITCH), ("tactful.toml", "competitor = [\"\u{1b}[2J\"]\n")]);
    let shown = on_terminal(folder.path(), "", "check pitch.md");
    let plain = console::strip_ansi_codes(&shown);
    assert!(plain.contains("error: unknown key `competitor`; did you mean `competitors`?"), "{shown:?}");
    assert!(shown.contains(COLOUR) && !shown.contains("\u{1b}[2J"), "{shown:?}");
}

#[test]
fn findings_are_grouped_by_file() {
    let folder = folder(&[("a.md", PITCH), ("b.md", PITCH), ("calm.md", "---\nkind: comment\n---\n\nIt rose.\n")]);
    let run = tactful(folder.path(), &["check", ".", "--select", "missing-introduction"]);
    let heads: Vec<_> = run.out.lines().filter(|line| line.starts_with("──")).collect();
    assert_eq!(
        heads,
        ["a.md", "b.md"].map(|name| format!("── {name}, post to Bakers of Bristol (stranger): 1 finding")),
        "{}",
        run.out
    );
    let last = "2 of 3 drafts have 2 findings: 2 warnings. 2 can be fixed by `--fix`. `tactful explain RULE` says why.\n";
    assert!(run.out.ends_with(last), "{}", run.out);
    let one = tactful(folder.path(), &["check", "a.md"]);
    assert!(!one.out.contains("──"), "one file needs no heading: {}", one.out);
}

#[test]
fn a_long_run_shows_its_progress_on_a_terminal_only() {
    let files: Vec<_> = (0..300).map(|number| (format!("{number}.md"), format!("{PITCH}\nNumber {number}.\n"))).collect();
    let folder = folder(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let shown = on_terminal(folder.path(), "", "check --format github");
    let told = |text: &str| console::strip_ansi_codes(text).contains(" of 300 ");
    assert!(told(&shown), "{}", &shown[..shown.len().min(3000)]);
    assert!(shown.find(" of 300 ") < shown.find("::warning"), "it is gone before the report");
    let piped = tactful(folder.path(), &["check", "--format", "github"]);
    assert_eq!((told(&piped.out), piped.err.as_str()), (false, ""));
    // A report that goes into a file leaves the terminal to the progress.
    let apart = on_terminal(folder.path(), "", "check --format github >report");
    assert!(told(&apart) && !apart.contains("::warning"), "{apart}");
    let short = on_terminal(folder.path(), "", "check 1.md --format github");
    assert!(!short.contains(" of 1 "), "nobody wonders yet: {short}");
}

#[test]
fn a_watch_shows_the_newest_in_the_place_of_the_last() {
    let folder = folder(&[("pitch.md", PITCH)]);
    // It is ended from outside, once it has been shown.
    let shown = on_terminal(folder.path(), "timeout 3", "check --watch pitch.md");
    assert!(shown.contains("\u{1b}[2J") && shown.contains("watching: 1 file, 1 read anew; Ctrl-C ends it"), "{shown:?}");
}
