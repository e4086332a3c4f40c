//! The passages of a block: its paragraphs, headings, list items and quotations, with what in them is the writer's voice.
//!
//! A passage carries a *spoken* text of the same length as its source: markup, code, link targets and HTML are blanked
//! out byte for byte, so that whoever reads the spoken text has the offsets of the source for nothing.

use super::{ByteRange, Format};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Stands in spoken text for each byte of inline code: something is said there, though not in words.
pub const CODE: u8 = 0x1a;

/// Whose words a passage holds, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Voice {
    /// A paragraph of the writer's.
    Prose,
    /// A heading.
    Heading,
    /// A list item.
    ListItem,
    /// Somebody else's words (`>` lines).
    Quote,
}

/// A run of text that sentences do not cross.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Where it stands in the block.
    pub range: ByteRange,
    /// Whose words.
    pub voice: Voice,
    /// As long as `range`; markup blanked out.
    pub spoken: String,
}

/// A link that is marked up as one; bare addresses are tokens of their sentence.
#[derive(Clone, Debug)]
pub struct Link {
    /// The whole of it, in the block.
    pub range: ByteRange,
    /// Where it leads.
    pub target: String,
}

/// What a block holds.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// In the order in which they stand.
    pub passages: Vec<Passage>,
    /// In the order in which they stand.
    pub links: Vec<Link>,
    /// HTML comments, in the block.
    pub comments: Vec<ByteRange>,
    /// Code, HTML and link targets: nobody's voice.
    pub mute: Vec<ByteRange>,
}

/// Reads the block `text`.
pub fn contents(text: &str, format: Format) -> Contents {
    match format {
        Format::Markdown => markdown(text),
        Format::Text | Format::Mail => plain(text),
    }
}

fn markdown(text: &str) -> Contents {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = MarkdownReader { text, ..MarkdownReader::default() };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.read(event, range.into());
    }
    reader.found
}

#[derive(Default)]
struct MarkdownReader<'t> {
    text: &'t str,
    found: Contents,
    quotes: usize,
    items: usize,
    code: bool,
    open: Option<(Voice, ByteRange, Vec<u8>)>,
}

impl MarkdownReader<'_> {
    fn read(&mut self, event: Event<'_>, range: ByteRange) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(_) if self.code => self.found.mute.push(range),
            Event::Text(_) => self.say(range),
            Event::Code(_) => {
                self.found.mute.push(range);
                self.fill(range, CODE);
            }
            Event::SoftBreak => self.fill(range, b'\n'),
            Event::HardBreak => self.fill(ByteRange::new(range.end.saturating_sub(1), range.end), b'\x0b'),
            Event::Html(_) => self.found.mute.push(range),
            Event::InlineHtml(_) => {
                self.found.mute.push(range);
                if range.of(self.text).trim_start().starts_with("<!--") {
                    self.found.comments.push(range);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: ByteRange) {
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => self.items += 1,
            Tag::CodeBlock(_) => self.code = true,
            Tag::HtmlBlock if range.of(self.text).trim_start().starts_with("<!--") => {
                self.found.comments.push(range.trimmed(self.text));
            }
            Tag::Paragraph | Tag::TableCell => self.open(Voice::Prose, range),
            Tag::Heading { .. } => self.open(Voice::Heading, range),
            Tag::Link { link_type, dest_url, .. } => {
                if self.open.is_none() {
                    self.open(Voice::Prose, range);
                }
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.found.mute.push(range);
                    self.found.links.push(Link { range, target: dest_url.into_string() });
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, voice: Voice, range: ByteRange) {
        self.close();
        let voice = match voice {
            _ if self.quotes > 0 => Voice::Quote,
            Voice::Prose if self.items > 0 => Voice::ListItem,
            voice => voice,
        };
        self.open = Some((voice, range, vec![b' '; range.len()]));
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::Item => {
                self.close();
                self.items -= 1;
            }
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Heading(_) => self.close(),
            _ => {}
        }
    }

    /// Text of a tight list item comes without a paragraph: its passage grows as the text comes.
    fn say(&mut self, range: ByteRange) {
        let bytes = range.of(self.text).as_bytes();
        if let Some(spoken) = self.room(range)
            && spoken.len() == bytes.len()
        {
            spoken.copy_from_slice(bytes);
        }
    }

    fn fill(&mut self, range: ByteRange, byte: u8) {
        if let Some(spoken) = self.room(range) {
            spoken.fill(byte);
        }
    }

    fn room(&mut self, range: ByteRange) -> Option<&mut [u8]> {
        if self.open.is_none() {
            self.open(Voice::Prose, range);
        }
        let (_, whole, spoken) = self.open.as_mut()?;
        if range.end > whole.end {
            spoken.resize(range.end - whole.start, b' ');
            whole.end = range.end;
        }
        spoken.get_mut(range.start.checked_sub(whole.start)?..range.end - whole.start)
    }

    fn close(&mut self) {
        let Some((voice, range, spoken)) = self.open.take() else {
            return;
        };
        // Only whole text events are copied into the blanks, so this is UTF-8.
        let Ok(spoken) = String::from_utf8(spoken) else {
            return;
        };
        if !spoken.trim().is_empty() {
            self.found.passages.push(Passage { range, voice, spoken });
        }
    }
}

/// Paragraphs of plain text; runs of `>` lines are quotations. A line that is a comment to this program is nobody's voice.
fn plain(text: &str) -> Contents {
    let mut found = Contents::default();
    let mut at = 0;
    let mut open: Option<(Voice, ByteRange)> = None;
    for line in text.split_inclusive('\n') {
        let range = ByteRange::new(at, at + line.len());
        at = range.end;
        if line.trim().starts_with("<!-- tactful:") && line.trim().ends_with("-->") {
            found.comments.push(range.trimmed(text));
            found.passages.extend(open.take().map(|open| plain_passage(text, open)));
            continue;
        }
        let voice = if line.trim_start().starts_with('>') { Voice::Quote } else { Voice::Prose };
        open = match open {
            _ if line.trim().is_empty() => open,
            Some((same, whole)) if same == voice => Some((same, whole.joined(range))),
            other => {
                found.passages.extend(other.map(|open| plain_passage(text, open)));
                Some((voice, range))
            }
        };
    }
    found.passages.extend(open.map(|open| plain_passage(text, open)));
    found
}

fn plain_passage(text: &str, (voice, range): (Voice, ByteRange)) -> Passage {
    let range = range.trimmed(text);
    let spoken = match voice {
        Voice::Quote => unquoted(range.of(text)),
        _ => range.of(text).to_owned(),
    };
    Passage { range, voice, spoken }
}

/// The text with the `>` marks at the starts of its lines blanked out.
fn unquoted(text: &str) -> String {
    let mut margin = true;
    text.chars()
        .map(|c| {
            let mark = margin && c == '>';
            margin = c == '\n' || (margin && (mark || c == ' '));
            if mark { ' ' } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, format: Format) -> Vec<(Voice, String)> {
        let found = contents(text, format);
        found
            .passages
            .iter()
            .map(|p| {
                assert_eq!(p.spoken.len(), p.range.len(), "{text:?}");
                (p.voice, p.spoken.replace('\x1a', "§").trim().to_owned())
            })
            .collect()
    }

    #[test]
    fn markdown_voices() {
        let table: &[(&str, &[(Voice, &str)])] = &[
            ("# Hi *you*\n\ntext", &[(Voice::Heading, "Hi  you"), (Voice::Prose, "text")]),
            ("> quoted\n> more\n\nmine", &[(Voice::Quote, "quoted\n  more"), (Voice::Prose, "mine")]),
            (
                "- one\n- two **bold**\n\n  para",
                &[(Voice::ListItem, "one"), (Voice::ListItem, "two   bold"), (Voice::ListItem, "para")],
            ),
            ("see [this](https://a.example) `x`", &[(Voice::Prose, "see  this                     §§§")]),
            ("a <b>c</b>\n\n```\ncode\n```\n", &[(Voice::Prose, "a    c")]),
            ("- [x] done", &[(Voice::ListItem, "done")]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|(v, t)| (*v, (*t).to_owned())).collect();
            let got: Vec<_> = read(text, Format::Markdown);
            assert_eq!(got, expected, "{text:?}");
        }
    }

    #[test]
    fn plain_quotes() {
        let got = read("hello\n> they said\n> so\nand me", Format::Text);
        assert_eq!(
            got,
            [(Voice::Prose, "hello".into()), (Voice::Quote, "they said\n  so".into()), (Voice::Prose, "and me".into())]
        );
    }

    #[test]
    fn links_and_comments_are_found() {
        let found = contents("<!-- tactful: ignore pressure -->\n\n[a](b.example) <https://c.example>", Format::Markdown);
        assert_eq!(found.comments.len(), 1);
        assert_eq!(found.links.len(), 1);
        assert_eq!(found.links[0].target, "b.example");
    }
}
