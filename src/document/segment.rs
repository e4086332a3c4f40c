//! Cuts a document into blocks, the unit of all caching.
//!
//! A block ends before a line that follows a blank one and starts at the margin, outside fences and HTML. What stands
//! before such a line cannot change how the rest is read, so the cut needs no state: cutting on from any block's start
//! gives the same blocks as cutting from the top. An edit is therefore re-cut from the block before it until the new
//! cuts meet the old ones.

use super::Format;
use memchr::memchr;

/// The end of the block that starts at `start`: the start of the next one, or the end of `text`.
pub fn block_end(text: &str, start: usize, format: Format) -> usize {
    let mut construct = Construct::None;
    let mut after_blank = false;
    let mut seen_text = false;
    let mut at = start;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |i| i + 1);
        let line = rest.get(..end).unwrap_or_default();
        let blank = line.trim().is_empty();
        if construct == Construct::None && after_blank && seen_text && !blank && at_margin(line, format) {
            return at;
        }
        if format == Format::Markdown {
            construct = construct.after(line);
        }
        after_blank = blank;
        seen_text |= !blank;
        at += end;
    }
    text.len()
}

fn at_margin(line: &str, format: Format) -> bool {
    format != Format::Markdown || !line.starts_with([' ', '\t'])
}

/// A construct that blank lines do not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Construct {
    None,
    Fence { mark: char, length: usize },
    Html { end: &'static str },
}

/// HTML blocks that blank lines do not end: CommonMark 0.31, section 4.6, start conditions 1 to 5.
const HTML: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<pre", "</pre>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<?", "?>"),
    ("<![CDATA[", "]]>"),
    ("<!", ">"),
];

impl Construct {
    fn after(self, line: &str) -> Self {
        let text = line.trim_start_matches(' ');
        let indented = line.len() - text.len() > 3;
        match self {
            Self::Fence { mark, length } if closes_fence(text, mark, length) && !indented => Self::None,
            Self::Html { end } if contains_ignoring_case(line, end) => Self::None,
            Self::None if !indented => Self::opened_by(text),
            same => same,
        }
    }

    fn opened_by(text: &str) -> Self {
        for mark in ['`', '~'] {
            let length = run_length(text, mark);
            let info = text.get(length..).unwrap_or_default();
            if length >= 3 && !(mark == '`' && info.contains('`')) {
                return Self::Fence { mark, length };
            }
        }
        for (start, end) in HTML {
            let Some(head) = text.get(..start.len()) else {
                continue;
            };
            if head.eq_ignore_ascii_case(start) {
                let rest = text.get(start.len()..).unwrap_or_default();
                return if contains_ignoring_case(rest, end) { Self::None } else { Self::Html { end } };
            }
        }
        Self::None
    }
}

fn closes_fence(text: &str, mark: char, length: usize) -> bool {
    let run = run_length(text, mark);
    run >= length && text.get(run..).unwrap_or_default().trim().is_empty()
}

fn run_length(text: &str, mark: char) -> usize {
    text.chars().take_while(|c| *c == mark).count()
}

fn contains_ignoring_case(line: &str, wanted: &str) -> bool {
    line.as_bytes().windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of `text`, each as it stands.
    fn blocks(text: &str, format: Format) -> Vec<&str> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = block_end(text, start, format);
            found.push(&text[start..end]);
            start = end;
        }
        found
    }

    #[test]
    fn markdown_is_cut_at_the_margin_after_a_blank_line() {
        let table: &[(&str, &[&str])] = &[
            ("one\ntwo\n\nthree", &["one\ntwo\n\n", "three"]),
            ("- a\n\n  more\n- b\n\nc\n", &["- a\n\n  more\n- b\n\n", "c\n"]),
            ("```\na\n\nb\n```\n\nc", &["```\na\n\nb\n```\n\n", "c"]),
            ("~~~~\na\n~~~\n\nb\n~~~~\nc", &["~~~~\na\n~~~\n\nb\n~~~~\nc"]),
            ("<!-- a\n\nb -->\n\nc", &["<!-- a\n\nb -->\n\n", "c"]),
            ("<PRE>\n\na</pre>\n\nb", &["<PRE>\n\na</pre>\n\n", "b"]),
            ("\n\na\n\n\nb", &["\n\na\n\n\n", "b"]),
            ("a\r\n\r\nb\r\n", &["a\r\n\r\n", "b\r\n"]),
            ("``` a`b\n\nc", &["``` a`b\n\n", "c"]),
        ];
        for (text, expected) in table {
            assert_eq!(blocks(text, Format::Markdown), *expected, "{text:?}");
        }
    }

    #[test]
    fn plain_text_is_cut_at_blank_lines_alone() {
        assert_eq!(blocks("```\n\n  a\n\nb", Format::Text), ["```\n\n", "  a\n\n", "b"]);
    }
}
