//! The pitch comes first.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, opening, remedy, removal, wording,
};
use crate::{
    acts::{Act, Said},
    document::{ByteRange, Voice},
    draft::{Draft, wants},
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "opens-with-pitch",
    family: Family::Promoting,
    level: Level::Warning,
    scope: Scope::Draft,
    why: "Whoever sells before they have said hello is a seller from then on, whatever comes after.",
    when: "The first sentence after greeting and pleasantries promotes or asks, and the reader is no friend. Praise that would fit anybody is passed over; a question that the next sentence answers with a product is the pitch; a sentence that says who the writer is does not open with the pitch. Not where promotion is permitted.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann! ⟦Please like my page, Rye & Shine.⟧ Which flour do you use?",
            fixed: &["Hi Ann! I'm Maya Lindqvist, a sourdough baker. Please like my page, Rye & Shine. Which flour do you use?"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "⟦Sign up for my bread course at ryeandshine.example!⟧ I'm Maya, I bake in Leeds.",
            fixed: &["I'm Maya, I bake in Leeds. Sign up for my bread course at ryeandshine.example!"],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "⟦Hi Ann, please like my page, Rye & Shine.⟧ Which flour do you use?",
            fixed: &["Hi Ann, I'm Maya Lindqvist, a sourdough baker. Please like my page, Rye & Shine. Which flour do you use?"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "⟦Ever burnt a loaf at four in the morning?⟧ My oven timer Crumb Club never sleeps, order it at ryeandshine.example!",
            fixed: &[
                "I'm Maya Lindqvist, a sourdough baker. Ever burnt a loaf at four in the morning? My oven timer Crumb Club never sleeps, order it at ryeandshine.example!",
            ],
        },
        Allows { context: "to: Ann Carter\nkind: message", text: "Hi Ann, I'm Maya, a baker in Leeds. Would you like my page?" },
        Allows {
            context: "to: Ann Carter\nkind: message\nrelationship: friend",
            text: "Ann! Buy my book or I'll tell your mum.",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post\npermission: granted",
            text: "Sign up for my bread course at ryeandshine.example!",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let Some(first) = opening::pitch(draft, None) else {
        return Vec::new();
    };
    let Some(at) = draft.sentences.iter().position(|said| said.range() == first.range()) else {
        return Vec::new();
    };
    let message = "The first thing they read is what you want. Introduce yourself first.";
    vec![
        Finding::new(first.range(), message)
            .fix(move || introduce(draft, at))
            .fix(move || removal::fix(draft, first, "Remove the pitch")),
    ]
}

/// Moves the introduction above the pitch where there is one, else writes one.
fn introduce(draft: &Draft<'_>, at: usize) -> Option<Fix> {
    const TITLE: &str = "Introduce yourself first";
    let pitch = draft.sentences.get(at)?;
    let later = draft.sentences.get(at + 1..)?.iter().find(|said| said.does(Act::Introduction) && !wants(said));
    match later {
        Some(introduction) if introduction.shares_passage_with(pitch) && introduction.text().ends_with(['.', '!']) => {
            let text = introduction.text();
            let start = remedy::before_marks(pitch);
            let edits = vec![Edit::insertion(start, format!("{text} ")), Edit::removal(with_space_before(introduction))];
            Some(Fix::to_review(TITLE, edits))
        }
        Some(introduction) => bring_up(draft, pitch, introduction).map(|edits| Fix::to_review(TITLE, edits)),
        None => Some(Fix::safe(TITLE, remedy::before_first_words(draft, pitch, &wording::introduction(draft)))),
    }
}

/// Brings the introduction up from another paragraph, so that the pitch stands below it.
fn bring_up(draft: &Draft<'_>, pitch: &Said<'_>, introduction: &Said<'_>) -> Option<Vec<Edit>> {
    if introduction.sentence.voice != Voice::Prose || !introduction.text().ends_with(['.', '!']) {
        return None;
    }
    let mut edits = remedy::before_first_words(draft, pitch, introduction.text());
    edits.push(Edit::removal(removal::removable(draft, introduction)));
    Some(edits)
}

fn with_space_before(said: &Said<'_>) -> ByteRange {
    let before = said.block.text.get(..said.sentence.range.start).unwrap_or_default();
    ByteRange::new(before.trim_end().len(), said.sentence.range.end).shifted(said.start)
}
