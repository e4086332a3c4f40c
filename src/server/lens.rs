//! The code lens above a draft: to whom it goes and how things stand, and what can be written down about it.

use super::{
    commands,
    convert::{self, Client},
    open_draft::OpenDraft,
    recording::Note,
};
use crate::{
    acts::Act,
    context::Permission,
    document::ByteRange,
    draft::{self, Draft},
    shown,
};
use tower_lsp::ls_types::{CodeLens, Command, Uri};

/// The lenses of `draft`; `None` where it is none.
pub fn of(draft: &mut OpenDraft, uri: &Uri, client: Client) -> Option<Vec<CodeLens>> {
    let (range, commands) = draft.look(|draft| (draft.first_line(), commands(draft, uri, client)))?;
    let range = convert::range(draft.document.rope(), ByteRange::at(range.start), client.encoding);
    Some(commands.into_iter().map(|command| CodeLens { range, command: Some(command), data: None }).collect())
}

fn commands(draft: &Draft<'_>, uri: &Uri, client: Client) -> Vec<Command> {
    // A lens without a command of its own only says something.
    let mut commands = vec![Command { title: summary(draft), command: String::new(), arguments: None }];
    if !client.applies_edits || draft.document.preamble().insert_at.is_none() {
        return commands;
    }
    let offer = |title: &str, command: &str| Command {
        title: title.to_owned(),
        command: command.to_owned(),
        arguments: Some(vec![serde_json::json!(uri)]),
    };
    if draft.brief.kind.is_public() && draft.wants() && !draft.is_permitted() {
        commands.push(offer("They said yes", commands::RECORD_PERMISSION));
    }
    commands.extend(Note::possible(draft.brief).iter().map(|note| offer(note.title(), command_of(*note))));
    commands
}

const fn command_of(note: Note) -> &'static str {
    match note {
        Note::Sent => commands::MARK_SENT,
        Note::Accepted => commands::MARK_ACCEPTED,
        Note::Declined => commands::MARK_DECLINED,
    }
}

/// For example `post to Bakers of Bristol · stranger · nobody has asked yet · gives 1, asks 2`.
fn summary(draft: &Draft<'_>) -> String {
    let brief = draft.brief;
    let mut parts = vec![match &brief.recipient {
        Some(recipient) => format!("{} to {}", brief.kind.name(), shown::on_a_line(recipient, shown::MOST)),
        None => brief.kind.name().to_owned(),
    }];
    parts.push(brief.relationship.name().to_owned());
    if brief.kind.is_public() {
        let permission = match brief.permission {
            _ if draft.is_permitted() => "promotion is fine",
            Permission::Declined => "permission declined",
            Permission::Asked => "permission asked",
            Permission::None | Permission::Granted => "no permission yet",
        };
        parts.push(permission.to_owned());
    }
    parts.extend(brief.days_in_group().map(|days| format!("{days} days in")));
    parts.extend(so_far(draft));
    let gives = draft.doing(Act::Value).count();
    let asks = draft.sentences.iter().filter(|said| draft::wants(said)).count();
    parts.push(format!("gives {gives}, asks {asks}"));
    parts.join(" · ")
}

/// What went before: `3 gifts, 1 ask so far`.
fn so_far(draft: &Draft<'_>) -> Option<String> {
    let sent = &draft.brief.past.sent;
    let gists: Vec<_> = sent.iter().take(MOST_COUNTED).map(|record| record.gist(draft.settings)).collect();
    let gifts = gists.iter().filter(|gist| gist.gives && !gist.wants).count();
    let asks = gists.iter().filter(|gist| gist.wants).count();
    (!sent.is_empty()).then(|| format!("{}, {} so far", shown::counted(gifts, "gift"), shown::counted(asks, "ask")))
}

/// Drafts that are counted: each is read once to know what it does.
const MOST_COUNTED: usize = 50;
