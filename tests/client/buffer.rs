//! The editor's copy of a text. It counts on its own, so that the server's counting is held against another's.

use tower_lsp::ls_types::{Position, PositionEncodingKind, Range, TextEdit};

/// A text that is open.
#[derive(Clone, Debug)]
pub struct Buffer {
    pub text: String,
    pub version: i32,
}

impl Buffer {
    /// The byte at `position`.
    pub fn offset(&self, position: Position, encoding: &PositionEncodingKind) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(position.line as usize).map(str::len).sum();
        let mut units = 0;
        for (at, c) in self.text[start..].char_indices() {
            if units >= position.character as usize || c == '\n' {
                return start + at;
            }
            units += width(c, encoding);
        }
        self.text.len()
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize, encoding: &PositionEncodingKind) -> Position {
        let before = &self.text[..offset];
        let line = before.rsplit('\n').next().unwrap();
        let character: usize = line.chars().map(|c| width(c, encoding)).sum();
        Position { line: before.matches('\n').count() as u32, character: character as u32 }
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
