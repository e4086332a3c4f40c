//! Fixes that people trust: what each does to drafts of every kind is held to what SPEC.md promises of all.

#[path = "../corpus/train/corpus.rs"]
#[allow(dead_code)]
mod corpus;
mod draft;
mod forms;
mod generated;
mod promises;
mod snapshots;
mod whole;
