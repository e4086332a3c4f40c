//! Nobody knows who is speaking.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, remedy, wording,
};
use crate::{acts::Act, draft::Draft, fix::Fix, level::Level};

pub static RULE: Rule = Rule {
    name: "missing-introduction",
    family: Family::Arriving,
    level: Level::Warning,
    scope: Scope::Draft,
    why: "A stranger who starts talking without a word about themselves leaves everybody wondering who let them in.",
    when: "First contact, and no sentence says who the writer is: a name with what they do, or what they do, or how they belong to the group. A name alone in a sign-off is no introduction.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "⟦Hello everyone!⟧\n\nThe rye thread last week was a joy. What flour do you use?",
            fixed: &[
                "Hello everyone!\n\nI'm Maya Lindqvist, a sourdough baker. The rye thread last week was a joy. What flour do you use?",
            ],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Hi Ann,⟧\n\nyour chart of rye starters is on our fridge. Did you draw it yourself?\n\nMaya",
            fixed: &[
                "Hi Ann,\n\nI'm Maya Lindqvist, a sourdough baker. your chart of rye starters is on our fridge. Did you draw it yourself?\n\nMaya",
            ],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Hi Ann! Hope you are well. Your chart of rye starters is on our fridge. Did you draw it yourself?⟧",
            fixed: &[
                "Hi Ann! Hope you are well. I'm Maya Lindqvist, a sourdough baker. Your chart of rye starters is on our fridge. Did you draw it yourself?",
            ],
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hello! Retired school cook from Whitby here, reading along since the spring. What flour do you use?",
        },
        Allows {
            context: "to: Ann Carter\nkind: message\nrelationship: acquainted",
            text: "Hi Ann, did the starter survive the move?",
        },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "Ten minutes of steam does it." },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    if !draft.brief.is_first_contact() || draft.sentences.is_empty() || draft.does(Act::Introduction) {
        return Vec::new();
    }
    let fix = || Fix::safe("Add an introduction", remedy::insertion_after_greeting(draft, &wording::introduction(draft)));
    let message = "They will wonder who is speaking. Tell them who you are in a line.";
    vec![Finding::new(draft.first_line(), message).fix(fix)]
}
