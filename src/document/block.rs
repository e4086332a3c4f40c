//! A block: what a keystroke costs.

use super::{
    ByteRange, Format, Sentence, Tally, Token, Voice,
    passage::{self, Link},
    placeholder, position, sentence, token,
};

/// A stretch of the document that is read on its own. All ranges in it count from its start.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its source, blank lines after it included.
    pub text: String,
    /// In the order in which they stand.
    pub sentences: Vec<Sentence>,
    /// Those of all sentences.
    pub tokens: Vec<Token>,
    /// Links that are marked up as such.
    pub links: Vec<Link>,
    /// HTML comments.
    pub comments: Vec<ByteRange>,
    /// Code, HTML and link targets: nobody's voice.
    pub mute: Vec<ByteRange>,
    /// Fields of a template that are still to be filled in.
    pub placeholders: Vec<ByteRange>,
    /// Ranges of the passages.
    pub passages: Vec<(ByteRange, Voice)>,
    /// What the writer's own sentences come to.
    pub tally: Tally,
    /// Whether it quotes somebody.
    pub quotes: bool,
    /// Line breaks in it.
    pub breaks: u32,
}

/// What a token takes of a text, on the whole, with the space after it.
const BYTES_OF_TOKEN: usize = 5;

impl Block {
    /// Reads `text`, which is one block.
    #[must_use]
    pub fn read(text: &str, format: Format) -> Self {
        let contents = passage::contents(text, format);
        let mut block = Self {
            text: text.to_owned(),
            breaks: position::breaks(text).0,
            tokens: Vec::with_capacity(text.len() / BYTES_OF_TOKEN),
            placeholders: placeholder::find(text, &contents),
            passages: contents.passages.iter().map(|p| (p.range, p.voice)).collect(),
            links: contents.links,
            comments: contents.comments,
            mute: contents.mute,
            ..Self::default()
        };
        for (number, passage) in contents.passages.iter().enumerate() {
            let first = block.tokens.len();
            token::tokenize(&passage.spoken, passage.range.start, &mut block.tokens);
            for tokens in sentence::cut(text, &block.tokens, first..block.tokens.len()) {
                let (Some(head), Some(tail)) = (block.tokens.get(tokens.start), block.tokens.get(tokens.end - 1)) else {
                    continue;
                };
                let range = head.range.joined(tail.range);
                let tally = Tally::of(block.tokens.get(tokens.clone()).unwrap_or_default(), text);
                match passage.voice {
                    Voice::Quote => block.quotes = true,
                    _ => block.tally = block.tally.with(tally),
                }
                block.sentences.push(Sentence { range, voice: passage.voice, passage: number, tokens, tally });
            }
        }
        block
    }

    /// Tokens of `sentence`, which is one of this block's.
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or_default()
    }
}
