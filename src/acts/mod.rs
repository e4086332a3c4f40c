//! What each sentence does.

mod act;
pub mod clause;
pub mod entities;
pub mod features;
pub mod greeting;
pub mod likely;
pub mod marks;
pub mod model;
mod ownership;
mod reading;
pub mod settling;
mod spoken;
pub mod sums;
pub mod surroundings;
pub mod words;

pub use act::{Act, ActSet};
pub use entities::{Entities, Named, Owner};
pub use reading::{BY_CLAUSE, Reader, Said};
pub use surroundings::{Circumstances, Place, Tenor};
