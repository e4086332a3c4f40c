//! It comes before they had time.

use super::{
    Example::{Allows, Flags},
    Family, Finding, Rule, Scope,
};
use crate::{
    context::Reply,
    diagnostic::Related,
    draft::Draft,
    fix::{Edit, Fix},
    level::Level,
};
use jiff::{ToSpan, civil::Date};

pub static RULE: Rule = Rule {
    name: "too-soon",
    family: Family::HearingNo,
    level: Level::Warning,
    scope: Scope::Draft,
    why: "Whoever has just said no, or nothing yet, is owed some peace.",
    when: "Goes to a recipient who declined under cool-down-days ago (30), or who has not answered a message sent under unanswered-days ago (7), by the drafts that were sent. A draft that has been sent itself is left alone. `not-before` in the front matter is the day by which it is judged.",
    examples: &[
        Flags {
            context: "to: Ben Gray\nkind: message",
            text: "⟦Hi Ben, the table of hours that you use is in the library's own catalogue now. How is the garden?⟧",
            fixed: &["Hi Ben, the table of hours that you use is in the library's own catalogue now. How is the garden?"],
        },
        Flags {
            context: "to: cara moss\nkind: follow-up",
            text: "⟦Hi Cara, the photographs from Saturday are developed. Shall I bring them on Sunday?⟧",
            fixed: &["Hi Cara, the photographs from Saturday are developed. Shall I bring them on Sunday?"],
        },
        Allows {
            context: "to: Ben Gray\nkind: message\nnot-before: 2026-06-21",
            text: "Hi Ben, the table of hours that you use is in the library's own catalogue now. How is the garden?",
        },
        Allows {
            context: "to: Ann Carter\nkind: message",
            text: "Hi Ann, the table of hours that you use is in the library's own catalogue now. How is the garden?",
        },
    ],
    check,
};

fn check<'d>(draft: &'d Draft<'d>) -> Vec<Finding<'d>> {
    let due = draft.brief.due;
    if draft.brief.sent.is_some() {
        return Vec::new();
    }
    let waits = [refused(draft), unanswered(draft)].into_iter().flatten();
    let Some((until, message, related)) = waits.filter(|(until, ..)| due < *until).max_by_key(|(until, ..)| *until) else {
        return Vec::new();
    };
    let wait = move || {
        Some(Fix::safe(format!("Wait until {until}"), vec![Edit::of_field(draft.document, "not-before", &until.to_string())?]))
    };
    let finding = Finding::new(draft.first_line(), message).fix(wait);
    vec![related.into_iter().fold(finding, Finding::because)]
}

/// The day from which somebody who declined may be written to again.
fn refused(draft: &Draft<'_>) -> Option<(Date, String, Option<Related>)> {
    let own = draft.brief.replied.filter(|_| draft.brief.reply == Reply::Declined).map(|day| (day, None));
    let answer = draft.brief.past.answer().filter(|record| record.reply == Reply::Declined);
    let earlier = answer.and_then(|record| Some((record.answered()?, Some(Related::of(record, "their answer to this was no")))));
    let (day, related) = own.or(earlier)?;
    let until = day.checked_add(draft.settings.limits.cool_down_days.days()).ok()?;
    Some((until, format!("They said no on {day}. Give it time: until {until} another letter is one too many."), related))
}

/// The day from which somebody who has not answered may be reminded.
fn unanswered(draft: &Draft<'_>) -> Option<(Date, String, Option<Related>)> {
    let record = draft.brief.past.unanswered(draft.settings)?;
    let day = record.sent?;
    let until = day.checked_add(draft.settings.limits.unanswered_days.days()).ok()?;
    let message =
        format!("They have not answered what went out on {day}. A second letter before {until} feels like a hand on the door.");
    Some((until, message, Some(Related::of(record, "this waits for an answer"))))
}
