//! The numbers of a list of which an item goes.

use crate::{acts::Said, document::ByteRange, fix::Edit};

/// Where the passage of `said` that starts at `start` is an item of a numbered list: the numbers of those after it, each one
/// less. A list whose items all have the same number is left as it is.
pub fn without(said: &Said<'_>, start: usize) -> Vec<Edit> {
    let text = &said.block.text;
    let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let Some((first, own)) = lines.next().and_then(|line| Some((line, marker(line)?))) else { return Vec::new() };
    let (mut edits, mut at, mut number) = (Vec::new(), start + first.len(), own.number);
    for line in lines {
        if let Some(item) = marker(line).filter(|item| item.indent == own.indent) {
            if item.number != number.saturating_add(1) {
                break;
            }
            let digits = ByteRange::new(at + item.indent, at + item.indent + item.digits);
            edits.push(Edit::replacement(digits.shifted(said.start), number.to_string()));
            number = item.number;
        }
        at += line.len();
    }
    edits
}

/// The marker of an item in a numbered list.
struct Marker {
    number: u32,
    /// Bytes before it.
    indent: usize,
    /// Bytes of its number.
    digits: usize,
}

/// The marker with which a line starts.
fn marker(line: &str) -> Option<Marker> {
    let rest = line.trim_start_matches(' ');
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest.get(..digits)?.parse().ok()?;
    let is_item = [". ", ") "].iter().any(|end| rest.get(digits..).is_some_and(|rest| rest.starts_with(end)));
    is_item.then_some(Marker { number, indent: line.len() - rest.len(), digits })
}
