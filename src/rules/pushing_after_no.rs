//! It goes on after a no.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, each_offence, removal, wording,
};
use crate::{
    acts::Said,
    draft::{Draft, Offence},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "pushing-after-no",
    family: Family::HearingNo,
    level: Level::Warning,
    scope: Scope::Place,
    why: "Asking again tells them that their answer was not heard.",
    when: "The answer was no (front matter, history, or the text says so), and the draft asks for it, promotes it or argues against the answer again: “please reconsider”, “just this once”.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann, thanks for your answer. ⟦Please reconsider, just this once.⟧",
            fixed: &["Hi Ann, thanks for your answer. If it helps, here is [something that helps them]."],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann, that's clear. ⟦Our offer still stands if you change your mind.⟧",
            fixed: &["Hi Ann, that's clear. If it helps, here is [something that helps them]."],
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann, that's clear, and thank you for answering so kindly.",
        },
        Allows { context: "to: Ann Carter\nkind: follow-up", text: "Hi Ann, please send me the flour table." },
        Allows {
            context: "to: Ann Carter\nkind: message\nsent: 2026-05-20\nreply: declined\nreplied: 2026-05-22",
            text: "Hi Ann, could you sign up for my course?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let first = draft.acting().find(|said| draft.offence(said) == Some(Offence::PushingAfterNo)).map(Said::range);
    each_offence(draft, Offence::PushingAfterNo, |said| {
        let is_first = first == Some(said.range());
        let offer = move || removal::instead(draft, said, "Offer something that helps them", &wording::help(draft));
        Finding::new(said.range(), "They said no, and may feel unheard. Offer something that helps them.")
            .fix(move || is_first.then(offer).flatten())
            .fix(move || removal::fix(draft, said, "Remove the request"))
    })
}
