//! The same text for everybody.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope, remedy, wording,
};
use crate::{
    context::Sketch,
    diagnostic::Related,
    document::ByteRange,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
    shown::{MOST, on_a_line},
};

pub static RULE: Rule = Rule {
    name: "copy-paste",
    family: Family::BeingHuman,
    level: Level::Warning,
    scope: Scope::Draft,
    why: "People compare notes, and a letter that everybody got is a letter to nobody.",
    when: "Nearly the same text went, or is drafted, to another recipient of the workspace: names, numbers and fields of a template aside. A draft that has been sent itself is left alone, and so are texts of a few words.",
    examples: &[
        Flags {
            context: "to: Dan Roe\nkind: message\nrelationship: acquainted",
            text: "⟦Hi Dan, the harvest is in and the mill has ground the first of it, which came out finer than last year and smells of hay. I put a bag aside for you to try in the long loaf, with no need to write about it. What did you think of the last one?⟧",
            fixed: &["Hi Dan,\n\n[what you would write to them and nobody else]\n\nWhat are you working on at the moment?"],
        },
        Flags {
            context: "to: Fay Low\nkind: message\nrelationship: acquainted",
            text: "⟦Dear {{first_name}}, the harvest is in and the mill has ground the first of it, which came out finer than last year and smells of hay. I put a bag aside for you to try in the long loaf, with no need to write about it. What did you think of the last one?⟧",
            fixed: &["Hi Fay,\n\n[what you would write to them and nobody else]\n\nWhat are you working on at the moment?"],
        },
        Allows {
            context: "to: Eve Sand\nkind: message\nrelationship: acquainted",
            text: "Hi Eve, the harvest is in and the mill has ground the first of it, which came out finer than last year and smells of hay. I put a bag aside for you to try in the long loaf, with no need to write about it. What did you think of the last one?",
        },
        Allows {
            context: "to: Dan Roe\nkind: message\nrelationship: acquainted",
            text: "Hi Dan, the harvest is in. Your long loaf came to my mind when I saw how fine the flour is this year. Is the oven mended?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let brief = draft.brief;
    let (Some(history), Some(recipient)) = (brief.history, brief.recipient.as_deref().filter(|_| brief.sent.is_none())) else {
        return Vec::new();
    };
    if history.records().all(|record| Some(record.path.as_path()) == brief.path) {
        return Vec::new();
    }
    let sketch = Sketch::of(draft.document.block_list().iter().map(|block| block.text.as_str()));
    let Some(other) = history.alike(&sketch, recipient, brief.path) else { return Vec::new() };
    let (verb, name) = (if other.sent.is_some() { "went" } else { "is drafted" }, on_a_line(&other.recipient, MOST));
    let message = format!("Nearly the same text {verb} to {name}. People compare notes: write what is for this reader alone.");
    vec![
        Finding::new(draft.first_line(), message)
            .because(Related::of(&other, "nearly the same text"))
            .fix(move || Fix::to_review("Write it anew for them", vec![anew(draft)])),
    ]
}

/// The frame of a letter in the place of the one that everybody got.
fn anew(draft: &Draft<'_>) -> Edit {
    let end = remedy::line_break(draft).repeat(2);
    let start = draft.first_line().start;
    let last = draft.document.blocks().last().map_or(start, |(at, block)| at + block.text.trim_end().len());
    let mut parts = Vec::new();
    if draft.brief.kind.is_private() {
        parts.push(format!("{},", wording::greeting(draft)));
    }
    if draft.brief.is_first_contact() {
        parts.extend([wording::introduction(draft), wording::acknowledgement(draft)]);
    }
    parts.push("[what you would write to them and nobody else]".to_owned());
    parts.push(wording::question(draft));
    Edit::replacement(ByteRange::new(start, last.max(start)), parts.join(&end))
}
