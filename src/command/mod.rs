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
mod progress;
mod repair;
mod write;

use clap::ColorChoice;
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};
use tactful::shown;

/// It could not run.
pub const COULD_NOT_RUN: u8 = 2;

/// Prints to stdout. A closed pipe (`| head`) is no error, but nobody listens any more: then it is false.
pub fn print(text: &str) -> bool {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).is_ok()
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

/// Whether what is printed to `stream` is coloured: as it was asked for, else on a terminal, where `NO_COLOR` and `TERM` do
/// not speak against it.
pub fn colour(choice: ColorChoice, stream: &impl IsTerminal) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            stream.is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}
