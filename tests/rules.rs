//! The examples on each rule are its documentation and its tests: a page that lies fails here.

use std::path::Path;
use tactful::{
    acts::Reader,
    check::check,
    context::{Settings, drafts::Origin},
    diagnostic::Diagnostic,
    document::{Document, Format},
    rules::{self, EXAMPLE_SETTINGS, Example, Fixes},
};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// What `rule` says of a draft with this front matter and body, with the body's offset.
fn diagnostics(rule: &str, context: &str, body: &str) -> (Vec<Diagnostic>, String, usize) {
    let source = format!("---\n{context}\n---\n\n{body}");
    let offset = source.len() - body.len();
    let (settings, problems) = Settings::parse(EXAMPLE_SETTINGS, &rules::names());
    assert_eq!(problems, []);
    let document = Document::new(&source, Format::Markdown);
    let history = rules::example_history(&settings);
    let origin = Origin { path: Some(Path::new("a.md")), is_named: true, history: Some(&history) };
    let mut found = check(&document, &settings, origin, TODAY, &mut Reader::default(), Fixes::All).diagnostics;
    found.retain(|diagnostic| diagnostic.rule == rule);
    (found, source, offset)
}

/// The text without marks, with `⟦…⟧` around what the diagnostics cover.
fn marked(source: &str, offset: usize, found: &[Diagnostic]) -> String {
    let mut text = source.to_owned();
    for diagnostic in found.iter().rev() {
        text.insert(diagnostic.range.end, '⟧');
        text.insert(diagnostic.range.start, '⟦');
    }
    text[offset..].to_owned()
}

/// The front matter and the body of a draft.
fn parts(source: &str) -> (String, String) {
    let (context, body) = source.trim_start_matches("---\n").split_once("\n---\n\n").unwrap();
    (context.to_owned(), body.to_owned())
}

fn unmarked(text: &str) -> String {
    text.replace(['⟦', '⟧'], "")
}

#[test]
fn examples_hold() {
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        for example in rule.examples {
            match example {
                Example::Allows { context, text } => {
                    let (found, source, offset) = diagnostics(rule.name, context, text);
                    if !found.is_empty() {
                        wrong.push(format!("{}: flags what it allows:\n  {}", rule.name, marked(&source, offset, &found)));
                    }
                }
                Example::Flags { context, text, fixed } => {
                    let body = unmarked(text);
                    let (found, source, offset) = diagnostics(rule.name, context, &body);
                    let shown = marked(&source, offset, &found);
                    if shown != *text {
                        wrong.push(format!("{}:\n  said {shown}\n  is   {text}", rule.name));
                        continue;
                    }
                    let fixes: Vec<_> = found.iter().filter_map(|diagnostic| diagnostic.fixes.first()).collect();
                    let fixed_drafts: Vec<_> = fixes.iter().map(|fix| parts(&fix.apply(&source))).collect();
                    let texts: Vec<_> = fixed_drafts.iter().map(|(_, body)| body.trim_end().to_owned()).collect();
                    if texts != *fixed {
                        wrong.push(format!("{}: fixes\n  said {fixed:#?}\n  is   {texts:#?}", rule.name));
                    }
                    for ((context, text), diagnostic) in
                        fixed_drafts.iter().zip(found.iter().filter(|diagnostic| !diagnostic.fixes.is_empty()))
                    {
                        let (left, ..) = diagnostics(rule.name, context, text);
                        if left.len() >= found.len() {
                            wrong.push(format!("{}: still there after the fix of {:?}:\n  {text}", rule.name, diagnostic.range));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples do not hold:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_rule_has_several_examples_of_each_sort() {
    for rule in rules::ALL {
        let flagged = rule.examples.iter().filter(|example| matches!(example, Example::Flags { .. })).count();
        assert!(flagged >= 2, "{} has {flagged} flagged examples", rule.name);
        assert!(rule.examples.len() - flagged >= 2, "{} has too few allowed examples", rule.name);
    }
}

/// Rules that owe no fix, by SPEC.md.
const OWE_NO_FIX: [&str; 5] = ["self-centered", "ask-without-value", "too-many-asks", "too-long", "unbalanced-history"];

#[test]
fn every_rule_that_owes_a_fix_shows_one() {
    let shows = |example: &Example| matches!(example, Example::Flags { fixed, .. } if !fixed.is_empty());
    let without = rules::ALL.iter().filter(|rule| !OWE_NO_FIX.contains(&rule.name) && !rule.examples.iter().any(shows));
    assert_eq!(without.map(|rule| rule.name).collect::<Vec<_>>(), [""; 0]);
}

/// Every file of the folder that holds a rule is in the registry, under its own name, once.
#[test]
fn the_registry_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|end| end == "rs") && std::fs::read_to_string(path).unwrap().contains("pub static RULE")
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
        .collect();
    let mut names = rules::names();
    files.sort();
    names.sort_unstable();
    assert_eq!(files, names);
}
