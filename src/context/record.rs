//! One draft of the workspace, as the history remembers it.

use super::{Kind, Permission, Relationship, Reply, Settings, brief::kind_by_name, sketch::Sketch};
use crate::{
    acts::{Act, Circumstances, Reader},
    document::{ByteRange, Document, Format, MAX_LENGTH, Preamble, position::Encoding},
    draft,
};
use jiff::civil::Date;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// A draft that names its recipient.
#[derive(Debug)]
pub struct Record {
    /// Where it stands, as seen from the root of the history.
    pub path: PathBuf,
    /// To whom it went or is to go, as the draft has it.
    pub recipient: String,
    /// What it says that it is.
    pub kind: Option<Kind>,
    /// How well they know one another, where it says so.
    pub relationship: Option<Relationship>,
    /// What the host has said about promotion, where it says so.
    pub permission: Option<Permission>,
    /// When it went out; `None` for what is still a draft.
    pub sent: Option<Date>,
    /// What the recipient answered.
    pub reply: Reply,
    /// When they did.
    pub replied: Option<Date>,
    /// The line that tells of the answer, else of the day; from 0.
    pub line: u32,
    /// What is remembered of its words.
    pub sketch: Sketch,
    root: Arc<Path>,
    gist: OnceLock<Gist>,
}

/// What a draft does, in a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// Whether it gives something.
    pub gives: bool,
    /// Whether it promotes or asks.
    pub wants: bool,
    /// Whether it asks for permission.
    pub requests: bool,
}

impl Record {
    /// What `text` at `path` below `root` says of itself; `None` where it names no recipient in its front matter.
    #[must_use]
    pub fn read(root: &Arc<Path>, path: &Path, text: &str, format: Format) -> Option<Self> {
        if !crate::document::front_matter::opens(text) {
            return None;
        }
        let preamble = Preamble::read(text, format);
        let sketch = || Sketch::of(text.get(preamble.length..).into_iter());
        Self::of_preamble(root, path, &preamble, |place| line_of(text, place), sketch)
    }

    /// The same of the file at `path` below `root` as it stands on the disk; `None` as well where it cannot be read.
    #[must_use]
    pub fn of_file(root: &Path, path: &Path) -> Option<Self> {
        let (file, format) = (root.join(path), Format::of_path(path)?);
        if fs::metadata(&file).ok()?.len() > MAX_LENGTH as u64 {
            return None;
        }
        Self::read(&Arc::from(root), path, &fs::read_to_string(&file).ok()?, format)
    }

    /// The same of a document that was read.
    #[must_use]
    pub fn of_document(root: &Arc<Path>, path: &Path, document: &Document) -> Option<Self> {
        let line = |place: ByteRange| document.position(place.start, Encoding::Utf8).line;
        let sketch = || Sketch::of(document.block_list().iter().map(|block| block.text.as_str()));
        Self::of_preamble(root, path, document.preamble(), line, sketch)
    }

    fn of_preamble(
        root: &Arc<Path>,
        path: &Path,
        preamble: &Preamble,
        line: impl FnOnce(ByteRange) -> u32,
        sketch: impl FnOnce() -> Sketch,
    ) -> Option<Self> {
        preamble.insert_at?;
        let field = |key: &str| preamble.field(key).filter(|field| !field.value.is_empty());
        let value = |key: &str| field(key).map(|field| field.value.as_str());
        if value("tactful") == Some("false") {
            return None;
        }
        let date = |key: &str| value(key).and_then(|value| value.parse().ok());
        let place = ["reply", "permission", "sent", "to"].into_iter().find_map(field)?.range;
        Some(Self {
            path: path.to_owned(),
            recipient: value("to")?.to_owned(),
            kind: value("kind").and_then(Kind::named),
            relationship: value("relationship").and_then(Relationship::named),
            permission: value("permission").and_then(Permission::named),
            sent: date("sent"),
            reply: value("reply").and_then(Reply::named).unwrap_or(Reply::None),
            replied: date("replied"),
            line: line(place),
            sketch: sketch(),
            root: Arc::clone(root),
            gist: OnceLock::new(),
        })
    }

    /// The same, having read at once what it does: its text is on no disk.
    #[must_use]
    pub fn read_whole(path: &Path, text: &str, settings: &Settings) -> Option<Self> {
        let record = Self::read(&Arc::from(Path::new("")), path, text, Format::Markdown)?;
        let gist = record.gist_of(text, Format::Markdown, settings);
        record.gist.set(gist).ok()?;
        Some(record)
    }

    /// What it is: as it says, or by the recipient's name.
    #[must_use]
    pub fn kind(&self, settings: &Settings) -> Kind {
        let is_group = settings.group(&self.recipient).is_some();
        self.kind.unwrap_or_else(|| if is_group { Kind::Post } else { kind_by_name(&self.recipient) })
    }

    /// What it does. It is read when that is first asked, for which most are never needed; what cannot be read does nothing.
    pub fn gist(&self, settings: &Settings) -> Gist {
        *self.gist.get_or_init(|| {
            let format = Format::of_path(&self.path);
            let text = fs::read_to_string(self.root.join(&self.path)).unwrap_or_default();
            self.gist_of(&text, format.unwrap_or_default(), settings)
        })
    }

    fn gist_of(&self, text: &str, format: Format, settings: &Settings) -> Gist {
        let document = Document::new(text, format);
        let circumstances = Circumstances {
            kind: self.kind(settings),
            relationship: self.relationship.unwrap_or(Relationship::Stranger),
            refused: false,
            permitted: self.permission == Some(Permission::Granted),
        };
        let mut reader = Reader::default();
        let sentences = reader.read(&document, &settings.entities, circumstances);
        let does = |act| sentences.iter().any(|said| said.does(act));
        Gist { gives: does(Act::Value), wants: sentences.iter().any(draft::wants), requests: does(Act::PermissionRequest) }
    }

    /// The day of the answer: when they replied, or where that is not known, when it was sent.
    #[must_use]
    pub fn answered(&self) -> Option<Date> {
        (self.reply != Reply::None).then(|| self.replied.or(self.sent)).flatten()
    }

    /// Whether a reading of a file tells `now` what one `before` did not; `None` where it is no draft to anybody.
    #[must_use]
    pub fn is_news(before: Option<&Self>, now: Option<&Self>) -> bool {
        match (before, now) {
            (None, None) => false,
            (Some(before), Some(now)) => !(before.has_same_facts(now) && before.line == now.line && before.sketch == now.sketch),
            _ => true,
        }
    }

    /// Whether another reading of the same file tells the same of the relationship, whatever the words are.
    #[must_use]
    pub fn has_same_facts(&self, other: &Self) -> bool {
        let facts = |record: &Self| {
            let Self { kind, relationship, permission, sent, reply, replied, .. } = record;
            (*kind, *relationship, *permission, *sent, *reply, *replied)
        };
        facts(self) == facts(other) && self.recipient == other.recipient
    }
}

fn line_of(text: &str, place: ByteRange) -> u32 {
    let before = text.get(..place.start).unwrap_or_default();
    u32::try_from(memchr::memchr_iter(b'\n', before.as_bytes()).count()).unwrap_or(u32::MAX)
}
