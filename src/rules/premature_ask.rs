//! A stranger is asked for a favour.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal, wording,
};
use crate::{
    acts::Act,
    draft::{Draft, Offence},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "premature-ask",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Place,
    why: "Nobody likes a tap on the shoulder that ends in a request.",
    when: "A first-contact message or invite that asks, openly or between the lines: like my page, follow, join, buy, book a call, have a listen, share. Advertising alone is no ask, nor is the connection request itself.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: invite",
            text: "Hi Ann! ⟦Please like my page.⟧",
            fixed: &["Hi Ann! What are you working on at the moment?"],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann, I'm Maya, a baker in Leeds. ⟦Do you have fifteen minutes for a call on Thursday?⟧",
            fixed: &["Hi Ann, I'm Maya, a baker in Leeds. What are you working on at the moment?"],
        },
        Allows { context: "to: Ann Carter\nkind: invite", text: "Hi Ann! I liked your talk on soil. What will you plant first?" },
        Allows { context: "to: Ann Carter\nkind: message\nrelationship: acquainted", text: "Hi Ann! Please like my page." },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let already_asks = draft.does(Act::Question);
    let mut first = true;
    let mut found = Vec::new();
    for said in draft.acting().filter(|said| draft.offence(said) == Some(Offence::PrematureAsk)) {
        let is_place = std::mem::take(&mut first) && !already_asks;
        let ask = move || removal::instead(draft, said, "Ask about them instead", &wording::question(draft));
        let message = "You have only just met, and they may feel used. Ask about them instead.";
        found.push(
            Finding::new(said.range(), message)
                .fix(move || is_place.then(ask).flatten())
                .fix(move || removal::fix(draft, said, "Remove the ask")),
        );
    }
    found
}
