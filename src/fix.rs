//! Fixes: what a diagnostic offers to do about itself.

use crate::document::ByteRange;

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
}
