//! The editor's copy of a text. It counts on its own, so that the server's counting is held against another's.

use tower_lsp::ls_types::{Position, PositionEncodingKind, Range, TextEdit};

/// A text that is open.
#[derive(Clone, Debug)]
pub struct Buffer {
    pub text: String,
    pub version: i32,
}

impl Buffer {
    /// The byte at `position`; the end of the line where it is shorter.
    pub fn offset(&self, position: Position, encoding: &PositionEncodingKind) -> usize {
        let Some(start) = self.line_starts().nth(position.line as usize) else { return self.text.len() };
        let mut units = 0;
        for (at, c) in self.text[start..].char_indices() {
            if units >= position.character as usize || matches!(c, '\n' | '\r') {
                return start + at;
            }
            units += width(c, encoding);
        }
        self.text.len()
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize, encoding: &PositionEncodingKind) -> Position {
        let (line, start) = self.line_starts().take_while(|start| *start <= offset).enumerate().last().unwrap();
        let character: usize = self.text[start..offset].chars().map(|c| width(c, encoding)).sum();
        Position { line: line as u32, character: character as u32 }
    }

    /// Lines end at `\n`, `\r\n` and `\r`.
    fn line_starts(&self) -> impl Iterator<Item = usize> {
        let bytes = self.text.as_bytes();
        let ends = move |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1))
    }

    /// What stands in `range`.
    pub fn slice(&self, range: Range, encoding: &PositionEncodingKind) -> &str {
        &self.text[self.offset(range.start, encoding)..self.offset(range.end, encoding)]
    }

    /// Makes `edits`, all of which mean the text as it stands now.
    pub fn edit(&mut self, edits: &[TextEdit], encoding: &PositionEncodingKind) {
        let places = edits
            .iter()
            .map(|edit| (self.offset(edit.range.start, encoding)..self.offset(edit.range.end, encoding), edit.new_text.as_str()));
        let mut places: Vec<_> = places.collect();
        places.sort_by_key(|(range, _)| range.start);
        for (range, new) in places.into_iter().rev() {
            self.text.replace_range(range, new);
        }
    }
}

fn width(c: char, encoding: &PositionEncodingKind) -> usize {
    match encoding.as_str() {
        "utf-8" => c.len_utf8(),
        "utf-16" => c.len_utf16(),
        _ => 1,
    }
}
