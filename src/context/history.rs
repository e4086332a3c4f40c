//! What was sent to whom, and what they said: the drafts of a workspace are its memory.
//!
//! Nothing is kept anywhere but in the files themselves. A history is read by one walk and kept current file by file.

#[cfg(not(target_family = "wasm"))]
mod walk;

use super::{Kind, Permission, Relationship, Reply, Settings, record::Record, settings::folded, sketch::Sketch};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// How much of two texts to different recipients may be the same.
const ALIKE: f32 = 0.6;

/// The drafts of a workspace that name their recipients.
#[derive(Debug, Default)]
pub struct History {
    records: FxHashMap<PathBuf, Arc<Record>>,
    /// By the recipient's name, folded.
    recipients: FxHashMap<Box<str>, Vec<Arc<Record>>>,
    /// By the keys of the sketches.
    texts: FxHashMap<u32, Vec<Arc<Record>>>,
    changes: u64,
    /// Whether the folders in its own count as well.
    is_deep: bool,
    /// Files that could not be read, and why.
    unread: Vec<(PathBuf, String)>,
}

impl History {
    /// The history of these drafts.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut history = Self::default();
        records.into_iter().for_each(|record| history.put(record));
        history
    }

    /// Puts in what `record` says, in the place of what its file said before.
    pub fn put(&mut self, record: Record) {
        self.remove(&record.path.clone());
        self.changes += 1;
        let record = Arc::new(record);
        self.recipients.entry(folded(&record.recipient).into()).or_default().push(Arc::clone(&record));
        for key in record.sketch.keys() {
            self.texts.entry(key).or_default().push(Arc::clone(&record));
        }
        self.records.insert(record.path.clone(), record);
    }

    /// Forgets the file at `path`, as seen from the root. What it said.
    pub fn remove(&mut self, path: &Path) -> Option<Arc<Record>> {
        let gone = self.records.remove(path)?;
        self.changes += 1;
        let others = |records: &mut Vec<Arc<Record>>| {
            records.retain(|record| !Arc::ptr_eq(record, &gone));
            records.is_empty()
        };
        let name = folded(&gone.recipient);
        if self.recipients.get_mut(name.as_str()).is_some_and(others) {
            self.recipients.remove(name.as_str());
        }
        for key in gone.sketch.keys() {
            if self.texts.get_mut(&key).is_some_and(others) {
                self.texts.remove(&key);
            }
        }
        Some(gone)
    }

    /// Files and folders that could not be read, and why, in order.
    #[must_use]
    pub fn unread(&self) -> &[(PathBuf, String)] {
        &self.unread
    }

    /// Whether a file at `path`, as seen from the root, belongs in it by its place.
    #[must_use]
    pub fn reaches(&self, path: &Path) -> bool {
        self.is_deep || path.components().count() == 1
    }

    /// What the file at `path` says.
    #[must_use]
    pub fn record(&self, path: &Path) -> Option<&Arc<Record>> {
        self.records.get(path)
    }

    /// How often it changed: where that is as it was, so is the rest.
    #[must_use]
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// Up to `most` recipients, in the order of their names, each as one of the drafts has it.
    #[must_use]
    pub fn names(&self, most: usize) -> Vec<String> {
        let mut names: Vec<_> = self.recipients.values().filter_map(|records| Some(records.first()?.recipient.clone())).collect();
        names.sort_unstable();
        names.truncate(most);
        names
    }

    /// All drafts, in no order.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.values()
    }

    /// The first, by path, of the drafts to `recipient`, sent or not.
    #[must_use]
    pub fn first_to(&self, recipient: &str) -> Option<&Path> {
        let all = self.recipients.get(folded(recipient).as_str()).into_iter().flatten();
        all.map(|record| record.path.as_path()).min()
    }

    /// What went to `recipient` until `day`, save the file at `this`: the newest first.
    #[must_use]
    pub fn sent_to(&self, recipient: &str, day: Date, this: Option<&Path>) -> Vec<Arc<Record>> {
        let all = self.recipients.get(folded(recipient).as_str()).into_iter().flatten();
        let earlier = all.filter(|record| record.sent.is_some_and(|sent| sent <= day) && Some(record.path.as_path()) != this);
        let mut sent: Vec<_> = earlier.cloned().collect();
        sent.sort_by(|a, b| (b.sent, &b.path).cmp(&(a.sent, &a.path)));
        sent
    }

    /// The drafts whose text may be nearly that of which `sketch` is.
    pub fn near(&self, sketch: &Sketch) -> impl Iterator<Item = &Path> {
        sketch.keys().filter_map(|key| self.texts.get(&key)).flatten().map(|record| record.path.as_path())
    }

    /// A draft to another recipient than `recipient` whose text is nearly that of which `sketch` is: the likest.
    #[must_use]
    pub fn alike(&self, sketch: &Sketch, recipient: &str, this: Option<&Path>) -> Option<Arc<Record>> {
        let name = folded(recipient);
        let near = sketch.keys().filter_map(|key| self.texts.get(&key)).flatten();
        let others = near.filter(|record| Some(record.path.as_path()) != this && folded(&record.recipient) != name);
        let like = others.map(|record| (record.sketch.likeness(sketch), record)).filter(|(like, _)| *like >= ALIKE);
        like.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.path.cmp(&one.path)))
            .map(|(_, record)| Arc::clone(record))
    }
}

/// What lies between the writer and a recipient, from what was sent.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// What went to the recipient before, the newest first.
    pub sent: Vec<Arc<Record>>,
    /// What went to the host of the group, the newest first.
    pub to_host: Vec<Arc<Record>>,
}

impl Past {
    /// The newest answer of the recipient.
    #[must_use]
    pub fn answer(&self) -> Option<&Record> {
        self.sent.iter().map(Arc::as_ref).filter(|record| record.reply != Reply::None).max_by_key(|record| record.answered())
    }

    /// How well the two know one another by now, as far as the drafts tell: somebody who has answered has met the writer, and
    /// so have the guests of a group in which the writer has spoken.
    #[must_use]
    pub fn relationship(&self, settings: &Settings) -> Option<Relationship> {
        let told = self.sent.iter().find_map(|record| record.relationship).filter(|told| *told != Relationship::Stranger);
        let has_met = |record: &Arc<Record>| record.reply != Reply::None || record.kind(settings).is_public();
        told.or_else(|| self.sent.iter().any(has_met).then_some(Relationship::Acquainted))
    }

    /// What the host has said: in what went to the group, or in answer to a request for permission.
    #[must_use]
    pub fn permission(&self, settings: &Settings) -> Option<Permission> {
        let told =
            self.sent.iter().find_map(|record| Some((record.sent?, record.permission.filter(|told| *told != Permission::None)?)));
        let asked = self.to_host.iter().find(|record| record.gist(settings).requests).and_then(|record| {
            let answer = match record.reply {
                Reply::None => Permission::Asked,
                Reply::Accepted => Permission::Granted,
                Reply::Declined => Permission::Declined,
            };
            Some((record.answered().or(record.sent)?, answer))
        });
        [told, asked].into_iter().flatten().max_by_key(|(day, _)| *day).map(|(_, permission)| permission)
    }

    /// The newest message that waits for an answer: the last that went out, in private.
    #[must_use]
    pub fn unanswered(&self, settings: &Settings) -> Option<&Record> {
        let last = self.sent.first()?;
        let waits = last.reply == Reply::None && last.kind(settings).is_private();
        waits.then_some(last.as_ref())
    }

    /// Whether a private message went before.
    #[must_use]
    pub fn has_message(&self, settings: &Settings) -> bool {
        self.sent.iter().any(|record| matches!(record.kind(settings), Kind::Message | Kind::FollowUp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn record(path: &str, head: &str, body: &str) -> Record {
        Record::read_whole(Path::new(path), &format!("---\n{head}\n---\n\n{body}\n"), &Settings::default()).unwrap()
    }

    #[test]
    fn what_was_sent_is_found_under_any_spelling_and_forgotten() {
        let mut history = History::of([
            record("a.md", "to: Ann Carter\nsent: 2026-01-02", "Hi Ann"),
            record("b.md", "to: ann  CARTER\nsent: 2026-03-02\nreply: declined", "Hi Ann"),
            record("c.md", "to: Ann Carter", "Hi Ann"),
            record("d.md", "to: Ann Carter\nsent: 2026-05-02", "Hi Ann"),
        ]);
        let sent = |history: &History, this: &str| {
            let sent = history.sent_to("Ann Carter", date(2026, 4, 1), Some(Path::new(this)));
            sent.iter().map(|record| record.path.display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(sent(&history, "c.md"), ["b.md", "a.md"]);
        assert_eq!(sent(&history, "b.md"), ["a.md"]);
        history.put(record("a.md", "to: Ben\nsent: 2026-01-02", "Hi Ben"));
        history.remove(Path::new("b.md"));
        assert_eq!(sent(&history, "c.md"), [""; 0]);
    }
}
