//! Nothing asks about the reader.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, remedy, wording,
};
use crate::{
    acts::Act,
    draft::{Draft, asks},
    fix::Fix,
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "missing-question",
    family: Family::Listening,
    level: Level::Information,
    scope: Scope::Draft,
    why: "A guest who asks nothing has come to talk, not to meet anybody.",
    when: "First contact, and nothing invites the reader to say something about themselves, their work or their view. The question that is the ask itself does not count. A draft whose only ask is for permission needs no other question.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Hi Ann, I'm Maya, a baker in Leeds. Your chart of rye starters has hung on our fridge since May.⟧",
            fixed: &[
                "Hi Ann, I'm Maya, a baker in Leeds. Your chart of rye starters has hung on our fridge since May. What are you working on at the moment?",
            ],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "⟦Hello, I'm Maya, a baker in Leeds. Soak the rye overnight and it will not crumble.⟧",
            fixed: &[
                "Hello, I'm Maya, a baker in Leeds. Soak the rye overnight and it will not crumble. What has your own experience been?",
            ],
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann, I'm Maya, a baker in Leeds. Which flour do you use for rye?",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hello, I'm Maya, a baker in Leeds. I'd love to hear how you all keep your starters alive.",
        },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "Soak it overnight." },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let only_for_permission = draft.does(Act::PermissionRequest) && !draft.asks();
    let invites = draft.doing(Act::Question).any(|said| !asks(said));
    if !draft.brief.is_first_contact() || draft.sentences.is_empty() || invites || only_for_permission {
        return Vec::new();
    }
    let fix = || {
        let edit = remedy::insertion_at_end(draft, &wording::question(draft));
        edit.map(|edit| Fix::safe("Ask about them", vec![edit]))
    };
    let message = "Nothing here invites them to speak. Ask about their work or their view.";
    vec![Finding::new(draft.first_line(), message).fix(fix)]
}
