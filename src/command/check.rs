//! `tactful check`.

use super::{
    COULD_NOT_RUN, colour, complain,
    input::{self, Input, Trouble},
    memory::Memory,
    print,
    repair::{Repair, Written},
    tell,
};
use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;
use std::{
    collections::BTreeSet,
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tactful::{
    acts::Reader,
    check::{Outcome, check},
    context::{
        drafts::Origin,
        lookup::{Loaded, Lookup},
        suggestion, today,
    },
    document::{Document, Format, MAX_LENGTH},
    level::Level,
    mend::{Extent, mend},
    report::{Checked, Summary, github, human, json, sarif},
    rules::{self, Fixes},
};

#[derive(Args)]
#[command(group = ArgGroup::new("mends").args(["fix", "diff"]).multiple(true))]
pub struct Arguments {
    /// Files and folders to read; `-` reads stdin.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// Report only this rule (may be given more than once).
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    select: Vec<String>,
    /// Leave this rule out (may be given more than once).
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<String>,
    /// The level from which the exit status is 1.
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = level)]
    fail_on: Level,
    /// Read as if it were this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    today: Option<Date>,
    /// Use this settings file instead of the `tactful.toml` above each draft.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The name which stdin goes by.
    #[arg(long, value_name = "FILE", default_value = "stdin.md")]
    stdin_filename: PathBuf,
    /// Make the fixes that lose none of your words; a text from stdin is printed, fixed.
    #[arg(long)]
    fix: bool,
    /// Make the other fixes too: read what they did.
    #[arg(long, requires = "mends")]
    unsafe_fixes: bool,
    /// Show as a diff what `--fix` would do, and write nothing.
    #[arg(long)]
    diff: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people: snippets and advice.
    Human,
    /// For programs: one object.
    Json,
    /// For code scanning: SARIF 2.1.0, with fixes.
    Sarif,
    /// For GitHub Actions: annotations on the lines.
    Github,
}

fn rule(name: &str) -> Result<String, String> {
    let names = rules::names();
    if names.contains(&name) {
        return Ok(name.to_owned());
    }
    Err(format!("there is no such rule{}; `tactful rules` lists them", suggestion(name, names.into_iter())))
}

fn level(name: &str) -> Result<Level, String> {
    Level::named(name).ok_or_else(|| "one of hint, information, warning, error".to_owned())
}

/// A day as it is given on the command line.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date such as 2026-11-20".to_owned())
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let (inputs, mut errors) =
        input::find(&arguments.paths.iter().filter(|path| **path != Path::new("-")).cloned().collect::<Vec<_>>());
    let run = match Run::new(arguments) {
        Ok(run) => run,
        Err(message) => return super::fail(&message),
    };
    let mut read = run.files(&inputs, &mut errors);
    if arguments.reads_stdin() {
        run.stdin(&mut read, &mut errors);
    }
    run.problems(&mut errors);
    let (files, repairs): (Vec<_>, Vec<_>) = read.into_iter().map(|read| (read.checked, read.repair)).unzip();
    let written = put_right(arguments, &repairs, &mut errors);
    let summary = Summary::of(&files);
    report(arguments, &files, &written, &errors);
    for Trouble { message, is_fatal } in &errors {
        if *is_fatal { complain(message) } else { tell("note", &format!("passed over {message}")) }
    }
    let could_not_run = errors.iter().any(|trouble| trouble.is_fatal);
    if arguments.format == ReportFormat::Human && summary.drafts == 0 && !could_not_run {
        no_drafts(&arguments.paths, summary.files);
    }
    match (could_not_run, summary.at_least(arguments.fail_on)) {
        (true, _) => ExitCode::from(COULD_NOT_RUN),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    }
}

/// Writes what was mended, or shows it.
fn put_right(arguments: &Arguments, repairs: &[Option<Repair>], errors: &mut Vec<Trouble>) -> Written {
    let (mut written, mut promised) = (Written::default(), BTreeSet::new());
    for repair in repairs.iter().flatten() {
        if arguments.diff {
            print(&repair.diff(&mut promised));
        } else if repair.path.is_none() {
            print(&repair.mended.text);
        } else if let Err(message) = repair.write(&mut written) {
            errors.push(Trouble::fatal(message));
        }
    }
    for repair in repairs.iter().flatten().filter(|repair| !repair.mended.is_settled) {
        tell("note", &format!("{}: there is more to fix; run again", repair.name()));
    }
    written
}

/// Says what was found: on stdout, or on stderr where that has a fixed text. A diff says enough.
fn report(arguments: &Arguments, files: &[Checked], written: &Written, errors: &[Trouble]) {
    let show = |text: &str| if arguments.fix && arguments.reads_stdin() { eprint!("{text}") } else { print(text) };
    match arguments.format {
        _ if arguments.diff => {}
        ReportFormat::Human if files.is_empty() && errors.iter().any(|trouble| trouble.is_fatal) => {}
        ReportFormat::Human => show(&(human::render(files, colour(std::io::stdout().is_terminal())) + &written.told())),
        ReportFormat::Json => show(&(json::render(files).unwrap_or_default() + "\n")),
        ReportFormat::Sarif => show(&(sarif::render(files) + "\n")),
        ReportFormat::Github => show(&github::render(files)),
    }
}

impl Arguments {
    fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }
}

fn no_drafts(paths: &[PathBuf], files: usize) {
    let named: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    eprintln!(
        "note: no drafts in {} ({files} text files read). A draft has `to:` or `kind:` in its front matter, or matches\n      \
         `drafts = [\"…\"]` in tactful.toml; a file that you name is always read as one.",
        named.join(", ")
    );
}

/// A text that was read, and what became of it where it was to be fixed.
struct Read {
    checked: Checked,
    repair: Option<Repair>,
}

/// What one run of the command shares between its threads.
struct Run<'a> {
    arguments: &'a Arguments,
    names: Vec<&'static str>,
    config: Option<Arc<Loaded>>,
    today: Date,
    folder: PathBuf,
    memory: Memory,
    /// Settings files with mistakes.
    broken: Mutex<BTreeSet<PathBuf>>,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a Arguments) -> Result<Self, String> {
        let names = rules::names();
        let config = arguments.config.as_deref().map(|path| {
            Loaded::read(path, &names).map(Arc::new).map_err(|error| format!("{}: {}", path.display(), input::reason(&error)))
        });
        Ok(Self {
            arguments,
            config: config.transpose()?,
            names,
            today: arguments.today.unwrap_or_else(today),
            folder: std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?,
            memory: Memory::default(),
            broken: Mutex::default(),
        })
    }

    /// Reads the files on all cores; the results are in the order of the inputs.
    fn files(&self, inputs: &[Input], errors: &mut Vec<Trouble>) -> Vec<Read> {
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(inputs.len().div_ceil(16)).max(1);
        let work = || {
            let mut worker = Worker { run: self, lookup: Lookup::default(), reader: Reader::default() };
            let mut done = Vec::new();
            while let Some((at, input)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, inputs.get(at)?))) {
                done.push((at, worker.file(input)));
            }
            done
        };
        let mut done: Vec<_> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            others.into_iter().for_each(|thread| done.extend(thread.join().unwrap_or_default()));
            done
        });
        done.sort_by_key(|(at, _)| *at);
        let mut files = Vec::with_capacity(done.len());
        for (_, result) in done {
            match result {
                Ok(file) => files.push(file),
                Err(message) => errors.push(message),
            }
        }
        files
    }

    fn stdin(&self, files: &mut Vec<Read>, errors: &mut Vec<Trouble>) {
        let source = match input::read_all(std::io::stdin().lock()) {
            Ok(bytes) if bytes.len() > MAX_LENGTH => Err(Trouble::fatal(format!("stdin{}", input::TOO_LONG))),
            Ok(bytes) => input::decode(bytes).map_err(|message| Trouble::fatal(format!("stdin{message}"))),
            Err(error) => Err(Trouble::fatal(format!("stdin: {error}"))),
        };
        let mut worker = Worker { run: self, lookup: Lookup::default(), reader: Reader::default() };
        let path = self.arguments.stdin_filename.clone();
        match source.and_then(|source| worker.text(&Input { path, is_named: true }, source, false)) {
            Ok(file) => files.push(file),
            Err(message) => errors.push(message),
        }
    }

    /// Says what is wrong in the settings files that were used.
    fn problems(&self, errors: &mut Vec<Trouble>) {
        let Ok(mut broken) = self.broken.lock() else {
            return;
        };
        broken.extend(self.config.iter().filter(|loaded| !loaded.problems.is_empty()).filter_map(|loaded| loaded.path.clone()));
        for path in &*broken {
            let Ok(loaded) = Loaded::read(path, &self.names) else {
                continue;
            };
            let shown = path.strip_prefix(&self.folder).unwrap_or(path).display().to_string();
            let rendered = loaded
                .problems
                .iter()
                .map(|problem| human::render_problem(&shown, &loaded.source, problem, colour(std::io::stderr().is_terminal())));
            errors.extend(rendered.map(|text| Trouble::fatal(text.strip_prefix("error: ").unwrap_or(&text).to_owned())));
        }
    }

    fn filter(&self, mut outcome: Outcome) -> Outcome {
        let Arguments { select, ignore, .. } = self.arguments;
        let selected = |rule: &str| select.is_empty() || select.iter().any(|name| name == rule);
        outcome.diagnostics.retain(|diagnostic| selected(diagnostic.rule) && !ignore.iter().any(|name| name == diagnostic.rule));
        outcome
    }
}

/// One thread of a run.
struct Worker<'r> {
    run: &'r Run<'r>,
    lookup: Lookup,
    reader: Reader,
}

impl Worker<'_> {
    fn file(&mut self, input: &Input) -> Result<Read, Trouble> {
        let source = input::read(input)?;
        self.text(input, source, true)
    }

    fn text(&mut self, input: &Input, source: String, is_file: bool) -> Result<Read, Trouble> {
        let absolute = self.run.folder.join(&input.path);
        let absolute = std::path::absolute(&absolute).unwrap_or(absolute);
        let loaded = self.settings(&absolute)?;
        let format = input::format(&input.path).unwrap_or(Format::Text);
        let history = self.run.memory.of(&loaded, &absolute, &source);
        let origin = Origin { path: Some(loaded.in_history(&absolute)), is_named: input.is_named, history: history.as_deref() };
        self.reader.forget();
        let (run, reader) = (self.run, &mut self.reader);
        let mut check =
            |document: &Document, fixes| run.filter(check(document, &loaded.settings, origin, run.today, reader, fixes));
        let Arguments { fix, diff, unsafe_fixes, .. } = run.arguments;
        let extent = Extent { with_unsafe: *unsafe_fixes, with_files: *unsafe_fixes && is_file };
        let repair = (*fix || *diff).then(|| Repair {
            path: is_file.then(|| input.path.clone()),
            mended: mend(Document::new(&source, format), extent, |document, fixes| check(document, fixes).diagnostics),
            before: source.clone(),
        });
        let left = repair.as_ref().filter(|_| *fix && !*diff).map(|repair| repair.mended.text.clone());
        let source = left.unwrap_or(source);
        let outcome = check(&Document::new(&source, format), Fixes::All);
        Ok(Read { checked: Checked { path: input.path.display().to_string(), source, outcome }, repair })
    }

    fn settings(&mut self, file: &Path) -> Result<Arc<Loaded>, Trouble> {
        if let Some(config) = &self.run.config {
            return Ok(Arc::clone(config));
        }
        let folder = file.parent().unwrap_or(file);
        let loaded = self
            .lookup
            .settings(folder, &self.run.names)
            .map_err(|(path, error)| Trouble::fatal(format!("{}: {}", path.display(), input::reason(&error))))?;
        if let Some(path) = loaded.path.as_ref().filter(|_| !loaded.problems.is_empty())
            && let Ok(mut broken) = self.run.broken.lock()
        {
            broken.insert(path.clone());
        }
        Ok(loaded)
    }
}
