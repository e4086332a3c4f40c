//! `tactful rules` and `tactful explain`.

use super::{fail, print};
use clap::Args;
use std::{fmt::Write, process::ExitCode};
use tactful::{
    context::suggestion,
    rules::{self, Example, Rule},
};

#[derive(Args)]
pub struct Arguments {
    /// The rule's name.
    rule: String,
}

/// Lists the rules, family by family.
pub fn list() -> ExitCode {
    let mut text = String::new();
    let mut family = None;
    for rule in rules::ALL {
        if family.replace(rule.family) != Some(rule.family) {
            let _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, rule.family.name());
        }
        let _ = writeln!(text, "  {:24} {:12} {}", rule.name, rule.level.name(), rule.why);
    }
    print(&text);
    ExitCode::SUCCESS
}

/// Says why a rule exists, with examples.
pub fn run(arguments: &Arguments) -> ExitCode {
    match rules::named(&arguments.rule) {
        Some(rule) => {
            print(&explanation(rule));
            ExitCode::SUCCESS
        }
        None => {
            let meant = suggestion(&arguments.rule, rules::names().into_iter());
            fail(&format!("there is no rule `{}`{meant}; `tactful rules` lists them", arguments.rule))
        }
    }
}

fn explanation(rule: &Rule) -> String {
    let mut text =
        format!("{} ({}, {})\n\n{}\n\nWhen: {}\n", rule.name, rule.family.name(), rule.level.name(), rule.why, rule.when);
    for example in rule.examples {
        let (heading, context, body, fixed) = match example {
            Example::Flags { context, text, fixed } => ("\nFlagged", context, text, *fixed),
            Example::Allows { context, text } => ("\nFine", context, text, &[] as &[&str]),
        };
        let _ = writeln!(text, "{heading} ({}):\n{}", context.replace('\n', ", "), indented(body));
        fixed.iter().for_each(|fixed| {
            let _ = writeln!(text, "  becomes\n{}", indented(fixed));
        });
    }
    let _ = writeln!(
        text,
        "\nTo silence it: <!-- tactful: ignore {0} --> before a paragraph, <!-- tactful: ignore-file {0} --> anywhere,\ntactful-ignore: {0} in the front matter, or {0} = \"off\" under [rules] in tactful.toml.",
        rule.name
    );
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
