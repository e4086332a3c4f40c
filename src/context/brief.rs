//! The circumstances of one draft: what it is going to be, to whom, and how things stand between them.

use super::{
    Group, History, Kind, Past, Permission, Person, Platform, Promotion, Relationship, Reply, Settings, drafts::Origin,
    toml_reader::suggestion,
};
use crate::{
    acts::greeting::{self, Addressee},
    document::{ByteRange, Document, Field, Format, Voice},
};
use jiff::civil::Date;
use std::path::Path;

/// Days for which a member of a group is new.
const NEWCOMER_DAYS: i32 = 14;

/// The circumstances of one draft.
#[derive(Clone, Debug)]
pub struct Brief<'s> {
    /// What it is going to be.
    pub kind: Kind,
    /// How well writer and recipient know one another.
    pub relationship: Relationship,
    /// What the host has said about promotion.
    pub permission: Permission,
    /// What the recipient has answered to this draft.
    pub reply: Reply,
    /// The recipient's name.
    pub recipient: Option<String>,
    /// Where it is going to be posted.
    pub platform: Option<Platform>,
    /// The group it goes to, where the settings know it.
    pub group: Option<&'s Group>,
    /// The person it goes to, where the settings know them.
    pub person: Option<&'s Person>,
    /// When it went out; `None` for what is still a draft.
    pub sent: Option<Date>,
    /// When the recipient answered this draft.
    pub replied: Option<Date>,
    /// What went to the recipient before.
    pub past: Past,
    /// What went to anybody.
    pub history: Option<&'s History>,
    /// Its path, as the history has it.
    pub path: Option<&'s Path>,
    /// The day on which it goes out at the earliest: that on which it is read, or that of `not-before`.
    pub due: Date,
    /// Known keys of the front matter with values they cannot have.
    pub problems: Vec<(ByteRange, String)>,
}

impl<'s> Brief<'s> {
    /// The circumstances of `document`, which came as `origin` says and is read on `today`.
    #[must_use]
    pub fn new(document: &Document, settings: &'s Settings, origin: Origin<'s>, today: Date) -> Self {
        let mut fields = Fields { document, problems: Vec::new() };
        let recipient = fields.text("to");
        let group = recipient.as_deref().and_then(|name| settings.group(name));
        let person = recipient.as_deref().and_then(|name| settings.person(name));
        let kind = fields.choice("kind", Kind::NAMES, Kind::named);
        let relationship = fields.choice("relationship", Relationship::NAMES, Relationship::named);
        let permission = fields.choice("permission", Permission::NAMES, Permission::named);
        let reply = fields.choice("reply", Reply::NAMES, Reply::named);
        let platform = fields.choice("platform", Platform::NAMES, Platform::named);
        let not_before = fields.date("not-before");
        let (sent, replied) = (fields.date("sent"), fields.date("replied"));
        let due = sent.unwrap_or_else(|| not_before.map_or(today, |day| day.max(today)));
        let past = past(origin, recipient.as_deref(), group, due);
        Self {
            kind: kind.unwrap_or_else(|| {
                match inferred_kind(document, recipient.as_deref(), group.is_some(), person.is_some()) {
                    Kind::Message if past.has_message(settings) => Kind::FollowUp,
                    kind => kind,
                }
            }),
            relationship: relationship
                .or_else(|| person?.relationship)
                .or_else(|| past.relationship(settings))
                .unwrap_or(Relationship::Stranger),
            permission: permission
                .or_else(|| group?.permission.filter(|said| *said != Permission::None))
                .or_else(|| past.permission(settings))
                .unwrap_or(Permission::None),
            reply: reply.unwrap_or(Reply::None),
            recipient,
            platform,
            group,
            person,
            sent,
            replied,
            past,
            history: origin.history,
            path: origin.path,
            due,
            problems: fields.problems,
        }
    }

    /// Whether writer and reader meet for the first time.
    #[must_use]
    pub fn is_first_contact(&self) -> bool {
        self.relationship == Relationship::Stranger && matches!(self.kind, Kind::Post | Kind::Message | Kind::Invite)
    }

    /// Whether the host lets the writer promote, today.
    #[must_use]
    pub fn permits_promotion(&self) -> bool {
        let by_rule = self.group.is_some_and(|group| match &group.promotion {
            Promotion::Welcome => true,
            Promotion::On(days) => days.contains(&self.due.weekday()),
            Promotion::Never | Promotion::WithPermission => false,
        });
        self.permission == Permission::Granted || by_rule
    }

    /// Whether the answer was no. What a sent draft had for an answer came after it, and is none to it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let last = self.past.answer().is_some_and(|record| record.reply == Reply::Declined);
        let own = self.reply == Reply::Declined && self.sent.is_none();
        own || self.permission == Permission::Declined || last
    }

    /// Whether the writer joined the group lately.
    #[must_use]
    pub fn is_newcomer(&self) -> bool {
        self.days_in_group().is_some_and(|days| days < NEWCOMER_DAYS)
    }

    /// Days since the writer joined the group, where that is known and not yet to come.
    #[must_use]
    pub fn days_in_group(&self) -> Option<i32> {
        let days = self.group?.joined?.until(self.due).ok()?.get_days();
        (days >= 0).then_some(days)
    }

    /// The name by which a message greets its reader, where one person reads it.
    #[must_use]
    pub fn reader(&self) -> Option<&str> {
        self.recipient.as_deref().filter(|_| self.kind.is_private() && self.group.is_none())
    }

    /// The host of the group, where the settings know them.
    #[must_use]
    pub fn host(&self) -> Option<&'s str> {
        self.group?.host.as_deref()
    }
}

/// What went to the recipient, and to the host of their group, before `due`.
fn past(origin: Origin<'_>, recipient: Option<&str>, group: Option<&Group>, due: Date) -> Past {
    let Some(history) = origin.history else { return Past::default() };
    let sent = |name: &str| history.sent_to(name, due, origin.path);
    let host = group.and_then(|group| group.host.as_deref());
    Past { sent: recipient.map(sent).unwrap_or_default(), to_host: host.map(sent).unwrap_or_default() }
}

struct Fields<'d> {
    document: &'d Document,
    problems: Vec<(ByteRange, String)>,
}

impl Fields<'_> {
    fn field(&self, key: &str) -> Option<&Field> {
        self.document.preamble().field(key).filter(|field| !field.value.is_empty())
    }

    fn text(&self, key: &str) -> Option<String> {
        self.field(key).map(|field| field.value.clone())
    }

    fn choice<T>(&mut self, key: &str, names: &[&str], named: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Field { value, range, .. } = self.field(key)?.clone();
        let found = named(&value);
        if found.is_none() {
            let meant = suggestion(&value, names.iter().copied());
            self.problems.push((range, format!("`{key}` is one of {}{meant}", names.join(", "))));
        }
        found
    }

    fn date(&mut self, key: &str) -> Option<Date> {
        let Field { value, range, .. } = self.field(key)?.clone();
        let day = value.parse().ok();
        if day.is_none() {
            self.problems.push((range, format!("`{key}` is a date such as 2026-11-20")));
        }
        day
    }
}

/// Words in the names of groups, not of people.
const GROUP_WORDS: [&str; 28] = [
    "association",
    "bakers",
    "channel",
    "circle",
    "club",
    "collective",
    "community",
    "discord",
    "discussions",
    "folk",
    "forum",
    "founders",
    "friends",
    "group",
    "guild",
    "hub",
    "issues",
    "list",
    "lounge",
    "makers",
    "members",
    "meetup",
    "neighbours",
    "network",
    "server",
    "society",
    "subreddit",
    "users",
];

/// A post to what is named as groups are, else a message.
pub fn kind_by_name(recipient: &str) -> Kind {
    let lower = recipient.to_lowercase();
    let group = recipient.contains(['#', '/']) || lower.split_whitespace().any(|word| GROUP_WORDS.contains(&word));
    if group { Kind::Post } else { Kind::Message }
}

fn inferred_kind(document: &Document, recipient: Option<&str>, is_group: bool, is_person: bool) -> Kind {
    if is_group {
        return Kind::Post;
    }
    if is_person || document.format() == Format::Mail {
        return Kind::Message;
    }
    if let Some(name) = recipient {
        return kind_by_name(name);
    }
    let first = document.blocks().find_map(|(_, block)| Some((block, block.sentences.first()?)));
    match first {
        Some((_, sentence)) if sentence.voice == Voice::Quote => Kind::Comment,
        Some((block, sentence)) => {
            let greeting = greeting::find(block, sentence, &[]);
            let to_one = greeting.is_some_and(|g| g.addressee == Addressee::Somebody && !greets_many(g.range.of(&block.text)));
            if to_one { Kind::Message } else { Kind::Post }
        }
        None => Kind::Post,
    }
}

fn greets_many(greeting: &str) -> bool {
    const MANY: [&str; 14] = [
        "all",
        "everyone",
        "everybody",
        "folks",
        "friends",
        "guys",
        "team",
        "gang",
        "neighbours",
        "neighbors",
        "people",
        "list",
        "makers",
        "y'all",
    ];
    greeting.split_whitespace().any(|word| MANY.contains(&word.to_lowercase().trim_end_matches(',')) || word.ends_with("ers"))
}
