//! Always asking, seldom giving.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{diagnostic::Related, draft::Draft, level::Level};

/// Drafts that count: what was longer ago nobody remembers.
const LAST: usize = 10;

pub static RULE: Rule = Rule {
    name: "unbalanced-history",
    family: Family::StayingWelcome,
    level: Level::Information,
    scope: Scope::Draft,
    why: "A guest who only ever asks is soon a guest no longer.",
    when: "This draft promotes or asks, and the last ten drafts sent to the recipient gave less than give-per-ask times (3) for each that asked. A draft that gives and asks counts as one that asks.",
    examples: &[
        Flags {
            context: "to: Rye Club\nkind: post\npermission: granted",
            text: "⟦My new course on rye is open: https://ryeandshine.example/course⟧",
            fixed: &[],
        },
        Flags {
            context: "to: rye club\nkind: post\npermission: granted",
            text: "⟦Hello again! Could you vote for my bakery at https://ryeandshine.example/vote, please?⟧",
            fixed: &[],
        },
        Allows {
            context: "to: Rye Club\nkind: post\npermission: granted",
            text: "If your crust splits at the side, cut deeper and let the oven get hotter first. Which flour do you use?",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post\npermission: granted",
            text: "My new course on rye is open: https://ryeandshine.example/course",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let sent = &draft.brief.past.sent;
    if sent.is_empty() || draft.brief.sent.is_some() || !draft.wants() {
        return Vec::new();
    }
    let last = || sent.iter().take(LAST).map(|record| (record, record.gist(draft.settings)));
    let asks = last().filter(|(_, gist)| gist.wants).count();
    let gives = last().filter(|(_, gist)| gist.gives && !gist.wants).count();
    let wanted = asks.saturating_mul(usize::try_from(draft.settings.limits.give_per_ask).unwrap_or(usize::MAX));
    let Some((ask, _)) = last().find(|(_, gist)| gist.wants).filter(|_| gives < wanted) else { return Vec::new() };
    let message = format!("The last drafts to them asked {}, and gave {}. Give something first.", times(asks), times(gives));
    vec![Finding::new(draft.first_line(), message).because(Related::of(ask, "the last that asked"))]
}

fn times(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}
