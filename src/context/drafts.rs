//! Which files are drafts. Other text is left alone.

use super::{History, Settings};
use crate::{
    acts::{
        Act, Said,
        greeting::{self, Addressee},
    },
    document::{Block, Document, TokenKind, Voice},
    draft::{self, Draft},
};
use std::path::Path;

/// How a document came to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'p> {
    /// Its path relative to the folder of the `tactful.toml` above it; absolute or as given where there is none.
    pub path: Option<&'p Path>,
    /// Whether somebody named it: as a file on the command line, or by piping it in.
    pub is_named: bool,
    /// What was sent from the workspace in which it stands; paths count from the same folder.
    pub history: Option<&'p History>,
}

/// What is known of a document before its sentences are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is a draft.
    Draft,
    /// It is none.
    Other,
    /// Its sentences decide.
    Open,
}

/// What the front matter, the settings and the origin say.
#[must_use]
pub fn standing(document: &Document, settings: &Settings, origin: Origin<'_>) -> Standing {
    let preamble = document.preamble();
    let marked = preamble.field("tactful").map(|field| field.value.as_str());
    // The headers of a mail are no front matter: mailboxes are full of other people's letters.
    let addressed = preamble.insert_at.is_some() && ["to", "kind"].into_iter().any(|key| preamble.field(key).is_some());
    let globbed = settings.drafts.as_ref().zip(origin.path).is_some_and(|(drafts, path)| drafts.is_match(path));
    match marked {
        Some("false") => Standing::Other,
        Some("true") => Standing::Draft,
        _ if addressed || globbed || origin.is_named => Standing::Draft,
        _ if settings.is_from_file || preamble.is_sent_mail || is_project_file(origin.path) => Standing::Other,
        _ => Standing::Open,
    }
}

/// Names of files that no one sends, whatever they say.
const PROJECT_FILES: [&str; 16] = [
    "agents",
    "authors",
    "changelog",
    "changes",
    "claude",
    "code_of_conduct",
    "contributing",
    "copying",
    "history",
    "license",
    "notice",
    "readme",
    "release",
    "releases",
    "security",
    "todo",
];

fn is_project_file(path: Option<&Path>) -> bool {
    let stem = path.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().to_lowercase().replace('-', "_"));
    stem.is_some_and(|stem| {
        PROJECT_FILES
            .iter()
            .any(|name| stem == *name || stem.starts_with(&format!("{name}.")) || stem.starts_with(&format!("{name}_")))
    })
}

/// Shortest text, in words, that is taken for a draft for how it reads: "Hello, world!" is none.
const MIN_WORDS: u32 = 8;

/// Longest text, in sentences, that is taken for a draft for how it reads.
const MAX_SENTENCES: usize = 60;

/// Whether the document has the form of a draft. Headings, code and tables are not what people send, nor is a whole book.
#[must_use]
pub fn looks_like_draft(document: &Document) -> bool {
    let own = || document.block_list().iter().flat_map(|block| &block.sentences).filter(|s| s.voice != Voice::Quote);
    let is_short = own().take(MAX_SENTENCES + 1).count() <= MAX_SENTENCES;
    let is_plain = |block: &Block| block.passages.iter().all(|(_, voice)| *voice != Voice::Heading) && !has_code(&block.text);
    is_short && own().map(|s| s.tally.words).sum::<u32>() >= MIN_WORDS && document.block_list().iter().all(|b| is_plain(b))
}

/// Whether what looks like a draft reads like one: it opens with a greeting to somebody, or it speaks to its reader and
/// promotes or asks.
#[must_use]
pub fn reads_like_draft(sentences: &[Said<'_>]) -> bool {
    opens_with_greeting(sentences) || speaks_and_wants(sentences)
}

/// Whether the block has what files of a machine or a manual have: code, tables, comments, underlined titles.
fn has_code(text: &str) -> bool {
    let starts = ["```", "~~~", "    ", "\t", "|", "<", "[![", "#", "//", ";", "===", "---", "***", "$ ", " * "];
    let is_ours = |line: &str| line.starts_with("<!-- tactful:");
    text.lines().filter(|line| !is_ours(line)).any(|line| starts.iter().any(|start| line.starts_with(start)))
}

fn opens_with_greeting(sentences: &[Said<'_>]) -> bool {
    let Some(first) = sentences.first() else {
        return false;
    };
    greeting::find(first.block, first.sentence, &[]).is_some_and(|greeting| {
        let ends = first.block.tokens_of(first.sentence).iter().find(|token| token.range.start >= greeting.range.end);
        let pauses = ends.is_none_or(|t| matches!(t.kind, TokenKind::Punctuation(',' | '!' | '.' | ':' | '-' | '–' | '—')));
        pauses && greeting.addressee != Addressee::Nobody
    })
}

/// Longest text, in words, that is taken for a draft for what it wants alone.
const MAX_PLEA: usize = 250;

fn speaks_and_wants(sentences: &[Said<'_>]) -> bool {
    let says = |wanted: &[&str]| {
        sentences.iter().any(|said| {
            let mut words = said.block.tokens_of(said.sentence).iter().map(|token| token.range.of(&said.block.text));
            words.any(|word| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
        })
    };
    let between_people = says(&["you", "your", "u", "ur", "you're"]) && says(&["i", "i'm", "im", "my", "i've", "me"]);
    let personal =
        sentences.iter().any(|said| said.does(Act::Introduction) || said.does(Act::Acknowledgement) || said.does(Act::Greeting));
    let wants = sentences.iter().any(draft::wants);
    between_people && personal && wants && sentences.iter().map(Draft::words).sum::<usize>() <= MAX_PLEA
}
