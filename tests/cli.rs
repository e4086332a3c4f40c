//! The command, as somebody at a terminal or a script meets it.

#[path = "cli/mistakes.rs"]
mod mistakes;
#[path = "cli/sarif.rs"]
mod sarif;
#[cfg(target_os = "linux")]
mod strace;
#[cfg(target_os = "linux")]
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/watch.rs"]
mod watch;

use assert_cmd::Command;
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

const PITCH: &str =
    "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!\n\nSign up for my bread course at ryeandshine.example.\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

struct Run {
    status: i32,
    out: String,
    err: String,
}

fn tactful(folder: &Path, arguments: &[&str]) -> Run {
    piped(folder, arguments, "")
}

fn piped(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let output = Command::cargo_bin("tactful").unwrap().current_dir(folder).args(arguments).write_stdin(input).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

#[test]
fn human_output_shows_where_and_what_to_do() {
    let folder = folder(&[("pitch.md", PITCH)]);
    let run = tactful(folder.path(), &["check", "pitch.md", "--today", "2026-06-01"]);
    assert_eq!(run.status, 1);
    for expected in ["warning[missing-introduction]", "pitch.md:6:1", "fix: Add an introduction", "1 draft has "] {
        assert!(run.out.contains(expected), "{expected} is not in\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn json_output_keeps_the_contract() {
    let folder = folder(&[("pitch.md", PITCH)]);
    let report = json(&tactful(folder.path(), &["check", "--format", "json", "--today", "2026-06-01"]));
    let file = &report["files"][0];
    assert_eq!(report["version"], 1);
    assert_eq!((&file["draft"], &file["kind"]), (&Value::from(true), &Value::from("post")));
    assert_eq!((&file["relationship"], &file["permission"]), (&Value::from("stranger"), &Value::from("none")));
    let introduction = file["diagnostics"].as_array().unwrap().iter().find(|d| d["rule"] == "missing-introduction").unwrap();
    assert_eq!(introduction["start"], serde_json::json!({"line": 6, "column": 1, "offset": 42}));
    assert_eq!(introduction["end"]["column"], 16);
    assert_eq!(introduction["fixes"][0]["title"], "Add an introduction");
    assert_eq!(introduction["fixes"][0]["safe"], true);
    let promotion = file["diagnostics"].as_array().unwrap().iter().find(|d| d["rule"] == "unsolicited-promotion").unwrap();
    let created = promotion["fixes"].as_array().unwrap().iter().find(|fix| fix["creates"].is_array()).unwrap();
    assert!(created["creates"][0]["text"].as_str().unwrap().contains("Would it be alright"));
    assert_eq!(report["summary"]["drafts"], 1);
}

#[test]
fn select_ignore_and_fail_on() {
    let folder = folder(&[("pitch.md", PITCH)]);
    let rules = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "json"];
        all.extend(arguments);
        let run = tactful(folder.path(), &all);
        let found = json(&run)["files"][0]["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["rule"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>();
        (run.status, found)
    };
    assert_eq!(rules(&["--select", "missing-introduction"]), (1, vec!["missing-introduction".to_owned()]));
    assert!(!rules(&["--ignore", "missing-introduction"]).1.contains(&"missing-introduction".to_owned()));
    assert_eq!(rules(&["--select", "missing-introduction", "--fail-on", "error"]).0, 0);
    let run = tactful(folder.path(), &["check", "--select", "missing-introdction"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("did you mean `missing-introduction`"), "{}", run.err);
}

#[test]
fn stdin_is_a_draft_with_a_name() {
    let folder = folder(&[]);
    let run =
        piped(folder.path(), &["check", "-", "--stdin-filename", "mail.txt", "--format", "json"], "Sign up for my course now!");
    assert_eq!(json(&run)["files"][0]["path"], "mail.txt");
    assert_eq!(json(&run)["files"][0]["draft"], true);
}

#[test]
fn other_text_is_left_alone() {
    let readme = "# Frob\n\nFrob your files. Please star this project and follow us!\n\n## Install\n\nSign up at frob.example, it's the best in the world.\n";
    let folder = folder(&[
        ("README.md", readme),
        ("docs/guide.md", "You can join our Discord server: https://frob.example/chat\n"),
        ("notes.txt", "buy flour\nring Ann\n"),
        ("hello.txt", "Hello, world!\n"),
        (
            "inbox.eml",
            "From: Ann <ann@a.example>\nTo: Maya <maya@b.example>\nDate: Mon, 1 Jun 2026 10:00:00 +0000\n\nHi Maya, please like my page, I need your help with it today!\n",
        ),
        ("sub/CHANGELOG.md", "## 1.0\n\n- Hello world\n"),
    ]);
    let run = tactful(folder.path(), &["check"]);
    assert_eq!((run.status, run.err.contains("no drafts")), (0, true), "{}{}", run.out, run.err);
}

#[test]
fn which_files_are_drafts() {
    let body = "Ten minutes of steam does it.\n";
    let folder = folder(&[
        ("tactful.toml", "drafts = [\"outreach/**/*.md\"]\n"),
        ("outreach/a.md", body),
        ("outreach/no.md", &format!("---\ntactful: false\n---\n{body}")),
        ("b.md", &format!("---\nto: Ann\n---\n{body}")),
        ("c.md", &format!("---\ntactful: true\n---\n{body}")),
        ("d.md", &format!("Hi Ann, please like my page!\n{body}")),
    ]);
    let report = json(&tactful(folder.path(), &["check", "--format", "json"]));
    let drafts: Vec<_> =
        report["files"].as_array().unwrap().iter().filter(|f| f["draft"] == true).map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(drafts, ["./b.md", "./c.md", "./outreach/a.md"]);
}

#[test]
fn hooks_name_files_that_are_no_drafts() {
    let readme = "# Frob\n\nSign up at frob.example, it's the best in the world!!!!\n";
    let folder = folder(&[("README.md", readme), ("pitch.md", PITCH)]);
    let run = tactful(folder.path(), &["check", "README.md", "--as-found"]);
    assert_eq!((run.status, run.out.contains("0 drafts read")), (0, true), "{}{}", run.out, run.err);
    assert!(!run.err.contains("that you name"), "{}", run.err);
    assert_eq!(tactful(folder.path(), &["check", "README.md", "pitch.md", "--as-found"]).status, 1);
    tactful(folder.path(), &["check", "--fix", "README.md", "--as-found"]);
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), readme);
}

#[test]
fn comments_silence_rules() {
    let here = PITCH.replace("Hello", "<!-- tactful: ignore missing-introduction -->\n\nHello");
    let file = format!("{PITCH}\n<!-- tactful: ignore-file missing-introduction -->\n");
    let folder = folder(&[("here.md", &here), ("file.md", &file)]);
    let run = tactful(folder.path(), &["check", "--select", "missing-introduction"]);
    assert_eq!(run.status, 0, "{}", run.out);
}

#[test]
fn bad_input_is_answered_kindly() {
    let folder = folder(&[
        ("empty.md", ""),
        ("front.md", "---\nto: [a\nkind: post\n---\n\nHello!\n"),
        ("kind.md", "---\nto: Ann\nkind: massage\n---\n\nHello!\n"),
        ("config/tactful.toml", "drafts = 3\n[rules]\npresure = \"off\"\n"),
        ("config/a.md", PITCH),
        ("readmes/README.md", "# Hello\n"),
    ]);
    fs::write(folder.path().join("latin.md"), b"Gr\xfc\xdfe\n").unwrap();
    fs::write(folder.path().join("long.md"), format!("Hi Ann! {}", "word ".repeat(200_000))).unwrap();
    fs::write(folder.path().join("longer.md"), format!("Hi Ann! {}", "word ".repeat(1_000_000))).unwrap();
    let table: &[(&str, i32, &[&str])] = &[
        ("missing.md", 2, &["missing.md: there is no such file or folder"]),
        ("empty.md", 0, &["1 draft read"]),
        ("latin.md", 2, &["latin.md:1: not UTF-8 at byte 2"]),
        ("front.md", 1, &["front matter cannot be read", "front.md:"]),
        ("kind.md", 1, &["`kind` is one of post, comment", "did you mean `message`", "kind.md:3:7"]),
        ("config", 2, &["tactful.toml:1:10", "`drafts` is a list", "unknown key `presure`", "did you mean `pressure`"]),
        ("readmes", 0, &["no drafts in readmes"]),
        ("long.md", 1, &["1 draft has "]),
        ("longer.md", 2, &["longer.md: it is longer than a megabyte"]),
        (".", 2, &["passed over ./latin.md:1: not UTF-8"]),
    ];
    for (path, status, says) in table {
        let run = tactful(folder.path(), &["check", path]);
        for expected in *says {
            assert!(
                run.out.contains(expected) || run.err.contains(expected),
                "{path}: {expected} is not in\n{}{}",
                run.out,
                run.err
            );
        }
        assert_eq!(run.status, *status, "{path}: {}", run.err);
        assert!(!run.err.contains("panicked"), "{path}: {}", run.err);
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = folder(&[]);
    let list = tactful(folder.path(), &["rules"]);
    let explained = tactful(folder.path(), &["explain", "poaching"]);
    assert!(list.out.contains("missing-introduction") && list.out.contains("Arriving"));
    assert!(explained.out.contains("another party") && explained.out.contains("Flagged"));
    let unknown = tactful(folder.path(), &["explain", "poching"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("did you mean `poaching`"), "{}", unknown.err);
}

/// A post that shouts, sells, and says nothing of who writes.
const LOUD: &str =
    "---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!!!!\n\nSign up for my bread course at ryeandshine.example.\n";

const MAYA: &str = "[me]\nname = \"Maya Lindqvist\"\nrole = \"sourdough baker\"\n[[groups]]\nname = \"Bakers of Bristol\"\nhost = \"Ann Carter\"\n";

#[test]
fn safe_fixes_are_made_and_the_rest_is_told() {
    let folder = folder(&[("post.md", LOUD), ("tactful.toml", MAYA), ("notes.md", "STOP SHOUTING AT ME!!!!\n")]);
    let run = tactful(folder.path(), &["check", "--fix"]);
    let text = fs::read_to_string(folder.path().join("post.md")).unwrap();
    assert!(text.contains("Hello everyone!\n\nI'm Maya Lindqvist, a sourdough baker."), "{text}");
    assert!(text.contains("Sign up for my bread course"), "no words of the writer's are lost: {text}");
    assert!(run.out.contains("made in 1 draft.") && run.out.contains("unsolicited-promotion"), "{}", run.out);
    assert!(!run.out.contains("missing-introduction"), "what was fixed is not told: {}", run.out);
    assert_eq!(run.status, 1);
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), "STOP SHOUTING AT ME!!!!\n");
    tactful(folder.path(), &["check", "--fix"]);
    assert_eq!(fs::read_to_string(folder.path().join("post.md")).unwrap(), text, "a second run finds nothing to do");
}

#[test]
fn other_fixes_are_made_when_asked_for() {
    let folder = folder(&[("post.md", LOUD), ("tactful.toml", MAYA), ("ask-ann-carter.md", "mine")]);
    let run = tactful(folder.path(), &["check", "post.md", "--fix", "--unsafe-fixes"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(!read("post.md").contains("Sign up") && read("ask-ann-carter.md") == "mine", "{}", read("post.md"));
    assert!(read("ask-ann-carter-2.md").contains("> Sign up for my bread course at ryeandshine.example."));
    assert!(run.out.contains("New: ask-ann-carter-2.md"), "{}", run.out);
    let request = tactful(folder.path(), &["check", "ask-ann-carter-2.md", "--ignore", "unfilled-placeholder"]);
    assert_eq!(request.status, 0, "{}", request.out);
    assert_eq!(tactful(folder.path(), &["check", "--unsafe-fixes"]).status, 2, "it has to be said what for");
}

#[test]
fn a_diff_shows_what_would_be_done_and_does_nothing() {
    let text = LOUD.replace('\n', "\r\n");
    let folder = folder(&[("post.md", &text), ("tactful.toml", MAYA)]);
    for arguments in [&["check", "--diff", "post.md"][..], &["check", "--diff", "--fix", "post.md"]] {
        let run = tactful(folder.path(), arguments);
        assert!(run.out.starts_with("--- post.md\n+++ post.md\n@@ "), "{}", run.out);
        assert!(run.out.contains("\n-Hello everyone!!!!\r\n+Hello everyone!\r\n"), "{}", run.out);
        assert!(!run.out.contains("warning"), "a diff can be applied as it is: {}", run.out);
        assert_eq!((run.status, fs::read_to_string(folder.path().join("post.md")).unwrap()), (1, text.clone()));
    }
    let all = tactful(folder.path(), &["check", "--diff", "--unsafe-fixes", "post.md"]);
    assert!(all.out.contains("--- /dev/null\n+++ ask-ann-carter.md\n@@ -0,0 +1,"), "{}", all.out);
    fs::write(folder.path().join("again.md"), &text).unwrap();
    let both = tactful(folder.path(), &["check", "--diff", "--unsafe-fixes", "."]).out;
    for name in ["+++ again.md\n", "+++ post.md\n", "+++ ask-ann-carter.md\n", "+++ ask-ann-carter-2.md\n"] {
        assert_eq!(both.matches(name).count(), 1, "{name} {both}");
    }
    assert!(!folder.path().join("ask-ann-carter.md").exists());
}

#[test]
fn stdin_is_fixed_to_stdout() {
    let folder = folder(&[("tactful.toml", MAYA)]);
    let fixed = piped(folder.path(), &["check", "--fix", "-"], "---\nkind: comment\n---\n\nMELTED BUTTER helps!!!!");
    assert_eq!(fixed.out, "---\nkind: comment\n---\n\nMelted butter helps!");
    assert!(fixed.err.contains("1 draft read"), "{}", fixed.err);
    let diff = piped(folder.path(), &["check", "--diff", "-"], "---\nkind: comment\n---\n\nIt rose!!!!\n");
    assert!(diff.out.starts_with("--- stdin\n+++ stdin\n") && diff.out.contains("-It rose!!!!\n+It rose!\n"), "{}", diff.out);
}

#[test]
fn files_stay_what_they_were_but_for_the_fix() {
    let text = "\u{feff}---\r\nkind: comment\r\n---\r\n\r\nMELTED BUTTER helps!!!!\r\n\r\n🍞 مرحبا";
    let fixed = text.replace("MELTED BUTTER", "Melted butter").replace("!!!!", "!");
    let folder = folder(&[("draft.md", text)]);
    let path = folder.path().join("draft.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("draft.md", folder.path().join("link.md")).unwrap();
        assert_eq!(tactful(folder.path(), &["check", "--fix", "link.md"]).status, 0);
        assert!(fs::symlink_metadata(folder.path().join("link.md")).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
    tactful(folder.path(), &["check", "--fix", "draft.md"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), fixed);
    assert!(
        fs::read_dir(folder.path()).unwrap().all(|entry| !entry.unwrap().file_name().to_string_lossy().starts_with(".tactful"))
    );
}

#[test]
fn what_may_not_be_written_is_told_and_left() {
    let folder = folder(&[("draft.md", "---\nkind: comment\n---\n\nIt rose!!!!\n")]);
    let path = folder.path().join("draft.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let run = tactful(folder.path(), &["check", "--fix", "draft.md"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("draft.md: it is read-only and was left as it is"), "{}", run.err);
    assert!(fs::read_to_string(&path).unwrap().contains("!!!!"));
}

#[test]
fn annotations_stand_where_the_diagnostics_do() {
    let folder = folder(&[("a, b.md", PITCH)]);
    let run = tactful(folder.path(), &["check", "--format", "github", "--today", "2026-06-01"]);
    assert_eq!(run.status, 1);
    let line = "::warning file=a%2C b.md,line=6,endLine=6,col=1,endColumn=16,title=tactful%3A missing-introduction::They will";
    assert!(run.out.contains(line), "{}", run.out);
    assert!(run.out.lines().all(|line| line.starts_with("::")), "{}", run.out);
}

#[test]
fn shells_and_man_know_the_command() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tactful(folder.path(), &["completions", shell]);
        assert!(run.status == 0 && run.out.contains("stdin-filename"), "{shell}: {}", run.err);
    }
    assert_eq!(tactful(folder.path(), &["completions", "bsh"]).status, 2);
    assert!(tactful(folder.path(), &["man"]).out.contains(".TH tactful 1"));
    assert_eq!(tactful(folder.path(), &["man", "pages"]).status, 0);
    let page = fs::read_to_string(folder.path().join("pages/tactful-check.1")).unwrap();
    assert!(page.contains("fail\\-on"), "{page}");
}
