//! The relationships as a table for people, and as JSON for programs.

use crate::context::{Relation, Reply};
use comfy_table::{Table, presets::UTF8_HORIZONTAL_ONLY};
use jiff::civil::Date;
use serde::Serialize;

/// A table, a line for each recipient.
#[must_use]
pub fn table(relations: &[Relation]) -> String {
    if relations.is_empty() {
        return "Nobody yet: no draft here has `to:` in its front matter, and tactful.toml names no groups or people.\n"
            .to_owned();
    }
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(["Who", "Known as", "Since", "Last contact", "Answer", "Gives", "Asks", "What may come next"]);
    for relation in relations {
        table.add_row([
            relation.name.clone(),
            standing(relation),
            day(relation.since),
            day(relation.sent.first().and_then(|record| record.sent)),
            answer(relation),
            relation.gives.to_string(),
            relation.asks.to_string(),
            next(relation),
        ]);
    }
    format!("{table}\n")
}

/// How the two stand: `acquainted`, and for groups what the host has said.
#[must_use]
pub fn standing(relation: &Relation) -> String {
    let permission = relation.permission.map_or_else(String::new, |said| format!(", permission: {}", said.name()));
    format!("{}{permission}", relation.relationship.name())
}

/// What they answered, and when.
#[must_use]
pub fn answer(relation: &Relation) -> String {
    let Some((reply, when)) = relation.answer else { return "–".to_owned() };
    let said = match reply {
        Reply::Accepted => "yes",
        Reply::Declined => "no",
        Reply::None => "–",
    };
    when.map_or_else(|| said.to_owned(), |when| format!("{said}, {when}"))
}

/// What may come next, and when.
#[must_use]
pub fn next(relation: &Relation) -> String {
    match relation.next.until {
        Some(until) => format!("until {until}: {}", relation.next.advice),
        None => relation.next.advice.to_owned(),
    }
}

/// A day, or a dash.
#[must_use]
pub fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| day.to_string())
}

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    recipients: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    name: &'r str,
    group: bool,
    relationship: &'static str,
    permission: Option<&'static str>,
    since: Option<String>,
    last_contact: Option<String>,
    answer: Option<&'static str>,
    answered: Option<String>,
    gives: usize,
    asks: usize,
    next: Advice,
    sent: Vec<Letter>,
}

#[derive(Serialize)]
struct Advice {
    until: Option<String>,
    advice: &'static str,
}

#[derive(Serialize)]
struct Letter {
    path: String,
    sent: Option<String>,
    reply: &'static str,
}

/// All that is known, as one object on one line.
///
/// # Errors
/// Where it cannot be put into JSON, which it always can.
pub fn json(relations: &[Relation]) -> serde_json::Result<String> {
    serde_json::to_string(&Report { version: 1, recipients: relations.iter().map(entry).collect() })
}

fn entry(relation: &Relation) -> Entry<'_> {
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    Entry {
        name: &relation.name,
        group: relation.is_group,
        relationship: relation.relationship.name(),
        permission: relation.permission.map(crate::context::Permission::name),
        since: text(relation.since),
        last_contact: text(relation.sent.first().and_then(|record| record.sent)),
        answer: relation.answer.map(|(reply, _)| reply.name()),
        answered: text(relation.answer.and_then(|(_, day)| day)),
        gives: relation.gives,
        asks: relation.asks,
        next: Advice { until: text(relation.next.until), advice: relation.next.advice },
        sent: relation
            .sent
            .iter()
            .map(|record| Letter { path: record.path.display().to_string(), sent: text(record.sent), reply: record.reply.name() })
            .collect(),
    }
}
