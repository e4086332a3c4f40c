//! Praise that would fit anybody.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal, wording,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "generic-praise",
    family: Family::Listening,
    level: Level::Hint,
    scope: Scope::Place,
    why: "Praise that would fit anybody sounds like flattery, or like a robot.",
    when: "Praise without a word on what is praised. Not where the same sentence or the next says what exactly.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: comment",
            text: "⟦Great post!⟧ Soak the rye overnight and it will not crumble.",
            fixed: &["I enjoyed [post or thread here that helped you]. Soak the rye overnight and it will not crumble."],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann! ⟦Love your content!⟧ Which flour do you use?",
            fixed: &["Hi Ann! I liked [what you liked about their work on rye starters]. Which flour do you use?"],
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann! Your chart of rye starters has hung on our fridge since May.",
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Great article! Your pages on women who fix prices by gossip explained what I saw as a boy in Onitsha.",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    if !draft.does(Act::GenericPraise) {
        return Vec::new();
    }
    let says_what = |at: usize| draft.sentences.get(at).is_some_and(|said| said.does(Act::Acknowledgement));
    let praise = draft
        .sentences
        .iter()
        .enumerate()
        .filter(|(at, said)| said.does(Act::GenericPraise) && !says_what(*at) && !says_what(*at + 1));
    praise
        .map(|(_, said)| {
            let greets = draft.greeting().is_some_and(|(first, _)| std::ptr::eq(first, said));
            let say = move || removal::instead(draft, said, "Say what you liked", &wording::acknowledgement(draft));
            Finding::new(said.range(), "This would fit anybody, so it may sound hollow. Say what exactly you liked.")
                .fix(move || (!greets).then(say).flatten())
                .fix(move || removal::fix(draft, said, "Remove the praise"))
        })
        .collect()
}
