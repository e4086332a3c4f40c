//! Thanks for what nobody agreed to.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, calm, each_clause, removal,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "presumptuous-thanks",
    family: Family::BeingHuman,
    level: Level::Hint,
    scope: Scope::Place,
    why: "Thanks ahead of time turn a favour into something owed.",
    when: "“Thanks in advance”, “thank you for sharing this with your audience” before anybody agreed.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Thanks in advance⟧!",
            fixed: &["Hi Ann, here is the chart. Thank you for reading!"],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Thank you in advance for your cooperation⟧.",
            fixed: &["Hi Ann, here is the chart."],
        },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "Hi Ann, thank you for lending me the tin last week." },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "Hi Ann, thanks for the photos you sent on Monday." },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    each_clause(draft, Act::PresumptuousThanks, |said, clause| {
        Finding::new(clause, "Thanks before the fact can feel like a claim. Thank them afterwards.")
            .fix(move || calm::fix(draft, said, Act::PresumptuousThanks))
            .fix(move || removal::clause_fix(draft, said, clause, Act::PresumptuousThanks, "Remove the thanks"))
            .fix(move || removal::fix(draft, said, "Remove the sentence"))
    })
}
