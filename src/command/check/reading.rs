//! Reads drafts, on all cores.

use super::{
    super::{
        input::{self, Input, Trouble},
        memory::Memory,
        progress::Progress,
        repair::Repair,
    },
    Arguments,
};
use jiff::civil::Date;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tactful::{
    acts::Reader,
    check::{Outcome, check},
    context::{
        drafts::Origin,
        lookup::{Loaded, Lookup},
        today,
    },
    document::{Document, Format, MAX_LENGTH},
    mend::{Extent, mend},
    report::{Checked, human},
    rules::{self, Fixes},
};

/// A text that was read, and what became of it where it was to be fixed.
pub struct Read {
    /// What there is to say of it.
    pub checked: Checked,
    /// What became of it.
    pub repair: Option<Repair>,
    /// The folder on whose history that rests, where it does.
    pub root: Option<PathBuf>,
}

/// What one run of the command shares between its threads.
pub struct Run<'a> {
    arguments: &'a Arguments,
    names: Vec<&'static str>,
    config: Option<Arc<Loaded>>,
    /// The day by which drafts are judged.
    pub today: Date,
    /// The folder in which the command runs.
    pub folder: PathBuf,
    /// What was sent.
    pub memory: Memory,
    /// Settings files with mistakes.
    broken: Mutex<BTreeSet<PathBuf>>,
}

impl<'a> Run<'a> {
    /// Begins.
    ///
    /// # Errors
    /// In words for people, where the settings file that was named or the current folder cannot be read.
    pub fn new(arguments: &'a Arguments) -> Result<Self, String> {
        let names = rules::names();
        let config = arguments.config.as_deref().map(|path| {
            let failed = |error| {
                let meant = if path.exists() { String::new() } else { input::meant(path) };
                format!("{}: {}{meant}", path.display(), input::reason(&error))
            };
            Loaded::read(path, &names).map(Arc::new).map_err(failed)
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
    pub fn files(&self, inputs: &[Input]) -> Vec<Result<Read, Trouble>> {
        let progress = Progress::new(inputs.len(), "Reading");
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(inputs.len().div_ceil(16)).max(1);
        let work = || {
            let mut worker = Worker::new(self);
            let mut done = Vec::new();
            while let Some((at, input)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, inputs.get(at)?))) {
                done.push((at, worker.file(input)));
                progress.advance();
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
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Reads what is piped in.
    pub fn stdin(&self) -> Result<Read, Trouble> {
        let source = match input::read_all(std::io::stdin().lock()) {
            Ok(bytes) if bytes.len() > MAX_LENGTH => Err(Trouble::fatal(format!("stdin{}", input::TOO_LONG))),
            Ok(bytes) => input::decode(bytes).map_err(|message| Trouble::fatal(format!("stdin{message}"))),
            Err(error) => Err(Trouble::fatal(format!("stdin: {error}"))),
        };
        let mut worker = Worker::new(self);
        let path = self.arguments.stdin_filename.clone();
        source.and_then(|source| worker.text(&Input { path, is_named: true }, source, false))
    }

    /// What is wrong in the settings files that were used, drawn; each has its place.
    pub fn problems(&self, colour: bool) -> Vec<String> {
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner).clone();
        broken.extend(self.config.iter().filter(|loaded| !loaded.problems.is_empty()).filter_map(|loaded| loaded.path.clone()));
        let loaded = broken.iter().filter_map(|path| Some((path, Loaded::read(path, &self.names).ok()?)));
        let drawn = loaded.flat_map(|(path, loaded)| {
            let shown = path.strip_prefix(&self.folder).unwrap_or(path).display().to_string();
            let draw = |problem| human::render_problem(&shown, &loaded.source, problem, colour);
            loaded.problems.iter().map(draw).collect::<Vec<_>>()
        });
        drawn.collect()
    }

    fn filter(&self, mut outcome: Outcome) -> Outcome {
        let Arguments { select, ignore, .. } = self.arguments;
        let selected = |rule: &str| select.is_empty() || select.iter().any(|name| name == rule);
        outcome.diagnostics.retain(|diagnostic| selected(diagnostic.rule) && !ignore.iter().any(|name| name == diagnostic.rule));
        outcome
    }

    /// What a diagnostic rests on, named as the drafts are: from the folder in which the command runs.
    fn name_from_here(&self, outcome: &mut Outcome, root: &Path) {
        for related in outcome.diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.related) {
            let path = root.join(&related.path);
            related.path = path.strip_prefix(&self.folder).map_or_else(|_| path.clone(), Path::to_owned);
        }
    }
}

/// One thread of a run.
struct Worker<'r> {
    run: &'r Run<'r>,
    lookup: Lookup,
    reader: Reader,
    /// The settings with which the reader last read: its sentences are known by the names in those.
    read_with: Option<Arc<Loaded>>,
}

impl<'r> Worker<'r> {
    fn new(run: &'r Run<'r>) -> Self {
        Self { run, lookup: Lookup::default(), reader: Reader::of_many(), read_with: None }
    }

    fn file(&mut self, input: &Input) -> Result<Read, Trouble> {
        let source = input::read(input)?;
        self.text(input, source, true)
    }

    fn text(&mut self, input: &Input, source: String, is_file: bool) -> Result<Read, Trouble> {
        let absolute = self.run.folder.join(&input.path);
        let absolute = std::path::absolute(&absolute).unwrap_or(absolute);
        let loaded = self.settings(&absolute)?;
        let format = Format::of_path(&input.path).unwrap_or(Format::Text);
        let history = self.run.memory.of(&loaded, &absolute, &source);
        let origin = Origin { path: Some(loaded.in_history(&absolute)), is_named: input.is_named, history: history.as_deref() };
        if self.read_with.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &loaded)) {
            self.reader.forget();
            self.read_with = Some(Arc::clone(&loaded));
        }
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
        let mut outcome = check(&Document::new(&source, format), Fixes::All);
        let root = loaded.root(&absolute);
        root.into_iter().for_each(|root| run.name_from_here(&mut outcome, root));
        let root = history.as_ref().and(root).map(Path::to_owned);
        Ok(Read { checked: Checked { path: input.path.display().to_string(), source, outcome }, repair, root })
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
