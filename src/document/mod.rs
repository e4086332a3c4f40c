//! Text as the rest of the program sees it: a preamble and blocks, kept current edit by edit.

mod block;
pub mod front_matter;
mod passage;
mod placeholder;
pub mod position;
mod range;
mod segment;
mod sentence;
mod tally;
mod token;

pub use block::Block;
pub use front_matter::{Field, Preamble};
pub use passage::{Link, Voice};
pub use range::ByteRange;
pub use sentence::Sentence;
pub use tally::Tally;
pub use token::{Token, TokenKind};

use position::{Encoding, Position};
use ropey::Rope;
use std::{path::Path, sync::Arc};

/// How the text is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CommonMark with tables, footnotes, task lists and front matter.
    #[default]
    Markdown,
    /// Plain text.
    Text,
    /// An e-mail: headers and plain text.
    Mail,
}

impl Format {
    /// The format of the file at `path` by the ending of its name (`md`, in any case), where drafts come in it.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Text),
            "eml" => Some(Self::Mail),
            _ => None,
        }
    }

    /// The format that an editor's language id names, where drafts come in it.
    #[must_use]
    pub fn of_language(id: &str) -> Option<Self> {
        match id {
            "markdown" => Some(Self::Markdown),
            "plaintext" | "text" => Some(Self::Text),
            "mail" => Some(Self::Mail),
            _ => None,
        }
    }
}

/// Longest text that is read, in bytes: a novel has as much, and nobody posts one.
pub const MAX_LENGTH: usize = 1 << 20;

/// Bytes of a block from which its place in the rope is found sooner than by a walk from its start.
const LONG_WALK: usize = 1 << 12;

/// A text cut into blocks.
#[derive(Clone, Debug, Default)]
pub struct Document {
    format: Format,
    rope: Rope,
    preamble: Preamble,
    blocks: Vec<Arc<Block>>,
    starts: Vec<usize>,
    /// The numbers of the lines at which the blocks start.
    lines: Vec<u32>,
}

impl Document {
    /// Reads `text` from nothing.
    #[must_use]
    pub fn new(text: &str, format: Format) -> Self {
        let mut document = Self { format, rope: Rope::from_str(text), ..Self::default() };
        if document.is_too_long() {
            return document;
        }
        document.preamble = Preamble::read(text, format);
        let mut at = document.preamble.length;
        while at < text.len() {
            let end = segment::block_end(text, at, format);
            document.blocks.push(Arc::new(Block::read(text.get(at..end).unwrap_or_default(), format)));
            at = end;
        }
        document.count_starts();
        document
    }

    /// Puts `new` in the place of `range`, and reads again what that touches. A range that does not fit the text is
    /// clamped to it.
    pub fn apply(&mut self, range: ByteRange, new: &str) {
        let start = self.char_boundary(range.start);
        let end = self.char_boundary(range.end).max(start);
        let (first, last) = (self.rope.byte_to_char(start), self.rope.byte_to_char(end));
        self.rope.remove(first..last);
        self.rope.insert(first, new);
        if self.is_too_long() {
            *self = Self { format: self.format, rope: std::mem::take(&mut self.rope), ..Self::default() };
        } else if start <= self.preamble.length || self.opens_preamble() || self.blocks.is_empty() {
            *self = Self::reread(std::mem::take(&mut self.rope), self.format, &self.blocks);
        } else {
            self.recut(ByteRange::new(start, end), new.len());
        }
    }

    /// Whether it is longer than anything that is sent. Nothing in it is read, so that it costs nobody's time.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.rope.len_bytes() > MAX_LENGTH
    }

    /// The text as a rope.
    #[must_use]
    pub const fn rope(&self) -> &Rope {
        &self.rope
    }

    /// How the text is marked up.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What stands before the body.
    #[must_use]
    pub const fn preamble(&self) -> &Preamble {
        &self.preamble
    }

    /// The blocks of the body, with the byte at which each starts.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = (usize, &Arc<Block>)> + ExactSizeIterator {
        self.starts.iter().copied().zip(&self.blocks)
    }

    /// The blocks of the body, in the order in which they stand.
    #[must_use]
    pub fn block_list(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// Number of the block in which `offset` (bytes) stands, from 0.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where `offset` (bytes; clamped to the text) stands.
    #[must_use]
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let number = self.block_at(offset);
        let known = self.starts.get(number).zip(self.lines.get(number)).zip(self.blocks.get(number));
        let found = known.and_then(|((start, line), block)| {
            let before = block.text.get(..offset.checked_sub(*start).filter(|length| *length < LONG_WALK)?)?;
            // A byte order mark stands before the first line and takes room in it.
            let starts_line = *start == 0 || *line > 0;
            starts_line.then(|| position::after(before, *line, encoding)).flatten()
        });
        found.unwrap_or_else(|| position::position(&self.rope, offset, encoding))
    }

    /// Reads `rope`, of which `old` were the blocks. Those that stay keep their places: a text may have many of the same words.
    fn reread(rope: Rope, format: Format, old: &[Arc<Block>]) -> Self {
        let text = rope.to_string();
        let preamble = Preamble::read(&text, format);
        let mut pieces = Vec::new();
        let mut at = preamble.length;
        while at < text.len() {
            let end = segment::block_end(&text, at, format);
            pieces.push(text.get(at..end).unwrap_or_default());
            at = end;
        }
        let same = |(piece, block): &(&&str, &Arc<Block>)| **piece == block.text;
        let head = pieces.iter().zip(old).take_while(same).count();
        let rest = pieces.len().min(old.len()) - head;
        let tail = pieces.iter().rev().zip(old.iter().rev()).take(rest).take_while(same).count();
        let (before, after) = (old.get(..head).unwrap_or_default(), old.get(old.len() - tail..).unwrap_or_default());
        let between = old.get(head..old.len() - tail).unwrap_or_default();
        let known: rustc_hash::FxHashMap<&str, &Arc<Block>> = between.iter().map(|block| (block.text.as_str(), block)).collect();
        let changed = pieces.get(head..pieces.len() - tail).unwrap_or_default().iter();
        let fresh =
            changed.map(|piece| known.get(piece).map_or_else(|| Arc::new(Block::read(piece, format)), |block| Arc::clone(block)));
        let blocks = before.iter().cloned().chain(fresh).chain(after.iter().cloned()).collect();
        let mut document = Self { format, rope, preamble, blocks, ..Self::default() };
        document.count_starts();
        document
    }

    /// Cuts again from the block before the edit until a cut falls where one was.
    fn recut(&mut self, old: ByteRange, new_length: usize) {
        let first = self.block_at(old.start).saturating_sub(1);
        let from = self.starts.get(first).copied().unwrap_or(self.preamble.length);
        let mut window = self.block_at(old.end) + 2;
        loop {
            let window_end = self.starts.get(window).copied();
            let text_end = window_end.map_or(self.rope.len_bytes(), |end| end - old.len() + new_length);
            let text = self.rope.byte_slice(from..text_end).to_string();
            if let Some((fresh, next)) = self.cuts(&text, from, old, new_length, window_end.is_none()) {
                self.blocks.splice(first..next, fresh);
                self.count_starts();
                return;
            }
            window = (window - first) * 2 + first;
        }
    }

    /// New blocks for `text`, which starts at `from`, and the number of the first old block that stays as it was;
    /// `None` where the cuts do not meet the old ones within `text`.
    fn cuts(&self, text: &str, from: usize, old: ByteRange, new_length: usize, whole: bool) -> Option<(Vec<Arc<Block>>, usize)> {
        let mut fresh = Vec::new();
        let mut at = 0;
        let edited_to = old.start + new_length;
        while at < text.len() {
            let end = segment::block_end(text, at, self.format);
            if end == text.len() && !whole {
                return None;
            }
            let piece = text.get(at..end).unwrap_or_default();
            fresh.push(self.known(piece, from, old).unwrap_or_else(|| Arc::new(Block::read(piece, self.format))));
            at = end;
            let reached = from + at;
            if reached > edited_to
                && let Ok(next) = self.starts.binary_search(&(reached - new_length + old.len()))
            {
                return Some((fresh, next));
            }
        }
        whole.then_some((fresh, self.blocks.len()))
    }

    /// The block around the edit which already reads `piece`.
    fn known(&self, piece: &str, from: usize, old: ByteRange) -> Option<Arc<Block>> {
        let range = self.block_at(from)..self.block_at(old.end) + 1;
        self.blocks.get(range)?.iter().find(|block| block.text == piece).map(Arc::clone)
    }

    fn count_starts(&mut self) {
        let mut at = self.preamble.length;
        let mut line = u32::try_from(self.rope.byte_to_line(at.min(self.rope.len_bytes()))).unwrap_or(u32::MAX);
        self.starts.clear();
        self.lines.clear();
        for block in &self.blocks {
            self.starts.push(at);
            self.lines.push(line);
            at += block.text.len();
            line = line.saturating_add(block.breaks);
        }
    }

    fn opens_preamble(&self) -> bool {
        let head: String = self.rope.chars().take(4).collect();
        front_matter::opens(&head) || (self.format == Format::Mail && self.preamble.length == 0)
    }

    fn char_boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.rope.len_bytes());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(document: &Document) -> Vec<(usize, String)> {
        document.blocks().map(|(start, block)| (start, format!("{block:?}"))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn edit_by_edit_is_as_from_nothing(
            pieces in proptest::collection::vec(piece(), 0..30),
            edits in proptest::collection::vec((0usize..400, 0usize..40, piece()), 1..20),
        ) {
            let mut text = pieces.concat();
            let mut document = Document::new(&text, Format::Markdown);
            for (start, length, new) in edits {
                let start = floor(&text, start);
                let end = floor(&text, start + length).max(start);
                document.apply(ByteRange::new(start, end), new);
                text.replace_range(start..end, new);
                let fresh = Document::new(&text, Format::Markdown);
                prop_assert_eq!(document.rope().to_string(), text.clone());
                prop_assert_eq!(shape(&document), shape(&fresh), "{:?}", text);
            }
        }
    }

    #[test]
    fn blocks_keep_their_places() {
        let text = "# Head\n\nOne.\n\n# Head\n\nTwo.\n";
        let before = Document::new(text, Format::Markdown);
        let mut after = before.clone();
        after.apply(ByteRange::at(0), "---\nto: Ann\n---\n");
        let same = before.block_list().iter().zip(after.block_list()).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!((same, after.block_list().len()), (4, 4));
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "Hello there. ",
            "word",
            "\n",
            "\n\n",
            "\r\n",
            "- item\n",
            "  more\n",
            "> quote\n",
            "```\n",
            "~~~",
            "# Head\n",
            "<!--",
            "-->",
            "---\n",
            "to: Ann\n",
            "😀",
            "é",
            "`code`",
            "[a](b)",
            "[Name]",
            "    ",
            "<pre>",
            "</pre>",
            "1. one\n",
            "**bold** ",
            "\"",
            "(",
            "!",
        ])
    }

    fn floor(text: &str, at: usize) -> usize {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
