//! What stands before the body: YAML front matter of a draft, or the headers of a mail, with positions.

use super::{ByteRange, Format};
use crate::silence;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

/// What stands before the body.
#[derive(Clone, Debug, Default)]
pub struct Preamble {
    /// Bytes from the start of the document to the first line of the body.
    pub length: usize,
    /// Top-level keys with scalar values, in the order in which they stand.
    pub fields: Vec<Field>,
    /// Where the YAML cannot be read, and why.
    pub error: Option<(ByteRange, String)>,
    /// Where a new key can be put: the start of the line that closes the front matter. `None` where there is none.
    pub insert_at: Option<usize>,
    /// Whether the headers are those of a mail that has already gone out.
    pub is_sent_mail: bool,
}

/// A key of the front matter and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// In lower case for mail headers, as written for YAML.
    pub key: String,
    /// The value as text, without quotation marks.
    pub value: String,
    /// The value in the document.
    pub range: ByteRange,
}

impl Preamble {
    /// Reads what stands before the body of `text`.
    #[must_use]
    pub fn read(text: &str, format: Format) -> Self {
        let bom = text.len() - text.trim_start_matches('\u{feff}').len();
        yaml(text, bom)
            .or_else(|| (format == Format::Mail).then(|| headers(text)).flatten())
            .unwrap_or(Self { length: bom, ..Self::default() })
    }

    /// Whether an edit at `offset` of `text` could change what stands before the body.
    #[must_use]
    pub fn is_touched_by(&self, offset: usize, opens: bool) -> bool {
        offset <= self.length || opens
    }

    /// The field `key`.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// Whether `text` starts as front matter does, closed or not.
#[must_use]
pub fn opens(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("---")
}

/// `value` as a scalar of front matter: in quotation marks where it would be read as something else.
#[must_use]
pub fn scalar(value: &str) -> String {
    let is_plain = value.starts_with(char::is_alphabetic)
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '\'' | '&' | ',' | '(' | ')' | '/'))
        && !value.ends_with(' ')
        && !["true", "false", "yes", "no", "null"].iter().any(|word| value.eq_ignore_ascii_case(word));
    // What JSON takes for a string YAML takes for the same.
    if is_plain { value.to_owned() } else { serde_json::Value::from(value).to_string() }
}

fn yaml(text: &str, bom: usize) -> Option<Preamble> {
    let mut lines = text.get(bom..)?.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let start = bom + first.len();
    let mut at = start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(read_yaml(text, ByteRange::new(start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

fn read_yaml(text: &str, inner: ByteRange, length: usize) -> Preamble {
    let source = inner.of(text);
    let mut preamble = Preamble { length, insert_at: Some(inner.end), ..Preamble::default() };
    match MarkedYaml::load_from_str(source) {
        Ok(documents) => {
            if let Some(YamlData::Mapping(mapping)) = documents.first().map(|node| &node.data) {
                let positions = CharPositions::new(source, inner.start);
                preamble.fields = mapping.iter().filter_map(|(key, value)| field(text, &positions, key, value)).collect();
            } else if !source.trim().is_empty() {
                preamble.error = Some((inner.trimmed(text), "front matter is a list of `key: value` lines".to_owned()));
            }
        }
        Err(error) => {
            let positions = CharPositions::new(source, inner.start);
            let start = positions.byte(error.marker().index()).min(inner.end);
            let line_end = text.get(start..inner.end).and_then(|rest| rest.find('\n')).map_or(inner.end, |n| start + n);
            let range = if line_end > start { ByteRange::new(start, line_end) } else { inner.trimmed(text) };
            preamble.error = Some((range, error.info().to_owned()));
        }
    }
    preamble
}

fn field(text: &str, positions: &CharPositions, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>) -> Option<Field> {
    let YamlData::Value(Scalar::String(key)) = &key.data else {
        return None;
    };
    let range = ByteRange::new(positions.byte(value.span.start.index()), positions.byte(value.span.end.index()));
    let range = without_comment(range.trimmed(text), text);
    let value = match &value.data {
        YamlData::Value(Scalar::String(string)) => string.to_string(),
        YamlData::Value(Scalar::Null) => String::new(),
        YamlData::Value(_) | YamlData::Representation(..) => range.of(text).to_owned(),
        YamlData::Sequence(_) if key == silence::KEY => range.of(text).to_owned(),
        _ => return None,
    };
    Some(Field { key: key.to_string(), value, range })
}

/// The parser lets a quoted value reach to the end of its line, comment and all.
fn without_comment(range: ByteRange, text: &str) -> ByteRange {
    let value = range.of(text);
    let closing = value.chars().next().filter(|c| matches!(c, '"' | '\'')).and_then(|quote| value.rfind(quote));
    closing.filter(|at| *at > 0).map_or(range, |at| ByteRange::new(range.start, range.start + at + 1))
}

/// The YAML parser counts characters; the rest of the program counts bytes.
struct CharPositions {
    bytes: Vec<usize>,
    end: usize,
}

impl CharPositions {
    fn new(source: &str, offset: usize) -> Self {
        Self { bytes: source.char_indices().map(|(at, _)| at + offset).collect(), end: offset + source.len() }
    }

    fn byte(&self, index: usize) -> usize {
        self.bytes.get(index).copied().unwrap_or(self.end)
    }
}

/// The headers of a mail, as `to` and `subject` fields.
fn headers(text: &str) -> Option<Preamble> {
    let first = text.lines().next()?;
    let (name, _) = first.split_once(':')?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let message = mail_parser::MessageParser::default().parse(text.as_bytes())?;
    let body = message.text_body.first().and_then(|part| message.parts.get(*part as usize))?;
    let length = usize::try_from(body.raw_body_offset()).ok()?.min(text.len());
    let recipient = message.to().and_then(|to| to.first()).and_then(|address| address.name().or_else(|| address.address()));
    let range = header_range(text, length, "to").unwrap_or_default();
    let recipient = recipient.map(|name| Field { key: "to".into(), value: name.to_owned(), range });
    let ignored = header_range(text, length, "x-tactful-ignore");
    let ignored = ignored.map(|range| Field { key: silence::KEY.into(), value: range.of(text).to_owned(), range });
    let fields = recipient.into_iter().chain(ignored).collect();
    let is_sent_mail = message.date().is_some() || message.message_id().is_some() || message.received().is_some();
    text.is_char_boundary(length).then_some(Preamble { length, fields, is_sent_mail, ..Preamble::default() })
}

fn header_range(text: &str, length: usize, name: &str) -> Option<ByteRange> {
    let mut at = 0;
    for line in text.get(..length)?.split_inclusive('\n') {
        if let Some((key, value)) = line.split_once(':')
            && key.eq_ignore_ascii_case(name)
        {
            return Some(ByteRange::new(at + line.len() - value.len(), at + line.len()).trimmed(text));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_fields_have_positions() {
        let text = "---\nto: \"Data Folk Ñ #jobs\"   # note\nkind: post\nsent: 2026-11-20\ntags: [a, b]\n---\n\nHi";
        let preamble = Preamble::read(text, Format::Markdown);
        let shown: Vec<_> = preamble.fields.iter().map(|f| (f.key.as_str(), f.value.as_str(), f.range.of(text))).collect();
        assert_eq!(
            shown,
            [
                ("to", "Data Folk Ñ #jobs", "\"Data Folk Ñ #jobs\""),
                ("kind", "post", "post"),
                ("sent", "2026-11-20", "2026-11-20")
            ]
        );
        assert_eq!(&text[preamble.length..], "\nHi");
        assert_eq!(&text[preamble.insert_at.unwrap()..], "---\n\nHi");
    }

    #[test]
    fn a_scalar_is_read_as_it_was_written() {
        let values =
            ["Ann Carter", "Data Folk: #jobs", "a\nkind: post", "\"q\" \\", "true", "-x", "é\u{1b}", "[x](y)", "a: b", "12", ""];
        for value in values {
            let text = format!("---\nto: {}\n---\n", scalar(value));
            let preamble = Preamble::read(&text, Format::Markdown);
            let fields: Vec<_> = preamble.fields.iter().map(|field| (field.key.as_str(), field.value.as_str())).collect();
            assert_eq!(fields, [("to", value)], "{text}");
        }
    }

    #[test]
    fn what_is_not_front_matter_is_body() {
        for text in ["", "---", "---\nto: a\n", "--- \ttext", "text\n---\n"] {
            assert_eq!(Preamble::read(text, Format::Markdown).length, 0, "{text:?}");
        }
    }

    #[test]
    fn broken_yaml_says_where() {
        let text = "---\nto: [a\nkind: post\n---\nHi";
        let preamble = Preamble::read(text, Format::Markdown);
        assert!(preamble.error.is_some(), "{preamble:?}");
        assert_eq!(&text[preamble.length..], "Hi");
    }

    #[test]
    fn mail_headers() {
        let text = "From: Maya <maya@a.example>\nTo: Ann Carter <ann@b.example>\nSubject: Flour\n\nHi Ann";
        let preamble = Preamble::read(text, Format::Mail);
        assert_eq!(preamble.field("to").unwrap().value, "Ann Carter");
        assert_eq!(&text[preamble.length..], "Hi Ann");
    }
}
