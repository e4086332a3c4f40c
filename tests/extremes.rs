//! Texts that nobody sends, as they may come all the same: each is read, in an editor and by the command, in a time that
//! leaves room for others, or is politely refused.

#[allow(dead_code)]
mod client;

use client::Editor;
use serde_json::json;
use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tower_lsp::ls_types::Position;

/// Longest that anything here may take. It needs a fraction; the figures are in SECURITY.md.
const DEADLINE: Duration = Duration::from_secs(10);

const PITCH: &str = "Hello everyone! Sign up for my bread course today, only three places left. DoughPro is a rip-off run by \
                     people who cannot bake.";

fn draft(body: &str) -> String {
    format!("---\nto: Bakers of Bristol\nkind: post\n---\n\n{body}\n")
}

/// What each is called, and its text: under a megabyte.
fn texts() -> Vec<(&'static str, String)> {
    let paragraph = format!("{PITCH}\n\n");
    vec![
        ("quotations 10,000 deep", draft(&("> ".repeat(10_000) + "x"))),
        ("lists 10,000 deep", draft(&("- ".repeat(10_000) + PITCH))),
        ("brackets 10,000 deep", draft(&("[".repeat(10_000) + "x" + &"]".repeat(10_000)))),
        ("emphasis 10,000 deep", draft(&"*a **b ".repeat(10_000))),
        ("links that never close", draft(&"[a](".repeat(20_000))),
        ("comments that never close", draft(&"<!--".repeat(30_000))),
        ("quotation marks", draft(&"\"“(".repeat(30_000))),
        ("one word of 900 KB", draft(&"a".repeat(900_000))),
        ("one line of 900 KB", draft(&format!("{PITCH} ").repeat(900_000 / PITCH.len()))),
        ("10,000 mentions", draft(&"@ann ".repeat(10_000))),
        ("10,000 fields", draft(&"{{name}} ".repeat(10_000))),
        ("100,000 links", draft(&"a.io\n".repeat(100_000))),
        ("30,000 marked links", draft(&"[a](https://a.example)\n\n".repeat(30_000))),
        ("paragraphs of 900 KB", draft(&paragraph.repeat(900_000 / paragraph.len()))),
        ("front matter 10,000 deep", format!("---\nto: {}\n---\nHi\n", "[".repeat(10_000))),
        ("front matter that grows", bomb()),
    ]
}

/// Each line of it repeats the one before nine times.
fn bomb() -> String {
    let line = |at: usize| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(","));
    format!("---\na0: &a0 [x]\n{}to: Ann\n---\n\n{PITCH}\n", (1..12).map(line).collect::<String>())
}

#[test]
#[cfg_attr(debug_assertions, ignore = "a build without optimisation takes minutes")]
fn the_command_reads_or_refuses_in_time() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("draft.md");
    for arguments in [&["check"][..], &["check", "--diff", "--unsafe-fixes"]] {
        for (name, text) in texts() {
            fs::write(&path, text).unwrap();
            let begun = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_tactful")).args(arguments).arg(&path).output().unwrap();
            println!("{name}, {arguments:?}: {:.2} s", begun.elapsed().as_secs_f64());
            assert!(output.status.code().is_some_and(|code| code < 2), "{name}: {:?}", output.status);
            assert!(begun.elapsed() < DEADLINE, "{name}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn a_file_of_100_mb_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("draft.md");
    fs::write(&path, draft(&format!("{PITCH} ").repeat(100_000_000 / PITCH.len()))).unwrap();
    fs::write(folder.path().join("small.md"), draft(PITCH)).unwrap();
    let said = |arguments: &[&str]| {
        let begun = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_tactful")).current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(begun.elapsed() < DEADLINE, "{arguments:?}: {:?}", begun.elapsed());
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    let (status, text) = said(&["check", "draft.md"]);
    assert_eq!(status, Some(2), "{text}");
    assert!(text.contains("longer than a megabyte"), "{text}");
    let (status, text) = said(&["check", "."]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("passed over") && text.contains("1 draft "), "{text}");
}

/// While a document of the kind is open and typed in, another is answered.
#[test]
#[cfg_attr(debug_assertions, ignore = "a build without optimisation takes minutes")]
fn no_document_freezes_the_others() {
    let folder = TempDir::new().unwrap();
    let (small, large) = (folder.path().join("small.md"), folder.path().join("large.md"));
    let mut texts = texts();
    texts.push(("a file of 20 MB", draft(&format!("{PITCH} ").repeat(20_000_000 / PITCH.len()))));
    texts.push(("a line of 10 MB", draft(&"word ".repeat(2_000_000))));
    for (name, text) in texts {
        let mut editor = Editor::start(folder.path());
        editor.open_text(&small, "markdown", &draft(PITCH));
        editor.diagnostics(&small);
        let begun = Instant::now();
        editor.open_text(&large, "markdown", &text);
        editor.tell("textDocument/hover", json!(null));
        editor.hover(&small, Position { line: 5, character: 0 });
        let opened = begun.elapsed();
        let begun = Instant::now();
        editor.type_at_end(&large, "x");
        editor.type_at_end(&small, "x");
        assert!(!editor.diagnostics(&small).is_empty());
        let typed = begun.elapsed();
        println!("{name}: opened in {:.2} s, a key in {:.2} s", opened.as_secs_f64(), typed.as_secs_f64());
        assert!(opened < DEADLINE && typed < DEADLINE, "{name}: {opened:?}, {typed:?}");
    }
}

/// A text that shrinks to what can be sent is read again.
#[test]
fn what_was_too_long_is_read_when_it_is_not() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("draft.md");
    let mut editor = Editor::start(folder.path());
    editor.open_text(&path, "markdown", &draft(&"word ".repeat(300_000)));
    assert!(editor.diagnostics(&path).is_empty());
    editor.save(&path, &draft(PITCH));
    assert!(!editor.diagnostics(&path).is_empty());
    editor.save(&path, &draft(&"word ".repeat(300_000)));
    editor.await_diagnostics(&path, <[_]>::is_empty);
}
