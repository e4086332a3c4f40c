//! The command `tactful`.

#![forbid(unsafe_code)]

mod command;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Party manners for what you write to people: reads a draft as its readers will, and offers to put right what would put
/// them off.
#[derive(Parser)]
#[command(name = "tactful", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read drafts and say what would put their readers off.
    Check(command::check::Arguments),
    /// Serve an editor over stdin and stdout.
    Lsp(command::lsp::Arguments),
    /// List the rules.
    Rules,
    /// Say why a rule exists, with examples.
    Explain(command::explain::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Lsp(arguments) => command::lsp::run(&arguments),
        Command::Rules => command::explain::list(),
        Command::Explain(arguments) => command::explain::run(&arguments),
    }
}
