//! `tactful init`: a commented `tactful.toml`.

use super::{fail, print, write};
use clap::Args;
use std::{
    io::{IsTerminal, Write},
    path::Path,
    process::ExitCode,
};
use tactful::context::{settings::FILE_NAME, today};

#[derive(Args)]
pub struct Arguments {
    /// Your name.
    #[arg(long)]
    name: Option<String>,
    /// What you do, as a noun: "sourdough baker".
    #[arg(long)]
    role: Option<String>,
    /// A group whose guest you are.
    #[arg(long)]
    group: Option<String>,
    /// Its owner or moderator.
    #[arg(long)]
    host: Option<String>,
}

/// Asks on a terminal for what was not given, and writes the file. One that is there is never touched.
pub fn run(arguments: &Arguments) -> ExitCode {
    let path = Path::new(FILE_NAME);
    if path.exists() {
        return fail(&format!("{FILE_NAME} is here already, and was left as it is"));
    }
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let fact = |given: &Option<String>, question: &str| given.clone().or_else(|| asks.then(|| ask(question)).flatten());
    let name = fact(&arguments.name, "Your name");
    let role = fact(&arguments.role, "What you do, in a few words (sourdough baker)");
    let group = fact(&arguments.group, "A group that you write in");
    let host = group.as_ref().and_then(|_| fact(&arguments.host, "Its host or moderator"));
    match write::create(path, &text(name.as_deref(), role.as_deref(), group.as_deref(), host.as_deref())) {
        Ok(()) => {
            print(&format!("{FILE_NAME} is written. Next: tactful new --to \"{}\"\n", group.as_deref().unwrap_or("Ann Carter")));
            ExitCode::SUCCESS
        }
        Err(message) => fail(&message),
    }
}

/// Asks for a fact on stderr; an empty answer is none.
fn ask(question: &str) -> Option<String> {
    eprint!("{question} (Enter to leave it open): ");
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).ok()?;
    Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
}

/// A line with a fact, or a commented one with an example.
fn line(key: &str, fact: Option<&str>, example: &str) -> String {
    match fact {
        Some(fact) => format!("{key} = {}\n", toml_string(fact)),
        None => format!("# {key} = \"{example}\"\n"),
    }
}

/// A string of JSON is one of TOML.
fn toml_string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn text(name: Option<&str>, role: Option<&str>, group: Option<&str>, host: Option<&str>) -> String {
    let groups = match group {
        Some(group) => format!(
            "[[groups]]\nname = {}\n{}joined = {}                           # for two weeks you are new there\n",
            toml_string(group),
            line("host", host, "Ann Carter"),
            today()
        ),
        None => "# [[groups]]\n# name = \"Bakers of Bristol\"\n# host = \"Ann Carter\"\n# joined = 2026-11-01\n".to_owned(),
    };
    format!(
        r#"# Who you are and whom you write to: Tactful goes by this. `tactful schema` prints all that may stand here.

# Which files are drafts, beside those that have `to:` or `kind:` in their front matter.
# drafts = ["outreach/**/*.md"]

# Whom your readers might compare you with.
# competitors = ["DoughPro"]

[me]
{}{}# about = "I run a small bakery school in Bristol"
# brands = ["Rye & Shine"]                  # your products, pages and groups
# links = ["ryeandshine.example"]           # hosts that are yours

{groups}# permission = "none"                       # none | asked | granted | declined: what the host has said about promotion
# promotion = "with-permission"             # never | with-permission | welcome | ["friday"]
# forbid = ["affiliate links"]              # house rules: phrases, or "/regex/"
# max-length = 1500                         # characters

# [[people]]
# name = "Ann Carter"
# relationship = "acquainted"               # stranger | acquainted | friend
# likes = "rye starters"

[rules]
# missing-question = "off"                  # off | hint | information | warning | error

[limits]
# cool-down-days = 30                       # after a no
# unanswered-days = 7                       # before a reminder
# give-per-ask = 3
"#,
        line("name", name, "Maya Lindqvist"),
        line("role", role, "sourdough baker"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tactful::{context::Settings, rules};

    #[test]
    fn what_is_written_is_read_back_with_and_without_facts_and_without_its_comments() {
        let facts = text(Some("Maya \"M\" Lind"), Some("baker"), Some("Bakers"), Some("Ann"));
        let bare = text(None, None, None, None);
        let uncommented: String = bare
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ") || rest.starts_with('[')).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        for text in [&facts, &bare, &uncommented] {
            let (settings, problems) = Settings::parse(text, &rules::names());
            assert_eq!(problems, [], "{text}");
            assert!(settings.is_from_file);
        }
        let (settings, _) = Settings::parse(&facts, &rules::names());
        assert_eq!(settings.me.name.as_deref(), Some("Maya \"M\" Lind"));
        assert_eq!(settings.group("bakers").unwrap().host.as_deref(), Some("Ann"));
        assert_eq!(Settings::parse(&uncommented, &rules::names()).0.people.len(), 1);
    }
}
