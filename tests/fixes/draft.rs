//! Drafts to try fixes on, with the settings that they are read with.

use crate::corpus::{self, Labelled};
use std::{fs, path::Path, sync::Arc};
use tactful::{
    acts::Reader,
    check::{check, silencing},
    context::{History, Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    fix::{Fix, NewFile},
    mend::{Extent, Mended, mend},
    rules::{self, Fixes},
};

pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// A draft and its circumstances.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub text: String,
    pub format: Format,
    pub settings: Settings,
    history: Arc<History>,
}

impl Draft {
    /// One that was named to the program, with these settings.
    pub fn new(name: &str, text: &str, format: Format, settings: &str) -> Self {
        let (settings, problems) = Settings::parse(settings, &rules::names());
        assert_eq!(problems, [], "{name}");
        let history = Arc::new(rules::example_history(&settings));
        Self { name: name.to_owned(), text: text.to_owned(), format, settings, history }
    }

    /// The same draft with another text.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }

    /// A file that a fix writes beside this draft.
    pub fn beside(&self, file: &NewFile) -> Self {
        Self { name: file.path.clone(), text: file.text.clone(), format: Format::Markdown, ..self.clone() }
    }

    pub fn document(&self) -> Document {
        Document::new(&self.text, self.format)
    }

    pub fn diagnostics(&self, fixes: Fixes) -> Vec<Diagnostic> {
        self.read(&self.document(), fixes)
    }

    fn read(&self, document: &Document, fixes: Fixes) -> Vec<Diagnostic> {
        check(document, &self.settings, self.origin(), TODAY, &mut Reader::default(), fixes).diagnostics
    }

    /// The fixes that silence one of its diagnostics.
    pub fn silencing(&self, found: &Diagnostic, all: &[Diagnostic]) -> Vec<Fix> {
        silencing(&self.document(), &self.settings, self.origin(), TODAY, &Reader::default(), (found, all))
    }

    pub fn mended(&self, extent: Extent) -> Mended {
        mend(self.document(), extent, |document, fixes| self.read(document, fixes))
    }

    fn origin(&self) -> Origin<'_> {
        Origin { path: Some(Path::new(&self.name)), is_named: true, history: Some(&self.history) }
    }
}

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The labelled drafts of `tests/drafts`.
pub fn samples() -> Vec<Draft> {
    let settings = fs::read_to_string(folder("drafts/tactful.toml")).unwrap();
    let mut paths: Vec<_> = fs::read_dir(folder("drafts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    let drafts = paths.iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        Draft::new(&name, &fs::read_to_string(path).unwrap(), Format::Markdown, &settings)
    });
    drafts.collect()
}

/// The drafts of `tests/corpus`: all of them, or where the program is slow (it is built without optimisation), some of each
/// author's. They take turns as markdown, text and mail, with either line break, and with a writer who is known or is not.
pub fn of_corpus() -> Vec<Draft> {
    let step = if cfg!(debug_assertions) { 149 } else { 1 };
    let drafts = corpus::read(&folder("corpus"));
    drafts.iter().step_by(step).enumerate().map(|(turn, labelled)| of_labelled(turn, labelled)).collect()
}

fn of_labelled(turn: usize, labelled: &Labelled) -> Draft {
    let front =
        labelled.head.iter().filter(|(key, _)| ["to", "kind", "relationship", "permission", "reply"].contains(&key.as_str()));
    let front: String = front.map(|(key, value)| format!("{key}: {}\n", quoted(value))).collect();
    let text = format!("---\n{front}---\n\n{}\n", labelled.text.trim_end());
    let format = [Format::Markdown, Format::Markdown, Format::Text, Format::Mail][turn % 4];
    let text = if turn / 4 % 2 == 1 { text.replace('\n', "\r\n") } else { text };
    Draft::new(&format!("{} {turn}", labelled.author), &text, format, &settings(labelled, !turn.is_multiple_of(3)))
}

fn settings(labelled: &Labelled, is_known: bool) -> String {
    let list = |key: &str| labelled.names(key).iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let mut settings = format!("competitors = [{}]\n[me]\nbrands = [{}]\n", list("competitors"), list("brands"));
    if is_known {
        settings.push_str("name = \"Maya Lindqvist\"\nrole = \"sourdough baker\"\n");
        if let Some(group) = labelled.head("to").filter(|_| labelled.kind().is_public()) {
            settings.push_str(&format!("[[groups]]\nname = {}\nhost = \"Ann Carter\"\n", quoted(group)));
        }
    }
    settings
}

/// A string of JSON is one of YAML and of TOML too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
