//! An answer is chased.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, calm, removal,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "nagging",
    family: Family::HearingNo,
    level: Level::Hint,
    scope: Scope::Place,
    why: "A silence is an answer too; a reminder turns it into a debt.",
    when: "“Just bumping this”, “did you see my last message?”, “following up again”, “I still haven't heard back”. Not a follow-up that was promised.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann! ⟦Just bumping this to the top of your inbox.⟧",
            fixed: &["Hi Ann! There is no hurry with this."],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann! ⟦Did you see my last message?⟧ The oven is on.",
            fixed: &["Hi Ann! How have you been? The oven is on."],
        },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "Hi Ann! Did you see the match on Sunday?" },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, as promised on Monday: the flour is milled in Calne.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    draft
        .doing(Act::Nagging)
        .map(|said| {
            Finding::new(said.range(), "A reminder can feel like a debt. Leave it out, or bring something new.")
                .fix(move || calm::fix(draft, said, Act::Nagging))
                .fix(move || removal::fix(draft, said, "Remove the reminder"))
        })
        .collect()
}
