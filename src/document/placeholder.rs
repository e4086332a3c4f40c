//! Fields of a template that nobody has filled in: `{{first_name}}`, `[Your Name]`, `<company>`, `%FNAME%`, `XXX`.

use super::{ByteRange, passage::Contents};
use memchr::memchr3;
use regex::Regex;
use std::{iter, sync::LazyLock};

/// How long they may be, `longest` says: counted repetitions of letters of all scripts make a big automaton.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)
        \{\{ [^{}\n]+ \}\}
      | \{ [A-Za-z] [\w\ .-]* \}
      | \[ [^\[\]\n]+ \]
      | < [A-Za-z] [\w\ -]* >
      | % [A-Z][A-Z0-9_]{2,} %
      | \b X{3,} \b
    ";
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("the pattern is fixed: {error}"))
});

/// Characters of the longest field, marks included, that starts as `field` does.
fn longest(field: &str) -> usize {
    match field.as_bytes() {
        [b'{', b'{', ..] => 64,
        [b'{', ..] => 43,
        [b'[', ..] => 82,
        [b'<', ..] => 33,
        _ => usize::MAX,
    }
}

/// What has the form of a field, in the order in which it stands.
fn fields(text: &str) -> impl Iterator<Item = ByteRange> {
    let mut from = 0;
    iter::from_fn(move || {
        loop {
            let found = ByteRange::from(FIELD.find_at(text, from)?.range());
            let field = found.of(text);
            if field.chars().count() <= longest(field) {
                from = found.end;
                return Some(found);
            }
            // It starts with a mark of one byte, and may hold another field.
            from = found.start + 1;
        }
    })
}

/// First words of what templates and this program put in square brackets.
const BRACKET_STARTS: &str = include_str!("placeholder_words.txt");

/// Elements of HTML that people use inside prose; `<anything else>` is a field.
const ELEMENTS: [&str; 44] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// Those of the block `text`, in the order in which they stand.
pub fn find(text: &str, contents: &Contents) -> Vec<ByteRange> {
    if memchr3(b'{', b'[', b'<', text.as_bytes()).is_none() && !text.contains('%') && !text.contains("XXX") {
        return Vec::new();
    }
    // What stands around a field is asked last: a text of many links has many of both.
    fields(text).filter(|range| is_field(*range, text) && !is_mute(*range, text, contents)).collect()
}

/// Inside code, a link or HTML. An unknown HTML element is itself mute and yet a field.
fn is_mute(range: ByteRange, text: &str, contents: &Contents) -> bool {
    let element = range.of(text).starts_with('<');
    let spoken = contents.passages.iter().any(|p| p.range.overlaps(range));
    !spoken || contents.mute.iter().any(|mute| mute.overlaps(range) && !(element && *mute == range))
}

fn is_field(range: ByteRange, text: &str) -> bool {
    let field = range.of(text);
    let inner = field.trim_matches(['{', '}', '[', ']', '<', '>', '%']).trim();
    match field.as_bytes().first() {
        Some(b'[') => !continues_as_link(text, range) && opens_like_field(inner),
        Some(b'<') => {
            let name = inner.split(' ').next().unwrap_or_default().to_ascii_lowercase();
            !ELEMENTS.contains(&name.as_str())
        }
        _ => true,
    }
}

/// `[text](target)`, `[text][label]`, and `[label]: target` on a line of its own.
fn continues_as_link(text: &str, field: ByteRange) -> bool {
    let (before, after) = (text.get(..field.start).unwrap_or_default(), text.get(field.end..).unwrap_or_default());
    let opens_line = before.trim_end_matches([' ', '>']).ends_with('\n') || before.trim_matches([' ', '>']).is_empty();
    after.starts_with(['(', '[']) || after.starts_with(':') && opens_line
}

/// Tags such as `[OC]`, `[1]`, `[x]` or `[solved]` are none; fields start with what belongs in them.
fn opens_like_field(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|word| !word.is_empty()).unwrap_or_default();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    BRACKET_STARTS.lines().filter(|line| !line.starts_with('#')).any(|word| word == first || word == last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, passage};

    #[test]
    fn fields_and_what_looks_like_them() {
        let table: &[(&str, &[&str])] = &[
            ("Hello {{FirstName}}, I saw <Company> in [industry]", &["{{FirstName}}", "<Company>", "[industry]"]),
            ("Best, [Your Name] %FNAME% {name}", &["[Your Name]", "%FNAME%", "{name}"]),
            ("no. OT/XXX/2026 xxx XXXL", &["XXX"]),
            ("- [ ] a\n- [x] b[^1]\n\n[^1]: c", &[]),
            ("[name](https://a.example) `{name}` <kbd>F5</kbd>", &[]),
            ("[OC] my [1] quote [sic] [...]", &[]),
            ("I liked [what you liked about their work].", &["[what you liked about their work]"]),
            ("<https://a.example> <b>x</b>", &[]),
            ("{{a field that holds another, [name], and goes on for longer than any field of a template does}}", &["[name]"]),
        ];
        for (text, expected) in table {
            let contents = passage::contents(text, Format::Markdown);
            let found: Vec<_> = find(text, &contents).into_iter().map(|r| r.of(text)).collect();
            assert_eq!(found, *expected, "{text:?}");
        }
    }
}
