//! The report for people: what the reader will feel, where, and what can be done.

use super::{Checked, Summary};
use crate::{
    check::Found,
    context::Problem,
    diagnostic::Diagnostic,
    document::ByteRange,
    level::Level,
    shown::{counted, visible},
};
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet, renderer::DecorStyle};

/// How the report is to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Whether it has colours.
    pub colour: bool,
    /// Columns of a line of the terminal; `None` where it goes elsewhere.
    pub columns: Option<usize>,
}

/// The report on `files`.
#[must_use]
pub fn render(files: &[Checked], look: Look) -> String {
    let width = look.columns.unwrap_or(WIDTH).clamp(60, 140);
    let renderer = renderer(look.colour).term_width(width);
    let mut text = String::new();
    let summary = Summary::of(files);
    for file in files.iter().filter(|file| !file.outcome.diagnostics.is_empty()) {
        if summary.concerned > 1 {
            text.push_str(&heading(file, look.colour));
        }
        for diagnostic in file.outcome.diagnostics.iter().take(MOST) {
            text.push_str(&renderer.render(&[group(file, diagnostic, width)]));
            text.push_str("\n\n");
        }
        if let Some(more @ 1..) = file.outcome.diagnostics.len().checked_sub(MOST) {
            text.push_str(&format!("{}: {more} more, which `--format json` shows\n\n", name(file)));
        }
    }
    text.push_str(&closing(&summary));
    text
}

/// A mistake in a settings file, with its place.
#[must_use]
pub fn render_problem(path: &str, source: &str, problem: &Problem, colour: bool) -> String {
    let snippet = Snippet::source(source).path(visible(path)).annotation(AnnotationKind::Primary.span(problem.range.into()));
    let title = Title::ERROR.primary_title(visible(&problem.message)).element(snippet);
    renderer(colour).term_width(WIDTH).render(&[title])
}

fn renderer(colour: bool) -> Renderer {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode)
}

/// Diagnostics of one file that are shown: nobody reads on, and each takes its time to be drawn.
const MOST: usize = 200;

/// Columns of a line of the report where no terminal says how wide it is.
const WIDTH: usize = 110;

/// Where the findings of one file begin: what it was taken for, and how many there are.
fn heading(file: &Checked, colour: bool) -> String {
    let (bold, plain) = if colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let taken_for = file.outcome.draft.as_ref().map_or_else(String::new, |draft| format!(", {}", circumstances(draft)));
    let count = counted(file.outcome.diagnostics.len(), "finding");
    format!("{bold}── {}{plain}{taken_for}: {count}\n\n", name(file))
}

/// As people name it.
fn name(file: &Checked) -> String {
    visible(file.path.strip_prefix("./").unwrap_or(&file.path))
}

/// For example `message to Ann Carter (stranger)`.
fn circumstances(draft: &Found) -> String {
    let to = draft.recipient.as_ref().map_or_else(String::new, |name| format!(" to {}", visible(name)));
    format!("{}{to} ({})", draft.kind.name(), draft.relationship.name())
}

/// As much of `range` as a line of the report has room for: paragraphs stand on one line in many a draft.
fn shown(range: ByteRange, source: &str, width: usize) -> ByteRange {
    let text = range.of(source);
    let room = text.char_indices().nth(width - 20).map_or(text.len(), |(at, _)| at);
    let line = text.find('\n').unwrap_or(text.len());
    ByteRange::new(range.start, range.start + room.min(line))
}

fn group<'f>(file: &'f Checked, diagnostic: &'f Diagnostic, width: usize) -> Group<'f> {
    let title = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Information => Title::INFO,
        Level::Hint => Title::NOTE.with_name("hint"),
    };
    let snippet = Snippet::source(file.source.as_str())
        .path(name(file))
        .annotation(AnnotationKind::Primary.span(shown(diagnostic.range, &file.source, width).into()));
    let fixes = diagnostic.fixes.iter().map(|fix| Title::HELP.with_name("fix").message(visible(&fix.title)));
    let notes = diagnostic.related.iter().map(|related| {
        let path = related.path.display();
        Title::NOTE.message(visible(&format!("{} ({path}:{})", related.message, related.line + 1)))
    });
    title.primary_title(visible(&diagnostic.message)).id(diagnostic.rule).element(snippet).elements(notes).elements(fixes)
}

/// How much there is, and what to do next.
fn closing(summary: &Summary) -> String {
    let drafts = counted(summary.drafts, "draft");
    let levels = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Information, "note"), (Level::Hint, "hint")];
    let found: Vec<_> = levels
        .into_iter()
        .filter(|(level, _)| summary.count(*level) > 0)
        .map(|(level, noun)| counted(summary.count(level), noun))
        .collect();
    if found.is_empty() {
        return format!("{drafts} read: nothing that would put anybody off.\n");
    }
    let concerned = if summary.concerned == summary.drafts { drafts } else { format!("{} of {drafts}", summary.concerned) };
    let have = if summary.concerned == 1 { "has" } else { "have" };
    let findings = counted(summary.at_least(Level::Hint), "finding");
    let (found, fixes) = (found.join(", "), fixes(summary));
    format!("{concerned} {have} {findings}: {found}.{fixes} `tactful explain RULE` says why.\n")
}

/// What can be done about the findings.
fn fixes(summary: &Summary) -> String {
    let (safe, reviewed) = (summary.safely_fixable, summary.fixable_by_review);
    let by_hand = summary.fixable.saturating_sub(safe + reviewed);
    let ways = [(safe, "by `--fix`"), (reviewed, "by `--fix --unsafe-fixes`"), (by_hand, "by hand, with an editor's help")];
    let mut parts = ways.into_iter().filter(|(count, _)| *count > 0);
    let Some((first, way)) = parts.next() else { return String::new() };
    let rest: String = parts.map(|(count, way)| format!(", {count} more {way}")).collect();
    format!(" {first} can be fixed {way}{rest}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_says_what_to_do_next() {
        let summary = |drafts, concerned, levels, fixable, safely_fixable, fixable_by_review| {
            let files = drafts;
            Summary { files, drafts, concerned, levels, fixable, safely_fixable, fixable_by_review }
        };
        let table = [
            (summary(7, 0, [0; 4], 0, 0, 0), "7 drafts read: nothing that would put anybody off.\n"),
            (
                summary(7, 2, [1, 0, 3, 1], 4, 3, 1),
                "2 of 7 drafts have 5 findings: 1 error, 3 warnings, 1 hint. 3 can be fixed by `--fix`, 1 more by `--fix \
                 --unsafe-fixes`. `tactful explain RULE` says why.\n",
            ),
            (
                summary(1, 1, [0, 0, 1, 0], 1, 0, 0),
                "1 draft has 1 finding: 1 warning. 1 can be fixed by hand, with an editor's help. `tactful explain RULE` says \
                 why.\n",
            ),
            (summary(1, 1, [0, 1, 0, 0], 0, 0, 0), "1 draft has 1 finding: 1 note. `tactful explain RULE` says why.\n"),
        ];
        for (summary, expected) in table {
            assert_eq!(closing(&summary), expected);
        }
    }
}
