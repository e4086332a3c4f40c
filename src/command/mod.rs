//! The subcommands: they read files and print; all thinking is the library's.

pub mod check;
pub mod completions;
pub mod explain;
pub mod history;
pub mod init;
mod input;
pub mod lsp;
mod memory;
pub mod new;
mod repair;
mod write;

use std::{io::Write, process::ExitCode};
use tactful::shown;

/// It could not run.
pub const COULD_NOT_RUN: u8 = 2;

/// Prints to stdout. A closed pipe (`| head`) is no error.
pub fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Says on stderr what is wrong, and gives the exit status for it.
pub fn fail(message: &str) -> ExitCode {
    complain(message);
    ExitCode::from(COULD_NOT_RUN)
}

/// Says on stderr what is wrong.
pub fn complain(message: &str) {
    tell("error", message);
}

/// Says something on stderr. The names of files in it are shown, never obeyed.
pub fn tell(kind: &str, message: &str) {
    let lines: Vec<_> = message.lines().map(shown::visible).collect();
    let _ = writeln!(std::io::stderr().lock(), "{kind}: {}", lines.join("\n"));
}

/// Whether what is printed to `stream` should be coloured: by terminal and `NO_COLOR`.
pub fn colour(is_terminal: bool) -> bool {
    is_terminal
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
