//! `tactful completions` and `tactful man`: what shells and `man` know of the command, made from its own definition.

use super::{COULD_NOT_RUN, complain, print};
use clap::{Args, Command};
use clap_complete::Shell;
use std::{path::PathBuf, process::ExitCode};

#[derive(Args)]
pub struct Arguments {
    /// The shell to complete for.
    shell: Shell,
}

#[derive(Args)]
pub struct ManArguments {
    /// Write a page for the command and one for each subcommand into this folder, rather than print the first.
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Prints the completion script of a shell.
pub fn run(arguments: &Arguments, mut command: Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "tactful", &mut script);
    print(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}

/// Prints the manual page, or writes all of them.
pub fn man(arguments: &ManArguments, command: Command) -> ExitCode {
    let written = match &arguments.folder {
        Some(folder) => std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder)),
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(command).render(&mut page);
            print(&String::from_utf8_lossy(&page));
            rendered
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("the manual pages cannot be written: {error}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
