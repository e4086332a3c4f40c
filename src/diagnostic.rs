//! Diagnostics: what a reader would mind, where, and what can be done.

use crate::{document::ByteRange, fix::Fix, level::Level};

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
}
