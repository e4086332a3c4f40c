//! `tactful history`: how things stand with each recipient.

use super::{complain, fail, memory, print};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::{path::PathBuf, process::ExitCode};
use tactful::{
    context::{Relation, relations, suggestion, today},
    report::{relations as report, timeline},
};

#[derive(Args)]
pub struct Arguments {
    /// A group or a person; all of them where none is named.
    name: Option<String>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write a page with a line of time for each, and print nothing.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Read as if it were this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::check::date)]
    today: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a table.
    Human,
    /// For programs: one object.
    Json,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let place = match memory::Place::here() {
        Ok(place) => place,
        Err(message) => return fail(&message),
    };
    place.problems.iter().for_each(|problem| complain(problem));
    for (path, reason) in place.history.unread() {
        eprintln!("note: passed over {}: {reason}", path.display());
    }
    let day = arguments.today.unwrap_or_else(today);
    let settings = &place.loaded.settings;
    let mut relations = relations(&place.history, settings, day);
    if let Some(name) = &arguments.name {
        let known: Vec<String> = relations.iter().map(|relation| relation.name.clone()).collect();
        relations.retain(|relation| is_named(relation, name));
        if relations.is_empty() {
            let meant = suggestion(name, known.iter().map(String::as_str));
            return fail(&format!("nobody here is called `{name}`{meant}; `tactful history` lists all"));
        }
    }
    if let Some(path) = &arguments.html {
        return match std::fs::write(path, timeline::page(&relations, settings, day)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&format!("{}: it cannot be written: {}", path.display(), super::input::reason(&error))),
        };
    }
    print(&match arguments.format {
        Format::Human => report::table(&relations),
        Format::Json => report::json(&relations).unwrap_or_default() + "\n",
    });
    ExitCode::SUCCESS
}

/// The name, or the start of one of its words: `ann` finds Ann Carter.
fn is_named(relation: &Relation, name: &str) -> bool {
    let (known, wanted) = (relation.name.to_lowercase(), name.trim().to_lowercase());
    known == wanted || known.split_whitespace().any(|word| word == wanted) || known.starts_with(&wanted)
}
