//! Says what was found, and what stood in the way.

use super::{
    super::{colour, complain, input::Trouble, print, repair::Written, tell},
    Arguments,
    arguments::ReportFormat,
    reading::Run,
};
use std::io;
use tactful::report::{Checked, github, human, json, sarif};

/// What there is to tell at the end of a run.
pub struct Told<'t> {
    pub arguments: &'t Arguments,
    pub run: &'t Run<'t>,
    pub files: &'t [Checked],
    pub errors: &'t [Trouble],
    pub written: &'t Written,
}

/// How the telling went.
pub struct Ending {
    /// Whether all was read that somebody asked for.
    pub is_complete: bool,
    /// Whether anybody listens.
    pub is_heard: bool,
}

impl Told<'_> {
    /// Tells it: what was found on stdout, or on stderr where that has a fixed text; the rest on stderr.
    pub fn tell(&self) -> Ending {
        let problems = self.run.problems(colour(self.arguments.color, &io::stderr()));
        let is_complete = problems.is_empty() && !self.errors.iter().any(|trouble| trouble.is_fatal);
        let is_heard = self.report(is_complete);
        for Trouble { message, is_fatal } in self.errors {
            if *is_fatal { complain(message) } else { tell("note", &format!("passed over {message}")) }
        }
        problems.iter().for_each(|problem| eprintln!("{problem}"));
        let no_draft = self.files.iter().all(|file| file.outcome.draft.is_none());
        if self.arguments.format == ReportFormat::Human && no_draft && is_complete {
            self.no_drafts();
        }
        Ending { is_complete, is_heard }
    }

    /// A diff says enough.
    fn report(&self, is_complete: bool) -> bool {
        let (arguments, files) = (self.arguments, self.files);
        let text = match arguments.format {
            _ if arguments.diff => return true,
            ReportFormat::Human if files.is_empty() && !is_complete => return true,
            ReportFormat::Human => self.human(),
            ReportFormat::Json => json::render(files).unwrap_or_default() + "\n",
            ReportFormat::Sarif => sarif::render(files, &self.run.folder, is_complete) + "\n",
            ReportFormat::Github => github::render(files),
        };
        if self.has_text_on_stdout() {
            eprint!("{text}");
            return true;
        }
        print(&text)
    }

    fn human(&self) -> String {
        let choice = self.arguments.color;
        let (colour, width) = if self.has_text_on_stdout() {
            (colour(choice, &io::stderr()), console::Term::stderr().size_checked())
        } else {
            (colour(choice, &io::stdout()), console::Term::stdout().size_checked())
        };
        let look = human::Look { colour, columns: width.map(|(_, columns)| columns.into()) };
        human::render(self.files, look) + &self.written.told()
    }

    fn has_text_on_stdout(&self) -> bool {
        self.arguments.fix && self.arguments.reads_stdin()
    }

    fn no_drafts(&self) {
        let named: Vec<_> = self.arguments.paths.iter().map(|path| path.display().to_string()).collect();
        let by_name = if self.arguments.as_found { "" } else { "; a file that you name is always read as one" };
        let message = format!(
            "no drafts in {} ({} text files read). A draft has `to:` or `kind:` in its front matter, or matches\n      \
             `drafts = [\"…\"]` in tactful.toml{by_name}.",
            named.join(", "),
            self.files.len()
        );
        tell("note", &message);
    }
}
