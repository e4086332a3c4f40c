//! What `tactful check` is asked to do.

use super::super::input::{self, Input, Trouble};
use clap::{
    ArgGroup, Args, ColorChoice, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use tactful::{context::suggestion, level::Level, rules};

#[derive(Args)]
#[command(group = ArgGroup::new("mends").args(["fix", "diff"]).multiple(true))]
pub struct Arguments {
    /// Files and folders to read; `-` reads stdin.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Take the files that are named as if they had been found in a folder: only drafts among them are read. For hooks, which
    /// name every file that changed.
    #[arg(long)]
    pub as_found: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
    /// Report only this rule (may be given more than once).
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    pub select: Vec<String>,
    /// Leave this rule out (may be given more than once).
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    pub ignore: Vec<String>,
    /// The level from which the exit status is 1.
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = levels())]
    pub fail_on: Level,
    /// Read as if it were this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,
    /// Use this settings file instead of the `tactful.toml` above each draft.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The name which stdin goes by.
    #[arg(long, value_name = "FILE", default_value = "stdin.md")]
    pub stdin_filename: PathBuf,
    /// Make the fixes that lose none of your words; a text from stdin is printed, fixed.
    #[arg(long)]
    pub fix: bool,
    /// Make the other fixes too: read what they did.
    #[arg(long, requires = "mends")]
    pub unsafe_fixes: bool,
    /// Show as a diff what `--fix` would do, and write nothing.
    #[arg(long)]
    pub diff: bool,
    /// Go on: report again whenever a draft or the settings change, until Ctrl-C.
    #[arg(long, conflicts_with = "mends")]
    pub watch: bool,
    /// Whether to colour the report: by default on a terminal, unless `NO_COLOR` is set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people: snippets and advice.
    Human,
    /// For programs: one object.
    Json,
    /// For code scanning: SARIF 2.1.0, with fixes.
    Sarif,
    /// For GitHub Actions: annotations on the lines.
    Github,
}

impl Arguments {
    /// Whether a text is piped in.
    pub fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }

    /// The files that the paths name or hold, in order; what cannot be found is said.
    pub fn inputs(&self) -> (Vec<Input>, Vec<Trouble>) {
        let (mut inputs, troubles) = input::find(&self.files());
        inputs.iter_mut().for_each(|input| input.is_named &= !self.as_found);
        (inputs, troubles)
    }

    /// The files and folders among the paths.
    pub fn files(&self) -> Vec<PathBuf> {
        self.paths.iter().filter(|path| *path != Path::new("-")).cloned().collect()
    }
}

fn levels() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(Level::ALL.map(Level::name)).map(|name| Level::named(&name).unwrap_or(Level::Warning))
}

fn rule(name: &str) -> Result<String, String> {
    let names = rules::names();
    if names.contains(&name) {
        return Ok(name.to_owned());
    }
    Err(format!("there is no such rule{}; `tactful rules` lists them", suggestion(name, names.into_iter())))
}

/// A day as it is given on the command line.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date such as 2026-11-20".to_owned())
}
