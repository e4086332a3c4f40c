//! "Ask the host privately instead": the draft of a message to which a host can say yes, or no.

use super::wording;
use crate::{
    acts::Said,
    draft::Draft,
    fix::{Edit, Fix, NewFile},
};

/// Writes the request into a file beside the draft, and takes the sentence out.
pub fn fix(draft: &Draft<'_>, said: &Said<'_>) -> Fix {
    let (edits, _) = super::removal::edits(draft, said);
    Fix::to_review("Ask the host privately instead", edits).creating(request(draft, said))
}

/// Records in the front matter that the host has said yes.
pub fn record(draft: &Draft<'_>) -> Option<Fix> {
    let preamble = draft.document.preamble();
    let line_break = super::remedy::line_break(draft);
    let edit = match preamble.field("permission") {
        Some(field) => Edit::replacement(field.range, "granted"),
        None => match preamble.insert_at {
            Some(at) => Edit::insertion(at, format!("permission: granted{line_break}")),
            None => Edit::insertion(
                preamble.length,
                format!("---{line_break}permission: granted{line_break}---{line_break}{line_break}"),
            ),
        },
    };
    Some(Fix::by_hand("Record that permission was granted", vec![edit]))
}

fn request(draft: &Draft<'_>, said: &Said<'_>) -> NewFile {
    let host = draft.brief.host();
    let group = draft.brief.recipient.as_deref().unwrap_or("[name of the group]");
    let given = host.and_then(|host| host.split_whitespace().next()).unwrap_or("[name of the host]");
    let me = draft.settings.me.name.as_deref().unwrap_or("[your name]");
    let look = one_line(said);
    let text = format!(
        "---\nto: {}\nkind: message\n---\n\nHi {given},\n\n{} Your group {group} helped me with [what you liked in the group].\n\n\
         There is something of mine that may be of use to its members. Here is what I would share:\n\n> {look}\n\n\
         Would it be alright to post it there? If you would rather not have that kind of thing, that is completely fine.\n\n{me}\n",
        yaml(host.unwrap_or("[name of the host]")),
        wording::introduction(draft),
    );
    NewFile { path: format!("ask-{}.md", slug(host.unwrap_or("the-host"))), text }
}

fn one_line(said: &Said<'_>) -> String {
    said.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A YAML scalar: quoted where it would be read as something else.
fn yaml(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '\''))
        && !value.starts_with(['-', '\'', '.']);
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}
