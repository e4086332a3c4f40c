//! Fixes keep the draft's register and form.

use crate::draft::Draft;
use tactful::{
    document::Format,
    rules::{EXAMPLE_SETTINGS, Fixes},
};

const POST: &str = "to: Bakers of Bristol\nkind: post";
const MESSAGE: &str = "to: Ann Carter\nkind: message";
const SELLS: &str = "Sign up for my bread course at ryeandshine.example!";

/// Makes the fix of `rule` that is called `title`, and gives the body.
fn fixed(format: Format, context: &str, body: &str, rule: &str, title: &str) -> String {
    let text = format!("---\n{context}\n---\n\n{body}");
    let draft = Draft::new("draft.md", &text, format, EXAMPLE_SETTINGS);
    let found = draft.diagnostics(Fixes::All);
    let fix = found.iter().filter(|found| found.rule == rule).flat_map(|found| &found.fixes).find(|fix| fix.title == title);
    let fix = fix.unwrap_or_else(|| panic!("no “{title}” of {rule} in {found:#?}"));
    fix.apply(&text)[text.len() - body.len()..].to_owned()
}

#[test]
fn what_goes_leaves_nothing_that_stood_for_it() {
    let intro = "Hi all, I'm Maya, a baker in Leeds. Soak the rye overnight and it will not crumble.";
    let table = [
        (
            format!("{intro}\n\n## Saturday\n\n{SELLS}\n\n## Flour\n\nWhich flour do you use?\n"),
            format!("{intro}\n\n## Flour\n\nWhich flour do you use?\n"),
        ),
        (format!("{intro} Which flour do you use?\n\n## Saturday\n\n{SELLS}\n"), format!("{intro} Which flour do you use?\n")),
        (
            format!("{intro}\n\n- Which flour do you use?\n- {SELLS}\n- Knead it for ten minutes.\n"),
            format!("{intro}\n\n- Which flour do you use?\n- Knead it for ten minutes.\n"),
        ),
        (format!("{intro}\n\n**{SELLS}**\n\nWhich flour do you use?\n"), format!("{intro}\n\nWhich flour do you use?\n")),
        (format!("{intro}\n\n🍞 {SELLS} 🍞\n\nWhich flour do you use?\n"), format!("{intro}\n\nWhich flour do you use?\n")),
    ];
    for (before, after) in table {
        let title = "Remove the promotion";
        assert_eq!(fixed(Format::Markdown, POST, &before, "unsolicited-promotion", title), after);
    }
}

#[test]
fn a_chat_stays_a_chat() {
    let said = "hi ann, your chart of rye starters is on our fridge. did you draw it yourself?";
    let text = fixed(Format::Text, MESSAGE, said, "missing-introduction", "Add an introduction");
    assert_eq!(
        text,
        "hi ann, i'm Maya Lindqvist, a sourdough baker. your chart of rye starters is on our fridge. did you draw it yourself?"
    );
}

#[test]
fn a_letter_keeps_its_greeting_its_farewell_and_its_signature() {
    let body = |end: &str| {
        format!("Dear Ann,\n\nI'm Maya, a baker in Leeds. Your chart of rye starters has hung on our fridge since May.{end}")
    };
    let question = "What are you working on at the moment?";
    for end in ["\n\nBest wishes,\nMaya\n", "\n\nKind regards, Maya\n", "\n\n-- \nMaya Lindqvist\nRye & Shine, Bristol\n"] {
        let text = fixed(Format::Mail, MESSAGE, &body(end), "missing-question", "Ask about them");
        assert_eq!(text, format!("{} {question}{end}", body("")));
    }
}

#[test]
fn the_pitch_comes_to_stand_below_the_introduction() {
    let pitched = format!("{SELLS}\n\nI'm Maya, I bake in Leeds. Which flour do you use?\n");
    let text = fixed(Format::Markdown, POST, &pitched, "opens-with-pitch", "Introduce yourself first");
    assert_eq!(text, format!("I'm Maya, I bake in Leeds. {SELLS}\n\nWhich flour do you use?\n"));
}

#[test]
fn a_greeting_is_a_name_and_one_comma() {
    let body = "Your rye chart is a joy. Did you draw it?";
    let text = fixed(Format::Markdown, "to: \"Ann, Rye Mill\"\nkind: message", body, "missing-greeting", "Greet them by name");
    assert_eq!(text, format!("Hi Ann,\n\n{body}"));
}

#[test]
fn a_list_stays_a_list() {
    let dig = "DoughPro is overpriced garbage and their support is useless.";
    let body =
        |item: &str| format!("Soak the rye overnight.\n\n1. Knead it for ten minutes.\n2. {item}\n3. Which flour do you use?\n");
    let context = "to: Bakers of Bristol\nkind: comment";
    let text = fixed(Format::Markdown, context, &body(dig), "disparagement", "Say what you do instead");
    assert_eq!(text, body("I do it like this: [how you do it]."));
    let text = fixed(Format::Markdown, context, &body(dig), "disparagement", "Remove the competitor mention");
    assert_eq!(text, "Soak the rye overnight.\n\n1. Knead it for ten minutes.\n2. Which flour do you use?\n");
}
