//! A yes is taken for given.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, removal, wording,
};
use crate::{acts::Act, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "presumed-permission",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Place,
    why: "Acting as if they had said yes takes the choice out of their hands.",
    when: "Acts as if a yes (to posting, coming, covering, a deal) were already given: “I'll go ahead and post it on Friday”, “I've already shared it in your group, hope that's okay”.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, here are the figures. ⟦I'll go ahead and post it in your group on Friday.⟧",
            fixed: &["Hi Ann, here are the figures. Would that be alright with you?"],
        },
        Flags {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann! ⟦You haven't said no, so I'm taking that as a yes.⟧",
            fixed: &["Hi Ann! Would that be alright with you?"],
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, I have read your recipe, and there is a typo in line 3.",
        },
        Allows {
            context: "to: Ann Carter\nkind: follow-up",
            text: "Hi Ann, would it be alright to post the chart in your group?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    draft
        .doing(Act::PresumedPermission)
        .map(|said| {
            let question = || wording::in_register(draft, "Would that be alright with you?");
            Finding::new(said.range(), "They have not said yes, and may feel overruled. Ask, and leave room for no.")
                .fix(move || removal::instead(draft, said, "Ask instead", &question()))
                .fix(move || removal::fix(draft, said, "Remove the sentence"))
        })
        .collect()
}
