//! The one crossing between byte offsets and the line/character positions of editors.
//!
//! Contract: lines and characters count from 0; a character is a UTF-8, UTF-16 or UTF-32 unit as the encoding says; lines
//! end at `\n`, `\r\n` or `\r`, as LSP has it. A character past the end of its line means the end of the line (before its
//! break); a line past the end means the end of the text; a character inside a code point means that code point's start.

use ropey::Rope;

/// What a character of a position counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what LSP has where nothing else is agreed.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

/// A place in a text, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Unit of the encoding in the line.
    pub character: u32,
}

/// Where `offset` (bytes; clamped to the text) stands.
#[must_use]
pub fn position(rope: &Rope, offset: usize, encoding: Encoding) -> Position {
    let offset = offset.min(rope.len_bytes());
    let line = rope.byte_to_line(offset);
    let char_in_text = rope.byte_to_char(offset);
    let start = rope.line_to_char(line);
    let character = match encoding {
        Encoding::Utf8 => offset - rope.line_to_byte(line),
        Encoding::Utf16 => rope.char_to_utf16_cu(char_in_text) - rope.char_to_utf16_cu(start),
        Encoding::Utf32 => char_in_text - start,
    };
    Position { line: u32::try_from(line).unwrap_or(u32::MAX), character: u32::try_from(character).unwrap_or(u32::MAX) }
}

/// Where the end of `before` stands, which is text from the start of the line with the number `line` on. The same as `position`
/// without a walk through a rope; `None` in the middle of a line break.
#[must_use]
pub fn after(before: &str, line: u32, encoding: Encoding) -> Option<Position> {
    if before.ends_with('\r') {
        return None;
    }
    let (breaks, start) = breaks(before);
    let rest = before.get(start..)?;
    let character = match encoding {
        Encoding::Utf16 if !rest.is_ascii() => rest.encode_utf16().count(),
        Encoding::Utf32 => rest.chars().count(),
        _ => rest.len(),
    };
    Some(Position { line: line + breaks, character: u32::try_from(character).unwrap_or(u32::MAX) })
}

/// How many line breaks `text` has, and the byte after the last of them.
#[must_use]
pub fn breaks(text: &str) -> (u32, usize) {
    let bytes = text.as_bytes();
    let is_half = |at: usize| bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| !is_half(*at)).fold((0, 0), |(count, _), at| (count + 1, at + 1))
}

/// The byte at which `position` stands.
#[must_use]
pub fn offset(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_char(line);
    let end = start + length_without_break(rope, line);
    let units = position.character as usize;
    let char_index = match encoding {
        Encoding::Utf8 => rope.byte_to_char((rope.char_to_byte(start) + units).min(rope.char_to_byte(end))),
        Encoding::Utf16 => {
            let first = rope.char_to_utf16_cu(start);
            rope.utf16_cu_to_char((first + units).min(rope.char_to_utf16_cu(end)))
        }
        Encoding::Utf32 => start + units,
    };
    rope.char_to_byte(char_index.min(end))
}

fn length_without_break(rope: &Rope, line: usize) -> usize {
    let slice = rope.line(line);
    let mut length = slice.len_chars();
    while length > 0 && matches!(slice.char(length - 1), '\n' | '\r') {
        length -= 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};

    #[test]
    fn positions_in_all_encodings() {
        let text = "aé😀b\r\nx\u{2028}y\n";
        let rope = Rope::from_str(text);
        // (byte, line, utf-8, utf-16, utf-32)
        let table = [
            (0, 0, 0, 0, 0),
            (3, 0, 3, 2, 2),
            (7, 0, 7, 4, 3),
            (8, 0, 8, 5, 4),
            (10, 1, 0, 0, 0),
            (14, 1, 4, 2, 2),
            (16, 2, 0, 0, 0),
        ];
        for (byte, line, a, b, c) in table {
            for (encoding, character) in [(Encoding::Utf8, a), (Encoding::Utf16, b), (Encoding::Utf32, c)] {
                let place = Position { line, character };
                assert_eq!(position(&rope, byte, encoding), place, "{byte} {encoding:?}");
                assert_eq!(offset(&rope, place, encoding), byte, "{byte} {encoding:?}");
            }
        }
    }

    #[test]
    fn a_document_knows_the_same_places() {
        let texts = ["aé😀b\r\nx\u{2028}y\n\n\rz\r\n\r\n- é\n\n  ö\n\nend", "\u{feff}a\n\nb", "---\nto: é\n---\n\nb\n\nc\n", ""];
        for text in texts {
            for format in [Format::Markdown, Format::Text] {
                let document = Document::new(text, format);
                for offset in 0..=text.len() + 1 {
                    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                        let expected = position(document.rope(), offset, encoding);
                        assert_eq!(document.position(offset, encoding), expected, "{text:?} {offset} {encoding:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn positions_outside_are_clamped() {
        let rope = Rope::from_str("ab\r\nc😀");
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            assert_eq!(offset(&rope, Position { line: 0, character: 99 }, encoding), 2);
            assert_eq!(offset(&rope, Position { line: 9, character: 0 }, encoding), 9);
            assert_eq!(position(&rope, 99, encoding).line, 1);
        }
        assert_eq!(offset(&rope, Position { line: 1, character: 2 }, Encoding::Utf16), 5, "inside a surrogate pair");
        assert_eq!(offset(&rope, Position { line: 1, character: 3 }, Encoding::Utf8), 5, "inside a code point");
    }
}
