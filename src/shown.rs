//! Words of others, fit to be shown: a draft, a file's name or somebody's settings may hold what a terminal obeys, what an
//! editor takes for markup, or what makes a line read other than it is.

/// `text` with a mark in the place of each character that is obeyed rather than shown, line breaks included.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Characters of a name, a phrase or a field that a title or a message shows.
pub const MOST: usize = 60;

/// How many there are: `1 draft`, `2 drafts`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `text` on one line of at most `most` characters, for a title: no line breaks, no icons (`$(…)`).
#[must_use]
pub fn on_a_line(text: &str, most: usize) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).replace("$(", "$ (");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// `text` so that markdown shows it as it is: no link, image, HTML or address comes of it.
#[must_use]
pub fn in_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '?' | '\'' | '"' | '%' | '=' | '-' | '(' | ')') {
            shown.push('\\');
        }
        let breaks = matches!(c, '\n' | '\r' | '\t');
        shown.push(if breaks {
            ' '
        } else if is_obeyed(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        });
    }
    shown
}

/// Control characters, and those that turn the direction of what follows.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(visible("a\u{1b}[2J\u{202e}b\nc"), "a�[2J�b�c");
        assert_eq!(on_a_line("  a\n\u{7}b $(check) ", 60), "a �b $ (check)");
        assert_eq!(on_a_line("Bakers of Bristol", 6), "Bakers…");
    }

    #[test]
    fn words_of_a_draft_are_no_markdown() {
        let table = [
            ("Greet <b>Ann</b>", "Greet \\<b\\>Ann\\<\\/b\\>"),
            ("Say [x](y) `z`", "Say \\[x\\](y) \\`z\\`"),
            ("https://a.example", "https\\:\\/\\/a\\.example"),
            ("a\nb", "a b"),
            ("Wait until 2026-12-01", "Wait until 2026-12-01"),
        ];
        for (text, expected) in table {
            assert_eq!(in_markdown(text), expected);
        }
    }
}
