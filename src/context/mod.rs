//! What is known beside the text.

mod brief;
mod circumstances;
pub mod drafts;
pub mod history;
pub mod limit;
pub mod lookup;
mod record;
pub mod settings;
mod sketch;
mod toml_reader;

pub use brief::Brief;
pub use circumstances::{Kind, Permission, Platform, Relationship, Reply};
pub use history::{History, Past};
pub use record::{Gist, Record};
pub use settings::{Forbidden, Group, Limits, Me, Person, Problem, Promotion, Settings};
pub use sketch::Sketch;
pub use toml_reader::suggestion;

/// The day it is here and now.
#[must_use]
pub fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
