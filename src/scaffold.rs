//! A new draft in the shape of a good opening: facts where they are known, placeholders where they are not.

use crate::{
    acts::Reader,
    check::with_draft,
    context::{History, Kind, Platform, Settings, drafts::Origin},
    document::{Document, Format, front_matter},
    draft::Draft,
    fix::NewFile,
    rules::wording,
};
use jiff::civil::Date;

/// What is wanted of a new draft.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// To whom it is to go.
    pub to: &'w str,
    /// What it is to be; by the recipient where it is not said.
    pub kind: Option<Kind>,
    /// Where it is to be posted.
    pub platform: Option<Platform>,
}

/// The draft, under a name of its own.
#[must_use]
pub fn draft(wanted: Wanted<'_>, settings: &Settings, history: Option<&History>, today: Date) -> NewFile {
    let mut head = format!("to: {}\n", front_matter::scalar(wanted.to));
    let read = |head: &str| {
        let document = Document::new(&format!("---\n{head}---\n\nHi\n"), Format::Markdown);
        let origin = Origin { path: None, is_named: true, history };
        with_draft(&document, settings, origin, today, &mut Reader::default(), |draft| (draft.brief.kind, body(draft)))
    };
    if let Some(kind) = wanted.kind {
        head.push_str(&format!("kind: {}\n", kind.name()));
    } else if let Some((kind, _)) = read(&head) {
        head.push_str(&format!("kind: {}\n", kind.name()));
    }
    if let Some(platform) = wanted.platform {
        head.push_str(&format!("platform: {}\n", platform.name()));
    }
    let body = read(&head).map(|(_, body)| body).unwrap_or_default();
    NewFile { path: format!("{}.md", slug(wanted.to)), text: format!("---\n{head}---\n\n{body}\n") }
}

/// Hello, who writes, what they liked, something that helps, a question.
fn body(draft: &Draft<'_>) -> String {
    let brief = draft.brief;
    let mut paragraphs = Vec::new();
    match brief.kind {
        Kind::Post => paragraphs.push("Hello everybody,".to_owned()),
        Kind::Comment => {}
        Kind::Message | Kind::Invite | Kind::FollowUp => paragraphs.push(format!("{},", wording::greeting(draft))),
    }
    let liked = wording::acknowledgement(draft);
    let opening = if brief.is_first_contact() { format!("{} {liked}", wording::introduction(draft)) } else { liked };
    paragraphs.push(opening);
    // An invite has room for little more than hello.
    if brief.kind != Kind::Invite {
        paragraphs.push(wording::help(draft));
    }
    paragraphs.push(wording::question(draft));
    if brief.kind.is_private() {
        paragraphs.extend(draft.settings.me.name.as_deref().and_then(|name| name.split_whitespace().next()).map(str::to_owned));
    }
    paragraphs.join("\n\n")
}

/// Longest name of a file, in characters.
const MAX_NAME: usize = 60;

/// A name for a file: small letters and hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let slug = words.join("-").chars().take(MAX_NAME).collect::<String>().trim_end_matches('-').to_owned();
    if slug.is_empty() { "draft".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{FRONT_MATTER, check},
        rules::{self, Fixes},
    };
    use jiff::civil::date;

    #[test]
    fn a_new_draft_wants_nothing_but_to_be_filled_in() {
        let (settings, _) = Settings::parse(rules::EXAMPLE_SETTINGS, &rules::names());
        let history = rules::example_history(&settings);
        let today = date(2027, 6, 1);
        for to in ["Ann Carter", "Bakers of Bristol", "Somebody: \"New\" #1", "Ben Gray", "Café 2000"] {
            for kind in
                [None, Some(Kind::Post), Some(Kind::Comment), Some(Kind::Message), Some(Kind::Invite), Some(Kind::FollowUp)]
            {
                for settings in [&settings, &Settings::default()] {
                    let file = draft(Wanted { to, kind, platform: Some(Platform::Linkedin) }, settings, Some(&history), today);
                    let document = Document::new(&file.text, Format::Markdown);
                    let origin = Origin { path: None, is_named: true, history: Some(&history) };
                    let outcome = check(&document, settings, origin, today, &mut Reader::default(), Fixes::None);
                    assert_eq!(outcome.draft.unwrap().recipient.as_deref(), Some(to), "{}", file.text);
                    let left: Vec<_> = outcome
                        .diagnostics
                        .iter()
                        .filter(|found| !["unfilled-placeholder", FRONT_MATTER].contains(&found.rule))
                        .collect();
                    assert!(left.is_empty(), "{}\n{left:#?}", file.text);
                }
            }
        }
    }
}
