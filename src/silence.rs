//! Silence: what a draft itself keeps quiet, and the fixes that ask for it.
//!
//! `<!-- tactful: ignore RULE -->` before a paragraph, or within it, silences the rule there; `ignore-file` silences it in
//! the whole file, and so does `tactful-ignore: RULE` in the front matter, or `X-Tactful-Ignore: RULE` among the headers of a
//! mail. In plain text and mail the fixes write the latter: a comment in the text would be sent along with it.

use crate::{
    context::Settings,
    diagnostic::Diagnostic,
    document::{Block, ByteRange, Document, Format, Voice},
    fix::{Edit, Fix},
    level::Level,
};
use toml::de::{DeTable, DeValue};

/// The key of the front matter that silences rules.
pub const KEY: &str = "tactful-ignore";

/// The header of a mail that silences rules.
const HEADER: &str = "X-Tactful-Ignore";

/// A comment that silences rules.
struct Comment<'d> {
    /// Where it stands in the document.
    range: ByteRange,
    rules: Vec<&'d str>,
    /// Where they are silent; `None` in the whole file.
    place: Option<ByteRange>,
}

/// Takes out what the document silences.
pub fn apply(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let comments = comments(document);
    let field = document.preamble().field(KEY).map(|field| field.value.as_str()).unwrap_or_default();
    let silences = |comment: &Comment<'_>, found: &Diagnostic| {
        comment.rules.contains(&found.rule) && comment.place.is_none_or(|place| place.covers(found.range))
    };
    diagnostics
        .retain(|found| !names(field).any(|rule| rule == found.rule) && !comments.iter().any(|comment| silences(comment, found)));
}

/// What can be done to say no more of `found` in this draft.
#[must_use]
pub fn fixes(document: &Document, found: &Diagnostic) -> Vec<Fix> {
    let here = here(document, found).map(|edit| Fix::by_hand(format!("Ignore here ({})", found.rule), vec![edit]));
    let file =
        in_file(document, found.rule).map(|edit| Fix::by_hand(format!("Ignore in this file ({})", found.rule), vec![edit]));
    here.into_iter().chain(file).collect()
}

/// Turns `rule` off in a `tactful.toml` that holds `source`; `None` where it cannot be read or says so already.
#[must_use]
pub fn turned_off(source: &str, rule: &str, rule_names: &[&str]) -> Option<Edit> {
    let is_off = |source: &str| {
        let (settings, problems) = Settings::parse(source, rule_names);
        problems.is_empty().then(|| settings.level(rule, Level::Hint).is_none())
    };
    if is_off(source) != Some(false) {
        return None;
    }
    let edit = line_in_rules(source, rule, if source.contains("\r\n") { "\r\n" } else { "\n" })?;
    let off = Fix::by_hand("", vec![edit.clone()]).apply(source);
    (is_off(&off) == Some(true)).then_some(edit)
}

/// Sets the level of `rule` where it has one, else puts it first among the rules, or starts them at the end of the file.
fn line_in_rules(source: &str, rule: &str, line_break: &str) -> Option<Edit> {
    let line = format!("{rule} = \"off\"");
    let root = DeTable::parse(source).ok()?;
    let Some(rules) = root.get_ref().get("rules") else {
        let lines = if source.is_empty() { 0 } else { 2 - usize::from(source.ends_with('\n')) };
        return Some(Edit::insertion(source.len(), format!("{}[rules]{line_break}{line}{line_break}", line_break.repeat(lines))));
    };
    let DeValue::Table(table) = rules.get_ref() else { return None };
    let header = ByteRange::from(rules.span());
    if let Some(level) = table.get(rule) {
        return Some(Edit::replacement(level.span().into(), "\"off\""));
    }
    if header.of(source).starts_with('{') {
        let rest = if table.is_empty() { " " } else { "," };
        return Some(Edit::insertion(header.start + 1, format!(" {line}{rest}")));
    }
    Some(match source.get(header.end..)?.find('\n') {
        Some(end) => Edit::insertion(header.end + end + 1, format!("{line}{line_break}")),
        None => Edit::insertion(source.len(), format!("{line_break}{line}{line_break}")),
    })
}

fn comments(document: &Document) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    for (start, block) in document.blocks() {
        for range in &block.comments {
            let words = range.of(&block.text).trim_start_matches("<!--").trim_end_matches("-->").trim();
            let mut rules = names(words.strip_prefix("tactful:").unwrap_or_default());
            let place = match rules.next() {
                Some("ignore-file") => None,
                Some("ignore") => Some(silenced(document, start, block, *range)),
                _ => continue,
            };
            found.push(Comment { range: range.shifted(start), rules: rules.collect(), place });
        }
    }
    found
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split([' ', ',', '\t', '[', ']']).filter(|word| !word.is_empty())
}

/// The paragraph in which a comment stands, else the writer's next one; empty where there is none.
fn silenced(document: &Document, start: usize, block: &Block, comment: ByteRange) -> ByteRange {
    let on_its_line = |passage: &ByteRange| {
        passage.start < comment.start
            && !ByteRange::new(passage.end.min(comment.start), comment.start).of(&block.text).contains('\n')
    };
    if let Some((own, _)) = block.passages.iter().rev().find(|(passage, _)| on_its_line(passage)) {
        return own.shifted(start);
    }
    let passages = document
        .blocks()
        .flat_map(|(start, block)| block.passages.iter().map(move |(range, voice)| (range.shifted(start), *voice)));
    let mut after = passages.filter(|(range, voice)| range.start >= start + comment.end && *voice != Voice::Quote);
    after.next().map_or(ByteRange::at(start + comment.end), |(range, _)| range)
}

/// A comment before the paragraph of `found`, or at its end where a line of its own would break a list or a table.
fn here(document: &Document, found: &Diagnostic) -> Option<Edit> {
    if document.format() != Format::Markdown {
        return None;
    }
    let (start, block) = document.blocks().nth(document.block_at(found.range.start))?;
    let within = |passage: &ByteRange| passage.shifted(start).covers(found.range);
    let (passage, voice) = block.passages.iter().find(|(passage, _)| within(passage))?;
    if let Some(comment) = comments(document).iter().find(|comment| comment.place == Some(passage.shifted(start))) {
        return added(document, comment, found.rule);
    }
    let before = block.text.get(..passage.start)?;
    let is_at_margin = before.is_empty() || before.ends_with('\n');
    let comment = format!("<!-- tactful: ignore {} -->", found.rule);
    Some(if is_at_margin && matches!(voice, Voice::Prose | Voice::Heading) {
        Edit::insertion(start + passage.start, comment + line_break(document))
    } else {
        Edit::insertion(passage.trimmed(&block.text).end + start, format!(" {comment}"))
    })
}

/// The rule among those of a comment that is there already.
fn added(document: &Document, comment: &Comment<'_>, rule: &str) -> Option<Edit> {
    let text = document.rope().byte_slice(comment.range.start..comment.range.end).to_string();
    let end = text.trim_end_matches("-->").trim_end().len();
    (!comment.rules.contains(&rule)).then(|| Edit::insertion(comment.range.start + end, format!(" {rule}")))
}

fn in_file(document: &Document, rule: &str) -> Option<Edit> {
    let preamble = document.preamble();
    let line_break = line_break(document);
    if let Some(field) = preamble.field(KEY) {
        let is_named = names(&field.value).any(|name| name == rule);
        let is_quoted =
            document.rope().get_byte(field.range.end.checked_sub(1)?).is_some_and(|byte| matches!(byte, b'"' | b'\'' | b']'));
        let end = field.range.end - usize::from(is_quoted);
        return (!is_named && !field.range.is_empty()).then(|| Edit::insertion(end, format!(", {rule}")));
    }
    if document.format() == Format::Markdown {
        return match comments(document).iter().find(|comment| comment.place.is_none()) {
            Some(comment) => added(document, comment, rule),
            None => Some(Edit::insertion(preamble.length, format!("<!-- tactful: ignore-file {rule} -->{line_break}"))),
        };
    }
    match preamble.insert_at {
        Some(at) => Some(Edit::insertion(at, format!("{KEY}: {rule}{line_break}"))),
        None if document.format() == Format::Text => {
            Some(Edit::insertion(preamble.length, format!("---{line_break}{KEY}: {rule}{line_break}---{line_break}{line_break}")))
        }
        // A mail without headers has no place that is not sent.
        None => (!preamble.fields.is_empty()).then(|| Edit::insertion(0, format!("{HEADER}: {rule}{line_break}"))),
    }
}

fn line_break(document: &Document) -> &'static str {
    let crlf = document.rope().lines().next().is_some_and(|line| line.to_string().ends_with("\r\n"));
    if crlf { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(rule: &'static str, text: &str, at: &str) -> Diagnostic {
        let start = text.find(at).unwrap();
        let range = ByteRange::new(start, start + at.len());
        Diagnostic { rule, level: Level::Hint, message: String::new(), range, fixes: Vec::new(), related: Vec::new() }
    }

    /// The text after each fix; each silences, and is not offered again.
    fn silenced(text: &str, format: Format, at: &str) -> Vec<String> {
        let found = diagnostic("pressure", text, at);
        let fixed = fixes(&Document::new(text, format), &found).into_iter().map(|fix| {
            let fixed = fix.apply(text);
            let document = Document::new(&fixed, format);
            let again = diagnostic("pressure", &fixed, at);
            let mut left = vec![again.clone(), diagnostic("overclaim", &fixed, at)];
            apply(&document, &mut left);
            assert_eq!(left.len(), 1, "{fixed}");
            assert!(!fixes(&document, &again).iter().any(|other| other.title == fix.title), "{fixed}");
            fixed
        });
        fixed.collect()
    }

    #[test]
    fn comments_are_written_where_they_break_nothing() {
        let table = [
            (
                "One.\n\nAct now!",
                "<!-- tactful: ignore-file pressure -->\nOne.\n\nAct now!",
                "One.\n\n<!-- tactful: ignore pressure -->\nAct now!",
            ),
            (
                "- One.\n- Act now!\n- Two.\n",
                "<!-- tactful: ignore-file pressure -->\n- One.\n- Act now!\n- Two.\n",
                "- One.\n- Act now! <!-- tactful: ignore pressure -->\n- Two.\n",
            ),
            (
                "# Act now!\r\n",
                "<!-- tactful: ignore-file pressure -->\r\n# Act now!\r\n",
                "<!-- tactful: ignore pressure -->\r\n# Act now!\r\n",
            ),
            (
                "---\nto: A\n---\n\n<!-- tactful: ignore overclaims -->\nAct now!",
                "---\nto: A\n---\n<!-- tactful: ignore-file pressure -->\n\n<!-- tactful: ignore overclaims -->\nAct now!",
                "---\nto: A\n---\n\n<!-- tactful: ignore overclaims pressure -->\nAct now!",
            ),
            (
                "<!-- tactful: ignore-file shouting -->\n\n| a |\n|---|\n| Act now! |\n",
                "<!-- tactful: ignore-file shouting pressure -->\n\n| a |\n|---|\n| Act now! |\n",
                "<!-- tactful: ignore-file shouting -->\n\n| a |\n|---|\n| Act now! <!-- tactful: ignore pressure --> |\n",
            ),
        ];
        for (text, file, here) in table {
            assert_eq!(silenced(text, Format::Markdown, "Act now!"), [here, file], "{text}");
        }
    }

    #[test]
    fn what_is_sent_stays_as_it_is() {
        let table: [(&str, Format, &[&str]); 6] = [
            ("Act now!", Format::Text, &["---\ntactful-ignore: pressure\n---\n\nAct now!"]),
            ("---\nto: A\n---\nAct now!", Format::Text, &["---\nto: A\ntactful-ignore: pressure\n---\nAct now!"]),
            (
                "---\ntactful-ignore: shouting\n---\nAct now!",
                Format::Text,
                &["---\ntactful-ignore: shouting, pressure\n---\nAct now!"],
            ),
            (
                "---\ntactful-ignore: [shouting]\n---\nAct now!",
                Format::Text,
                &["---\ntactful-ignore: [shouting, pressure]\n---\nAct now!"],
            ),
            (
                "To: Ann <a@b.example>\r\n\r\nAct now!",
                Format::Mail,
                &["X-Tactful-Ignore: pressure\r\nTo: Ann <a@b.example>\r\n\r\nAct now!"],
            ),
            ("Act now!", Format::Mail, &[]),
        ];
        for (text, format, expected) in table {
            assert_eq!(silenced(text, format, "Act now!"), expected, "{text}");
        }
    }

    #[test]
    fn a_comment_line_in_plain_text_is_heard_and_not_read() {
        let text = "One.\n<!-- tactful: ignore pressure -->\nAct now!\n\nTwo.";
        let document = Document::new(text, Format::Text);
        let mut left = vec![diagnostic("pressure", text, "Act now!"), diagnostic("pressure", text, "Two.")];
        apply(&document, &mut left);
        assert_eq!(left.iter().map(|left| left.range.of(text)).collect::<Vec<_>>(), ["Two."]);
        let said: Vec<_> =
            document.block_list().iter().flat_map(|block| block.sentences.iter().map(|s| s.range.of(&block.text))).collect();
        assert_eq!(said, ["One.", "Act now!", "Two."]);
    }

    #[test]
    fn a_rule_is_turned_off_once() {
        let table = [
            ("", Some("[rules]\npressure = \"off\"\n")),
            ("competitors = []", Some("competitors = []\n\n[rules]\npressure = \"off\"\n")),
            ("[rules]\r\n", Some("[rules]\r\npressure = \"off\"\r\n")),
            ("[rules]", Some("[rules]\npressure = \"off\"\n")),
            ("[rules] # mine\nshouting = \"off\"\n", Some("[rules] # mine\npressure = \"off\"\nshouting = \"off\"\n")),
            ("[rules]\npressure = \"error\" # so\n", Some("[rules]\npressure = \"off\" # so\n")),
            ("rules = { shouting = \"off\" }\n", Some("rules = { pressure = \"off\", shouting = \"off\" }\n")),
            ("[rules]\npressure = \"off\"\n", None),
            ("[rules\n", None),
        ];
        for (source, expected) in table {
            let edit = turned_off(source, "pressure", &["pressure", "shouting"]);
            let off = edit.map(|edit| Fix::by_hand("", vec![edit]).apply(source));
            assert_eq!(off.as_deref(), expected, "{source:?}");
        }
    }
}
