//! Nothing recognises the reader.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, remedy, wording,
};
use crate::{
    acts::Act,
    context::Kind,
    draft::{Draft, wants},
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "missing-acknowledgement",
    family: Family::Listening,
    level: Level::Information,
    scope: Scope::Draft,
    why: "Somebody who wants something and has noticed nothing could have written to anyone.",
    when: "A first-contact message or invite, or a first-contact post that promotes or asks, in which nothing recognises something about the reader, their work or the group. Praise that would fit anybody recognises nothing.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Hi Ann,⟧\n\nI'm Maya, a baker in Leeds. Which flour do you use?",
            fixed: &[
                "Hi Ann,\n\nI'm Maya, a baker in Leeds. I liked [what you liked about their work on rye starters]. Which flour do you use?",
            ],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "⟦Hi all, I'm Maya, a baker in Leeds. Please buy my course at ryeandshine.example.⟧\n\nWhat are you baking?",
            fixed: &[
                "Hi all, I'm Maya, a baker in Leeds. I enjoyed [post or thread here that helped you]. Please buy my course at ryeandshine.example.\n\nWhat are you baking?",
            ],
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann, your chart of rye starters has hung on our fridge since May. Did you draw it yourself?",
        },
        Allows { context: "to: Bakers of Bristol\nkind: post", text: "Hi all, I'm Maya, a baker in Leeds. What are you baking?" },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let owes = matches!(draft.brief.kind, Kind::Message | Kind::Invite) || draft.wants();
    if !draft.brief.is_first_contact() || !owes || draft.sentences.is_empty() || draft.does(Act::Acknowledgement) {
        return Vec::new();
    }
    let message = "They may feel unnoticed. Say what you liked, in particular.";
    vec![Finding::new(draft.first_line(), message).fix(|| Fix::safe("Say what you liked", recognition(draft)))]
}

/// After the introduction where that wants nothing, else first.
fn recognition(draft: &Draft<'_>) -> Vec<Edit> {
    let text = wording::acknowledgement(draft);
    let introduction = draft.doing(Act::Introduction).next();
    match introduction.filter(|said| said.text().ends_with(['.', '!', '?']) && !wants(said)) {
        Some(introduction) => vec![remedy::insertion_after(introduction, &text)],
        None => remedy::insertion_after_greeting(draft, &text),
    }
}
