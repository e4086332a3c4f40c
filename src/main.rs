//! The command `tactful`.

#![forbid(unsafe_code)]

mod command;

use clap::{CommandFactory, Parser, Subcommand};
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
    /// Start a draft in the shape of a good opening.
    New(command::new::Arguments),
    /// Show how things stand with those you have written to.
    History(command::history::Arguments),
    /// Write a commented `tactful.toml`.
    Init(command::init::Arguments),
    /// Print the JSON schema of `tactful.toml`.
    Schema,
    /// Print what a shell needs to complete the command.
    Completions(command::completions::Arguments),
    /// Print the manual page, or write a page for each subcommand into a folder.
    Man(command::completions::ManArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Lsp(arguments) => command::lsp::run(&arguments),
        Command::Rules => command::explain::list(),
        Command::Explain(arguments) => command::explain::run(&arguments),
        Command::New(arguments) => command::new::run(&arguments),
        Command::History(arguments) => command::history::run(&arguments),
        Command::Init(arguments) => command::init::run(&arguments),
        Command::Schema => {
            command::print(&format!("{:#}\n", tactful::schema::schema()));
            ExitCode::SUCCESS
        }
        Command::Completions(arguments) => command::completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => command::completions::man(&arguments, Arguments::command()),
    }
}
