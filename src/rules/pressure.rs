//! The reader is hurried.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, calm, each_clause, removal,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "pressure",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Place,
    why: "People who feel pushed step back.",
    when: "Urgency, scarcity, fear of missing out (“act now”, “only 3 spots left”), social proof used to sway, and a date used to hurry the reader for the writer's sake. Advice in the reader's own interest is none. One a sentence, the smallest clause that carries it.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Only 3 spots left⟧!",
            fixed: &["Hi Ann, here is the chart."],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Act now before it's too late⟧!",
            fixed: &["Hi Ann, here is the chart."],
        },
        Flags {
            context: "to: Ann Carter\nkind: message\nrelationship: acquainted",
            text: "Hi Ann, here is the chart. Please buy my starter kit, ⟦only 3 left⟧!",
            fixed: &["Hi Ann, here is the chart. Please buy my starter kit!"],
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, no pressure at all. Take it off the heat before you open the valve.",
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, my grandfather's book was printed in only 300 copies.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    each_clause(draft, Act::Pressure, |said, clause| {
        Finding::new(clause, "This hurries them, and people who feel pushed step back. Put it calmly.")
            .fix(move || calm::fix(draft, said, Act::Pressure))
            .fix(move || removal::clause_fix(draft, said, clause, Act::Pressure, "Remove the hurry"))
            .fix(move || removal::fix(draft, said, "Remove the sentence"))
    })
}
