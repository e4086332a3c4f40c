//! The JSON report: a contract. Offsets are UTF-8 bytes, ends exclusive; lines and columns count from 1, columns in characters.

use super::{Checked, Summary};
use crate::{
    diagnostic::{Diagnostic, Related},
    document::position::{self, Encoding},
    fix::{Fix, Safety},
    level::Level,
};
use ropey::Rope;
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Report<'f> {
    version: u32,
    files: Vec<File<'f>>,
    summary: Counts,
}

#[derive(Serialize)]
struct File<'f> {
    path: &'f str,
    draft: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relationship: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'static str>,
    diagnostics: Vec<Entry<'f>>,
}

#[derive(Serialize)]
struct Entry<'f> {
    rule: &'static str,
    severity: &'static str,
    message: &'f str,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Reason<'f>>,
    fixes: Vec<Offer<'f>>,
}

#[derive(Serialize)]
struct Reason<'f> {
    path: &'f Path,
    line: u32,
    message: &'f str,
}

/// A place of a text; line and column count from 1, the column in characters, the offset in bytes.
#[derive(Serialize)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    offset: usize,
}

#[derive(Serialize)]
struct Offer<'f> {
    title: &'f str,
    safe: bool,
    edits: Vec<Change<'f>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    creates: Vec<Creation<'f>>,
}

#[derive(Serialize)]
struct Change<'f> {
    start: usize,
    end: usize,
    text: &'f str,
}

#[derive(Serialize)]
struct Creation<'f> {
    path: &'f str,
    text: &'f str,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    drafts: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    hints: usize,
}

/// The report on `files`, on one line.
///
/// # Errors
/// Where it cannot be put into JSON, which a report always can.
pub fn render(files: &[Checked]) -> serde_json::Result<String> {
    let summary = Summary::of(files);
    serde_json::to_string(&Report {
        version: 1,
        files: files.iter().map(file).collect(),
        summary: Counts {
            files: summary.files,
            drafts: summary.drafts,
            errors: summary.count(Level::Error),
            warnings: summary.count(Level::Warning),
            information: summary.count(Level::Information),
            hints: summary.count(Level::Hint),
        },
    })
}

fn file(checked: &Checked) -> File<'_> {
    let draft = checked.outcome.draft.as_ref();
    let rope = Rope::from_str(&checked.source);
    File {
        path: &checked.path,
        draft: draft.is_some(),
        kind: draft.map(|found| found.kind.name()),
        relationship: draft.map(|found| found.relationship.name()),
        permission: draft.map(|found| found.permission.name()),
        diagnostics: checked.outcome.diagnostics.iter().map(|diagnostic| entry(diagnostic, &rope)).collect(),
    }
}

fn entry<'f>(diagnostic: &'f Diagnostic, rope: &Rope) -> Entry<'f> {
    Entry {
        rule: diagnostic.rule,
        severity: diagnostic.level.name(),
        message: &diagnostic.message,
        start: place(rope, diagnostic.range.start),
        end: place(rope, diagnostic.range.end),
        related: diagnostic.related.iter().map(reason).collect(),
        fixes: diagnostic.fixes.iter().map(offer).collect(),
    }
}

pub(super) fn place(rope: &Rope, offset: usize) -> Place {
    let position = position::position(rope, offset, Encoding::Utf32);
    Place { line: position.line + 1, column: position.character + 1, offset }
}

fn reason(related: &Related) -> Reason<'_> {
    Reason { path: &related.path, line: related.line + 1, message: &related.message }
}

fn offer(fix: &Fix) -> Offer<'_> {
    Offer {
        title: &fix.title,
        safe: fix.safety == Safety::Safe,
        edits: fix.edits.iter().map(|edit| Change { start: edit.range.start, end: edit.range.end, text: &edit.text }).collect(),
        creates: fix.creates.iter().map(|file| Creation { path: &file.path, text: &file.text }).collect(),
    }
}
