//! The report for people: what the reader will feel, where, and what can be done.

use super::{Checked, Summary};
use crate::{context::Problem, diagnostic::Diagnostic, document::ByteRange, level::Level, shown::visible};
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet, renderer::DecorStyle};

/// The report on `files`, with colours where `colour` says so.
#[must_use]
pub fn render(files: &[Checked], colour: bool) -> String {
    let renderer = renderer(colour);
    let mut text = String::new();
    for file in files {
        for diagnostic in file.outcome.diagnostics.iter().take(MOST) {
            text.push_str(&renderer.render(&[group(file, diagnostic)]));
            text.push_str("\n\n");
        }
        if let Some(more @ 1..) = file.outcome.diagnostics.len().checked_sub(MOST) {
            text.push_str(&format!("{}: {more} more, which `--format json` shows\n\n", visible(&file.path)));
        }
    }
    text.push_str(&closing(&Summary::of(files)));
    text
}

/// A mistake in a settings file, with its place.
#[must_use]
pub fn render_problem(path: &str, source: &str, problem: &Problem, colour: bool) -> String {
    let snippet = Snippet::source(source).path(visible(path)).annotation(AnnotationKind::Primary.span(problem.range.into()));
    renderer(colour).render(&[Title::ERROR.primary_title(visible(&problem.message)).element(snippet)])
}

fn renderer(colour: bool) -> Renderer {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).term_width(WIDTH)
}

/// Diagnostics of one file that are shown: nobody reads on, and each takes its time to be drawn.
const MOST: usize = 200;

/// Columns of a line of the report.
const WIDTH: usize = 110;

/// As much of `range` as a line of the report has room for: paragraphs stand on one line in many a draft.
fn shown(range: ByteRange, source: &str) -> ByteRange {
    let text = range.of(source);
    let room = text.char_indices().nth(WIDTH - 20).map_or(text.len(), |(at, _)| at);
    let line = text.find('\n').unwrap_or(text.len());
    ByteRange::new(range.start, range.start + room.min(line))
}

fn group<'f>(file: &'f Checked, diagnostic: &'f Diagnostic) -> Group<'f> {
    let title = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Information => Title::INFO,
        Level::Hint => Title::NOTE.with_name("hint"),
    };
    let snippet = Snippet::source(file.source.as_str())
        .path(visible(&file.path))
        .annotation(AnnotationKind::Primary.span(shown(diagnostic.range, &file.source).into()));
    let fixes = diagnostic.fixes.iter().map(|fix| Title::HELP.with_name("fix").message(visible(&fix.title)));
    let notes = diagnostic.related.iter().map(|related| {
        let path = related.path.display();
        Title::NOTE.message(visible(&format!("{} ({path}:{})", related.message, related.line + 1)))
    });
    title.primary_title(visible(&diagnostic.message)).id(diagnostic.rule).element(snippet).elements(notes).elements(fixes)
}

fn closing(summary: &Summary) -> String {
    let drafts = counted(summary.drafts, "draft");
    let found: Vec<_> =
        [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Information, "note"), (Level::Hint, "hint")]
            .into_iter()
            .filter(|(level, _)| summary.count(*level) > 0)
            .map(|(level, noun)| counted(summary.count(level), noun))
            .collect();
    if found.is_empty() {
        return format!("{drafts} read: nothing that would put anybody off.\n");
    }
    let fixes = format!("{} can be fixed by key in an editor, {} of them by `--fix`", summary.fixable, summary.safely_fixable);
    format!("{drafts} read: {}. {fixes}. `tactful explain RULE` says why.\n", found.join(", "))
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
