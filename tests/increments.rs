//! What is said of a text that was edited bit by bit is what is said of the same text read from nothing.
//!
//! `TACTFUL_SCRIPTS=10000 cargo test --release --test increments` is the long run.

use proptest::prelude::*;
use std::env;
use tactful::{
    acts::Reader,
    check::check,
    context::{Settings, drafts::Origin},
    document::{ByteRange, Document, Format},
    rules::{self, Fixes},
};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// What people type, and what changes how the rest is read.
const PIECES: [&str; 40] = [
    "Hello there, Ann! ",
    "I am Maya, a baker from Leeds. ",
    "Your post on rye starters saved my week. ",
    "Buy my new book today, only three left! ",
    "DoughPro is a rip-off run by people who cannot bake. ",
    "Come over to our own group instead. ",
    "What do you feed yours? ",
    "Please reconsider, after all that I have done for you. ",
    "Soak the rye overnight and it will not crumble. ",
    "Thanks in advance. ",
    "LAST CHANCE ACT NOW!!! ",
    "word",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "- item\n",
    "  more\n",
    "> Sorry, we don't allow promotion.\n",
    "```\n",
    "~~~",
    "# Head\n",
    "<!-- tactful: ignore pressure -->\n",
    "<!-- tactful: ignore-file disparagement -->",
    "<!--",
    "-->",
    "---\n",
    "---\nto: Bakers of Bristol\nkind: post\n---\n",
    "kind: invite\n",
    "permission: granted\n",
    "😀",
    "👩\u{200d}🌾",
    "é\u{301}",
    "`code`",
    "[a](https://a.example)",
    "[Name]",
    "\"",
    "<pre>",
];

fn scripts() -> u32 {
    env::var("TACTFUL_SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: scripts(), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn edits_say_what_a_fresh_reading_says(
        headed in any::<bool>(),
        format in proptest::sample::select(vec![Format::Markdown, Format::Markdown, Format::Text, Format::Mail]),
        start in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..12),
        edits in proptest::collection::vec((0usize..1000, 0usize..60, proptest::sample::select(PIECES.to_vec())), 1..10),
    ) {
        let (settings, _) = Settings::parse(rules::EXAMPLE_SETTINGS, &rules::names());
        let origin = Origin { path: None, is_named: true, history: None };
        let head = if headed { "---\nto: Bakers of Bristol\nkind: post\n---\n\n" } else { "" };
        let mut text = format!("{head}{}", start.concat());
        let mut document = Document::new(&text, format);
        // The second remembers sentences, whatever document they stood in.
        let (mut reader, mut of_many) = (Reader::default(), Reader::of_many());
        for (at, length, new) in edits {
            let at = floor(&text, at % (text.len() + 1));
            let end = floor(&text, at + length).max(at);
            document.apply(ByteRange::new(at, end), new);
            text.replace_range(at..end, new);
            let edited = check(&document, &settings, origin, TODAY, &mut reader, Fixes::None);
            let fresh = check(&Document::new(&text, format), &settings, origin, TODAY, &mut Reader::default(), Fixes::None);
            prop_assert_eq!(document.rope().to_string(), text.as_str());
            let remembered = check(&Document::new(&text, format), &settings, origin, TODAY, &mut of_many, Fixes::None);
            prop_assert_eq!(&edited, &fresh, "{:?}", text);
            prop_assert_eq!(remembered, fresh, "{:?}", text);
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
