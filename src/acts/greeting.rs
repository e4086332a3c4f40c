//! Greetings: where one stands, and whom it greets.

use super::words::{Classes, ENGLISH, data_lines, hash_word};
use crate::document::{Block, ByteRange, Sentence, TokenKind};
use std::sync::LazyLock;

/// A greeting at the start of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// The words of the greeting, in the block, without the comma after it.
    pub range: ByteRange,
    /// Where what follows it starts, in the block; the end of the sentence where nothing does.
    pub rest: usize,
    /// Whom it greets.
    pub addressee: Addressee,
}

/// Whom a greeting greets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Anybody at all: "Dear Sir or Madam", "Hi there".
    Anybody,
    /// Somebody by name, or a group.
    Somebody,
    /// Nobody: "Good morning".
    Nobody,
}

/// Words that greet anybody, as hashes.
static ANYBODY: LazyLock<Vec<u64>> = LazyLock::new(|| data_lines(include_str!("english/anybody.txt")).map(hash_word).collect());

/// The classes of words that greet, of words for many, and of the writer.
struct Opening {
    greet: Classes,
    folks: Classes,
    i: Classes,
}

static OPENING: LazyLock<Opening> =
    LazyLock::new(|| Opening { greet: ENGLISH.class("GREET"), folks: ENGLISH.class("FOLKS"), i: ENGLISH.class("I") });

/// Most words of a greeting, the first included: "Dear Professor Doctor Anna Maria Achterberg".
const MAX_WORDS: usize = 7;

/// The greeting with which `sentence` starts; `names` are parts of the reader's name.
#[must_use]
pub fn find(block: &Block, sentence: &Sentence, names: &[&str]) -> Option<Greeting> {
    let tokens = block.tokens_of(sentence);
    let text = |at: usize| tokens.get(at).map(|t| t.range.of(&block.text)).unwrap_or_default();
    let word = |at: usize| tokens.get(at).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Mention));
    let classes = |at: usize| ENGLISH.classes(ENGLISH.normal(text(at)));
    let greets = |at: usize| classes(at) & OPENING.greet != 0;
    let is = |at: usize, words: &[&str]| words.iter().any(|word| text(at).eq_ignore_ascii_case(word));
    let concern = is(0, &["to"]) && is(1, &["whom", "whomsoever", "whoever"]);
    let mut opening = 0;
    while opening < 3
        && word(opening)
        && (greets(opening) || is(opening, &["good", "my", "well", "oh", "respected", "a", "very", "warm"]))
    {
        opening += 1;
    }
    let greeted = (0..opening).any(greets) || is(0, &["respected"]) || concern;
    let is_named = |name: &&str| text(0).to_lowercase().trim_end_matches("'s") == name.to_lowercase();
    let named = names.iter().any(is_named) && !text(0).is_empty();
    if !greeted && !named {
        return None;
    }
    let mut end = if greeted && !concern { opening } else { 0 };
    let closes = |at: usize| {
        tokens.get(at).is_none_or(|t| {
            matches!(
                t.kind,
                TokenKind::Punctuation(',' | '!' | '.' | ':' | '-' | '–' | '—' | '?' | ';')
                    | TokenKind::SoftBreak
                    | TokenKind::HardBreak
                    | TokenKind::Emoji
            )
        })
    };
    while end < MAX_WORDS.max(opening) && !closes(end) {
        end += 1;
    }
    if !closes(end) {
        // "Hi I'm Tom": the greeting is the first words alone.
        end = if named { 1 } else { (opening).max(1) };
        let next = classes(end);
        if next & OPENING.folks != 0 || text(end).starts_with(char::is_uppercase) && next & OPENING.i == 0 {
            end += 1;
        }
        if is(0, &["hope"]) || is(0, &["dear"]) && end == 1 {
            return None;
        }
    }
    let first = tokens.first()?;
    let last = tokens.get(end.checked_sub(1)?)?;
    let rest = tokens
        .get(end..)?
        .iter()
        .find(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Link | TokenKind::Mention | TokenKind::Code));
    Some(Greeting {
        range: first.range.joined(last.range),
        rest: rest.map_or(sentence.range.end, |t| t.range.start),
        addressee: addressee(
            concern,
            (usize::from(greeted)..end)
                .filter(|at| word(*at) && (*at >= opening || !greets(*at) || is(*at, &["dear"])))
                .map(text),
        ),
    })
}

fn addressee<'t>(concern: bool, names: impl Iterator<Item = &'t str>) -> Addressee {
    if concern {
        return Addressee::Anybody;
    }
    let mut greeted = Addressee::Nobody;
    for name in names {
        if !ANYBODY.contains(&hash_word(name)) {
            return Addressee::Somebody;
        }
        greeted = Addressee::Anybody;
    }
    greeted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    #[test]
    fn greetings() {
        use Addressee::{Anybody, Nobody, Somebody};
        let table = [
            ("Dear Sir or Madam, I write", Some(("Dear Sir or Madam", "I write", Anybody))),
            ("To whom it may concern: see", Some(("To whom it may concern", "see", Anybody))),
            ("Hi there", Some(("Hi there", "", Anybody))),
            ("Greetings dear friend 🌹", Some(("Greetings dear friend", "", Anybody))),
            ("Hello dear,", Some(("Hello dear", "", Anybody))),
            ("Hi Ann, I liked it.", Some(("Hi Ann", "I liked it.", Somebody))),
            ("My dear Mr Prendergast, we", Some(("My dear Mr Prendergast", "we", Somebody))),
            ("Good morning!", Some(("Good morning", "", Nobody))),
            ("Bramblefox, it's me", Some(("Bramblefox", "it's me", Somebody))),
            ("Hello Mr Abernathy, I drive", Some(("Hello Mr Abernathy", "I drive", Somebody))),
            ("We met in spring", None),
            ("any news??", None),
        ];
        for (text, expected) in table {
            let block = Block::read(text, Format::Markdown);
            let found = find(&block, &block.sentences[0], &["Bramblefox"]);
            let shown = found.map(|g| (g.range.of(text).to_owned(), text[g.rest..].to_owned(), g.addressee));
            assert_eq!(shown, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c)), "{text}");
        }
    }
}
