//! Tokens: words, numbers, links, mentions, emoji and punctuation of spoken text.
//!
//! Unicode's own word boundaries (UAX 29) take links, mentions and handles apart, which are what a reader sees first in
//! a draft; so the run between two spaces is looked at whole before it is cut into words.

use super::{ByteRange, passage::CODE};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes and hyphens inside.
    Word,
    /// Digits, with points, commas and colons inside.
    Number,
    /// An address of the web or of mail.
    Link,
    /// `@name`.
    Mention,
    /// A run of emoji.
    Emoji,
    /// A run of inline code.
    Code,
    /// The end of a line that markdown keeps.
    HardBreak,
    /// The end of a line in the source.
    SoftBreak,
    /// One character of anything else.
    Punctuation(char),
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the block.
    pub range: ByteRange,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space (or the start of the passage) stands before it.
    pub spaced: bool,
    /// Whether it stands in quotation marks: reported, not said.
    pub quoted: bool,
}

/// Appends the tokens of `spoken`, which stands at `offset` of the block, to `tokens`.
pub fn tokenize(spoken: &str, offset: usize, tokens: &mut Vec<Token>) {
    let first = tokens.len();
    let mut lexer = Lexer { text: spoken, at: 0, offset, spaced: true, tokens };
    while lexer.step().is_some() {}
    if let Some(fresh) = tokens.get_mut(first..) {
        mark_quoted(fresh);
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
    spaced: bool,
    tokens: &'t mut Vec<Token>,
}

impl Lexer<'_> {
    fn step(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let first = rest.chars().next()?;
        let fresh = self.spaced || first == '(' || self.after_opener();
        match first {
            '\n' => self.push(1, TokenKind::SoftBreak),
            '\x0b' => self.push(1, TokenKind::HardBreak),
            c if c.is_whitespace() => {
                self.at += c.len_utf8();
                self.spaced = true;
                return Some(());
            }
            c if c as u32 == u32::from(CODE) => self.push(rest.len() - rest.trim_start_matches(c).len(), TokenKind::Code),
            c if fresh && (c.is_ascii_alphanumeric() || c == '@') && !is_plain_word(rest) => match special(rest) {
                Some((length, kind)) => self.push(length, kind),
                None => self.plain(rest, c),
            },
            c => self.plain(rest, c),
        }
        Some(())
    }

    fn after_opener(&self) -> bool {
        self.tokens.last().is_some_and(|t| {
            matches!(
                t.kind,
                TokenKind::Punctuation('(' | '[' | '<' | '"' | '“' | ':' | '→' | '«' | '*' | '|' | '/' | '-' | '–' | '—')
            )
        })
    }

    fn plain(&mut self, rest: &str, first: char) {
        let (length, kind) = if first.is_alphabetic() {
            (word_length(rest), TokenKind::Word)
        } else if first.is_ascii_digit() {
            (number_length(rest), TokenKind::Number)
        } else if is_emoji(first) {
            let length = rest.chars().take_while(|c| is_emoji(*c) || joins_emoji(*c)).map(char::len_utf8).sum();
            (length, TokenKind::Emoji)
        } else {
            (first.len_utf8(), TokenKind::Punctuation(first))
        };
        self.push(length, kind);
    }

    fn push(&mut self, length: usize, kind: TokenKind) {
        let start = self.offset + self.at;
        self.tokens.push(Token { range: ByteRange::new(start, start + length), kind, spaced: self.spaced, quoted: false });
        self.at += length;
        self.spaced = matches!(kind, TokenKind::SoftBreak | TokenKind::HardBreak);
    }
}

fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    match bytes.get(plain) {
        None | Some(b' ' | b'\n' | b'.' | b',' | b'!' | b'?' | b':' | b';' | b')' | b'*') => plain,
        // The last letter is looked at again, with what may belong to it.
        _ => {
            let start = plain.saturating_sub(1);
            start + length_of_any_word(text.get(start..).unwrap_or_default())
        }
    }
}

fn length_of_any_word(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphanumeric() || is_mark(c);
        let joins = matches!(c, '\'' | '’' | '-' | '&' | '_');
        let more = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(inside || joins && more) {
            return at;
        }
    }
    text.len()
}

fn number_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let more = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !(c.is_alphanumeric() || c == '%' || matches!(c, '.' | ',' | ':' | '/' | '-' | '\'') && more) {
            return at;
        }
    }
    text.len()
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2190}'..='\u{21ff}' if c != '→' && c != '←')
}

const fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}')
}

/// Longest address, in characters.
const MAX_ADDRESS: usize = 2048;

/// Whether `text` starts with letters and digits and nothing else up to the next space, a mark at their end aside: no link, and
/// no mention. Most words are such, and this tells it in one look.
fn is_plain_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let rest = bytes.get(end..).unwrap_or_default();
    let is_closed = matches!(rest, [] | [b' ' | b'\n', ..] | [b',' | b'.' | b';' | b':' | b'!' | b'?', b' ' | b'\n', ..]);
    end > 0 && is_closed
}

/// A link or a mention at the start of `text`, with its length in bytes.
fn special(text: &str) -> Option<(usize, TokenKind)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '\x1a');
    let end = text.char_indices().take(MAX_ADDRESS).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    // What runs on for longer than any address would be looked through again at each of its parts.
    let run = if text.len() <= MAX_ADDRESS { text.get(..end.unwrap_or(text.len()))? } else { text.get(..end?)? };
    if let Some(handle) = run.strip_prefix('@') {
        let length =
            handle.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | '@'))).unwrap_or(handle.len());
        let handle = handle.get(..length)?.trim_end_matches(['.', '-', '/']);
        let kind = if handle.contains('/') { TokenKind::Code } else { TokenKind::Mention };
        return (!handle.is_empty()).then_some((handle.len() + 1, kind));
    }
    let trimmed = trim_address(run);
    is_address(trimmed).then_some((trimmed.len(), TokenKind::Link))
}

/// Without the punctuation of the sentence around an address.
fn trim_address(run: &str) -> &str {
    let mut trimmed = run;
    loop {
        let shorter = trimmed.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '…', '|']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => shorter,
        };
        if shorter.len() == trimmed.len() {
            return trimmed;
        }
        trimmed = shorter;
    }
}

/// Top-level domains which people leave bare in drafts; a longer list would take file names and missing spaces for links.
const DOMAINS: [&str; 66] = [
    "academy", "agency", "ai", "app", "art", "at", "be", "biz", "blog", "br", "ca", "cc", "ch", "chat", "club", "cn", "co",
    "com", "coop", "de", "dev", "dk", "edu", "es", "eu", "events", "example", "fi", "fm", "fr", "gg", "gl", "gov", "help", "ie",
    "in", "info", "io", "it", "jp", "link", "live", "ly", "me", "net", "news", "nl", "no", "nz", "online", "org", "page", "pl",
    "ru", "se", "shop", "site", "social", "store", "studio", "tech", "test", "tv", "uk", "us", "xyz",
];

fn is_address(run: &str) -> bool {
    let lower_start = run.get(..8).unwrap_or(run).to_ascii_lowercase();
    if lower_start.starts_with("https://") || lower_start.starts_with("http://") || lower_start.starts_with("www.") {
        return run.len() > 8;
    }
    if lower_start.starts_with("watch?v=") {
        return true;
    }
    let authority = run.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let Some((rest, domain)) = host.rsplit_once('.') else {
        return false;
    };
    let labels_fit =
        rest.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
    // "it.In" is a missing space, "amazon.co.uk" an address: bare addresses are written in one case.
    let one_case = !domain.starts_with(char::is_uppercase) || host.chars().all(|c| !c.is_lowercase());
    labels_fit && one_case && rest.chars().any(char::is_alphabetic) && DOMAINS.contains(&domain.to_ascii_lowercase().as_str())
}

/// Marks what stands between double quotation marks. A mark that nothing closes within the passage opens nothing.
fn mark_quoted(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        let close = tokens.get(at).and_then(|token| closing(token.kind));
        let end = close.and_then(|close| {
            let after = tokens.get(at + 1..)?;
            after.iter().take(MAX_QUOTED).position(|t| close.contains(&t.kind)).map(|n| at + 1 + n)
        });
        if let Some(inside) = end.and_then(|end| tokens.get_mut(at + 1..end)) {
            inside.iter_mut().for_each(|token| token.quoted = true);
        }
        at = end.unwrap_or(at) + 1;
    }
}

/// Tokens that a quotation may hold; a stray mark must not swallow the passage.
const MAX_QUOTED: usize = 80;

const fn closing(kind: TokenKind) -> Option<&'static [TokenKind]> {
    match kind {
        TokenKind::Punctuation('"') => Some(&[TokenKind::Punctuation('"')]),
        TokenKind::Punctuation('“' | '„') => {
            Some(&[TokenKind::Punctuation('”'), TokenKind::Punctuation('“'), TokenKind::Punctuation('"')])
        }
        TokenKind::Punctuation('«') => Some(&[TokenKind::Punctuation('»')]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as text, with a letter for the kinds that matter.
    fn shown(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        let words: Vec<_> = tokens
            .iter()
            .map(|t| {
                let mark = match t.kind {
                    TokenKind::Link => "L:",
                    TokenKind::Mention => "M:",
                    TokenKind::Emoji => "E:",
                    TokenKind::Number => "N:",
                    TokenKind::Code => "C:",
                    _ => "",
                };
                format!("{mark}{}{}", t.range.of(text), if t.quoted { "\"" } else { "" })
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn tokens_of_all_kinds() {
        let table = [
            ("I don't, Ann's rock-solid", "I don't , Ann's rock-solid"),
            ("see leavewell.example.", "see L:leavewell.example ."),
            ("(molecalls.example), get in!!", "( L:molecalls.example ) , get in ! !"),
            ("great.Thanks README.md e.g. so", "great . Thanks README . md e . g . so"),
            ("https://a.example/x?y=(1) ok", "L:https://a.example/x?y=(1) ok"),
            ("@tomke.v @types/node a@b.example", "M:@tomke.v C:@types/node L:a@b.example"),
            ("£4 at 1,140 or 23:59", "£ N:4 at N:1,140 or N:23:59"),
            ("gone 😂😂 now", "gone E:😂😂 now"),
            ("he said \"no way\" ok", "he said \" no\" way\" \" ok"),
            ("5\" pipe", "N:5 \" pipe"),
            ("youtube/x watch?v=vtaRGgvGtWQ", "youtube / x L:watch?v=vtaRGgvGtWQ"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
