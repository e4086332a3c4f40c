//! Whether the settings know to whom a draft goes: a name that is mistaken gets nothing of what they say.

use crate::{
    check::FRONT_MATTER,
    context::{Settings, drafts::Origin, suggestion},
    diagnostic::Diagnostic,
    document::{ByteRange, Document, front_matter},
    fix::{Edit, Fix},
    level::Level,
    shown::{MOST, on_a_line},
};

/// A hint at the recipient where `tactful.toml` names groups or people, and several may be meant, or none is. A name that is like none
/// of them is said once: of the first of the drafts that have it.
#[must_use]
pub fn doubt(document: &Document, settings: &Settings, origin: Origin<'_>) -> Option<Diagnostic> {
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
        mistaken(&on_a_line(&field.value, MOST), &entries, is_first(&field.value, origin))?
    };
    let fix = |name: &&str| {
        Fix::to_review(
            format!("Write to {}", on_a_line(name, MOST)),
            vec![Edit::replacement(field.range, front_matter::scalar(name))],
        )
    };
    let fixes = meant.iter().map(fix).collect();
    Some(Diagnostic { rule: FRONT_MATTER, level: Level::Hint, message, range: field.range, fixes, related: Vec::new() })
}

/// The recipient and where their name stands, where no entry has it.
#[cfg_attr(target_family = "wasm", allow(dead_code))] // only the server asks
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

/// Whether no draft before this one, by path, goes to `recipient`.
fn is_first(recipient: &str, origin: Origin<'_>) -> bool {
    let first = origin.history.and_then(|history| history.first_to(recipient));
    first.is_none_or(|first| origin.path.is_none_or(|path| path <= first))
}

/// What is said of a name that nobody has, and the names that may have been meant.
fn mistaken<'s>(name: &str, entries: &[Entry<'s>], is_first: bool) -> Option<(String, Vec<&'s str>)> {
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
        [] if !is_first || entries.is_empty() => return None,
        [] => format!("tactful.toml does not know “{name}” yet: an entry there helps to keep track of how things stand."),
        [one] => format!("tactful.toml does not know “{name}”; did you mean {}?", on_a_line(one, MOST)),
        several => format!("“{name}” may be {}: say which.", on_a_line(&several.join(" or "), 3 * MOST)),
    };
    Some((message, meant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        context::{History, Record},
        document::Format,
        rules,
    };
    use std::path::Path;

    const SETTINGS: &str = "[[groups]]\nname = \"Bakers of Bristol\"\nhost = \"Ann Carter\"\n[[people]]\nname = \"Ben Gray\"\n[[people]]\nname = \"Ben Low\"\n\
        [[people]]\nname = \"Zoë Twin\"\n[[people]]\nname = \"zoe twin\"\n";

    fn said(settings: &str, to: &str) -> Option<(String, Vec<String>)> {
        let (settings, problems) = Settings::parse(settings, &rules::names());
        assert_eq!(problems, []);
        let document = Document::new(&format!("---\nto: {to}\n---\n\nHi\n"), Format::Markdown);
        doubt(&document, &settings, Origin::default())
            .map(|found| (found.message, found.fixes.into_iter().map(|fix| fix.title).collect()))
    }

    #[test]
    fn known_names_and_workspaces_without_names_are_left_alone() {
        for to in ["bakers  of bristol", "Ann Carter", "BEN GRAY", "\"[name of the host]\""] {
            assert_eq!(said(SETTINGS, to), None, "{to}");
        }
        assert_eq!(said("competitors = [\"A\"]", "Anybody"), None);
    }

    #[test]
    fn others_are_said_with_those_that_may_be_meant() {
        let table = [
            ("Carla Moss", "does not know “Carla Moss” yet", vec![]),
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

    #[test]
    fn a_new_name_is_said_of_the_first_draft_that_has_it() {
        let (settings, _) = Settings::parse(SETTINGS, &rules::names());
        let text = "---\nto: Carla Moss\n---\n\nHi\n";
        let record = |path: &str| Record::read_whole(Path::new(path), text, &settings).unwrap();
        let history = History::of([record("a.md"), record("b.md")]);
        let document = Document::new(text, Format::Markdown);
        for (path, is_said) in [("a.md", true), ("b.md", false)] {
            let origin = Origin { path: Some(Path::new(path)), is_named: true, history: Some(&history) };
            assert_eq!(doubt(&document, &settings, origin).is_some(), is_said, "{path}");
        }
    }
}
