//! `tactful new`: a draft in the shape of a good opening.

use super::{complain, fail, memory, print, write};
use clap::{Args, builder::PossibleValuesParser};
use std::{path::PathBuf, process::ExitCode};
use tactful::{
    context::{Kind, Platform, today},
    scaffold::{self, Wanted},
};

#[derive(Args)]
pub struct Arguments {
    /// To whom it is to go: a group or a person, best as `tactful.toml` names them.
    #[arg(long, value_name = "NAME")]
    to: String,
    /// What it is to be; by the recipient where it is not said.
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::NAMES))]
    kind: Option<String>,
    /// Where it is to be posted; its limits of length apply.
    #[arg(long, value_name = "PLATFORM", value_parser = PossibleValuesParser::new(Platform::NAMES))]
    platform: Option<String>,
    /// The file to write, or `-` for stdout; by the recipient's name where it is not said.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the draft and prints its path. A file that is there is never touched.
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.to.trim().is_empty() {
        return fail("--to needs the name of a group or a person");
    }
    let place = match memory::Place::here() {
        Ok(place) => place,
        Err(message) => return fail(&message),
    };
    place.problems.iter().for_each(|problem| complain(problem));
    let wanted = Wanted {
        to: arguments.to.trim(),
        kind: arguments.kind.as_deref().and_then(Kind::named),
        platform: arguments.platform.as_deref().and_then(Platform::named),
    };
    let file = scaffold::draft(wanted, &place.loaded.settings, Some(&place.history), today());
    if arguments.output.as_ref().is_some_and(|path| path.as_os_str() == "-") {
        print(&file.text);
        return ExitCode::SUCCESS;
    }
    let path = arguments.output.clone().unwrap_or_else(|| file.free_path(&PathBuf::new(), |path| path.exists()));
    match write::create(&path, &file.text) {
        Ok(()) => {
            print(&format!("{}\n", path.display()));
            ExitCode::SUCCESS
        }
        Err(message) => fail(&message),
    }
}
