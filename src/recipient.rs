//! Whether the settings know to whom a draft goes: a name that is mistaken gets nothing of what they say.

use crate::{
    check::FRONT_MATTER,
    context::{Settings, suggestion},
    diagnostic::Diagnostic,
    document::{ByteRange, Document, front_matter},
    fix::{Edit, Fix},
    level::Level,
    shown::on_a_line,
};

/// How much of a name is shown, in characters.
const SHOWN: usize = 60;

/// A hint at the recipient where `tactful.toml` names several who may be meant, or one who almost is. Of a name that is like none
/// there is nothing to say: most first letters go to people of whom nothing is known yet.
#[must_use]
pub fn doubt(document: &Document, settings: &Settings) -> Option<Diagnostic> {
    let preamble = document.preamble();
    let field = preamble.field("to").filter(|field| preamble.insert_at.is_some() && !field.value.trim().is_empty())?;
    if !settings.is_from_file || is_placeholder(&field.value) {
        return None;
    }
    let entries = entries(settings);
    let same = entries.iter().filter(|entry| entry.is_entry && Settings::is_same_name(entry.name, &field.value)).count();
    let is_host = entries.iter().any(|entry| !entry.is_entry && Settings::is_same_name(entry.name, &field.value));
    if same == 1 || (same == 0 && is_host) {
        return None;
    }
    let (message, meant) = if same > 1 {
        (
            format!(
                "{same} entries of tactful.toml are called “{}”: the first is taken. Give each a name of its own.",
                field.value
            ),
            Vec::new(),
        )
    } else {
        mistaken(&on_a_line(&field.value, SHOWN), &entries)?
    };
    let fix = |name: &&str| {
        Fix::to_review(
            format!("Write to {}", on_a_line(name, SHOWN)),
            vec![Edit::replacement(field.range, front_matter::scalar(name))],
        )
    };
    let fixes = meant.iter().map(fix).collect();
    Some(Diagnostic { rule: FRONT_MATTER, level: Level::Hint, message, range: field.range, fixes, related: Vec::new() })
}

/// The recipient and where their name stands, where no entry has it.
#[must_use]
pub fn unknown_name(document: &Document, settings: &Settings) -> Option<(String, ByteRange)> {
    let field =
        document.preamble().field("to").filter(|field| !field.value.trim().is_empty() && !is_placeholder(&field.value))?;
    let is_known = entries(settings).iter().any(|entry| Settings::is_same_name(entry.name, &field.value));
    (!is_known).then(|| (field.value.clone(), field.range))
}

fn is_placeholder(name: &str) -> bool {
    name.contains(['[', ']', '{', '}', '<', '>'])
}

struct Entry<'s> {
    name: &'s str,
    /// Whether it has an entry of its own; hosts need none.
    is_entry: bool,
}

fn entries(settings: &Settings) -> Vec<Entry<'_>> {
    let groups = settings.groups.iter().map(|group| Entry { name: &group.name, is_entry: true });
    let people = settings.people.iter().map(|person| Entry { name: &person.name, is_entry: true });
    let hosts = settings.groups.iter().filter_map(|group| Some(Entry { name: group.host.as_deref()?, is_entry: false }));
    groups.chain(people).chain(hosts).collect()
}

/// What is said of a name that nobody has but some almost, and their names.
fn mistaken<'s>(name: &str, entries: &[Entry<'s>]) -> Option<(String, Vec<&'s str>)> {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let wanted = words(name);
    let has_all = |entry: &&Entry<'_>| wanted.iter().all(|word| words(entry.name).contains(word));
    let mut meant: Vec<&str> = entries.iter().filter(has_all).map(|entry| entry.name).collect();
    if meant.is_empty() {
        let near = suggestion(name, entries.iter().map(|entry| entry.name));
        meant.extend(entries.iter().map(|entry| entry.name).find(|known| near.contains(&format!("`{known}`"))));
    }
    meant.sort_unstable();
    meant.dedup();
    let message = match meant.as_slice() {
        [] => return None,
        [one] => format!("tactful.toml does not know “{name}”; did you mean {}?", on_a_line(one, SHOWN)),
        several => format!("“{name}” may be {}: say which.", on_a_line(&several.join(" or "), 3 * SHOWN)),
    };
    Some((message, meant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Format, rules};

    const SETTINGS: &str = "[[groups]]\nname = \"Bakers of Bristol\"\nhost = \"Ann Carter\"\n[[people]]\nname = \"Ben Gray\"\n[[people]]\nname = \"Ben Low\"\n\
        [[people]]\nname = \"Zoë Twin\"\n[[people]]\nname = \"zoe twin\"\n";

    fn said(settings: &str, to: &str) -> Option<(String, Vec<String>)> {
        let (settings, problems) = Settings::parse(settings, &rules::names());
        assert_eq!(problems, []);
        let document = Document::new(&format!("---\nto: {to}\n---\n\nHi\n"), Format::Markdown);
        doubt(&document, &settings).map(|found| (found.message, found.fixes.into_iter().map(|fix| fix.title).collect()))
    }

    #[test]
    fn known_names_and_workspaces_without_names_are_left_alone() {
        for to in ["bakers  of bristol", "Ann Carter", "BEN GRAY", "\"[name of the host]\""] {
            assert_eq!(said(SETTINGS, to), None, "{to}");
        }
        assert_eq!(said(SETTINGS, "Carla Moss"), None);
        assert_eq!(said("competitors = [\"A\"]", "Anybody"), None);
    }

    #[test]
    fn others_are_said_with_those_that_may_be_meant() {
        let table = [
            ("Bne Gray", "did you mean Ben Gray", vec!["Write to Ben Gray"]),
            ("Ann", "did you mean Ann Carter", vec!["Write to Ann Carter"]),
            ("ben", "may be Ben Gray or Ben Low", vec!["Write to Ben Gray", "Write to Ben Low"]),
            ("Zoe Twin", "2 entries", vec![]),
        ];
        for (to, says, titles) in table {
            let (message, fixes) = said(SETTINGS, to).unwrap();
            assert!(message.contains(says), "{to}: {message}");
            assert_eq!(fixes, titles, "{to}");
        }
    }
}
