//! `tactful check`.

mod alarm;
mod arguments;
mod patrol;
mod reading;
mod telling;
mod watch;

use super::{
    COULD_NOT_RUN, fail,
    input::Trouble,
    print,
    repair::{Repair, Written},
    tell,
};
pub use arguments::{Arguments, date};
use reading::{Read, Run};
use std::{collections::BTreeSet, process::ExitCode};
use tactful::report::Summary;
use telling::Told;

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.watch {
        return watch::run(arguments);
    }
    let run = match Run::new(arguments) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let (inputs, mut errors) = arguments.inputs();
    let mut results = run.files(&inputs);
    if arguments.reads_stdin() {
        results.push(run.stdin());
    }
    let (mut files, mut repairs) = (Vec::with_capacity(results.len()), Vec::new());
    for result in results {
        match result {
            Ok(Read { checked, repair, .. }) => {
                files.push(checked);
                repairs.extend(repair);
            }
            Err(trouble) => errors.push(trouble),
        }
    }
    let written = put_right(arguments, &repairs, &mut errors);
    let told = Told { arguments, run: &run, files: &files, errors: &errors, written: &written };
    let is_complete = told.tell().is_complete;
    match (is_complete, Summary::of(&files).at_least(arguments.fail_on)) {
        (false, _) => ExitCode::from(COULD_NOT_RUN),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::FAILURE,
    }
}

/// Writes what was mended, or shows it.
fn put_right(arguments: &Arguments, repairs: &[Repair], errors: &mut Vec<Trouble>) -> Written {
    let (mut written, mut promised) = (Written::default(), BTreeSet::new());
    for repair in repairs {
        if arguments.diff {
            print(&repair.diff(&mut promised));
        } else if repair.path.is_none() {
            print(&repair.mended.text);
        } else if let Err(message) = repair.write(&mut written) {
            errors.push(Trouble::fatal(message));
        }
    }
    for repair in repairs.iter().filter(|repair| !repair.mended.is_settled) {
        tell("note", &format!("{}: there is more to fix; run again", repair.name()));
    }
    written
}
