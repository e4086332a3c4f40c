//! A fix is tried before it is offered: what a sentence does depends on those around it, so that a change of one may change
//! what is said of another. Only a fix that makes its diagnostic go away, brings nothing new that matters, and leaves the text
//! well-formed is kept.

use crate::{
    diagnostic::Diagnostic,
    document::{ByteRange, Document, Format},
    fix::{Edit, Fix, NewFile},
    level::Level,
    rules::{self, Scope},
    wholeness,
};
use rustc_hash::FxHashMap;

/// Trials of fixes for what was found in one document.
pub struct Trial<'t, R> {
    document: &'t Document,
    /// What was found.
    found: &'t [Diagnostic],
    /// Says what there is to say of a text, and of a file beside it where it is given one.
    read: R,
    /// What there is to say after the edits of fixes tried before; `None` where they spoil the text. Several fixes make the same edits.
    after: Vec<(Vec<Edit>, Option<Vec<Diagnostic>>)>,
    /// Whether files of fixes tried before are mannerly.
    files: Vec<(NewFile, bool)>,
}

/// Leaves of each diagnostic's fixes those that help; `read` says what there is to say of a text, and of a file beside it
/// where it is given one.
pub fn keep_what_helps(
    document: &Document,
    found: &mut [Diagnostic],
    read: impl FnMut(&Document, Option<&NewFile>) -> Vec<Diagnostic>,
) {
    if found.iter().all(|found| found.fixes.is_empty()) {
        return;
    }
    let mut left = affordable(document.rope().len_bytes(), found.len());
    let mut fixes: Vec<_> = found.iter_mut().map(|found| std::mem::take(&mut found.fixes)).collect();
    let mut trial = Trial::new(document, found, read);
    for (cured, fixes) in found.iter().zip(&mut fixes) {
        fixes.retain(|fix| {
            let is_affordable = left > 0;
            left = left.saturating_sub(1);
            is_affordable && trial.helps(fix, cured)
        });
    }
    found.iter_mut().zip(fixes).for_each(|(found, fixes)| found.fixes = fixes);
}

/// What trying all fixes of a text may cost: bytes that are looked at, and diagnostics that are held against each other.
const MOST_WORK: usize = 1 << 26;

/// How many readings of a text of `length` bytes, of which `count` things are said, may be done in one go. A letter has more
/// than it needs; what nobody sends must not keep the others waiting.
pub const fn affordable(length: usize, count: usize) -> usize {
    MOST_WORK / (length + count * count + 1)
}

/// How often each rule speaks of what matters; `rule` also of what does not.
fn counts<'d>(found: &'d [Diagnostic], rule: &str) -> FxHashMap<&'d str, usize> {
    let mut counts = FxHashMap::default();
    for found in found.iter().filter(|found| found.rule == rule || matters(found)) {
        *counts.entry(found.rule).or_default() += 1;
    }
    counts
}

impl<'t, R: FnMut(&Document, Option<&NewFile>) -> Vec<Diagnostic>> Trial<'t, R> {
    /// Of fixes for what was `found` in `document`.
    pub const fn new(document: &'t Document, found: &'t [Diagnostic], read: R) -> Self {
        Self { document, found, read, after: Vec::new(), files: Vec::new() }
    }

    /// Whether `fix` makes `cured` go away and is worth it.
    pub fn helps(&mut self, fix: &Fix, cured: &Diagnostic) -> bool {
        let at = self.after.iter().position(|(edits, _)| *edits == fix.edits).unwrap_or_else(|| {
            let left = self.left_after(fix);
            self.after.push((fix.edits.clone(), left));
            self.after.len() - 1
        });
        let left = self.after.get(at).and_then(|(_, left)| left.as_ref());
        left.is_some_and(|left| is_better(self.found, left, fix, cured)) && fix.creates.iter().all(|file| self.is_mannerly(file))
    }

    /// What there is to say with `fix` made; `None` where it leaves the text less well-formed.
    fn left_after(&mut self, fix: &Fix) -> Option<Vec<Diagnostic>> {
        let mut fixed = self.document.clone();
        fix.edits.iter().rev().for_each(|edit| fixed.apply(edit.range, &edit.text));
        wholeness::is_kept(self.document, &fix.edits, &fixed).then(|| (self.read)(&fixed, None))
    }

    fn is_mannerly(&mut self, file: &NewFile) -> bool {
        if let Some((_, known)) = self.files.iter().find(|(known, _)| known == file) {
            return *known;
        }
        let is_mannerly = !(self.read)(&Document::new(&file.text, Format::Markdown), Some(file)).iter().any(matters);
        self.files.push((file.clone(), is_mannerly));
        is_mannerly
    }
}

/// Whether what is `left` with `fix` made is better than what was said `before`, and does without `cured`.
fn is_better(before: &[Diagnostic], left: &[Diagnostic], fix: &Fix, cured: &Diagnostic) -> bool {
    let was_said = |left: &Diagnostic| before.iter().any(|known| same_place(known, left, fix));
    let stays = left.iter().any(|left| same_place(cured, left, fix));
    let (now, then) = (counts(left, cured.rule), counts(before, cured.rule));
    let count = |of: &FxHashMap<&str, usize>, rule: &str| of.get(rule).copied().unwrap_or_default();
    let is_more = |rule: &str| count(&now, rule) + usize::from(rule == cured.rule) > count(&then, rule);
    let is_worse = left.iter().any(|left| is_more(left.rule) || matters(left) && !was_said(left));
    !stays && !is_worse && weight(left) < weight(before)
}

/// What is still to be done: what matters, then hints, then fields to be filled in. Every fix makes it less, so that making one
/// after the other comes to an end, and to the same end when begun again.
fn weight(found: &[Diagnostic]) -> (usize, usize, usize) {
    let count = |of: &dyn Fn(&Diagnostic) -> bool| found.iter().filter(|found| of(found)).count();
    let is_hint = |found: &Diagnostic| !matters(found) && found.rule != FIELD;
    (count(&matters), count(&is_hint), count(&|found| found.rule == FIELD))
}

/// The rule that marks what a fix leaves to be filled in.
const FIELD: &str = "unfilled-placeholder";

/// Whether it is worse than a hint, and no field that a fix leaves to be filled in.
fn matters(left: &Diagnostic) -> bool {
    left.level > Level::Hint && left.rule != FIELD
}

/// Whether `after`, in the fixed text, says what `before` said of the text as it was.
fn same_place(before: &Diagnostic, after: &Diagnostic, fix: &Fix) -> bool {
    before.rule == after.rule && (is_of_whole(before.rule) || after.range.overlaps(moved(before.range, fix)))
}

/// Where `range` is after the edits, with what came in the place of its parts; empty where nothing did.
fn moved(range: ByteRange, fix: &Fix) -> ByteRange {
    let shift = |at: usize, edit: &Edit| at + edit.text.len() - edit.range.len();
    let (mut start, mut end) = (range.start, range.end);
    for edit in fix.edits.iter().rev() {
        if edit.range.end <= range.start {
            start = shift(start, edit);
        } else if edit.range.start < range.start {
            start = edit.range.start;
        }
        if edit.range.end <= range.end && (!edit.range.is_empty() || edit.range.end < range.end || range.is_empty()) {
            end = shift(end, edit);
        } else if edit.range.start < range.end {
            end = edit.range.start + edit.text.len();
        }
    }
    ByteRange::new(start, end.max(start))
}

/// Whether the rule speaks of the draft as a whole.
fn is_of_whole(rule: &str) -> bool {
    rules::named(rule).is_some_and(|rule| rule.scope == Scope::Draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_move_with_the_edits_around_them() {
        let insertion = |at: usize, text: &str| Edit::insertion(at, text);
        let removal = |start: usize, end: usize| Edit::removal(ByteRange::new(start, end));
        let table = [
            (vec![insertion(0, "xx")], (4, 6), (6, 8)),
            (vec![insertion(4, "xx")], (4, 6), (6, 8)),
            (vec![insertion(6, "xx")], (4, 6), (4, 6)),
            (vec![insertion(5, "xx")], (4, 6), (4, 8)),
            (vec![removal(0, 2)], (4, 6), (2, 4)),
            (vec![removal(4, 6)], (4, 6), (4, 4)),
            (vec![removal(2, 8)], (4, 6), (2, 2)),
            (vec![removal(5, 8)], (4, 6), (4, 5)),
            (vec![Edit::replacement(ByteRange::new(4, 6), "xyz")], (4, 6), (4, 7)),
            (vec![insertion(0, "x"), removal(2, 3), insertion(9, "x")], (4, 6), (4, 6)),
        ];
        for (edits, (start, end), (new_start, new_end)) in table {
            let fix = Fix::safe("t", edits);
            assert_eq!(moved(ByteRange::new(start, end), &fix), ByteRange::new(new_start, new_end), "{:?}", fix.edits);
        }
    }
}
