//! A page for each rule, made from the rule's own values and from what it says of its own examples.

use crate::{
    assert_current,
    editors::{Editor, editors},
    hold, root,
};
use std::{collections::BTreeSet, fmt::Write, fs, path::Path};
use tactful::{
    acts::Reader,
    check::check,
    context::{Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    rules::{self, EXAMPLE_HISTORY, EXAMPLE_SETTINGS, Example, Fixes, Rule},
};

/// The day on which the examples are read, as the tests of the rules read them.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

const MADE: &str = "<!-- Made by UPDATE_DOCS=1 cargo test --test docs, from src/rules. -->";

#[test]
fn every_rule_has_its_page() {
    let mut stale = Vec::new();
    hold(Path::new("docs/rules/README.md"), &overview(), &mut stale);
    for rule in rules::ALL {
        hold(Path::new(&format!("docs/rules/{}.md", rule.name)), &page(rule), &mut stale);
    }
    hold(Path::new("docs/SUMMARY.md"), &summary(), &mut stale);
    assert_current(&stale);
}

#[test]
fn no_page_is_of_a_rule_that_is_no_more() {
    for entry in fs::read_dir(root().join("docs/rules")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let rule = name.trim_end_matches(".md");
        assert!(rule == "README" || rules::named(rule).is_some(), "docs/rules/{name} is of no rule");
    }
}

/// The contents with a line for each rule and each editor after those of their overviews, and for each new page at the end.
fn summary() -> String {
    let now = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let mut text = String::new();
    for line in now.lines().filter(|line| !line.starts_with("  - [")) {
        let _ = writeln!(text, "{line}");
        if line.contains("](rules/README.md)") {
            rules::ALL.iter().for_each(|rule| {
                let _ = writeln!(text, "  - [`{0}`](rules/{0}.md)", rule.name);
            });
        }
        if line.contains("](editors/README.md)") {
            for Editor { folder, name, .. } in editors() {
                let _ = writeln!(text, "  - [{name}](editors/{folder}/README.md)");
            }
        }
    }
    let mut new: Vec<_> = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    new.retain(|path| path.extension().is_some_and(|end| end == "md") && !path.ends_with("SUMMARY.md"));
    new.sort();
    for path in new {
        let name = path.file_name().unwrap().to_str().unwrap();
        if !now.contains(&format!("]({name})")) {
            let page = fs::read_to_string(&path).unwrap();
            let heading = page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(name);
            let _ = writeln!(text, "- [{heading}]({name})");
        }
    }
    text
}

fn overview() -> String {
    let mut text = format!(
        "# The rules\n\n{MADE}\n\nThink of a party. You are a guest, and the host spent years gathering the people in the room. A good guest says who \
         they are,\nsays what they liked, asks, brings something, and speaks of their own things when the host is glad to hear of \
         them.\n\n`tactful rules` prints this list, `tactful explain RULE` what stands on a rule's page.\n"
    );
    let mut family = None;
    for rule in rules::ALL {
        if family.replace(rule.family) != Some(rule.family) {
            let _ = write!(text, "\n## {}\n\n| rule | level | why |\n| --- | --- | --- |\n", rule.family.name());
        }
        let _ = writeln!(text, "| [`{0}`]({0}.md) | {1} | {2} |", rule.name, rule.level.name(), prose(rule.why));
    }
    text + &known()
}

/// What the examples are read with.
fn known() -> String {
    let mut text = format!(
        "\n## What the examples take for known\n\nThey are read on {TODAY}, with [these settings](../settings.md#an-example), and after these drafts:\n"
    );
    for (head, body) in EXAMPLE_HISTORY {
        let _ = write!(text, "\n{}\n\n{}", front_matter(head), draft(body));
    }
    text
}

fn page(rule: &Rule) -> String {
    let (name, level) = (rule.name, rule.level.name());
    let mut text =
        format!("# {name}\n\n{MADE}\n\n*{} · {level}*\n\n**{}**\n\n{}\n", rule.family.name(), prose(rule.why), prose(rule.when));
    text.push_str(&sayings(rule));
    text.push_str("\n## It speaks\n\n[What the examples take for known](README.md#what-the-examples-take-for-known).\n");
    for example in rule.examples {
        let Example::Flags { context, text: body, fixed } = example else { continue };
        let _ = write!(text, "\nWith {}:\n\n{}", front_matter(context), draft(body));
        let found = said(rule, example);
        for (fix, fixed) in found.iter().filter_map(|found| found.fixes.first()).zip(*fixed) {
            let title = prose(&fix.title);
            let _ = match body.replace(['⟦', '⟧'], "") == *fixed {
                true => write!(text, "\n*{title}* changes the front matter alone.\n"),
                false => write!(text, "\nafter *{title}*:\n\n{}", draft(fixed)),
            };
        }
    }
    text.push_str("\n## It is silent\n");
    for example in rule.examples {
        let Example::Allows { context, text: body } = example else { continue };
        let _ = write!(text, "\nWith {}:\n\n{}", front_matter(context), draft(body));
    }
    let _ = write!(
        text,
        "\n## To silence it\n\n`<!-- tactful: ignore {name} -->` before a paragraph, `<!-- tactful: ignore-file {name} -->` anywhere,\n`tactful-ignore: \
         {name}` in the front matter, or `{name} = \"off\"` under `[rules]` in `tactful.toml`.\n[More on that](../ignoring.md).\n"
    );
    text
}

/// What the rule says, and what it offers to do, over all its examples.
fn sayings(rule: &Rule) -> String {
    let found: Vec<_> = rule.examples.iter().flat_map(|example| said(rule, example)).collect();
    // Those that differ in a figure say the same.
    let mut seen = BTreeSet::new();
    let without_figures = |message: &str| message.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let messages = found.iter().map(|found| &found.message).filter(|message| seen.insert(without_figures(message))).take(3);
    let mut text = String::from("\n## What it says\n\n");
    messages.for_each(|message| {
        let _ = writeln!(text, "- {}", prose(message));
    });
    let mut titles: Vec<&str> = Vec::new();
    for fix in found.iter().flat_map(|found| &found.fixes) {
        if !titles.contains(&fix.title.as_str()) {
            titles.push(&fix.title);
        }
    }
    match titles.as_slice() {
        [] => text.push_str("\nIt offers no fix: only you know what should go.\n"),
        titles => {
            let _ = writeln!(text, "\nFixes offered in the examples below: {}.", prose(&titles.join(" · ")));
        }
    }
    text
}

/// What `rule` finds in an example.
fn said(rule: &Rule, example: &Example) -> Vec<Diagnostic> {
    let Example::Flags { context, text, .. } = example else { return Vec::new() };
    let source = format!("---\n{context}\n---\n\n{}", text.replace(['⟦', '⟧'], ""));
    let (settings, problems) = Settings::parse(EXAMPLE_SETTINGS, &rules::names());
    assert_eq!(problems, []);
    let history = rules::example_history(&settings);
    let origin = Origin { path: Some(Path::new("a.md")), is_named: true, history: Some(&history) };
    let document = Document::new(&source, Format::Markdown);
    let mut found = check(&document, &settings, origin, TODAY, &mut Reader::default(), Fixes::All).diagnostics;
    found.retain(|found| found.rule == rule.name);
    found
}

/// Lines of front matter as words.
fn front_matter(context: &str) -> String {
    context.lines().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(", ")
}

/// A draft as it is written, with what is found in it marked.
fn draft(body: &str) -> String {
    let text = escaped(body).replace('⟦', "<mark>").replace('⟧', "</mark>");
    format!("<pre class=\"draft\">{text}</pre>\n")
}

/// `text` as Markdown that shows it as it is.
fn prose(text: &str) -> String {
    escaped(text).replace('[', "\\[").replace('|', "\\|").replace('*', "\\*").replace('_', "\\_")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
