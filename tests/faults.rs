//! What becomes of a draft when the fixing of it is cut off, or the disk fails: it is the old one or the new, never half, and
//! no words are lost.
#![cfg(target_os = "linux")]

mod strace;

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::ExitStatusExt},
    path::Path,
    process::{Command, Output},
};
use strace::strace;
use tempfile::TempDir;

const OLD: &str = "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!\n\nSign up for my bread course today.\n";

const SETTINGS: &str =
    "[me]\nname = \"Maya\"\nrole = \"baker\"\n[[groups]]\nname = \"Bakers of Bristol\"\nhost = \"Ann Carter\"\n";

/// What a write is made of, and what surrounds it.
const STEPS: [&str; 14] = [
    "openat",
    "read",
    "write",
    "fsync",
    "fchown",
    "fchmod",
    "chmod",
    "rename",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "close",
    "statx",
];

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("pitch.md"), OLD).unwrap();
    fs::write(folder.path().join("tactful.toml"), SETTINGS).unwrap();
    folder
}

const FIX: [&str; 5] = ["check", "--fix", "--unsafe-fixes", "--today=2026-06-01", "pitch.md"];

/// The draft and the file beside it as a run leaves them that nothing disturbs.
fn fixed() -> (String, String) {
    let folder = folder();
    Command::new(env!("CARGO_BIN_EXE_tactful")).current_dir(folder.path()).args(FIX).output().unwrap();
    let text = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    (text("pitch.md"), text("ask-ann-carter.md"))
}

/// Fixes the draft in `folder`; `fault` befalls it at the `when`th call of `step`. `None` where it has no so many.
fn disturbed(folder: &Path, step: &str, when: usize, fault: &str) -> Option<Output> {
    let log = folder.with_extension("calls");
    let inject = format!("inject={step}:{fault}:when={when}");
    let mut command = strace()?;
    command.args(["-f", "-qq", "-e", &format!("trace={step}"), "-e", &inject, "-o"]).arg(&log);
    let output = command.arg(env!("CARGO_BIN_EXE_tactful")).current_dir(folder).args(FIX).output().unwrap();
    let seen = fs::read_to_string(&log).unwrap_or_default();
    let _ = fs::remove_file(log);
    let befell = seen.contains("INJECTED") || seen.contains("SIGKILL");
    befell.then_some(output)
}

/// Disturbs a run at each call of each step, and gives what is found to `judge`. How many were disturbed.
fn at_every_step(steps: &[&str], fault: &str, judge: impl Fn(&Path, &Output, &str)) -> usize {
    let mut count = 0;
    for step in steps {
        for when in 1.. {
            let folder = folder();
            let Some(output) = disturbed(folder.path(), step, when, fault) else { break };
            judge(folder.path(), &output, &format!("{fault} at {step} {when}"));
            count += 1;
        }
    }
    count
}

/// Asserts that all is old, or new, or that the new file is there and the draft still old.
fn is_whole(folder: &Path, (draft, beside): &(String, String), at: &str) {
    let now = fs::read_to_string(folder.join("pitch.md")).unwrap();
    let made = fs::read_to_string(folder.join("ask-ann-carter.md")).ok();
    assert!(now == OLD || now == *draft, "{at}: {now}");
    assert!(made.as_ref().is_none_or(|made| made == beside), "{at}: {made:?}");
    assert!(now == OLD || made.is_some(), "{at}: words are lost");
}

#[test]
fn killed_at_any_step_the_draft_is_the_old_or_the_new() {
    if strace().is_none() {
        return;
    }
    let fixed = fixed();
    assert_ne!(fixed.0, OLD);
    let count = at_every_step(&STEPS, "signal=KILL", |folder, output, at| {
        assert!(output.status.signal() == Some(9) || output.status.code() == Some(137), "{at}: {output:?}");
        is_whole(folder, &fixed, at);
    });
    assert!(count > 40, "only {count} steps were cut off");
}

#[test]
fn a_disk_that_fails_is_told_of() {
    if strace().is_none() {
        return;
    }
    let fixed = fixed();
    let faults: [(&str, &[&str]); 3] = [
        ("error=ENOSPC", &["write", "fsync", "rename", "renameat2", "link", "linkat"]),
        ("error=EROFS", &["openat", "fchmod", "chmod", "rename", "unlink"]),
        ("error=EIO", &["read", "fsync"]),
    ];
    for (fault, writing) in faults {
        let count = at_every_step(writing, fault, |folder, output, at| {
            is_whole(folder, &fixed, at);
            let is_done = fs::read_to_string(folder.join("pitch.md")).unwrap() == fixed.0;
            // 127: the program could not even be loaded.
            let is_told = matches!(output.status.code(), Some(2 | 127)) && !output.stderr.is_empty();
            // A report that could not be printed is no harm to the draft.
            assert!(is_done || is_told || at.contains("write"), "{at}: {output:?}");
            let is_half = |name: &str| name.starts_with(".tactful-");
            let left =
                fs::read_dir(folder).unwrap().filter(|entry| is_half(entry.as_ref().unwrap().file_name().to_str().unwrap()));
            assert!(left.count() == 0 || at.contains("unlink"), "{at}: a half-written file is left");
        });
        assert!(count > 4, "only {count} steps failed");
    }
}

#[test]
fn a_new_file_has_the_rights_of_new_files() {
    let folder = folder();
    Command::new(env!("CARGO_BIN_EXE_tactful")).current_dir(folder.path()).args(FIX).output().unwrap();
    let plain = folder.path().join("plain");
    fs::write(&plain, "").unwrap();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("ask-ann-carter.md"), mode("plain"));
}

#[test]
fn the_clock_may_say_anything() {
    let folder = folder();
    let text = OLD.replace("kind: post", "kind: post\nsent: 2026-11-20\nreplied: 2026-11-22\nnot-before: 2027-01-01");
    fs::write(folder.path().join("pitch.md"), text).unwrap();
    fs::write(folder.path().join("tactful.toml"), format!("{SETTINGS}joined = 2026-11-01\n")).unwrap();
    for today in ["0000-01-01", "1970-01-01", "2026-10-31", "9999-12-31"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tactful"));
        let output = command.current_dir(folder.path()).args(["check", &format!("--today={today}"), "."]).output().unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{today}: {output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 draft "), "{today}: {output:?}");
    }
}
