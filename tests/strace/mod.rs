//! Programs under `strace`.

use std::process::{Command, Stdio};

/// `strace`; `None`, and a word on stderr, where there is none that may trace. CI has one.
pub fn strace() -> Option<Command> {
    let traces = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !traces.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: strace is missing here, or may not trace; nothing was shown");
        return None;
    }
    Some(Command::new("strace"))
}
