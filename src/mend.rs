//! Mends a text: makes its fixes, one after the other, until none is left.
//!
//! One at a time, the gravest first: each was tried on its own, and two that help alone may spoil each other's work. A fix
//! that would lead back to a text that was there before is passed over, so that no two can undo each other for ever.

use crate::{
    diagnostic::Diagnostic,
    document::Document,
    fix::{Fix, NewFile, Safety},
    rules::Fixes,
    trial,
};
use rustc_hash::FxHashSet;
use std::{cell::Cell, cmp::Reverse};

/// Most fixes that one text gets. Few drafts have as many sentences.
const MAX_ROUNDS: usize = 200;

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Those that somebody should look at as well.
    pub with_unsafe: bool,
    /// Those that write a file as well.
    pub with_files: bool,
}

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The rule that spoke.
    pub rule: &'static str,
    /// What was done about it.
    pub title: String,
}

/// A text with its fixes made.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The text as it is now.
    pub text: String,
    /// What was done, in turn.
    pub made: Vec<Made>,
    /// Files to be written beside it.
    pub creates: Vec<NewFile>,
    /// Whether nothing is left that could be done.
    pub is_settled: bool,
}

/// Mends `document`; `read` says what there is to say of a text, with the fixes that are wanted.
pub fn mend(mut document: Document, extent: Extent, mut read: impl FnMut(&Document, Fixes) -> Vec<Diagnostic>) -> Mended {
    let mut text = document.rope().to_string();
    let mut seen = FxHashSet::from_iter([text.clone()]);
    let (mut made, mut creates) = (Vec::new(), Vec::<NewFile>::new());
    let mut is_settled = false;
    // Readings that may still be done; known once it is known how much there is to say.
    let left = Cell::new(None);
    let mut read = |document: &Document, fixes| {
        if left.get() == Some(0) {
            return Vec::new();
        }
        let found = read(document, fixes);
        let most = left.get().unwrap_or_else(|| trial::affordable(document.rope().len_bytes(), found.len()));
        left.set(Some(most.saturating_sub(1)));
        found
    };
    for _ in 0..MAX_ROUNDS {
        let Some((rule, fix)) = next(&document, &text, extent, &seen, &mut read) else {
            is_settled = left.get() != Some(0);
            break;
        };
        fix.edits.iter().rev().for_each(|edit| document.apply(edit.range, &edit.text));
        text = document.rope().to_string();
        seen.insert(text.clone());
        // A request to the host shows all that would be shared, so that the first of a draft is enough.
        let new: Vec<_> = fix.creates.into_iter().filter(|file| creates.iter().all(|known| known.path != file.path)).collect();
        creates.extend(new);
        made.push(Made { rule, title: fix.title });
    }
    Mended { text, made, creates, is_settled }
}

/// The next fix to be made, and the rule it is for.
fn next(
    document: &Document,
    text: &str,
    extent: Extent,
    seen: &FxHashSet<String>,
    read: &mut impl FnMut(&Document, Fixes) -> Vec<Diagnostic>,
) -> Option<(&'static str, Fix)> {
    let mut found = read(document, Fixes::None);
    found.sort_by_key(|diagnostic| (Reverse(diagnostic.level), diagnostic.range));
    found.iter().find_map(|wanted| {
        let with_fixes = read(document, Fixes::Touching(wanted.range));
        let same = with_fixes.into_iter().find(|other| (other.rule, other.range) == (wanted.rule, wanted.range))?;
        let fit = |fix: &Fix| !fix.edits.is_empty() && extent.includes(fix) && !seen.contains(&fix.apply(text));
        same.fixes.into_iter().find(fit).map(|fix| (wanted.rule, fix))
    })
}

impl Extent {
    /// The fixes that may be made unread.
    pub const SAFE: Self = Self { with_unsafe: false, with_files: false };

    fn includes(self, fix: &Fix) -> bool {
        let by_safety = match fix.safety {
            Safety::Safe => true,
            Safety::Unsafe => self.with_unsafe,
            Safety::ByHand => false,
        };
        by_safety && (self.with_files || fix.creates.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{ByteRange, Format},
        fix::Edit,
        level::Level,
    };

    /// A reader that finds `words`, and offers to put others in their place.
    fn reader(pairs: &[(&'static str, &'static str)]) -> impl FnMut(&Document, Fixes) -> Vec<Diagnostic> {
        move |document, _| {
            let text = document.rope().to_string();
            let finds = pairs.iter().flat_map(|(word, other)| text.match_indices(word).map(move |(at, _)| (at, *word, *other)));
            let found = finds.map(|(at, word, other)| {
                let range = ByteRange::new(at, at + word.len());
                let fixes = vec![Fix::safe("t", vec![Edit::replacement(range, other)])];
                Diagnostic { rule: "r", level: Level::Hint, message: String::new(), range, fixes, related: Vec::new() }
            });
            found.collect()
        }
    }

    #[test]
    fn rounds_end() {
        let swaps = [("a", "b"), ("b", "a")];
        let steps = [("a", "b"), ("b", "c"), ("c", "d")];
        for (text, pairs, expected) in [("a a a", &steps[..1], "b b b"), ("a", &steps[..], "d"), ("a", &swaps[..], "b")] {
            let mended = mend(Document::new(text, Format::Text), Extent::SAFE, reader(pairs));
            assert_eq!((mended.text.as_str(), mended.is_settled), (expected, true), "{text}");
        }
        let endless = mend(Document::new("a", Format::Text), Extent::SAFE, reader(&[("a", "aa")]));
        assert_eq!((endless.made.len(), endless.is_settled), (MAX_ROUNDS, false));
    }
}
