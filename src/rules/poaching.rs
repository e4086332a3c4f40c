//! The host's guests are invited to another party.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, each_offence, private_request, removal,
};
use crate::{
    draft::{Draft, Offence},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "poaching",
    family: Family::Promoting,
    level: Level::Error,
    scope: Scope::Place,
    why: "Telling a host's guests to come to another party, at the host's own table, ends friendships.",
    when: "A post or comment that invites the host's guests to a group, community, server, forum, chat or club which the writer runs or helps to run, without permission.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hi all, I'm Maya, a baker in Leeds. ⟦Come and join my own Discord server for bakers instead.⟧ What are you baking?",
            fixed: &["Hi all, I'm Maya, a baker in Leeds. What are you baking?"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "Soak it overnight. ⟦We've set up a smaller WhatsApp group for rye people, message me and I'll add you.⟧",
            fixed: &["Soak it overnight."],
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post\npermission: granted",
            text: "Hi all, I'm Maya. Come and join my Discord server for bakers.",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Hi all, I'm Maya, I joined this group last week. What are you baking?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    each_offence(draft, Offence::Poaching, |said| {
        Finding::new(said.range(), "The host may feel robbed of their guests. Ask them first, in private.")
            .fix(move || private_request::fix(draft, said))
            .fix(move || removal::fix(draft, said, "Remove the promotion"))
            .fix(move || private_request::record(draft))
    })
}
