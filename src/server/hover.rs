//! Hover: why a rule exists, with a bad and a good example.

use super::{
    convert::{self, Client},
    open_draft::OpenDraft,
};
use crate::{
    document::ByteRange,
    rules::{self, Rule},
    shown::in_markdown,
};
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

/// What to show at `place`: the gravest in full, with what can be done about it, the others in a line each.
pub fn at(draft: &mut OpenDraft, place: Position, client: Client) -> Option<Hover> {
    let offset = convert::offset(draft.document.rope(), place, client.encoding);
    let here: Vec<_> = draft.touching(ByteRange::at(offset)).iter().map(|found| (found.rule, found.range)).collect();
    let mut ruled = here.iter().filter_map(|(name, range)| Some((*range, rules::named(name)?)));
    let (range, gravest) = ruled.next()?;
    let others: Vec<_> = ruled.map(|(_, rule)| rule).filter(|rule| rule.name != gravest.name).map(one_line).collect();
    let mut value = explanation(gravest);
    let fixes: Vec<_> = draft.with_fixes(&[(gravest.name, range)]).into_iter().flat_map(|found| found.fixes).collect();
    if !fixes.is_empty() {
        let titles: Vec<_> = fixes.iter().map(|fix| format!("- {}", in_markdown(&fix.title))).collect();
        value.push_str(&format!("\n\nAt hand:\n\n{}", titles.join("\n")));
    }
    if !others.is_empty() {
        value.push_str(&format!("\n\n---\n\nAlso here:\n\n{}", others.join("\n")));
    }
    let kind = if client.is_plain { MarkupKind::PlainText } else { MarkupKind::Markdown };
    let value = if client.is_plain { plain(&value) } else { value };
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    Some(Hover { contents, range: Some(convert::range(draft.document.rope(), range, client.encoding)) })
}

/// `markdown` for a client that shows text as it is.
fn plain(markdown: &str) -> String {
    markdown.replace("**", "").replace('\\', "")
}

fn one_line(rule: &Rule) -> String {
    format!("- **{}**: {}", rule.name, prose(rule.why))
}

fn explanation(rule: &Rule) -> String {
    let mut text = format!("**{}** ({})\n\n{}\n\n{}", rule.name, rule.family.name(), prose(rule.why), prose(rule.when));
    if let Some((bad, good)) = rule.fault() {
        text.push_str(&format!("\n\nRather not:\n\n{}", quoted(&bad)));
        if let Some(good) = good {
            text.push_str(&format!("\n\nBetter:\n\n{}", quoted(good)));
        }
    }
    text
}

/// Words of a rule, in which what stands between backticks is code.
fn prose(text: &str) -> String {
    let shown = |(number, part)| if number % 2 == 1 { format!("`{part}`") } else { in_markdown(part) };
    text.split('`').enumerate().map(shown).collect()
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {}", in_markdown(line))).collect::<Vec<_>>().join("\n")
}
