//! Many people are tagged.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{
    context::Kind,
    document::{ByteRange, TokenKind},
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};

pub static RULE: Rule = Rule {
    name: "mass-mention",
    family: Family::BeingHuman,
    level: Level::Hint,
    scope: Scope::Place,
    why: "Calling people across the room is for emergencies.",
    when: "Three or more @mentions in a first contact or a comment: each from the third on.",
    examples: &[
        Flags {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "@ann @ben ⟦@cem⟧ ⟦@dee⟧ look at this loaf from Leeds",
            fixed: &["@ann @ben @dee look at this loaf from Leeds", "@ann @ben @cem look at this loaf from Leeds"],
        },
        Flags {
            context: "to: Bakers of Bristol\nkind: post",
            text: "Thanks to @ann, @ben and ⟦@cem⟧.",
            fixed: &["Thanks to @ann, @ben and cem."],
        },
        Allows {
            context: "to: Bakers of Bristol\nkind: comment",
            text: "It isn't you, @ann: @types/node, @babel/core and @vue/cli cut a release.",
        },
        Allows { context: "to: Bakers of Bristol\nkind: comment", text: "@ann @ben look at this loaf." },
    ],
    check,
};

const ALLOWED: usize = 2;

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let is_meant = draft.brief.is_first_contact() || draft.brief.kind == Kind::Comment;
    if !is_meant || draft.tally().mentions as usize <= ALLOWED {
        return Vec::new();
    }
    let mentions = draft.sentences.iter().filter(|said| said.sentence.tally.mentions > 0).flat_map(|said| {
        let tokens = said.block.tokens_of(said.sentence).iter().filter(|token| token.kind == TokenKind::Mention);
        tokens.map(|token| (token.range.shifted(said.start), token.range.of(&said.block.text), in_row(said.block, token.range)))
    });
    mentions.skip(ALLOWED).map(|(range, mention, in_row)| finding(range, mention, in_row)).collect()
}

fn finding(range: ByteRange, mention: &str, in_row: Option<(usize, usize)>) -> Finding<'_> {
    let fix = match in_row {
        Some((before, after)) => {
            Fix::to_review("Remove the mention", vec![Edit::removal(ByteRange::new(range.start - before, range.end + after))])
        }
        None => Fix::safe("Name them without the mention", vec![Edit::replacement(range, mention.trim_start_matches('@'))]),
    };
    Finding::new(range, "Each feels a tap on the shoulder. Tag only the one or two it concerns.").fix(move || fix)
}

/// The space before or after a mention in a bare row of them; `None` where it is part of a sentence.
fn in_row(block: &crate::document::Block, mention: ByteRange) -> Option<(usize, usize)> {
    let before = block.text.get(..mention.start)?;
    let after = block.text.get(mention.end..)?;
    let is_row = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().starts_with('@');
    let rest = after.trim_start_matches(' ');
    let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
    let spaces = if ends_line { (before.len() - before.trim_end_matches(' ').len(), 0) } else { (0, after.len() - rest.len()) };
    is_row.then_some(spaces)
}
