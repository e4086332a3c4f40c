//! What is known without a classifier: a link says whose it is, and where there are no words, nothing is said.

use super::{Act, Entities, settling::Heard};
use crate::document::{Block, Sentence, TokenKind};

/// Log-odds of what is as good as certain.
const CERTAIN: f32 = 4.0;

/// Log-odds of what is as good as excluded: where the model puts acts of which a sentence shows no trace.
const EXCLUDED: f32 = -7.0;

/// Corrects what is `heard` of `sentence`: a link to the writer's own place, as `entities` know it, promotes; links, mentions and emoji
/// that stand without a word say nothing of themselves.
pub fn correct(heard: &mut Heard, block: &Block, sentence: &Sentence, entities: &Entities) {
    let tokens = block.tokens_of(sentence);
    let bare = tokens.iter().filter(|token| token.kind == TokenKind::Link).map(|token| token.range.of(&block.text));
    let marked = block.links.iter().filter(|link| link.range.overlaps(sentence.range)).map(|link| link.target.as_str());
    let mut addresses = bare.chain(marked);
    let is_own = addresses.any(|address| entities.is_own_link(address));
    let says = |kind| matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Code);
    if !tokens.iter().any(|token| says(token.kind)) {
        (heard.whole, heard.loudest) = ([EXCLUDED; Act::COUNT], [EXCLUDED; Act::COUNT]);
    }
    if is_own {
        let scores =
            [&mut heard.whole, &mut heard.loudest].into_iter().filter_map(|scores| scores.get_mut(Act::Promotion as usize));
        scores.for_each(|score| *score = score.max(CERTAIN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{acts::marks::Marks, document::Format};

    #[test]
    fn links_say_whose_they_are() {
        let entities = Entities::new(&[], &["mine.example".to_owned()], &[]);
        let table = [
            ("https://mine.example/easter", Some(true)),
            ("https://other.example/p", Some(false)),
            ("Soak it, [as I wrote](https://mine.example/soak).", Some(true)),
            ("@ann @ben ❤️ ▬▬", Some(false)),
            ("Soak it, as at other.example.", None),
        ];
        for (text, promotes) in table {
            let block = Block::read(text, Format::Markdown);
            let mut heard = Heard { whole: [0.0; Act::COUNT], loudest: [0.0; Act::COUNT], marks: Marks::default() };
            correct(&mut heard, &block, &block.sentences[0], &entities);
            let score = heard.whole[Act::Promotion as usize];
            assert_eq!((score != 0.0).then_some(score > 0.0), promotes, "{text}");
        }
    }
}
