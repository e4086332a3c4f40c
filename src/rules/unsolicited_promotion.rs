//! Promotion in a host's group without the host's permission.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, each_offence, private_request, removal,
};
use crate::{
    draft::{Draft, Offence},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "unsolicited-promotion",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Place,
    why: "The host spent years gathering these people. Selling to them unasked is helping oneself from the host's larder.",
    when: "A post or comment promotes or asks without the host's permission: it was not granted, promotion is not welcome in the group, and this is none of its days. An error when the writer joined the group under 14 days ago. Petitions, surveys and collections for a good cause ask too. Not a product named because somebody in the thread asked for it, where the draft shows that they did.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hi all, I'm Maya, a baker in Leeds. ⟦Sign up for my bread course at ryeandshine.example!⟧ What are you baking?",
            fixed: &["Hi all, I'm Maya, a baker in Leeds. What are you baking?"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "Soak it overnight. ⟦My new book has a chapter on it, buy it at ryeandshine.example.⟧",
            fixed: &["Soak it overnight."],
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post\npermission: granted",
            text: "Hi all, I'm Maya. Sign up for my bread course at ryeandshine.example!",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hi all, I'm Maya, a baker in Leeds. Soak the rye overnight and it will not crumble.",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "> Where did you buy that tin?\n\nI sell them myself, at ryeandshine.example.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    each_offence(draft, Offence::UnsolicitedPromotion, |said| {
        let message = "Guests here did not ask for this. Ask the host first, in private.";
        let finding = Finding::new(said.range(), message)
            .fix(move || private_request::fix(draft, said))
            .fix(move || removal::fix(draft, said, "Remove the promotion"))
            .fix(move || private_request::record(draft));
        if draft.brief.is_newcomer() { finding.at_level(Level::Error) } else { finding }
    })
}
