//! Hover: why a rule exists, with a bad and a good example.

use super::{
    convert::{self, Client},
    state::OpenDraft,
};
use crate::{
    document::ByteRange,
    rules::{self, Example, Rule},
};
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

/// What to show at `place`: the gravest in full, the others in a line each.
pub fn at(draft: &OpenDraft, place: Position, client: Client) -> Option<Hover> {
    let rope = draft.document.rope();
    let offset = convert::offset(rope, place, client.encoding);
    let here = draft.touching(ByteRange::at(offset));
    let mut ruled = here.iter().filter_map(|found| Some((found.range, rules::named(found.rule)?)));
    let (range, gravest) = ruled.next()?;
    let mut value = explanation(gravest);
    let others: Vec<_> = ruled.map(|(_, rule)| rule).filter(|rule| rule.name != gravest.name).map(one_line).collect();
    if !others.is_empty() {
        value.push_str(&format!("\n\n---\n\nAlso here:\n\n{}", others.join("\n")));
    }
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(convert::range(rope, range, client.encoding)) })
}

fn one_line(rule: &Rule) -> String {
    format!("- **{}**: {}", rule.name, rule.why)
}

fn explanation(rule: &Rule) -> String {
    let mut text = format!("**{}** ({})\n\n{}\n\n{}", rule.name, rule.family.name(), rule.why, rule.when);
    let flagged = rule.examples.iter().find_map(|example| match example {
        Example::Flags { text, fixed, .. } => Some((*text, fixed.first().copied())),
        Example::Allows { .. } => None,
    });
    if let Some((bad, good)) = flagged {
        let bad: String = bad.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        text.push_str(&format!("\n\nRather not:\n\n{}", quoted(&bad)));
        if let Some(good) = good {
            text.push_str(&format!("\n\nBetter:\n\n{}", quoted(good)));
        }
    }
    text
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
