//! `check --watch`: a real process that reports again when something changes.

use super::*;
use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

/// As long as a busy machine may take.
const LONG: Duration = Duration::from_secs(30);

/// A run of the command that does not end by itself.
struct Watch {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
    receiver
}

impl Watch {
    fn of(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, err) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        Self { child, out, err }
    }

    fn new(folder: &Path, paths: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tactful"));
        Self::of({
            command.current_dir(folder).args(["check", "--watch", "--format", "json", "--today", "2026-06-01"]).args(paths);
            command
        })
    }

    /// The next report: by file, the rules that it breaks; and how many files were read for it.
    fn next(&self) -> (Vec<(String, Vec<String>)>, usize) {
        let report: Value = serde_json::from_str(&self.out.recv_timeout(LONG).expect("a report")).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rules = |file: &Value| file["diagnostics"].as_array().unwrap().iter().map(|found| text(&found["rule"])).collect();
        let files = report["files"].as_array().unwrap().iter().map(|file| (text(&file["path"]), rules(file))).collect();
        loop {
            let line = self.err.recv_timeout(LONG).expect("a word on what was read");
            if let Some(told) = line.strip_prefix("watching: ") {
                let (_, read) = told.split_once(" files, ").or_else(|| told.split_once(" file, ")).unwrap();
                return (files, read.split(' ').next().unwrap().parse().unwrap());
            }
        }
    }

    fn is_silent(&self) -> bool {
        self.out.recv_timeout(Duration::from_millis(800)).is_err()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const CALM: &str = "---\nkind: comment\n---\n\nTen minutes of steam does it.\n";
const LOUD: &str = "---\nkind: comment\n---\n\nIt rose!!!!\n";
const TO_ANN: &str = "---\nto: Ann Carter\nkind: message\n---\n\nHi Ann, may I show the group my course?\n";

#[test]
fn only_what_changed_is_read_again() {
    let folder = folder(&[("a.md", CALM), ("b.md", CALM), ("c.md", CALM)]);
    let path = |name: &str| folder.path().join(name);
    let watch = Watch::new(folder.path(), &["."]);
    let (files, read) = watch.next();
    assert_eq!((files.len(), read), (3, 3));

    fs::write(path("b.md"), LOUD).unwrap();
    let (files, read) = watch.next();
    assert_eq!((&files[1], read), (&("./b.md".to_owned(), vec!["shouting".to_owned()]), 1));

    // As editors save: another file takes its place.
    fs::write(path(".b.md.tmp"), CALM).unwrap();
    fs::rename(path(".b.md.tmp"), path("b.md")).unwrap();
    let (files, read) = watch.next();
    assert_eq!((files[1].1.len(), read), (0, 1));

    fs::create_dir(path("new")).unwrap();
    fs::write(path("new/d.md"), LOUD).unwrap();
    let (files, read) = watch.next();
    assert_eq!((files[3].0.as_str(), files.len(), read), ("./new/d.md", 4, 1), "{files:?}");
    fs::write(path("new/d.md"), CALM).unwrap();
    assert_eq!(watch.next().1, 1, "a folder that is new is attended to");

    fs::remove_file(path("a.md")).unwrap();
    let (files, read) = watch.next();
    assert_eq!((files.len(), read), (3, 0));

    fs::write(path("other.rs"), "fn main() {}").unwrap();
    fs::write(path("c.md"), CALM).unwrap();
    // Written anew, if with the same words, it is read anew; what is no text wakes nobody.
    assert_eq!(watch.next().1, 1);
    assert!(watch.is_silent());
}

#[test]
fn what_rests_on_a_change_is_read_again() {
    let folder = folder(&[
        ("tactful.toml", "drafts = []\n"),
        ("out/again.md", &TO_ANN.replace("course", "oven")),
        ("out/other.md", CALM),
        ("sent/may.md", &TO_ANN.replace("kind:", "sent: 2026-05-20\nkind:")),
    ]);
    let path = |name: &str| folder.path().join(name);
    // A draft rests on letters that were not named, and on the settings above.
    let watch = Watch::new(folder.path(), &["out"]);
    let rules = |files: &[(String, Vec<String>)]| files.iter().find(|(path, _)| path.ends_with("again.md")).unwrap().1.clone();
    let (files, _) = watch.next();
    assert!(!rules(&files).contains(&"pushing-after-no".to_owned()), "{files:?}");

    let declined = TO_ANN.replace("kind:", "sent: 2026-05-20\nreply: declined\nreplied: 2026-05-25\nkind:");
    fs::write(path("sent/may.md"), declined).unwrap();
    let (files, read) = watch.next();
    assert!(rules(&files).contains(&"too-soon".to_owned()) && read == 1, "{files:?} {read}");

    fs::write(path("tactful.toml"), "drafts = []\n[rules]\ntoo-soon = \"off\"\n").unwrap();
    let (files, read) = watch.next();
    assert!(!rules(&files).contains(&"too-soon".to_owned()) && read == 2, "{files:?} {read}");

    fs::write(path("out/tactful.toml"), "[rules]\nmissing-introduction = \"off\"\n").unwrap();
    assert_eq!(watch.next().1, 2, "settings that come nearer hold");
}

#[test]
fn what_is_gone_or_broken_is_told_and_comes_back() {
    let folder = folder(&[("a.md", LOUD)]);
    let path = folder.path().join("a.md");
    let watch = Watch::new(folder.path(), &["a.md"]);
    assert_eq!(watch.next().0.len(), 1);
    fs::remove_file(&path).unwrap();
    assert_eq!(watch.next().0.len(), 0);
    fs::write(&path, CALM).unwrap();
    assert_eq!(watch.next().0.len(), 1);
    fs::write(&path, b"Gr\xfc\xdfe\n").unwrap();
    assert_eq!(watch.next().0.len(), 0);
    assert!(watch.is_silent(), "what still cannot be read is told once");
    fs::write(folder.path().join("other.md"), CALM).unwrap();
    assert!(watch.is_silent(), "nobody asked for the other one");
    fs::write(&path, LOUD).unwrap();
    assert_eq!(watch.next().0[0].1, ["shouting"]);
}

#[test]
fn it_ends_when_nobody_listens() {
    let folder = folder(&[("a.md", CALM)]);
    let mut watch = Watch::new(folder.path(), &["a.md"]);
    watch.next();
    // The reader of stdout goes away at the next line.
    drop(std::mem::replace(&mut watch.out, mpsc::channel().1));
    for round in 0.. {
        fs::write(folder.path().join("a.md"), if round % 2 == 0 { LOUD } else { CALM }).unwrap();
        thread::sleep(Duration::from_millis(300));
        if let Some(status) = watch.child.try_wait().unwrap() {
            return assert!(status.success());
        }
        assert!(round < 100, "it goes on");
    }
}

#[test]
fn what_cannot_be_watched_is_said() {
    let folder = folder(&[("a.md", CALM)]);
    assert!(piped(folder.path(), &["check", "--watch", "-"], "x").err.contains("--watch needs files or folders"));
    assert!(tactful(folder.path(), &["check", "--watch", "--fix"]).err.contains("cannot be used with"));
}

/// Where the system does not tell of changes, the folders are looked through.
#[test]
#[cfg(target_os = "linux")]
fn it_looks_where_it_is_not_told() {
    let Some(_) = strace::strace() else { return };
    let folder = folder(&[("a.md", CALM)]);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=inotify_init1", "-e", "inject=inotify_init1:error=EMFILE"]);
    command.arg(env!("CARGO_BIN_EXE_tactful")).args(["check", "--watch", "--format", "json", "a.md"]);
    command.current_dir(folder.path());
    let watch = Watch::of(command);
    let said = watch.err.recv_timeout(LONG).unwrap();
    assert!(said.contains("looking every second instead"), "{said}");
    watch.next();
    fs::write(folder.path().join("a.md"), LOUD).unwrap();
    assert_eq!(watch.next().0[0].1, ["shouting"]);
}
