//! Too much is promised.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, calm, each_clause, removal,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "overclaim",
    family: Family::Promoting,
    level: Level::Hint,
    scope: Scope::Place,
    why: "The louder the promise, the less it is believed.",
    when: "Hype: “game-changing”, “guaranteed results”, “10x your revenue”, “the best in the world”. Not sincere superlatives about one's own experience.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Guaranteed results in seven days⟧!",
            fixed: &["Hi Ann, here is the chart."],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦It will 10x your revenue overnight⟧.",
            fixed: &["Hi Ann, here is the chart."],
        },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "Hi Ann, that was the best bread I've ever eaten." },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, it took my bake time from 50 to 44 minutes in three tries.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    each_clause(draft, Act::Overclaim, |said, clause| {
        Finding::new(clause, "This promises so much that they will doubt the rest. Put it calmly.")
            .fix(move || calm::fix(draft, said, Act::Overclaim))
            .fix(move || removal::clause_fix(draft, said, clause, Act::Overclaim, "Remove the claim"))
            .fix(move || removal::fix(draft, said, "Remove the sentence"))
    })
}
