//! Diagnostics: what a reader would mind, where, and what can be done.

use crate::{
    context::{Record, settings::FILE_NAME},
    document::ByteRange,
    fix::Fix,
    level::Level,
};
use std::path::PathBuf;

/// Something in a draft that would put its readers off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What the reader will feel, and what to do.
    pub message: String,
    /// Where, in bytes of the document.
    pub range: ByteRange,
    /// What can be done, the best first.
    pub fixes: Vec<Fix>,
    /// What it rests on.
    pub related: Vec<Related>,
}

/// A place outside the draft on which a diagnostic rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file, as seen from the folder of `tactful.toml`.
    pub path: PathBuf,
    /// From 0.
    pub line: u32,
    /// What it says there.
    pub message: String,
}

impl Related {
    /// A line of `tactful.toml`, from 0.
    #[must_use]
    pub fn settings(line: u32, message: &str) -> Self {
        Self { path: FILE_NAME.into(), line, message: message.to_owned() }
    }

    /// An earlier draft, at the line which tells of its answer or its day.
    #[must_use]
    pub fn of(record: &Record, message: &str) -> Self {
        Self { path: record.path.clone(), line: record.line, message: message.to_owned() }
    }
}
