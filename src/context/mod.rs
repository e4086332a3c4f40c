//! What is known beside the text.

mod brief;
mod circumstances;
pub mod drafts;
pub mod history;
pub mod limit;
pub mod lookup;
mod record;
mod relation;
pub mod settings;
mod sketch;
mod toml_reader;

pub use brief::Brief;
pub use circumstances::{Kind, Permission, Platform, Relationship, Reply};
pub use history::{History, Past};
pub use record::{Gist, Record};
pub use relation::{Next, Relation, relations};
pub use settings::{Forbidden, Group, Limits, Me, Person, Problem, Promotion, Settings};
pub use sketch::Sketch;
pub use toml_reader::suggestion;

static TODAY: std::sync::OnceLock<jiff::civil::Date> = std::sync::OnceLock::new();

/// The day it is here and now, or the one that was set.
#[must_use]
pub fn today() -> jiff::civil::Date {
    TODAY.get().copied().unwrap_or_else(|| jiff::ZonedDateTime::now().date())
}

/// Has this process read as if it were `day`. The first call counts.
pub fn set_today(day: jiff::civil::Date) {
    let _ = TODAY.set(day);
}
