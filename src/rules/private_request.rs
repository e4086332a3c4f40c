//! "Ask the host privately instead": the draft of a message to which a host can say yes, or no.

use super::wording;
use crate::{
    acts::Said,
    document::front_matter,
    draft::{Draft, Offence},
    fix::{Edit, Fix, NewFile},
    scaffold::slug,
};

/// Writes the request into a file beside the draft, and takes the sentence out.
pub fn fix(draft: &Draft<'_>, said: &Said<'_>) -> Fix {
    let (edits, _) = super::removal::edits(draft, said);
    Fix::to_review("Ask the host privately instead", edits).creating(request(draft))
}

/// Records in the front matter that the host has said yes. The headers of a mail have no place for that.
pub fn record(draft: &Draft<'_>) -> Option<Fix> {
    let edit = Edit::of_field(draft.document, "permission", "granted")?;
    Some(Fix::by_hand("Record that permission was granted", vec![edit]))
}

/// Greets by name, says who writes and what they liked, shows all that would be shared, and leaves room for a no.
fn request(draft: &Draft<'_>) -> NewFile {
    let person = draft.brief.person.map(|person| person.name.as_str());
    let host = draft.brief.host().or(person).unwrap_or("[name of the host]");
    let given = if host.starts_with('[') { host } else { host.split_whitespace().next().unwrap_or(host) };
    let liked = match (draft.brief.recipient.as_deref(), person) {
        (_, Some(_)) => "I liked [what you liked in their thread].".to_owned(),
        (group, None) => {
            format!("I enjoyed [what you liked in the group] in {}.", group.unwrap_or("[name of the group]"))
        }
    };
    let say = |sentence: &str| wording::in_register(draft, sentence);
    let text = format!(
        "---\nto: {}\nkind: message\n---\n\n{},\n\n{} {}\n\n{}\n\n{}\n\n{}\n\n{}\n",
        front_matter::scalar(host),
        say(&format!("Hi {given}")),
        wording::introduction(draft),
        say(&liked),
        say("There is something of mine that may be of use to people there. Here is what I would share:"),
        look(draft),
        say("Would it be alright to post it? If you would rather not have that kind of thing, that is completely fine."),
        draft.settings.me.name.as_deref().unwrap_or("[your name]"),
    );
    let whom = match draft.brief.recipient.as_deref() {
        _ if !host.starts_with('[') => host.to_owned(),
        Some(group) => format!("the host of {group}"),
        None => "the host".to_owned(),
    };
    NewFile { path: format!("ask-{}.md", slug(&whom)), text }
}

/// What would be shared: every sentence that needs the host's yes, as a quotation.
fn look(draft: &Draft<'_>) -> String {
    let needs = |said: &&Said<'_>| matches!(draft.offence(said), Some(Offence::UnsolicitedPromotion | Offence::Poaching));
    let wanting: Vec<_> = draft.acting().filter(needs).collect();
    let paragraphs = wanting.chunk_by(|a, b| a.shares_passage_with(b));
    let quoted = paragraphs.map(|sentences| {
        let words = sentences.iter().flat_map(|said| said.text().split_whitespace());
        format!("> {}", words.collect::<Vec<_>>().join(" "))
    });
    quoted.collect::<Vec<_>>().join("\n>\n")
}
