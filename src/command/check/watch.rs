//! `check --watch`: reports again whenever something changes that the report rests on.
//!
//! What the system tells of changes only wakes the watch. What has to be read again is found by looking: files that are new
//! or have another time or length, and those whose history or settings changed.

use super::{
    super::{
        fail,
        input::{self, Input, Trouble},
        memory::{Memory, Resting},
        repair::Written,
        tell,
    },
    Arguments,
    alarm::{Alarm, Wake},
    arguments::ReportFormat,
    reading::{Read, Run},
    telling::Told,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
    time::SystemTime,
};
use tactful::{
    context::{lookup::Lookup, today},
    rules,
    shown::counted,
};

/// Runs until nobody listens any more.
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.reads_stdin() {
        return fail("--watch needs files or folders: what is piped in does not change");
    }
    let mut desk = match Desk::new(arguments) {
        Ok(desk) => desk,
        Err(message) => return fail(&message),
    };
    let mut alarm = Alarm::new(arguments.config.as_ref().map(|path| desk.run.folder.join(path)));
    let mut wake = Wake::default();
    loop {
        // Before anything is read, so that no change falls between the two.
        alarm.attend(desk.folders());
        let news = desk.look(&wake);
        let is_wider = alarm.attend(desk.folders());
        if news.is_some_and(|read_anew| !desk.tell(read_anew)) {
            return ExitCode::SUCCESS;
        }
        // Something may have come into a folder before it was attended to.
        wake = if is_wider { Wake::default() } else { alarm.wait() };
    }
}

/// What was read of a file, and when that was written.
struct Known {
    stamp: Option<(SystemTime, u64)>,
    result: Result<Read, Trouble>,
}

/// All that was read, under the settings that held.
struct Desk<'a> {
    arguments: &'a Arguments,
    run: Run<'a>,
    lookup: Lookup,
    /// When the settings file that was named was written.
    config: Option<(SystemTime, u64)>,
    /// `None` before the first look.
    inputs: Option<Vec<Input>>,
    errors: Vec<String>,
    known: HashMap<PathBuf, Known>,
}

impl<'a> Desk<'a> {
    fn new(arguments: &'a Arguments) -> Result<Self, String> {
        Ok(Self {
            arguments,
            config: arguments.config.as_deref().and_then(input::stamp),
            run: Run::new(arguments)?,
            lookup: Lookup::default(),
            inputs: None,
            errors: Vec::new(),
            known: HashMap::new(),
        })
    }

    /// Reads what has to be read again; how many files that were, `None` where all is as it was.
    fn look(&mut self, wake: &Wake) -> Option<usize> {
        if self.is_outdated() {
            match Self::new(self.arguments) {
                Ok(anew) => *self = anew,
                Err(message) => tell("note", &format!("{message}; going on with what it said before")),
            }
        }
        let (inputs, troubles) = self.arguments.inputs();
        let written =
            inputs.iter().filter(|input| self.is_written(&input.path)).map(|input| self.absolute(&input.path)).collect();
        let resting = self.resting(wake, written);
        let stale: Vec<_> = inputs.iter().filter(|input| self.is_stale(input, &resting)).cloned().collect();
        let is_read = self.read(&stale);
        let errors = troubles.into_iter().map(|trouble| trouble.message).collect();
        let is_as_it_was = self.inputs.as_ref().is_some_and(|before| *before == inputs) && self.errors == errors;
        let there: HashSet<_> = inputs.iter().map(|input| &input.path).collect();
        self.known.retain(|path, _| there.contains(path));
        (self.inputs, self.errors) = (Some(inputs), errors);
        (is_read || !is_as_it_was).then_some(stale.len())
    }

    /// Reads `stale`; whether that is worth telling: what still cannot be read for the same reason is not.
    fn read(&mut self, stale: &[Input]) -> bool {
        let stamps: Vec<_> = stale.iter().map(|input| input::stamp(&input.path)).collect();
        let mut is_news = false;
        for ((input, stamp), result) in stale.iter().zip(stamps).zip(self.run.files(stale)) {
            let _ = self.lookup.settings(&self.folder_of(&input.path), &rules::names());
            let trouble = result.as_ref().err().cloned();
            let before = self.known.insert(input.path.clone(), Known { stamp, result });
            is_news |= trouble.is_none() || before.and_then(|known| known.result.err()) != trouble;
        }
        is_news
    }

    /// Whether other settings may hold, or another day has come.
    fn is_outdated(&self) -> bool {
        let config = self.arguments.config.as_deref().and_then(input::stamp);
        let day = self.arguments.today.unwrap_or_else(today);
        self.lookup.is_outdated() || self.config != config || self.run.today != day
    }

    /// What rests on that which changed in the histories.
    fn resting(&mut self, wake: &Wake, written: BTreeSet<PathBuf>) -> Resting {
        let mut all = Resting::default();
        if wake.is_vague {
            all.roots.extend(self.run.memory.roots().map(|(root, _)| root.to_owned()));
            self.run.memory = Memory::default();
            return all;
        }
        let there: BTreeSet<_> = self.run.memory.roots().flat_map(|(root, _)| input::survey(root).1).collect();
        for path in wake.files.union(&written) {
            let resting = self.run.memory.look_at(path, there.contains(path));
            all.roots.extend(resting.roots);
            all.files.extend(resting.files);
        }
        all
    }

    /// Whether the file is new, or another than it was.
    fn is_written(&self, path: &Path) -> bool {
        self.known.get(path).is_none_or(|known| known.stamp != input::stamp(path))
    }

    fn is_stale(&self, input: &Input, resting: &Resting) -> bool {
        self.known.get(&input.path).is_none_or(|known| {
            // What could not be read may be readable now, whatever its stamp says.
            let Ok(read) = &known.result else { return true };
            let rests = read.root.as_ref().is_some_and(|root| resting.roots.contains(root));
            rests || self.is_written(&input.path) || resting.files.contains(&self.absolute(&input.path))
        })
    }

    /// The folders in which something may change that matters here.
    fn folders(&mut self) -> BTreeSet<PathBuf> {
        let paths: Vec<_> = self.arguments.files().iter().map(|path| self.absolute(path)).collect();
        let (named, single): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
        let mut folders: BTreeSet<_> = single.iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
        folders.extend(named.iter().flat_map(|path| input::survey(path).0));
        let config = self.arguments.config.as_deref().map(|path| self.folder_of(path));
        // A settings file may come nearer than the one that holds.
        let nearer: Vec<_> = folders.iter().flat_map(|folder| self.lookup.way_up(folder)).map(Path::to_owned).collect();
        folders.extend(nearer.into_iter().chain(config));
        for (root, is_deep) in self.run.memory.roots() {
            if is_deep && !named.iter().any(|path| root.starts_with(path)) {
                folders.extend(input::survey(root).0);
            }
        }
        folders
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        let path = self.run.folder.join(path);
        std::path::absolute(&path).unwrap_or(path)
    }

    fn folder_of(&self, path: &Path) -> PathBuf {
        let path = self.absolute(path);
        path.parent().map_or_else(|| path.clone(), Path::to_owned)
    }

    /// Tells how things stand, on a terminal in the place of what was told before. Whether anybody listens.
    fn tell(&self, read_anew: usize) -> bool {
        let inputs = self.inputs.iter().flatten();
        let results: Vec<_> = inputs.filter_map(|input| self.known.get(&input.path)).map(|known| &known.result).collect();
        let files: Vec<_> = results.iter().filter_map(|result| Some(result.as_ref().ok()?.checked.clone())).collect();
        let mut errors: Vec<_> = self.errors.iter().cloned().map(Trouble::fatal).collect();
        errors.extend(results.iter().filter_map(|result| result.as_ref().err().cloned()));
        if self.arguments.format == ReportFormat::Human && std::io::stdout().is_terminal() {
            let _ = console::Term::stdout().clear_screen();
        }
        let told =
            Told { arguments: self.arguments, run: &self.run, files: &files, errors: &errors, written: &Written::default() };
        let is_heard = told.tell().is_heard;
        tell("watching", &format!("{}, {read_anew} read anew; Ctrl-C ends it", counted(results.len(), "file")));
        is_heard
    }
}
