//! From a document to diagnostics: the one way in for the command line and the server.

use crate::{
    acts::{Circumstances, Reader},
    context::{
        Brief, Kind, Permission, Relationship, Settings,
        drafts::{self, Origin, Standing},
    },
    diagnostic::Diagnostic,
    document::{ByteRange, Document},
    draft::Draft,
    fix::{Fix, NewFile},
    level::Level,
    recipient,
    rules::{self, Fixes},
    silence,
    trial::{self, Trial},
};
use jiff::civil::Date;
use std::path::Path;

/// The name under which mistakes in front matter are reported.
pub const FRONT_MATTER: &str = "front-matter";

/// What there is to say about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The circumstances that were found, where the document is a draft.
    pub draft: Option<Found>,
    /// In the order of the text; none where the document is no draft.
    pub diagnostics: Vec<Diagnostic>,
}

/// The circumstances of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is going to be.
    pub kind: Kind,
    /// How well writer and recipient know one another.
    pub relationship: Relationship,
    /// What the host has said about promotion.
    pub permission: Permission,
    /// To whom it goes.
    pub recipient: Option<String>,
}

/// Reads `document` on `today`, and tries each fix that is wanted. `reader` remembers what it has read, from one edit of a document to the next or from one
/// file to another; `fixes` says which diagnostics come with theirs.
pub fn check(
    document: &Document,
    settings: &Settings,
    origin: Origin<'_>,
    today: Date,
    reader: &mut Reader,
    fixes: Fixes,
) -> Outcome {
    let fixes = match fixes {
        Fixes::All if document.rope().len_bytes() > LONG => {
            affordable(document, &read(document, settings, origin, today, reader, Fixes::None).diagnostics)
        }
        fixes => fixes,
    };
    let mut outcome = read(document, settings, origin, today, reader, fixes);
    if fixes != Fixes::None {
        trial::keep_what_helps(document, &mut outcome.diagnostics, anew(settings, origin, today, reader));
    }
    outcome
}

/// Texts longer than this, in bytes, may have more to be fixed than can be tried in one go.
const LONG: usize = 1 << 16;

/// The fixes, from the start of the text, that can be written and tried.
fn affordable(document: &Document, found: &[Diagnostic]) -> Fixes {
    let most = trial::affordable(document.rope().len_bytes(), found.len());
    let first = found.get(..most).map(|first| first.iter().map(|found| found.range).reduce(ByteRange::joined));
    match first {
        None => Fixes::All,
        Some(None) => Fixes::None,
        Some(Some(range)) => Fixes::Touching(range),
    }
}

/// What can be done to say no more of `found`, one of those that `all` holds, in this draft.
pub fn silencing(
    document: &Document,
    settings: &Settings,
    origin: Origin<'_>,
    today: Date,
    reader: &Reader,
    (found, all): (&Diagnostic, &[Diagnostic]),
) -> Vec<Fix> {
    let mut fixes = silence::fixes(document, found);
    let most = trial::affordable(document.rope().len_bytes(), all.len());
    fixes.truncate(most);
    let mut trial = Trial::new(document, all, anew(settings, origin, today, reader));
    fixes.retain(|fix| trial.helps(fix, found));
    fixes
}

/// Reads a text with a fix made, or a file that the fix writes beside it. `reader` knows the text as it is, and goes on to do so.
fn anew(
    settings: &Settings,
    origin: Origin<'_>,
    today: Date,
    reader: &Reader,
) -> impl FnMut(&Document, Option<&NewFile>) -> Vec<Diagnostic> {
    move |document, file| match file {
        None => read(document, settings, origin, today, &mut reader.clone(), Fixes::None).diagnostics,
        Some(file) => {
            let origin = Origin { path: Some(Path::new(&file.path)), is_named: true, history: None };
            read(document, settings, origin, today, &mut reader.for_another(), Fixes::None).diagnostics
        }
    }
}

/// What `look` makes of `document`; `None` where it is no draft. `reader` remembers what it has read.
pub fn with_draft<T>(
    document: &Document,
    settings: &Settings,
    origin: Origin<'_>,
    today: Date,
    reader: &mut Reader,
    look: impl FnOnce(&Draft<'_>) -> T,
) -> Option<T> {
    if document.is_too_long() {
        return None;
    }
    let standing = drafts::standing(document, settings, origin);
    if standing == Standing::Other || (standing == Standing::Open && !drafts::looks_like_draft(document)) {
        return None;
    }
    let brief = Brief::new(document, settings, origin, today);
    let circumstances = Circumstances {
        kind: brief.kind,
        relationship: brief.relationship,
        refused: brief.is_refused(),
        permitted: brief.permits_promotion(),
    };
    let sentences = reader.read(document, &settings.entities, circumstances);
    if standing == Standing::Open && !drafts::reads_like_draft(&sentences) {
        return None;
    }
    Some(look(&Draft::new(document, &sentences, &brief, settings)))
}

fn read(document: &Document, settings: &Settings, origin: Origin<'_>, today: Date, reader: &mut Reader, fixes: Fixes) -> Outcome {
    let outcome = with_draft(document, settings, origin, today, reader, |draft| {
        let mut diagnostics = front_matter(document, draft.brief);
        diagnostics.extend(recipient::doubt(document, settings, origin));
        diagnostics.extend(rules::check(draft, fixes));
        silence::apply(document, &mut diagnostics);
        let brief = draft.brief;
        let found = Found {
            kind: brief.kind,
            relationship: brief.relationship,
            permission: brief.permission,
            recipient: brief.recipient.clone(),
        };
        Outcome { draft: Some(found), diagnostics }
    });
    outcome.unwrap_or_else(|| Outcome { draft: None, diagnostics: Vec::new() })
}

fn front_matter(document: &Document, brief: &Brief<'_>) -> Vec<Diagnostic> {
    let broken =
        document.preamble().error.iter().map(|(range, reason)| (*range, format!("this front matter cannot be read: {reason}")));
    let wrong = brief.problems.iter().cloned();
    let diagnostic = |(range, message)| Diagnostic {
        rule: FRONT_MATTER,
        level: Level::Error,
        message,
        range,
        fixes: Vec::new(),
        related: Vec::new(),
    };
    broken.chain(wrong).map(diagnostic).collect()
}
