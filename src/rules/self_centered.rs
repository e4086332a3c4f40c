//! The draft is about the writer.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{document::Tally, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "self-centered",
    family: Family::Listening,
    level: Level::Hint,
    scope: Scope::Draft,
    why: "People stop listening to somebody who speaks only of themselves.",
    when: "60 words or more, 8 or more of I, me, my, we, us, our, and over three times as many of them as of you and your.",
    examples: &[
        Flags {
            context: "kind: post",
            text: "⟦I started my bakery when I was twenty and I have never looked back since that cold morning in March.⟧\n\nMy ovens came from my uncle, my flour comes from a mill near my house, and I still bake each of my loaves by hand. We open at six. I sweep, I knead, I sell, and at night I write down what I learned about bread that day.",
            fixed: &[],
        },
        Flags {
            context: "kind: message",
            text: "⟦We are a small team and we love what we do, and our work has taken us to eleven countries so far.⟧\n\nOur studio is in Porto, our clients are in Oslo, and our coffee is from home. We draw, we print, we fold, we ship. Last year we moved house, and in the spring we shall print a book on paper that we made from old sails and rope.",
            fixed: &[],
        },
        Allows { context: "kind: post", text: "I bake, I sell, I sweep, and I like my work, my oven and my flour." },
        Allows {
            context: "kind: message",
            text: "I read your book in one night and I lent it to my mother, who lent it to your old neighbour. I have been wondering since what you would say to my pupils, who have your photograph on their wall and ask me about you each week. I told them I would ask you: how did you start, and what would you do if you were twelve and had your first camera?",
        },
    ],
    check,
};

/// Figures of SPEC.md.
const MIN_WORDS: u32 = 60;
const MIN_SELF: u32 = 8;
const TIMES: u32 = 3;

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let Tally { words, first_person: own, second_person: theirs, .. } = draft.tally();
    if words < MIN_WORDS || own < MIN_SELF || own <= TIMES * theirs {
        return Vec::new();
    }
    let message = format!("They may feel like an audience: {own} times I, {theirs} times you. Turn to them.");
    vec![Finding::new(draft.first_line(), message)]
}
