//! Fixes: what a diagnostic offers to do about itself.

use crate::document::{ByteRange, Document, Format};
use std::path::{Path, PathBuf};

/// Puts `text` in the place of `range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the document.
    pub range: ByteRange,
    /// What comes.
    pub text: String,
}

/// Whether a fix may be applied unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It loses none of the writer's words.
    Safe,
    /// Somebody should look at it first.
    Unsafe,
    /// It says something that only the writer can know: nobody else may apply it.
    ByHand,
}

/// A file that a fix writes beside the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Something that can be done about a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it may be applied unread.
    pub safety: Safety,
    /// Changes of the draft, sorted, without overlap.
    pub edits: Vec<Edit>,
    /// Files beside it.
    pub creates: Vec<NewFile>,
}

impl NewFile {
    /// Where it can stand in `folder`: under its name, or the first of `name-2`, `name-3` … that is not `taken`.
    #[must_use]
    pub fn free_path(&self, folder: &Path, taken: impl Fn(&Path) -> bool) -> PathBuf {
        // A name, never a way to another folder.
        let wanted = folder.join(Path::new(&self.path).file_name().unwrap_or_default());
        let stem = wanted.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let end = wanted.extension().map_or_else(String::new, |end| format!(".{}", end.to_string_lossy()));
        let numbered = (2..u32::MAX).map(|number| folder.join(format!("{stem}-{number}{end}")));
        std::iter::once(wanted.clone()).chain(numbered).find(|path| !taken(path)).unwrap_or(wanted)
    }
}

/// Whether there is anything at `path`, a link that leads nowhere included: what is written there would go where it leads.
#[must_use]
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

impl Edit {
    /// Puts `text` at `offset`.
    #[must_use]
    pub fn insertion(offset: usize, text: impl Into<String>) -> Self {
        Self { range: ByteRange::at(offset), text: text.into() }
    }

    /// Puts `text` in the place of `range`.
    #[must_use]
    pub fn replacement(range: ByteRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Gives `key` of the front matter a value; a draft that has none gets some. The headers of a mail have no place for it.
    #[must_use]
    pub fn of_field(document: &Document, key: &str, value: &str) -> Option<Self> {
        let preamble = document.preamble();
        let crlf = document.rope().lines().next().is_some_and(|line| line.to_string().ends_with("\r\n"));
        let end = if crlf { "\r\n" } else { "\n" };
        match (preamble.field(key), preamble.insert_at) {
            (Some(field), _) => Some(Self::replacement(field.range, value)),
            (None, Some(at)) => Some(Self::insertion(at, format!("{key}: {value}{end}"))),
            (None, None) if document.format() == Format::Mail => None,
            (None, None) => Some(Self::insertion(preamble.length, format!("---{end}{key}: {value}{end}---{end}{end}"))),
        }
    }

    /// Takes `range` out.
    #[must_use]
    pub const fn removal(range: ByteRange) -> Self {
        Self { range, text: String::new() }
    }
}

impl Fix {
    /// A fix that may be applied unread.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Safety::Safe, edits)
    }

    /// A fix that somebody should look at.
    #[must_use]
    pub fn to_review(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Safety::Unsafe, edits)
    }

    /// A fix that states what only the writer can know.
    #[must_use]
    pub fn by_hand(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title, Safety::ByHand, edits)
    }

    fn new(title: impl Into<String>, safety: Safety, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.range);
        let mut end = 0;
        edits.retain(|edit| {
            let fits = edit.range.start >= end;
            end = end.max(edit.range.end);
            fits
        });
        Self { title: title.into(), safety, edits, creates: Vec::new() }
    }

    /// The same, writing a file as well.
    #[must_use]
    pub fn creating(mut self, file: NewFile) -> Self {
        self.creates.push(file);
        self
    }

    /// `text` with the edits made. An edit that does not fit the text is left out.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut fixed = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            let Some(kept) = text.get(at..edit.range.start) else {
                continue;
            };
            if !text.is_char_boundary(edit.range.end) {
                continue;
            }
            fixed.push_str(kept);
            fixed.push_str(&edit.text);
            at = edit.range.end;
        }
        fixed.push_str(text.get(at..).unwrap_or_default());
        fixed
    }
}

/// The edits that make `after` of `before`, line by line.
#[must_use]
pub fn difference(before: &str, after: &str) -> Vec<Edit> {
    let (old, new): (Vec<_>, Vec<_>) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let place = |lines: &[&str]| -> Vec<usize> {
        let ends = lines.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old_at, new_at) = (place(&old), place(&new));
    let span = |at: &[usize], lines: std::ops::Range<usize>| Some(ByteRange::new(*at.get(lines.start)?, *at.get(lines.end)?));
    let changes = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let changed = changes.into_iter().filter(|change| change.tag() != similar::DiffTag::Equal);
    changed
        .filter_map(|change| {
            let new = span(&new_at, change.new_range())?;
            Some(Edit::replacement(span(&old_at, change.old_range())?, new.of(after)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_sorted_and_do_not_overlap() {
        let fix = Fix::safe(
            "t",
            vec![Edit::replacement(ByteRange::new(4, 6), "X"), Edit::insertion(0, "> "), Edit::removal(ByteRange::new(5, 7))],
        );
        assert_eq!(fix.apply("0123456789"), "> 0123X6789");
    }

    #[test]
    fn the_difference_makes_one_of_the_other() {
        let table = [
            ("", "", 0),
            ("", "a", 1),
            ("a\nb\nc\n", "a\nc\n", 1),
            ("a\r\nb\r\nc", "x\r\nb\r\ny", 2),
            ("one\n", "one", 1),
            ("é\n🎂\n", "é\n\n🎂🎂\n", 1),
        ];
        for (before, after, count) in table {
            let fix = Fix::safe("", difference(before, after));
            assert_eq!((fix.apply(before).as_str(), fix.edits.len()), (after, count), "{before:?}");
        }
    }

    #[test]
    fn a_new_file_stays_in_its_folder() {
        for name in ["../ask-ann.md", "/tmp/ask-ann.md", "a/../../ask-ann.md"] {
            let file = NewFile { path: name.into(), text: String::new() };
            assert_eq!(file.free_path(Path::new("d"), |_| false), Path::new("d/ask-ann.md"), "{name}");
        }
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let file = NewFile { path: "ask-ann.md".into(), text: String::new() };
        let taken = ["d/ask-ann.md", "d/ask-ann-2.md"];
        let path = file.free_path(Path::new("d"), |path| taken.iter().any(|taken| path == Path::new(taken)));
        assert_eq!(path, Path::new("d/ask-ann-3.md"));
    }
}
