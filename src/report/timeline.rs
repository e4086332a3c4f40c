//! The relationships as one page: a line of time for each recipient, gifts above it, asks below, refusals marked.
//!
//! The page holds all that it needs, runs nothing and fetches nothing.

use super::relations::{answer, day, next, standing};
use crate::{
    context::{Record, Relation, Reply, Settings},
    shown::counted,
};
use html_escape::{encode_double_quoted_attribute, encode_text};
use jiff::{ToSpan, civil::Date};
use std::fmt::Write;

/// Width of a line of time, in units of the drawing, and room at its ends.
const WIDTH: f64 = 800.0;
const MARGIN: f64 = 24.0;
/// Where the line stands, and how far from it gifts and asks do.
const MIDDLE: f64 = 56.0;
const AWAY: f64 = 24.0;
const HEIGHT: f64 = 128.0;

/// The page.
#[must_use]
pub fn page(relations: &[Relation], settings: &Settings, today: Date) -> String {
    let days = relations.iter().flat_map(|relation| relation.sent.iter().filter_map(|record| record.sent).chain(relation.since));
    let first = days.min().unwrap_or(today).min(today);
    let scale = Scale { first, days: span(first, today).max(7.0) };
    let mut html = HEAD.to_owned();
    let _ = write!(html, "<p class=\"when\">As of {today}. {}</p>", legend());
    if relations.is_empty() {
        html.push_str("<p>Nobody yet: no draft here has <code>to:</code> in its front matter.</p>");
    }
    relations.iter().for_each(|relation| section(&mut html, relation, settings, &scale));
    html.push_str("</main></body></html>\n");
    html
}

struct Scale {
    first: Date,
    days: f64,
}

impl Scale {
    fn x(&self, day: Date) -> f64 {
        MARGIN + span(self.first, day) / self.days * (WIDTH - 2.0 * MARGIN)
    }

    /// The first days of the months, at most a dozen of them, evenly.
    fn months(&self) -> Vec<Date> {
        let start = self.first.first_of_month();
        let all: Vec<_> = (1..1200)
            .map_while(|ahead| start.checked_add(ahead.months()).ok())
            .take_while(|day| span(self.first, *day) <= self.days)
            .collect();
        let step = all.len().div_ceil(12).max(1);
        all.into_iter().step_by(step).collect()
    }
}

fn span(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

fn legend() -> &'static str {
    "<span class=\"give\">●</span> gave &nbsp; <span class=\"ask\">●</span> asked or promoted &nbsp; <span class=\"other\">●</span> wrote \
     &nbsp; <span class=\"yes\">✓</span> they said yes &nbsp; <span class=\"no\">✕</span> they said no"
}

fn section(html: &mut String, relation: &Relation, settings: &Settings, scale: &Scale) {
    let name = encode_text(&relation.name);
    let _ = write!(
        html,
        "<section><h2>{name}</h2><p class=\"facts\">{} · since {} · {} and {}",
        encode_text(&standing(relation)),
        day(relation.since),
        counted(relation.gives, "gift"),
        counted(relation.asks, "ask")
    );
    if relation.answer.is_some() {
        let _ = write!(html, " · last answer: {}", answer(relation));
    }
    let _ = write!(html, "</p><p class=\"next\">{}</p>", encode_text(&capital(&next(relation))));
    if !relation.sent.is_empty() {
        drawing(html, relation, settings, scale);
        letters(html, relation, settings);
    }
    html.push_str("</section>");
}

fn drawing(html: &mut String, relation: &Relation, settings: &Settings, scale: &Scale) {
    let label = encode_double_quoted_attribute(&relation.name);
    let _ =
        write!(html, "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"What was sent to {label}, over time\">");
    let _ = write!(html, "<line class=\"axis\" x1=\"0\" x2=\"{WIDTH}\" y1=\"{MIDDLE}\" y2=\"{MIDDLE}\"/>");
    for month in scale.months() {
        let x = scale.x(month);
        let named = month.strftime(if month.month() == 1 { "%b %Y" } else { "%b" }).to_string();
        let _ = write!(
            html,
            "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\"/><text x=\"{x:.1}\" y=\"{}\">{named}</text>",
            MIDDLE - 4.0,
            MIDDLE + 4.0,
            HEIGHT - 8.0
        );
    }
    relation.sent.iter().rev().for_each(|record| mark(html, record, settings, scale));
    html.push_str("</svg>");
}

fn mark(html: &mut String, record: &Record, settings: &Settings, scale: &Scale) {
    let Some(sent) = record.sent else { return };
    let (gist, x) = (record.gist(settings), scale.x(sent));
    let title = encode_text(&told(record, settings)).into_owned();
    let mut dot = |class: &str, y: f64| {
        let _ = write!(
            html,
            "<g><title>{title}</title><line class=\"stem {class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{MIDDLE}\" y2=\"{y}\"/>\
            <circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y}\" r=\"6\"/></g>"
        );
    };
    if gist.gives {
        dot("give", MIDDLE - AWAY);
    }
    if gist.wants {
        dot("ask", MIDDLE + AWAY);
    }
    if !gist.gives && !gist.wants {
        dot("other", MIDDLE);
    }
    let (class, sign) = match record.reply {
        Reply::None => return,
        Reply::Accepted => ("yes", "✓"),
        Reply::Declined => ("no", "✕"),
    };
    let y = MIDDLE + AWAY + 22.0;
    let at = scale.x(record.answered().unwrap_or(sent));
    let _ = write!(html, "<text class=\"{class}\" x=\"{at:.1}\" y=\"{y}\"><title>{title}</title>{sign}</text>");
}

fn letters(html: &mut String, relation: &Relation, settings: &Settings) {
    let _ = write!(html, "<details><summary>{}</summary><ul>", counted(relation.sent.len(), "letter"));
    for record in &relation.sent {
        let _ = write!(html, "<li>{}</li>", encode_text(&told(record, settings)));
    }
    html.push_str("</ul></details>");
}

/// For example `2026-11-20: asked, and they said no (course.md)`.
fn told(record: &Record, settings: &Settings) -> String {
    let gist = record.gist(settings);
    let did = match (gist.gives, gist.wants) {
        (true, true) => "gave and asked",
        (true, false) => "gave",
        (false, true) => "asked",
        (false, false) => "wrote",
    };
    let reply = match record.reply {
        Reply::None => "",
        Reply::Accepted => ", and they said yes",
        Reply::Declined => ", and they said no",
    };
    format!("{}: {did}{reply} ({})", day(record.sent), record.path.display())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const HEAD: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Tactful: who was written to</title>
<style>
:root { color-scheme: light dark; --text: #222; --soft: #666; --page: #fbfaf7; --card: #fff; --line: #ddd6c8; --give: #2e7d4f; --ask: #c4701d; --other: #8a8577; --no: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --text: #eee; --soft: #aaa; --page: #191817; --card: #242321; --line: #48443c; --give: #6fc18f; --ask: #e9a35b; --other: #9a9588; --no: #f2877f; } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0; }
p { margin: .15rem 0; } .when, .facts, summary, li { color: var(--soft); } .when { margin-bottom: 1.5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; margin: 0 0 1rem; }
.next { font-weight: 600; } svg { display: block; width: 100%; height: auto; margin: .4rem 0; }
.axis, .tick { stroke: var(--line); stroke-width: 2; } .stem { stroke-width: 2; }
text { fill: var(--soft); font-size: 13px; text-anchor: middle; }
circle.give { fill: var(--give); } line.give { stroke: var(--give); } span.give, span.yes { color: var(--give); } text.yes { fill: var(--give); font-weight: bold; font-size: 16px; }
circle.ask { fill: var(--ask); } line.ask { stroke: var(--ask); } span.ask { color: var(--ask); }
circle.other { fill: var(--other); } line.other { stroke: var(--other); } span.other { color: var(--other); }
span.no { color: var(--no); } text.no { fill: var(--no); font-weight: bold; font-size: 16px; }
</style></head><body><main><h1>Who was written to</h1>
"#;
