//! One request after the other.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal,
};
use crate::{
    draft::{Draft, asks},
    level::Level,
};
use rustc_hash::FxHashSet;

pub static RULE: Rule = Rule {
    name: "too-many-asks",
    family: Family::Promoting,
    level: Level::Information,
    scope: Scope::Place,
    why: "One favour can be granted; three are a list of chores.",
    when: "More than two different asks: each from the third on.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann! Please like my page. Please share it with your friends. ⟦Please sign up for my newsletter too.⟧",
            fixed: &["Hi Ann! Please like my page. Please share it with your friends."],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann! Please like my page. Please vote for my loaf. ⟦Please donate to my oven fund.⟧ ⟦Please buy my book.⟧",
            fixed: &[
                "Hi Ann! Please like my page. Please vote for my loaf. Please buy my book.",
                "Hi Ann! Please like my page. Please vote for my loaf. Please donate to my oven fund.",
            ],
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann! Please like my page. Please share it with your friends.",
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann! How are you? What are you baking? Which flour do you use?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let mut seen = FxHashSet::default();
    let different = draft.acting().filter(|said| asks(said)).filter(|said| seen.insert(said.text()));
    different
        .skip(2)
        .map(|said| {
            Finding::new(said.range(), "This is one more thing to do for you. Keep the one that matters most.")
                .fix(move || removal::fix(draft, said, "Remove the ask"))
        })
        .collect()
}
