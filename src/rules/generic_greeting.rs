//! The greeting would fit anybody.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, wording,
};
use crate::{
    acts::greeting::Addressee,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "generic-greeting",
    family: Family::Arriving,
    level: Level::Hint,
    scope: Scope::Place,
    why: "“Dear Sir or Madam” says that the letter went to a hundred others.",
    when: "A greeting to anybody (“Dear Sir/Madam”, “To whom it may concern”, “Hi there”) where the recipient's name is known or the draft is a message, invite or follow-up.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Dear Sir or Madam⟧,\n\nyour rye chart is a joy.",
            fixed: &["Hi Ann,\n\nyour rye chart is a joy."],
        },
        Flags {
            context: "to: Dr Beatriz Salazar\nkind: invite",
            text: "⟦Hi there⟧! Your varroa counts filled our newsletter.",
            fixed: &["Dear Dr Salazar! Your varroa counts filled our newsletter."],
        },
        Flags {
            context: "to: d@e.example\nkind: message",
            text: "⟦Hi there⟧! Your varroa counts are a joy.",
            fixed: &["Hi [first name]! Your varroa counts are a joy."],
        },
        Flags {
            context: "kind: message",
            text: "⟦To whom it may concern⟧: the oven is hot.",
            fixed: &["Hi [first name]: the oven is hot."],
        },
        Allows { context: "to: Ann Carter\nkind: message", text: "My dear Mrs Carter, your rye chart is a joy." },
        Allows { context: "to: Bakers of Bristol\nkind: post", text: "Hi there! What flour do you use?" },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    if !draft.brief.kind.is_private() {
        return Vec::new();
    }
    let found = draft.greeting().filter(|(_, greeting)| greeting.addressee == Addressee::Anybody);
    found
        .map(|(said, greeting)| {
            let range = greeting.range.shifted(said.start);
            let fix = Fix::to_review("Greet them by name", vec![Edit::replacement(range, wording::greeting(draft))]);
            Finding::new(range, "This would fit anybody, and reads like a circular. Greet them by name.").fix(move || fix)
        })
        .into_iter()
        .collect()
}
