//! What the program asks of the operating system, watched by `strace`: it opens no connection, runs no program, and writes
//! nothing but the draft that it was asked to fix and the one that it was asked to make.
#![cfg(target_os = "linux")]

#[allow(dead_code)]
mod client;
mod strace;

use client::Editor;
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const PITCH: &str = "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!\n\nSign up for my course at \
                     https://ryeandshine.example/#x, and see <http://127.0.0.1:9/a> ![p](http://127.0.0.1:9/p.png).\n";

const SETTINGS: &str = "[me]\nname = \"Maya\"\nrole = \"baker\"\nlinks = [\"ryeandshine.example\"]\n\
                        [[groups]]\nname = \"Bakers of Bristol\"\nhost = \"Ann Carter\"\n";

/// Calls that reach another machine or program, or could hide one that does.
const FORBIDDEN: &str = "%network,execve,execveat,fork,vfork,ptrace,io_uring_setup,mknod,mknodat,mount,bpf";

/// Calls that change what is on the disk, besides those that open a file to write it.
const CHANGING: [&str; 20] = [
    "creat",
    "truncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "chmod",
    "fchmodat",
    "chown",
    "lchown",
    "fchownat",
    "setxattr",
];

/// A folder with a draft, and a place beside it for what is seen.
struct Watch {
    folder: TempDir,
    seen: TempDir,
}

/// What a program asked for.
#[derive(Debug, Default)]
struct Seen {
    /// All that it must not ask for.
    forbidden: Vec<String>,
    /// The files that it changed.
    changed: BTreeSet<PathBuf>,
    calls: usize,
}

impl Watch {
    /// `None`, and a word on stderr, where there is no `strace` that may trace.
    fn new() -> Option<Self> {
        strace::strace()?;
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("pitch.md"), PITCH).unwrap();
        fs::write(folder.path().join("tactful.toml"), SETTINGS).unwrap();
        Some(Self { folder, seen: TempDir::new().unwrap() })
    }

    fn draft(&self) -> PathBuf {
        self.folder.path().join("pitch.md")
    }

    /// Runs `program` under watch.
    fn launcher(&self, program: &str) -> Command {
        let mut command = Command::new("strace");
        let traced = format!("trace={FORBIDDEN},%file,clone,clone3");
        command.args(["-f", "-qq", "-s", "4096", "-e", "signal=none", "-e", &traced, "-o"]);
        command.arg(self.seen.path().join("calls")).arg(program).current_dir(self.folder.path());
        command
    }

    /// What was asked for since the last time.
    fn seen(&self) -> Seen {
        let log = fs::read_to_string(self.seen.path().join("calls")).unwrap();
        let mut seen = Seen::default();
        let mut is_started = false;
        for call in log.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start())) {
            let Some((name, arguments)) = call.split_once('(').filter(|_| !call.starts_with(['<', '+'])) else { continue };
            // A thread that the end of the program stopped between two calls.
            if call == "???( <detached ...>" {
                continue;
            }
            seen.calls += 1;
            // `strace` itself starts the program that it watches.
            if name == "execve" && !std::mem::replace(&mut is_started, true) {
                continue;
            }
            let opens_to_write = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| arguments.contains(flag));
            if CHANGING.contains(&name) || name.starts_with("open") && opens_to_write {
                seen.changed.extend(arguments.split('"').skip(1).step_by(2).map(|path| self.folder.path().join(path)));
            } else if name.starts_with("clone") {
                seen.forbidden.extend((!arguments.contains("CLONE_THREAD")).then(|| call.to_owned()));
            } else if !is_of_files(name) {
                seen.forbidden.push(call.to_owned());
            }
        }
        assert!(seen.calls > 10, "nothing was watched: {log}");
        seen
    }
}

/// Calls of the class `%file` that only look.
fn is_of_files(name: &str) -> bool {
    const LOOKS: [&str; 18] = [
        "open",
        "openat",
        "openat2",
        "access",
        "faccessat",
        "faccessat2",
        "stat",
        "lstat",
        "newfstatat",
        "statx",
        "statfs",
        "readlink",
        "readlinkat",
        "getcwd",
        "chdir",
        "inotify_add_watch",
        "getxattr",
        "fstatat64",
    ];
    LOOKS.contains(&name)
}

/// Asserts that nothing but `allowed` was changed, and nothing forbidden was asked for.
fn holds(watch: &Watch, allowed: &[&str]) {
    let seen = watch.seen();
    assert_eq!(seen.forbidden, [""; 0]);
    for path in &seen.changed {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_beside = path.parent() == Some(watch.folder.path());
        let is_allowed = is_beside && allowed.iter().any(|allowed| name.starts_with(allowed));
        assert!(is_allowed, "{} was changed", path.display());
    }
    assert_eq!(seen.changed.is_empty(), allowed.is_empty(), "{:?}", seen.changed);
}

fn runs(watch: &Watch, arguments: &[&str]) {
    let output = watch.launcher(env!("CARGO_BIN_EXE_tactful")).args(arguments).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
}

#[test]
fn check_only_reads() {
    let Some(watch) = Watch::new() else { return };
    for arguments in [&["check", "."][..], &["check", "--diff", "--unsafe-fixes", "."], &["rules"], &["explain", "pressure"]] {
        runs(&watch, arguments);
        holds(&watch, &[]);
    }
    assert_eq!(fs::read_to_string(watch.draft()).unwrap(), PITCH);
}

#[test]
fn fixing_writes_the_draft_and_the_new_one() {
    let Some(watch) = Watch::new() else { return };
    runs(&watch, &["check", "--fix", "--unsafe-fixes", "."]);
    holds(&watch, &["pitch.md", ".tactful-", "ask-ann-carter.md"]);
    assert_ne!(fs::read_to_string(watch.draft()).unwrap(), PITCH);
    assert!(watch.folder.path().join("ask-ann-carter.md").exists());
}

#[test]
fn the_server_writes_nothing() {
    let Some(watch) = Watch::new() else { return };
    let able = json!({
        "general": {"positionEncodings": ["utf-8"]},
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        "window": {"showDocument": {"support": true}, "workDoneProgress": true},
    });
    let draft = watch.draft();
    let mut editor = Editor::launched(watch.launcher(env!("CARGO_BIN_EXE_tactful")), watch.folder.path(), able);
    editor.open(&draft);
    editor.open(&watch.folder.path().join("tactful.toml"));
    let found = editor.diagnostics(&draft);
    assert!(!found.is_empty());
    let place = json!({"uri": client::uri(&draft)});
    for diagnostic in &found {
        assert!(!editor.actions(&draft, diagnostic.range, &found).is_empty(), "{diagnostic:?}");
        assert!(editor.hover(&draft, diagnostic.range.start).is_some());
    }
    for method in ["codeLens", "documentSymbol", "diagnostic"] {
        editor.try_ask(&format!("textDocument/{method}"), json!({"textDocument": place})).unwrap();
    }
    editor.try_ask("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    for (command, brings) in [
        ("tactful.fixAll", Some("workspace/applyEdit")),
        ("tactful.markSent", Some("workspace/applyEdit")),
        ("tactful.show", Some("window/showDocument")),
        ("tactful.reload", None),
    ] {
        editor.try_ask("workspace/executeCommand", json!({"command": command, "arguments": [place["uri"]]})).unwrap();
        brings.into_iter().for_each(|method| drop(editor.await_message(method)));
    }
    editor.type_at_end(&draft, "Buy now! https://127.0.0.1:9/");
    editor.diagnostics(&draft);
    editor.ask::<()>("shutdown", json!(null));
    editor.tell("exit", json!(null));
    assert_eq!(editor.exit_status(), Some(0));
    assert_eq!(fs::read_to_string(&draft).unwrap(), PITCH, "the editor writes; the server only says what");
    holds(&watch, &[]);
}

/// A watch that sees nothing would prove nothing.
#[test]
fn the_watch_sees_what_it_should() {
    let Some(watch) = Watch::new() else { return };
    let seen = |script: &str| {
        watch.launcher("bash").args(["-c", script]).output().unwrap();
        watch.seen()
    };
    assert!(seen("(exec 3<>/dev/tcp/127.0.0.1/9)").forbidden.iter().any(|call| call.starts_with("connect")));
    assert!(seen("exec true").forbidden.iter().any(|call| call.starts_with("execve")));
    assert!(seen("true & wait").forbidden.iter().any(|call| call.starts_with("clone")));
    assert!(seen("echo > new.txt").changed.contains(Path::new(&watch.folder.path().join("new.txt"))));
}
