//! A competitor is run down.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal, wording,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "disparagement",
    family: Family::Competing,
    level: Level::Error,
    scope: Scope::Place,
    why: "Whoever runs down others makes the room wonder what they say of us.",
    when: "Speaks ill of a competitor: one from `competitors`, another named product, person or firm, or a class of them, faint praise meant as a dig and a dig at somebody named further up included. Not of a problem, of a thing nobody sells, or of oneself; not a quotation.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here is the chart. ⟦Most bakery consultants just want your money and couldn't bake a roll.⟧",
            fixed: &["Hi Ann, here is the chart."],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "Soak the rye overnight. ⟦DoughPro is overpriced garbage and their support is useless.⟧",
            fixed: &["Soak the rye overnight."],
        },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "We've had the DoughPro 10 for a year and it's quiet." },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "My first loaf was terrible, a brick." },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    draft
        .doing(Act::Disparagement)
        .map(|said| {
            Finding::new(said.range(), "They will wonder what you would say of them. Say what you do instead.")
                .fix(move || removal::fix(draft, said, "Remove the competitor mention"))
                .fix(move || {
                    removal::instead(
                        draft,
                        said,
                        "Say what you do instead",
                        &wording::in_register(draft, "I do it like this: [how you do it]."),
                    )
                })
        })
        .collect()
}
