//! Drafts that nobody wrote: sentences of the rules' examples in whatever form people give to text.

use crate::{
    draft::Draft,
    promises::{broken, broken_by_all},
};
use proptest::{prelude::*, test_runner::RngSeed};
use std::sync::LazyLock;
use tactful::{
    document::{Document, Format},
    mend::Extent,
    rules::{self, EXAMPLE_SETTINGS, Example, Fixes},
};

/// The sentences of all examples, and some in other hands.
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = rules::ALL.iter().flat_map(|rule| rule.examples).map(|example| match example {
        Example::Flags { text, .. } | Example::Allows { text, .. } => text.replace(['⟦', '⟧'], ""),
    });
    let others = [
        "yo, i'm kez, i make beats 🎧",
        "pls like my page",
        "שלום לכולם!",
        "مرحبا بكم 🍞",
        "**Buy my course now!**",
        "[My shop](https://ryeandshine.example)",
        "**[Buy my course. Now.](https://ryeandshine.example)**",
        "[Please like my page.][1]",
    ];
    let mut sentences: Vec<_> = others.map(str::to_owned).into();
    for text in texts {
        for (_, block) in Document::new(&text, Format::Markdown).blocks() {
            sentences.extend(block.sentences.iter().map(|sentence| sentence.range.of(&block.text).replace('\n', " ")));
        }
    }
    sentences
});

fn sentence() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|index| index.get(&SENTENCES).clone())
}

fn sentences(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(sentence(), count)
}

fn block() -> impl Strategy<Value = String> {
    let lines = |mark: &'static str| {
        move |items: Vec<String>| items.iter().map(|item| format!("{mark}{item}")).collect::<Vec<_>>().join("\n")
    };
    prop_oneof![
        6 => sentences(1..4).prop_map(|sentences| sentences.join(" ")),
        2 => sentences(1..4).prop_map(|lines| lines.join("\n")),
        2 => sentences(1..4).prop_map(lines("- ")),
        1 => sentences(1..4).prop_map(|items| items.join("\n\n- ")).prop_map(|items| format!("- {items}")),
        1 => sentences(1..3).prop_map(lines("1. ")),
        1 => sentences(1..2).prop_map(lines("## ")),
        1 => sentences(1..3).prop_map(lines("> ")),
        1 => sentences(1..2).prop_map(|words| format!("| a | b |\n|---|---|\n| {} | 🎂 |", words.concat())),
        1 => sentences(1..2).prop_map(|words| format!("- {}\n\n  > {}\n\n  more", words.concat(), words.concat())),
        1 => Just("```\nBuy my book!\n\n```".to_owned()),
        1 => Just("<!-- tactful: ignore pressure -->".to_owned()),
    ]
}

fn front_matter() -> impl Strategy<Value = String> {
    let choice = |values: &'static [&'static str]| prop::sample::select(values);
    let to = choice(&["to: Ann Carter\n", "to: Bakers of Bristol\n", "to: \"Dr Bea: Salazar\" # mine\n", ""]);
    let kind = choice(&["kind: post\n", "kind: comment\n", "kind: message\n", "kind: invite\n", "kind: follow-up\n", ""]);
    let rest =
        choice(&["", "relationship: acquainted\n", "permission: asked\n", "reply: declined\n", "tactful-ignore: shouting\n"]);
    (to, kind, rest).prop_map(|(to, kind, rest)| match [to, kind, rest].concat() {
        fields if fields.is_empty() => fields,
        fields => format!("---\n{fields}---\n\n"),
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    let body = prop::collection::vec(block(), 1..6).prop_map(|blocks| blocks.join("\n\n"));
    let format = prop::sample::select(&[Format::Markdown, Format::Markdown, Format::Markdown, Format::Text, Format::Mail][..]);
    let ends = prop::sample::select(&["", "\n"][..]);
    (front_matter(), body, format, ends, any::<[bool; 3]>()).prop_map(|(front, body, format, end, [crlf, marked, known])| {
        let text = format!("{}{front}{body}{end}", if marked { "\u{feff}" } else { "" });
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        Draft::new("generated.md", &text, format, if known { EXAMPLE_SETTINGS } else { "" })
    })
}

/// The same few drafts each time; where the program is fast, many, and others each time.
const CASES: u32 = if cfg!(debug_assertions) { 24 } else { 2000 };
const SEED: RngSeed = if cfg!(debug_assertions) { RngSeed::Fixed(2026) } else { RngSeed::Random };

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: SEED, ..ProptestConfig::with_cases(CASES) })]
    #[test]
    fn fixes_keep_their_promises(draft in draft()) {
        let all = draft.diagnostics(Fixes::All);
        for found in &all {
            for fix in found.fixes.iter().chain(&draft.silencing(found, &all)) {
                let faults = broken(&draft, fix, found, &all);
                prop_assert!(faults.is_empty(), "{}\n{}", faults.join("\n"), draft.text);
            }
        }
        let faults = broken_by_all(&draft, Extent { with_unsafe: true, with_files: true });
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
