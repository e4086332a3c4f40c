//! Drafts that nobody wrote.
