//! What every fix does, to be read: the first example of each rule as markdown, text and mail, with either line break, and
//! with emoji and right-to-left text beside it.
//!
//!     INSTA_UPDATE=always cargo test --test fixes snapshots

use crate::draft::Draft;
use std::fmt::Write;
use tactful::{
    diagnostic::Diagnostic,
    document::Format,
    fix::{Fix, Safety},
    rules::{self, EXAMPLE_SETTINGS, Example, Fixes, Rule},
    silence,
};

/// What stands beside the sentence.
const BESIDE: &str = "\n\n🍞🎂 مرحبا بكم\n";

const FORMS: [(&str, Format, &str); 4] = [
    ("markdown", Format::Markdown, "\n"),
    ("markdown, CRLF", Format::Markdown, "\r\n"),
    ("plain text", Format::Text, "\n"),
    ("mail, CRLF", Format::Mail, "\r\n"),
];

#[test]
fn every_fix_of_every_rule() {
    for rule in rules::ALL {
        let flagged = rule.examples.iter().filter_map(|example| match example {
            Example::Flags { context, text, .. } => Some((*context, *text)),
            Example::Allows { .. } => None,
        });
        let mut shown = String::new();
        for (at, (context, text)) in flagged.enumerate() {
            // The other examples say more of the rule than of its form.
            for (form, format, line_break) in FORMS.into_iter().take(if at == 0 { FORMS.len() } else { 1 }) {
                let draft = draft(context, text, format, line_break);
                let _ = writeln!(shown, "═══ {form}\n{}", visible(&draft.text));
                show(rule, &draft, &mut shown);
            }
        }
        insta::assert_snapshot!(rule.name, shown);
    }
}

/// The example in another form. A mail has headers where they can say what front matter says.
fn draft(context: &str, text: &str, format: Format, line_break: &str) -> Draft {
    let text = text.replace(['⟦', '⟧'], "") + BESIDE;
    let to = context.lines().find_map(|line| line.strip_prefix("to: ")).filter(|_| context.ends_with("kind: message"));
    let text = match to.filter(|_| format == Format::Mail) {
        Some(to) => format!("From: Maya <maya@ryeandshine.example>\nTo: {to} <them@b.example>\nSubject: Rye\n\n{text}"),
        None => format!("---\n{context}\n---\n\n{text}"),
    };
    Draft::new("draft.md", &text.replace('\n', line_break), format, EXAMPLE_SETTINGS)
}

fn show(rule: &Rule, draft: &Draft, shown: &mut String) {
    let found: Vec<Diagnostic> = draft.diagnostics(Fixes::All).into_iter().filter(|found| found.rule == rule.name).collect();
    if found.is_empty() {
        let _ = writeln!(shown, "··· nothing is said\n");
    }
    for found in &found {
        let _ = writeln!(shown, "··· {:?}: {}\n", found.range.of(&draft.text), found.message);
        found.fixes.iter().for_each(|fix| show_fix(draft, fix, shown));
    }
}

fn show_fix(draft: &Draft, fix: &Fix, shown: &mut String) {
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "to be read",
        Safety::ByHand => "by hand",
    };
    let _ = writeln!(shown, "──▶ {} ({safety})\n{}", fix.title, visible(&fix.apply(&draft.text)));
    for file in &fix.creates {
        let _ = writeln!(shown, "──▶ and in {}\n{}", file.path, visible(&file.text));
    }
}

/// With a sign for what cannot be seen.
fn visible(text: &str) -> String {
    text.replace('\r', "␍")
}

#[test]
fn every_way_to_silence_a_rule() {
    const TEXTS: [&str; 3] = [
        "Hi Ann, here is the chart.\n\nAct now before it's too late!",
        "Hi Ann, here is:\n\n- the chart.\n- Act now before it's too late!\n- the flour.",
        "# Act now before it's too late!\n\nHi Ann, here is the chart.",
    ];
    let mut shown = String::new();
    for text in TEXTS {
        for (form, format, line_break) in FORMS {
            let draft = draft("relationship: acquainted\nto: Ann Carter\nkind: message", text, format, line_break);
            let all = draft.diagnostics(Fixes::None);
            let found = all.iter().find(|found| found.rule == "pressure").expect("it presses");
            let _ = writeln!(shown, "═══ {form}\n{}", visible(&draft.text));
            draft.silencing(found, &all).iter().for_each(|fix| show_fix(&draft, fix, &mut shown));
        }
    }
    let off = silence::turned_off(EXAMPLE_SETTINGS, "pressure", &rules::names()).unwrap();
    let _ = writeln!(shown, "═══ tactful.toml, turned off{}", Fix::by_hand("", vec![off]).apply(EXAMPLE_SETTINGS));
    insta::assert_snapshot!("silence", shown);
}
