//! A field of a template is still empty.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{
    document::ByteRange,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
    shown,
};

pub static RULE: Rule = Rule {
    name: "unfilled-placeholder",
    family: Family::Arriving,
    level: Level::Error,
    scope: Scope::Place,
    why: "“Hello {{first_name}}” tells the reader that nobody is there.",
    when: "Fields left from a template: {{first_name}}, {name}, [Name], <company>, %FNAME%, [insert link], XXX. Not markdown links, task boxes, footnotes, HTML or code.",
    examples: &[
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hello ⟦{{first_name}}⟧, I'm a baker in Leeds.",
            fixed: &["Hello Ann, I'm a baker in Leeds."],
        },
        Flags {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann!\n\nBest, ⟦[Your Name]⟧",
            fixed: &["Hi Ann!\n\nBest, Maya Lindqvist"],
        },
        Flags {
            context: "kind: message", text: "I came across ⟦<Company>⟧ while reading about ⟦[industry]⟧.", fixed: &[]
        },
        Allows {
            context: "kind: post",
            text: "- [ ] flour\n- [x] water[^1]\n\nPress <kbd>F5</kbd>, see [the notes](https://a.example) and `{name}`.\n\n[^1]: Tap.",
        },
        Allows { context: "kind: post", text: "[OC] My first loaf [1], love xxx" },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let blocks = draft.document.blocks();
    let fields = blocks
        .flat_map(|(start, block)| block.placeholders.iter().map(move |range| (range.shifted(start), range.of(&block.text))));
    fields.map(|(range, field)| finding(draft, range, field)).collect()
}

fn finding<'d>(draft: &'d Draft<'d>, range: ByteRange, field: &'d str) -> Finding<'d> {
    let fill = move |value: String| {
        Fix::safe(format!("Fill in “{}”", shown::on_a_line(&value, shown::MOST)), vec![Edit::replacement(range, value)])
    };
    Finding::new(range, format!("{} tells them that nobody is there. Fill it in.", shown::on_a_line(field, shown::MOST)))
        .fix(move || value(draft, field).map(fill))
}

/// What belongs into `field`, where it is known.
fn value(draft: &Draft<'_>, field: &str) -> Option<String> {
    let inner: String = field.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<_> = inner.split_whitespace().collect();
    let me = &draft.settings.me;
    match words.as_slice() {
        ["your" | "my" | "sender", "name"] | ["me" | "signature" | "sender"] => me.name.clone(),
        ["your", "role" | "job" | "title"] | ["what", "you", "do"] => me.role.clone(),
        ["first", "name"] | ["firstname" | "fname" | "name"] | ["recipient" | "their", "name"] | ["recipient"] => {
            let names = draft.reader_names();
            draft.brief.reader().and(names.first().map(|name| (*name).to_owned()))
        }
        ["last", "name"] | ["lastname" | "lname" | "surname"] => {
            let names = draft.reader_names();
            draft.brief.reader().and(names.get(1..).and_then(<[_]>::last).map(|name| (*name).to_owned()))
        }
        ["full", "name"] | ["fullname"] => draft.brief.reader().map(str::to_owned),
        ["host"] | ["host", "name"] | ["name", "of", "the", "host"] => draft.brief.host().map(str::to_owned),
        ["group"] | ["group" | "community", "name"] | ["name", "of", "the", "group"] => {
            draft.brief.group.map(|group| group.name.clone())
        }
        _ => None,
    }
}
