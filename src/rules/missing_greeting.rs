//! A private message starts without a greeting.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, wording,
};
use crate::{
    acts::Act,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "missing-greeting",
    family: Family::Arriving,
    level: Level::Hint,
    scope: Scope::Draft,
    why: "A message that starts in the middle feels like a hand on the shoulder.",
    when: "A message, invite or follow-up that starts without a greeting or the reader's name.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Your rye chart is a joy. Did you draw it?⟧",
            fixed: &["Hi Ann,\n\nYour rye chart is a joy. Did you draw it?"],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "⟦The figures you wanted: 40 loaves a day.⟧",
            fixed: &["Hi Ann,\n\nThe figures you wanted: 40 loaves a day."],
        },
        Allows { context: "to: Ann Carter\nkind: message", text: "Ann, your rye chart is a joy." },
        Allows { context: "to: Ann Carter\nkind: invite", text: "Good morning! Your rye chart is a joy." },
        Allows { context: "to: Bakers of Bristol\nkind: post", text: "Has anybody tried spelt?" },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let Some(first) = draft.sentences.first().filter(|_| draft.brief.kind.is_private()) else {
        return Vec::new();
    };
    let names_reader = draft.reader_names().iter().any(|name| first.text().contains(name));
    if draft.greeting().is_some() || first.does(Act::Greeting) || names_reader {
        return Vec::new();
    }
    let (greeting, line_break) = (wording::greeting(draft), super::remedy::line_break(draft));
    let edit = Edit::insertion(draft.first_line().start, format!("{greeting},{line_break}{line_break}"));
    let fix = Fix::safe("Greet them by name", vec![edit]);
    vec![Finding::new(draft.first_line(), "Starting without a hello can feel abrupt. Greet them first.").fix(move || fix)]
}
