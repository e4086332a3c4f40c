//! A configured competitor is named.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal,
};
use crate::{
    acts::{Act, Owner, Said},
    document::ByteRange,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "competitor-mention",
    family: Family::Competing,
    level: Level::Hint,
    scope: Scope::Place,
    why: "Naming a competitor invites comparison, which is seldom what the reader came for.",
    when: "Names a configured competitor in a sentence that does not speak ill of it.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "We've had the ⟦DoughPro⟧ for a year.",
            fixed: &["We've had another tool for a year."],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "My neighbour moved here from ⟦DoughPro⟧ in May.",
            fixed: &["My neighbour moved here from other tools in May."],
        },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "Dough proofs faster in summer." },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "DoughPro is overpriced garbage and their support is useless.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    if !draft.entities().have_names() {
        return Vec::new();
    }
    let fair = draft.sentences.iter().filter(|said| !said.does(Act::Disparagement));
    let theirs = |said: &'d Said<'d>| said.names().filter(|name| name.owner == Owner::Competitor).map(move |name| (said, name));
    fair.flat_map(theirs).map(|(said, name)| finding(draft, said, name.range)).collect()
}

fn finding<'d>(draft: &'d Draft<'d>, said: &'d Said<'d>, name: ByteRange) -> Finding<'d> {
    Finding::new(name, "Naming a competitor invites comparison. Does the reader need the name?")
        .fix(move || Fix::to_review("Say “other tools” instead", vec![instead(said, name)]))
        .fix(move || removal::fix(draft, said, "Remove the sentence"))
}

/// What stands for the name, with the article before it where there is one.
fn instead(said: &Said<'_>, name: ByteRange) -> Edit {
    let before = said.block.text.get(..name.start - said.start).unwrap_or_default();
    let article = ["the ", "a ", "an "].iter().find(|article| {
        before.to_lowercase().ends_with(*article)
            && !before.get(..before.len() - article.len()).is_some_and(|t| t.ends_with(char::is_alphanumeric))
    });
    let starts = before.get(said.sentence.range.start..).is_none_or(|t| t.trim().is_empty());
    match article {
        Some(article) => Edit::replacement(ByteRange::new(name.start - article.len(), name.end), "another tool"),
        None if starts => Edit::replacement(name, "Other tools"),
        None => Edit::replacement(name, "other tools"),
    }
}
