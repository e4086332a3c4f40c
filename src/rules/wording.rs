//! The sentences that fixes write, from what is known and in the draft's own register.
//!
//! Nothing is invented: what is not known becomes a placeholder in square brackets.

use crate::{
    acts::Said,
    document::TokenKind,
    draft::{Draft, Register},
};

/// What is known of the writer, as a sentence.
pub fn introduction(draft: &Draft<'_>) -> String {
    let me = &draft.settings.me;
    let name = me.name.as_deref().unwrap_or("[your name]");
    let sentence = match (me.role.as_deref(), me.about.as_deref()) {
        (Some(role), Some(about)) => format!("I'm {name}, {} {role}; {}.", article(role), clause(about)),
        (Some(role), None) => format!("I'm {name}, {} {role}.", article(role)),
        (None, Some(about)) => format!("I'm {name}; {}.", clause(about)),
        (None, None) => format!("I'm {name}, [what you do]."),
    };
    in_register(draft, &sentence)
}

/// "I run a school." goes on after a semicolon as "I run a school".
fn clause(about: &str) -> String {
    continued(about.trim().trim_end_matches('.'))
}

/// `about` as it goes on after a comma.
pub fn continued(about: &str) -> String {
    let mut chars = about.chars();
    match chars.next() {
        Some(first) if !about.starts_with("I ") && !about.starts_with("I'") => first.to_lowercase().chain(chars).collect(),
        _ => about.to_owned(),
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(|c: char| "aeiouAEIOU".contains(c)) { "an" } else { "a" }
}

/// What somebody may have liked.
pub fn acknowledgement(draft: &Draft<'_>) -> String {
    let sentence = if !draft.brief.kind.is_private() {
        "I enjoyed [post or thread here that helped you]."
    } else if let Some(likes) = draft.brief.person.and_then(|person| person.likes.as_deref()) {
        return in_register(draft, &format!("I liked [what you liked about their work on {likes}]."));
    } else {
        "I liked [what you liked about their work]."
    };
    in_register(draft, sentence)
}

/// A question about the reader.
pub fn question(draft: &Draft<'_>) -> String {
    let sentence = if draft.brief.kind.is_private() {
        "What are you working on at the moment?"
    } else {
        "What has your own experience been?"
    };
    in_register(draft, sentence)
}

/// A gracious answer to a no, or to silence.
pub fn gracious(draft: &Draft<'_>) -> String {
    let sentence = if draft.is_refused() { "Thank you for telling me, I understand." } else { "No hurry at all." };
    in_register(draft, sentence)
}

/// Help, with nothing asked.
pub fn help(draft: &Draft<'_>) -> String {
    in_register(draft, "If it helps, here is [something that helps them].")
}

/// The reader by name, as a greeting; by a placeholder where nobody knows it.
pub fn greeting(draft: &Draft<'_>) -> String {
    let Some(name) = draft.brief.reader().filter(|name| !name.contains('@')) else {
        return in_register(draft, "Hi [first name]");
    };
    let given = draft.reader_names().first().copied().unwrap_or(name);
    let titled = name.split_whitespace().next().is_some_and(|first| TITLES.contains(&first.trim_end_matches('.')));
    let family = draft.reader_names().last().copied().unwrap_or(name);
    if titled {
        let title = name.split_whitespace().next().unwrap_or_default();
        format!("Dear {title} {family}")
    } else {
        in_register(draft, &format!("Hi {given}"))
    }
}

const TITLES: [&str; 9] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "Frau", "Herr", "Madame", "Señora"];

/// Whether the draft says `sentence` already.
pub fn is_said(draft: &Draft<'_>, sentence: &str) -> bool {
    draft.document.block_list().iter().any(|block| block.text.contains(sentence))
}

/// `sentence`, which may be several, in lower case where the draft is.
pub fn in_register(draft: &Draft<'_>, sentence: &str) -> String {
    let Register { is_lower_case, says_i } = draft.register(|| register(draft));
    if !is_lower_case {
        return sentence.to_owned();
    }
    let mut starts = true;
    let mut text = String::with_capacity(sentence.len());
    for piece in sentence.split_inclusive(' ') {
        let is_i = !says_i && words(piece).next() == Some("I") && piece.starts_with('I');
        let initial = piece.chars().next().filter(|_| starts || is_i);
        match initial {
            Some(initial) => {
                text.extend(initial.to_lowercase());
                text.push_str(piece.get(initial.len_utf8()..).unwrap_or_default());
            }
            None => text.push_str(piece),
        }
        starts = piece.trim_end().ends_with(['.', '?', '!']);
    }
    text
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn register(draft: &Draft<'_>) -> Register {
    let first_word = |said: &Said<'_>| {
        let word = said.block.tokens_of(said.sentence).iter().find(|token| token.kind == TokenKind::Word)?;
        word.range.of(&said.block.text).chars().next()
    };
    let starts = || draft.sentences.iter().filter_map(first_word);
    let (lower, all) = (starts().filter(|c| c.is_lowercase()).count(), starts().count());
    let is_lower_case = all > 0 && lower * 4 >= all * 3;
    let says_i = is_lower_case && draft.sentences.iter().any(|said| words(said.text()).any(|word| word == "I"));
    Register { is_lower_case, says_i }
}
