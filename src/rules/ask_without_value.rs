//! Something is wanted and nothing is given.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, remedy, wording,
};
use crate::{
    acts::Act,
    draft::{Draft, asks, wants},
    fix::Fix,
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "ask-without-value",
    family: Family::Promoting,
    level: Level::Information,
    scope: Scope::Draft,
    why: "Guests who bring something are asked again.",
    when: "A draft that promotes or asks and gives nothing of value to the reader; not between friends, and not for a request for permission. A free trial or tier of what one sells, a barter, a sample sent for coverage, and facts that only support the ask are no value.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, good to meet you on Friday. ⟦Please like my page.⟧",
            fixed: &[
                "Hi Ann, good to meet you on Friday. Please like my page. If it helps, here is [something that helps them].",
            ],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hi all, I'm Maya, a baker in Leeds. ⟦Sign up for my bread course at ryeandshine.example!⟧",
            fixed: &[
                "Hi all, I'm Maya, a baker in Leeds. Sign up for my bread course at ryeandshine.example! If it helps, here is [something that helps them].",
            ],
        },
        Allows { context: "to: Ann Carter\nkind: message\nrelationship: friend", text: "Ann! Please like my page." },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "Soak the rye overnight in warm water and it won't crumble. My new book has a chapter on it.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    if draft.is_between_friends() || draft.does(Act::Value) {
        return Vec::new();
    }
    let wanting = draft.acting().find(|said| asks(said)).or_else(|| draft.acting().find(|said| wants(said)));
    let only_permission = draft.does(Act::PermissionRequest) && !draft.asks();
    let Some(said) = wanting.filter(|_| !only_permission) else {
        return Vec::new();
    };
    let gift = || {
        let edit = remedy::insertion_at_end(draft, &wording::help(draft));
        edit.map(|edit| Fix::to_review("Offer something that helps them", vec![edit]))
    };
    vec![Finding::new(said.range(), "This only wants something. Bring a tip, an answer or some help along.").fix(gift)]
}
