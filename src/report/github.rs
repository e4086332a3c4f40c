//! Workflow commands of GitHub Actions: each diagnostic becomes an annotation of the line that it stands on.
//!
//! Lines and columns count from 1. A workflow command ends with its line, so messages and names are escaped as the runner
//! unescapes them.

use super::{Checked, json};
use crate::{diagnostic::Diagnostic, level::Level};
use ropey::Rope;

/// The report on `files`, a line for each diagnostic.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    files.iter().map(annotations).collect()
}

fn annotations(file: &Checked) -> String {
    let rope = Rope::from_str(&file.source);
    file.outcome.diagnostics.iter().map(|diagnostic| annotation(file, &rope, diagnostic)).collect()
}

fn annotation(file: &Checked, rope: &Rope, diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "notice",
    };
    let (start, end) = (json::place(rope, diagnostic.range.start), json::place(rope, diagnostic.range.end));
    // The runner takes columns only where both are on one line.
    let columns = if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
        property(file.path.strip_prefix("./").unwrap_or(&file.path)),
        start.line,
        end.line,
        property(&format!("tactful: {}", diagnostic.rule)),
        data(&diagnostic.message),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100%\r\nsure, yes: ok"), "100%25%0D%0Asure, yes: ok");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
