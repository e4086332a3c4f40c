//! A draft that is open in the editor: its text, what it rests on, and what there is to say of it.

use super::{
    archive::{self, Shared},
    convert,
};
use crate::{
    acts::Reader,
    check::{Outcome, check, silencing, with_draft},
    context::{History, Settings, drafts::Origin, lookup::Loaded, today},
    diagnostic::Diagnostic,
    document::{ByteRange, Document, position::Encoding},
    draft::Draft,
    fix::Fix,
    mend::{Extent, Mended, mend},
    rules::Fixes,
};
use std::{
    cmp::Reverse,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
};
use tower_lsp::ls_types as lsp;

/// A document that is open in the editor.
pub struct OpenDraft {
    pub document: Document,
    pub version: i32,
    pub path: Option<PathBuf>,
    pub outcome: Outcome,
    /// What holds for it.
    pub(super) settings: Arc<Loaded>,
    /// What was sent; `None` while it names no recipient, and for what is no file.
    pub(super) history: Option<Shared>,
    reader: Reader,
    /// Whether it was edited since it was read.
    is_stale: bool,
    /// Whether the client is still to be told.
    pub(super) is_unsaid: bool,
}

impl OpenDraft {
    /// As it was opened: nothing is read yet, and nothing said.
    pub(super) fn new(document: Document, version: i32, path: Option<PathBuf>, settings: Arc<Loaded>) -> Self {
        Self {
            document,
            version,
            path,
            outcome: nothing(),
            settings,
            history: None,
            reader: Reader::default(),
            is_stale: true,
            is_unsaid: true,
        }
    }

    /// Other settings may hold for it now: all of it is read again.
    pub(super) fn rest_on(&mut self, settings: Arc<Loaded>, history: Option<Shared>) {
        self.settings = settings;
        self.history = history;
        self.reader.forget();
        self.touch();
    }

    /// Its diagnostics as the client sees them.
    pub(super) fn shown(&self, encoding: Encoding) -> Vec<lsp::Diagnostic> {
        let root = self.path.as_deref().and_then(|path| self.settings.root(path));
        let shown = |found: &Diagnostic| {
            let related = root.map_or_else(Vec::new, |root| convert::related(root, &found.related));
            let related_information = Some(related).filter(|related| !related.is_empty());
            lsp::Diagnostic { related_information, ..convert::diagnostic(&self.document, found, encoding) }
        };
        self.outcome.diagnostics.iter().map(shown).collect()
    }

    /// Those to whom drafts of its workspace went or are to go, in the order of their names; not all where they are very many.
    pub fn written_to(&self) -> Vec<String> {
        self.history.as_ref().map(|history| archive::read(history).names(MOST_NAMES)).unwrap_or_default()
    }

    /// The settings that hold for it.
    pub fn settings(&self) -> &Settings {
        &self.settings.settings
    }

    /// What `look` makes of it, as it was last read; `None` where it is no draft.
    pub fn look<T>(&mut self, look: impl FnOnce(&Draft<'_>) -> T) -> Option<T> {
        let past = self.history.as_ref().map(archive::read);
        let origin = origin(&self.settings, self.path.as_deref(), past.as_deref());
        with_draft(&self.document, &self.settings.settings, origin, today(), &mut self.reader, look)
    }

    /// The diagnostics that touch `range`, the gravest first.
    pub fn touching(&self, range: ByteRange) -> Vec<&Diagnostic> {
        let touches = |found: &&Diagnostic| found.range.start <= range.end && range.start <= found.range.end;
        let mut here: Vec<_> = self.outcome.diagnostics.iter().filter(touches).collect();
        here.sort_by_key(|found| Reverse(found.level));
        here
    }

    /// It is to be read again.
    pub(super) fn touch(&mut self) {
        self.is_stale = true;
        self.is_unsaid = true;
    }

    /// Reads what has changed since the last time.
    pub(super) fn read(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        self.outcome = self.check(Fixes::None);
    }

    /// The diagnostics `wanted` among those that are known, each with its fixes: written now, from what was read.
    pub fn with_fixes(&mut self, wanted: &[(&'static str, ByteRange)]) -> Vec<Diagnostic> {
        let hull = wanted.iter().map(|(_, range)| *range).reduce(ByteRange::joined);
        let found = hull.map_or_else(Vec::new, |hull| self.check(Fixes::Touching(hull)).diagnostics);
        let place = |found: &Diagnostic| wanted.iter().position(|wanted| *wanted == (found.rule, found.range));
        let mut found: Vec<_> = found.into_iter().filter_map(|found| Some((place(&found)?, found))).collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// The fixes that silence `found`.
    pub fn silencing(&self, found: &Diagnostic) -> Vec<Fix> {
        let past = self.history.as_ref().map(archive::read);
        let origin = origin(&self.settings, self.path.as_deref(), past.as_deref());
        let all = (found, self.outcome.diagnostics.as_slice());
        silencing(&self.document, &self.settings.settings, origin, today(), &self.reader, all)
    }

    /// The text with every fix made that may be made unread.
    pub fn mended(&mut self) -> Mended {
        let past = self.history.as_ref().map(archive::read);
        let origin = origin(&self.settings, self.path.as_deref(), past.as_deref());
        let (settings, reader) = (&self.settings.settings, &mut self.reader);
        let read = |document: &Document, fixes| check(document, settings, origin, today(), reader, fixes).diagnostics;
        mend(self.document.clone(), Extent::SAFE, read)
    }

    fn check(&mut self, fixes: Fixes) -> Outcome {
        let past = self.history.as_ref().map(archive::read);
        let origin = origin(&self.settings, self.path.as_deref(), past.as_deref());
        // What cannot be read costs its own diagnostics, and not those of the drafts whose turn is after it.
        let work = || check(&self.document, &self.settings.settings, origin, today(), &mut self.reader, fixes);
        let mut outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            tracing::error!("version {} of a draft could not be read", self.version);
            self.reader.forget();
            nothing()
        });
        // Editors show the first of those at one place.
        outcome.diagnostics.sort_by_key(|found| (found.range, Reverse(found.level)));
        outcome
    }
}

/// How a draft came to be read.
pub fn origin<'o>(settings: &Loaded, path: Option<&'o Path>, history: Option<&'o History>) -> Origin<'o> {
    let path = path.map(|path| if history.is_some() { settings.in_history(path) } else { settings.relative(path) });
    Origin { path, is_named: false, history }
}

/// Names that a completion offers of those written to before.
const MOST_NAMES: usize = 200;

fn nothing() -> Outcome {
    Outcome { draft: None, diagnostics: Vec::new() }
}
