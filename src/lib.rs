//! Tactful reads a draft as its readers will, marks what would put them off, and offers to put it right.

#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod acts;
pub mod check;
pub mod context;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod fix;
pub mod level;
pub mod mend;
mod recipient;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod schema;
#[cfg(not(target_family = "wasm"))]
pub mod server;
pub mod shown;
pub mod silence;
mod trial;
#[cfg(target_family = "wasm")]
pub mod web;
mod wholeness;
