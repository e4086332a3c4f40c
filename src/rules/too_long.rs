//! More than the platform takes.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, length,
};
use crate::{context::limit::Limit, document::Voice, draft::Draft, level::Level};

pub static RULE: Rule = Rule {
    name: "too-long",
    family: Family::StayingWelcome,
    level: Level::Warning,
    scope: Scope::Draft,
    why: "What does not fit is cut off in the middle of a thought, or is never sent at all.",
    when: "Over the platform's limit: a LinkedIn invite 300 characters, an X post 280, a Bluesky post 300, a Mastodon toot 500, a Hacker News title 80 and others. Comments in HTML and front matter do not count; on X and Mastodon a web address counts 23.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: invite\nplatform: linkedin\nrelationship: acquainted",
            text: "Hi Ann, it was good to meet you at the mill on Saturday, where you showed us the old stones and the new sieve, and told us how your grandmother used to tell by the sound alone whether the rye was fine enough. I went home and listened to my own small mill for an hour. Which rye do you buy for the dar⟦ker loaves?⟧",
            fixed: &[],
        },
        Flags {
            context: "to: Hacker News\nkind: post\nplatform: hackernews",
            text: "# Show HN: A very small mill that listens to the sound of its own stones and sto⟦ps in time⟧\n\nWhat do you listen to?",
            fixed: &[],
        },
        Allows {
            context: "to: Ann Carter\nkind: invite\nplatform: linkedin\nrelationship: acquainted",
            text: "Hi Ann, it was good to meet you at the mill on Saturday. Which rye do you buy?",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post\nplatform: x",
            text: "Rye, on the mill's own page: https://mill.example/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let brief = draft.brief;
    let Some((platform, limit)) = brief.platform.and_then(|platform| Some((platform, Limit::of(platform, brief.kind)?))) else {
        return Vec::new();
    };
    let past = if limit.is_of_title {
        let title = draft.sentences.first().filter(|said| said.sentence.voice == Voice::Heading);
        let passage = title.and_then(|said| {
            Some(said.block.passages.get(said.sentence.passage)?.0.trimmed(&said.block.text).shifted(said.start))
        });
        passage.and_then(|title| length::past_within(draft.document, title, limit.characters, limit.address))
    } else {
        length::past(draft, limit.characters, limit.address)
    };
    let what = if limit.is_of_title { "a title" } else { kind_of_text(brief.kind.name()) };
    let finding = |(range, count)| {
        let most = limit.characters;
        let name = platform.name();
        Finding::new(
            range,
            format!("{count} characters, and {name} takes {most} for {what}: the rest would be cut off. What can go?"),
        )
    };
    past.map(finding).into_iter().collect()
}

fn kind_of_text(kind: &str) -> &'static str {
    match kind {
        "post" => "a post",
        "comment" => "a comment",
        "invite" => "an invite",
        _ => "a message",
    }
}
