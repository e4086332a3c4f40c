//! Nothing recognises the reader.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, remedy, wording,
};
use crate::{acts::Act, context::Kind, draft::Draft, fix::Fix, level::Level};

pub static RULE: Rule = Rule {
    name: "missing-acknowledgement",
    family: Family::Listening,
    level: Level::Information,
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
                "Hi all, I'm Maya, a baker in Leeds. I enjoyed [a post or thread here that helped you]. Please buy my course at ryeandshine.example.\n\nWhat are you baking?",
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
    let text = wording::acknowledgement(draft);
    let edits = match draft.doing(Act::Introduction).next() {
        Some(introduction) if introduction.text().ends_with(['.', '!', '?']) => {
            vec![remedy::insertion_after(introduction, &text)]
        }
        _ => remedy::insertion_after_greeting(draft, &text),
    };
    let message = "They may feel unnoticed. Say what you liked, in particular.";
    vec![Finding::new(draft.first_line(), message).fix(move || Fix::safe("Say what you liked", edits))]
}
