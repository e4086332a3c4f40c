//! How things stand with each recipient, and what may come next.

use super::{History, Permission, Promotion, Record, Relationship, Reply, Settings, history::Past, settings::folded};
use jiff::{ToSpan, civil::Date};
use std::{collections::BTreeMap, sync::Arc};

/// How things stand with one recipient.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Their name, as the settings or else the newest draft has it.
    pub name: String,
    /// Whether they are a group.
    pub is_group: bool,
    /// How well the two know one another.
    pub relationship: Relationship,
    /// What the host has said about promotion; for groups alone.
    pub permission: Option<Permission>,
    /// The day on which the writer joined, or first wrote.
    pub since: Option<Date>,
    /// What was sent, the newest first.
    pub sent: Vec<Arc<Record>>,
    /// The newest answer and its day, where that is known.
    pub answer: Option<(Reply, Option<Date>)>,
    /// Drafts sent that gave, and did not promote or ask.
    pub gives: usize,
    /// Drafts sent that promoted or asked.
    pub asks: usize,
    /// What may come next.
    pub next: Next,
}

/// What may come next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Nothing before this day.
    pub until: Option<Date>,
    /// In a few words.
    pub advice: &'static str,
}

/// The relations with all whom the settings or the drafts name, as of `today`; those of whom there is most to tell first.
#[must_use]
pub fn relations(history: &History, settings: &Settings, today: Date) -> Vec<Relation> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let known = settings.groups.iter().map(|group| &group.name).chain(settings.people.iter().map(|person| &person.name));
    let mut written: Vec<_> = history.records().collect();
    written.sort_by(|a, b| (b.sent, &a.path).cmp(&(a.sent, &b.path)));
    for name in known.chain(written.iter().map(|record| &record.recipient)) {
        names.entry(folded(name)).or_insert_with(|| name.trim().to_owned());
    }
    let mut relations: Vec<_> = names.into_values().map(|name| relation(name, history, settings, today)).collect();
    relations.sort_by_key(|relation| std::cmp::Reverse(relation.sent.first().and_then(|record| record.sent)));
    relations
}

fn relation(name: String, history: &History, settings: &Settings, today: Date) -> Relation {
    let (group, person) = (settings.group(&name), settings.person(&name));
    let host = group.and_then(|group| group.host.as_deref());
    let sent = |name: &str| history.sent_to(name, today, None);
    let past = Past { sent: sent(&name), to_host: host.map(sent).unwrap_or_default() };
    let is_group = group.is_some() || past.sent.iter().any(|record| record.kind(settings).is_public());
    let gists: Vec<_> = past.sent.iter().map(|record| record.gist(settings)).collect();
    let permission = group
        .and_then(|group| group.permission.filter(|said| *said != Permission::None))
        .or_else(|| past.permission(settings))
        .unwrap_or(Permission::None);
    let own = person.and_then(|person| person.relationship).or_else(|| past.relationship(settings));
    let mut relation = Relation {
        is_group,
        relationship: own.unwrap_or(Relationship::Stranger),
        permission: is_group.then_some(permission),
        since: group.and_then(|group| group.joined).or_else(|| past.sent.last().and_then(|record| record.sent)),
        answer: past.answer().map(|record| (record.reply, record.answered())),
        gives: gists.iter().filter(|gist| gist.gives && !gist.wants).count(),
        asks: gists.iter().filter(|gist| gist.wants).count(),
        next: Next { until: None, advice: "" },
        sent: past.sent.clone(),
        name,
    };
    let welcome = group.is_some_and(|group| group.promotion == Promotion::Welcome) || permission == Permission::Granted;
    relation.next = next(&relation, &past, settings, today, welcome);
    relation
}

fn next(relation: &Relation, past: &Past, settings: &Settings, today: Date, welcome: bool) -> Next {
    let limits = settings.limits;
    let after =
        |day: Option<Date>, days: i64| day.and_then(|day| day.checked_add(days.days()).ok()).filter(|until| *until > today);
    let declined = relation.answer.filter(|(reply, _)| *reply == Reply::Declined);
    if let Some(until) = declined.and_then(|(_, day)| after(day, limits.cool_down_days)) {
        return Next { until: Some(until), advice: "leave them in peace; then bring something that helps" };
    }
    let waiting = past.unanswered(settings).and_then(|record| after(record.sent, limits.unanswered_days));
    if let Some(until) = waiting {
        return Next { until: Some(until), advice: "wait for their answer" };
    }
    let wanted = relation.asks.saturating_mul(usize::try_from(limits.give_per_ask).unwrap_or(usize::MAX));
    let advice = match (relation.is_group, relation.permission) {
        _ if declined.is_some() => "bring something that helps; do not ask again",
        _ if relation.sent.is_empty() => "introduce yourself",
        _ if relation.gives < wanted => "give something before you ask again",
        (true, Some(Permission::Asked)) => "wait for the host's answer",
        (true, Some(Permission::Declined)) => "take part, and promote nothing",
        (true, _) if welcome => "a promotion is welcome",
        (true, _) => "ask the host before you promote",
        (false, _) => "write when you have something for them",
    };
    Next { until: None, advice }
}
