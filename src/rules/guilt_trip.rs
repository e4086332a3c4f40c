//! A refusal or a silence is taken personally.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal, wording,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "guilt-trip",
    family: Family::HearingNo,
    level: Level::Warning,
    scope: Scope::Place,
    why: "Nobody says yes to somebody who took their no badly.",
    when: "Takes a refusal or a silence personally: hurt, resentful, entitled, sarcastic, blaming (“after all I've done for this group”, “your loss”).",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "⟦Hi Ann, after all I've done for this group I expected more.⟧",
            fixed: &["Hi Ann, thank you for telling me, I understand."],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann. ⟦I guess small bakers just don't matter to you.⟧ See you on Monday.",
            fixed: &["Hi Ann. Thank you for telling me, I understand. See you on Monday."],
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann, thanks for telling me so kindly, I understand.",
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up\nreply: declined",
            text: "Hi Ann, that's clear, and my loss. The tap drips because the washer is too small.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    draft
        .doing(Act::GuiltTrip)
        .map(|said| {
            Finding::new(said.range(), "They may feel blamed. Take it graciously, and the door stays open.")
                .fix(move || removal::instead(draft, said, "Reply graciously", &wording::gracious(draft)))
                .fix(move || removal::fix(draft, said, "Remove the reproach"))
        })
        .collect()
}
