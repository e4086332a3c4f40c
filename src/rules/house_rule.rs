//! The rules of the house, as `tactful.toml` has them.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, length, removal,
};
use crate::{
    context::{Forbidden, Group, Promotion},
    diagnostic::Related,
    document::{Block, ByteRange, Token, TokenKind, Voice},
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
    shown::{MOST, on_a_line},
};

use jiff::{ToSpan, civil::Weekday};

pub static RULE: Rule = Rule {
    name: "house-rule",
    family: Family::StayingWelcome,
    level: Level::Warning,
    scope: Scope::Place,
    why: "A house has its rules so that everybody is at ease; whoever breaks one is remembered for it.",
    when: "Breaks what tactful.toml says of the group: a forbidden phrase (forbid), a link where `links` or `affiliate links` are forbidden, more characters than max-length, promotion on another day than those of `promotion`. Words that the draft quotes do not count.",
    examples: &[
        Flags {
            context: "to: Loaf Lounge\nkind: post",
            text: "I'm Maya, a sourdough baker. ⟦DM me⟧ for the recipe. What do you bake?",
            fixed: &["I'm Maya, a sourdough baker. What do you bake?"],
        },
        Flags {
            context: "to: Loaf Lounge\nkind: post",
            text: "I'm Maya, a sourdough baker. The scale that I use: ⟦https://shop.example/scale?tag=maya-21⟧. What do you weigh with?",
            fixed: &["I'm Maya, a sourdough baker. What do you weigh with?"],
        },
        Allows {
            context: "to: Loaf Lounge\nkind: post",
            text: "> DM me\n\nI'm Maya, a sourdough baker, and I would rather answer here. What do you bake?",
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: post",
            text: "I'm Maya, a sourdough baker. DM me for the recipe. What do you bake?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let Some(group) = draft.brief.group else { return Vec::new() };
    let mut found = forbidden(draft, group);
    found.extend(too_long(draft, group));
    found.extend(wrong_day(draft, group));
    found
}

fn forbidden<'d>(draft: &'d Draft<'d>, group: &Group) -> Vec<Finding<'d>> {
    if group.forbid.is_empty() {
        return Vec::new();
    }
    let mut places: Vec<(ByteRange, &Forbidden)> = Vec::new();
    for (start, block) in draft.document.blocks() {
        for rule in &group.forbid {
            let here = phrases(block, rule).chain(links(block, rule));
            places.extend(here.map(|range| (range.shifted(start), rule)));
        }
    }
    places.sort_by_key(|(range, _)| *range);
    places.dedup_by(|later, earlier| later.0.overlaps(earlier.0));
    places.into_iter().map(|(range, rule)| breach(draft, group, range, rule)).collect()
}

fn breach<'d>(draft: &'d Draft<'d>, group: &Group, range: ByteRange, rule: &Forbidden) -> Finding<'d> {
    let (name, text) = (on_a_line(&group.name, MOST), on_a_line(&rule.text, MOST));
    let message = format!("{name} asks its guests for no “{text}”. The host will see this first.");
    Finding::new(range, message).because(Related::settings(rule.line, "the rule of the house")).fix(move || {
        let said = draft.sentences.iter().find(|said| said.range().overlaps(range));
        said.map(|said| removal::fix(draft, said, "Remove the sentence"))
    })
}

/// Where the writer's own text has the phrase.
fn phrases<'b>(block: &'b Block, rule: &'b Forbidden) -> impl Iterator<Item = ByteRange> + 'b {
    let found = rule.pattern.find_iter(&block.text).map(|found| ByteRange::new(found.start(), found.end()));
    found.filter(|range| !range.is_empty() && is_own(block, *range))
}

/// Whether it is the writer's own words: no quotation, code or comment.
fn is_own(block: &Block, range: ByteRange) -> bool {
    let own = block.passages.iter().any(|(passage, voice)| *voice != Voice::Quote && passage.overlaps(range));
    let reported = |token: &Token| (token.quoted || token.kind == TokenKind::Code) && token.range.overlaps(range);
    own && !block.comments.iter().any(|comment| comment.overlaps(range)) && !block.tokens.iter().any(reported)
}

/// Links, where the phrase forbids them.
fn links<'b>(block: &'b Block, rule: &Forbidden) -> impl Iterator<Item = ByteRange> + 'b {
    let words = rule.text.to_lowercase();
    let words: Vec<_> = words.split_whitespace().filter(|word| !["no", "any", "external"].contains(word)).collect();
    let all = matches!(words.as_slice(), ["links" | "link" | "urls"]);
    let affiliate = matches!(words.as_slice(), ["affiliate" | "referral", "links" | "link" | "codes"]);
    let addresses =
        block.tokens.iter().filter(|token| token.kind == TokenKind::Link).map(|token| (token.range, token.range.of(&block.text)));
    let marked = block.links.iter().map(|link| (link.range, link.target.as_str()));
    let forbids = move |address: &str| all || affiliate && earns(address);
    addresses
        .chain(marked)
        .filter(move |(range, address)| forbids(address) && !address.contains('@') && is_own(block, *range))
        .map(|(range, _)| range)
}

/// Whether somebody is paid for visitors of this address.
fn earns(address: &str) -> bool {
    const MARKS: [&str; 10] =
        ["?tag=", "&tag=", "?ref=", "&ref=", "?aff", "&aff", "/aff/", "amzn.to", "utm_medium=affiliate", "referral="];
    let address = address.to_lowercase();
    MARKS.iter().any(|mark| address.contains(mark))
}

fn too_long<'d>(draft: &'d Draft<'d>, group: &Group) -> Option<Finding<'d>> {
    let most = group.max_length?;
    let (_, count) = length::past(draft, most, None)?;
    let message = format!("{} asks for {most} characters at most, and these are {count}. What can go?", group.name);
    Some(Finding::new(draft.first_line(), message).because(Related::settings(group.line, "what the house asks for")))
}

fn wrong_day<'d>(draft: &'d Draft<'d>, group: &Group) -> Option<Finding<'d>> {
    let Promotion::On(days) = &group.promotion else { return None };
    if days.is_empty() || draft.is_permitted() || !draft.wants() {
        return None;
    }
    let from = draft.brief.due;
    let next = (1..=7).filter_map(|ahead| from.checked_add(ahead.days()).ok()).find(|day| days.contains(&day.weekday()))?;
    let names: Vec<_> = days.iter().map(|day| name(*day)).collect();
    let message = format!("{} has its day for promotion: {}. On another, it is an interruption.", group.name, names.join(", "));
    let finding = Finding::new(draft.first_line(), message).because(Related::settings(group.line, "the days of the house"));
    Some(finding.fix(move || {
        Some(Fix::safe(format!("Wait until {next}"), vec![Edit::of_field(draft.document, "not-before", &next.to_string())?]))
    }))
}

const fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        acts::Reader,
        check::check,
        context::{Settings, drafts::Origin},
        document::{Document, Format},
        rules::{self, Fixes},
    };
    use jiff::civil::{Date, date};

    const FRIDAY: Date = date(2026, 11, 27);

    /// What is marked in a post to a group of which the settings say `rules`, with the titles of what can be done.
    fn said(rules: &str, head: &str, body: &str, today: Date) -> Vec<(String, Vec<String>)> {
        let (settings, problems) = Settings::parse(&format!("[[groups]]\nname = \"G\"\n{rules}"), &rules::names());
        assert_eq!(problems, []);
        let source = format!("---\nto: G\nkind: post\n{head}---\n\n{body}");
        let document = Document::new(&source, Format::Markdown);
        let origin = Origin { path: None, is_named: true, history: None };
        let mut found = check(&document, &settings, origin, today, &mut Reader::default(), Fixes::All).diagnostics;
        found.retain(|found| found.rule == RULE.name);
        let shown = |found: crate::diagnostic::Diagnostic| {
            (found.range.of(&source).to_owned(), found.fixes.into_iter().map(|fix| fix.title).collect())
        };
        found.into_iter().map(shown).collect()
    }

    #[test]
    fn phrases_are_whole_words_in_any_case_and_number() {
        let table = [
            ("\"giveaways\"", "A giveaway  for you. GIVEAWAYS! A giveawayish thing.", vec!["giveaway", "GIVEAWAYS"]),
            (
                "\"affiliate links\"",
                "No affiliate\nlink here, but https://amzn.to/xyz and [this](https://a.example/?ref=me).",
                vec!["affiliate\nlink", "https://amzn.to/xyz", "[this](https://a.example/?ref=me)"],
            ),
            ("\"links\"", "See https://a.example or write to me@a.example.", vec!["https://a.example"]),
            ("\"/b[ou]y/\"", "Buy it, boy. `buy` <!-- buy -->", vec!["Buy", "boy"]),
        ];
        for (forbid, body, expected) in table {
            let found = said(&format!("forbid = [{forbid}]"), "", body, FRIDAY);
            assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), expected, "{forbid}");
        }
    }

    #[test]
    fn a_text_past_the_length_is_said_once() {
        assert_eq!(said("max-length = 11", "", "Hello there", FRIDAY), []);
        assert_eq!(said("max-length = 11", "", "Hello there!\n\nYou.", FRIDAY), [("Hello there!".to_owned(), Vec::new())]);
    }

    #[test]
    fn promotion_waits_for_its_day() {
        let rules = "promotion = [\"friday\"]";
        let body = "I'm Ann, a baker here since May. My new course on rye is open, sign up at https://rye.example today.";
        let monday = date(2026, 11, 23);
        assert_eq!(said(rules, "", body, FRIDAY), []);
        assert_eq!(
            said(rules, "", body, monday).iter().map(|(_, fixes)| fixes.clone()).collect::<Vec<_>>(),
            [["Wait until 2026-11-27"]]
        );
        assert_eq!(said(rules, "not-before: 2026-11-27\n", body, monday), []);
        assert_eq!(said(rules, "permission: granted\n", body, monday), []);
    }
}
