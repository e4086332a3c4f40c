//! The server under more than anybody asks of it. Hours of typing take their time, so that these are run by hand:
//!
//!     cargo test --release --test load -- --ignored --nocapture --test-threads 1
//!
//! `TACTFUL_SOAK=1800` is the soak's length in seconds.
#![cfg(target_os = "linux")]

#[allow(dead_code)]
mod client;
#[path = "load/usage.rs"]
mod usage;

use client::Editor;
use std::{
    env, fs,
    path::PathBuf,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tower_lsp::ls_types::Position;
use usage::{Latencies, Usage};

/// The main thread, the session and those that wait.
const MOST_THREADS: u64 = 10;

const WORDS: [&str; 12] = [
    "Hello Ann! ",
    "Soak the rye overnight. ",
    "Buy my book today, only three left! ",
    "DoughPro is a rip-off. ",
    "What do you feed yours? ",
    "I am Maya, a baker from Leeds. ",
    "Come to our own group 🎂. ",
    "\n\n",
    "> Sorry, no promotion here.\n\n",
    "- item\n",
    "Thanks in advance. ",
    "LAST CHANCE!!! ",
];

/// A folder with so many drafts.
fn drafts(count: usize) -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tactful.toml"), "[me]\nname = \"Maya\"\n").unwrap();
    let draft = |at: usize| {
        let path = folder.path().join(format!("draft-{at}.md"));
        fs::write(&path, format!("---\nto: Ann {at}\nkind: message\n---\n\n{}\n", WORDS.concat())).unwrap();
        path
    };
    let paths = (0..count).map(draft).collect();
    (folder, paths)
}

/// Types some words at the end and waits until they are read; a draft that has grown long is begun anew.
fn types(editor: &mut Editor, path: &PathBuf, words: &str) -> Duration {
    if editor.text(path).len() > 4000 {
        let short = fs::read_to_string(path).unwrap();
        editor.open_text(path, "markdown", &short);
    }
    editor.type_at_end(path, words);
    let begun = Instant::now();
    editor.diagnostics(path);
    begun.elapsed()
}

#[test]
#[ignore = "takes minutes"]
fn a_million_edits() {
    let (folder, paths) = drafts(1);
    let mut editor = Editor::start(folder.path());
    editor.open(&paths[0]);
    editor.diagnostics(&paths[0]);
    let (begun, first) = (Instant::now(), Usage::of(editor.process()));
    let (mut edits, mut turn, mut latencies) = (0, 0, Latencies::default());
    while edits < 1_000_000 {
        let words = WORDS[turn % WORDS.len()];
        latencies.add(types(&mut editor, &paths[0], words));
        edits += words.chars().count();
        turn += 1;
        if turn % 10_000 == 0 {
            println!("{edits} edits: {}, {}", Usage::of(editor.process()), latencies.take());
        }
    }
    let last = Usage::of(editor.process());
    println!("1,000,000 edits in {:.0} s: {first} at first, {last} at last", begun.elapsed().as_secs_f64());
    assert!(last.memory < first.memory + 20_000, "memory grows: {first} to {last}");
    assert!(last.threads <= MOST_THREADS && first.files == last.files, "{first} to {last}");
}

#[test]
#[ignore = "takes a minute"]
fn a_thousand_documents() {
    let (folder, paths) = drafts(1000);
    let mut editor = Editor::start(folder.path());
    let (begun, first) = (Instant::now(), Usage::of(editor.process()));
    for path in &paths {
        editor.open(path);
    }
    for path in &paths {
        assert!(!editor.diagnostics(path).is_empty());
    }
    println!("1,000 documents read in {:.2} s", begun.elapsed().as_secs_f64());
    let mut latencies = Latencies::default();
    for at in 0..500 {
        latencies.add(types(&mut editor, &paths[at * 7 % 1000], "Buy my book! "));
    }
    let last = Usage::of(editor.process());
    println!("{first} before, {last} with all open; typing: {}", latencies.take());
    assert!(last.threads <= MOST_THREADS && first.files == last.files, "{first} to {last}");
}

#[test]
#[ignore = "takes as long as TACTFUL_SOAK says, half an hour"]
fn soak() {
    let length = env::var("TACTFUL_SOAK").ok().and_then(|text| text.parse().ok()).unwrap_or(1800);
    let (folder, paths) = drafts(20);
    let mut editor = Editor::start(folder.path());
    paths.iter().for_each(|path| editor.open(path));
    let (begun, mut told, mut turn) = (Instant::now(), Instant::now(), 0_usize);
    let (mut latencies, mut curve) = (Latencies::default(), Vec::new());
    while begun.elapsed() < Duration::from_secs(length) {
        let path = &paths[turn * 13 % paths.len()];
        latencies.add(types(&mut editor, path, WORDS[turn * 5 % WORDS.len()]));
        let found = editor.diagnostics(path);
        if let Some(found) = found.get(turn % found.len().max(1)) {
            editor.hover(path, found.range.start);
            editor.actions(path, found.range, &[]);
        }
        match turn % 50 {
            10 => {
                let text = editor.text(path).to_owned();
                editor.save(path, &text);
                fs::write(path, format!("---\nto: Ann\nkind: message\n---\n\n{}\n", WORDS.concat())).unwrap();
            }
            20 => {
                editor.close(path);
                editor.open(path);
            }
            30 => fs::write(folder.path().join("tactful.toml"), format!("[me]\nname = \"Maya {turn}\"\n")).unwrap(),
            40 => drop(editor.hover(path, Position::default())),
            _ => {}
        }
        turn += 1;
        editor.heard.clear();
        if told.elapsed() > Duration::from_secs(60) {
            let usage = Usage::of(editor.process());
            println!("{:5.0} s, {turn} turns: {usage}, {}", begun.elapsed().as_secs_f64(), latencies.take());
            curve.push(usage);
            told = Instant::now();
        }
    }
    // What is remembered is warm after some minutes.
    let (Some(warm), Some(last)) = (curve.get(curve.len() / 4), curve.last()) else { return };
    assert!(last.memory < warm.memory + 10_000, "memory grows: {warm} to {last}");
    assert!(last.threads <= MOST_THREADS && warm.files == last.files, "{warm} to {last}");
}
