//! Says what was found: to people, and to programs.

pub mod github;
pub mod human;
pub mod json;
pub mod relations;
pub mod sarif;
pub mod timeline;

use crate::{check::Outcome, fix::Safety, level::Level};

/// A file with what there is to say about it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its path, as it was given or found.
    pub path: String,
    /// What it holds.
    pub source: String,
    /// What there is to say.
    pub outcome: Outcome,
}

/// How many there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Drafts among them.
    pub drafts: usize,
    /// Diagnostics of each level, from hints to errors.
    pub levels: [usize; 4],
    /// Files of which there is something to say.
    pub concerned: usize,
    /// Diagnostics that offer a fix.
    pub fixable: usize,
    /// Those among them that offer one which may be made unread.
    pub safely_fixable: usize,
    /// Those that offer none such, but one that somebody should look at.
    pub fixable_by_review: usize,
}

impl Summary {
    /// Counts.
    #[must_use]
    pub fn of(files: &[Checked]) -> Self {
        let mut summary = Self { files: files.len(), ..Self::default() };
        for file in files {
            summary.drafts += usize::from(file.outcome.draft.is_some());
            summary.concerned += usize::from(!file.outcome.diagnostics.is_empty());
            for diagnostic in &file.outcome.diagnostics {
                if let Some(count) = summary.levels.get_mut(diagnostic.level as usize) {
                    *count += 1;
                }
                summary.fixable += usize::from(!diagnostic.fixes.is_empty());
                let offers = |safety| diagnostic.fixes.iter().any(|fix| fix.safety == safety);
                summary.safely_fixable += usize::from(offers(Safety::Safe));
                summary.fixable_by_review += usize::from(!offers(Safety::Safe) && offers(Safety::Unsafe));
            }
        }
        summary
    }

    /// How many there are of `level`.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.levels.get(level as usize).copied().unwrap_or_default()
    }

    /// How many there are of `level` or graver.
    #[must_use]
    pub fn at_least(&self, level: Level) -> usize {
        self.levels.iter().skip(level as usize).sum()
    }
}
