//! Reads the labelled drafts of `tests/corpus`: one sentence a line, `labels | text`. `tests/corpus/README.md` gives the format.

use std::{fs, path::Path};
use tactful::{
    acts::Act,
    context::{Kind, Permission, Relationship, Reply},
    document::ByteRange,
};

/// A labelled draft.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Whose hand wrote it.
    pub author: String,
    /// `key: value` lines.
    pub head: Vec<(String, String)>,
    /// The body.
    pub text: String,
    /// Its sentences, in the order in which they stand.
    pub sentences: Vec<Gold>,
}

/// What people say a sentence does.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Where it stands in the text.
    pub range: ByteRange,
    /// Acts all agree on.
    pub acts: Vec<Act>,
    /// Acts that reasonable people could dispute.
    pub disputed: Vec<Act>,
    /// The parts of it that carry the acts which are marked by clause.
    pub marks: Vec<(Act, ByteRange)>,
}

impl Labelled {
    /// The value of a head line.
    pub fn head(&self, key: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// `kind`, else a comment.
    pub fn kind(&self) -> Kind {
        self.head("kind").and_then(Kind::named).unwrap_or(Kind::Comment)
    }

    /// `relationship`, else strangers.
    pub fn relationship(&self) -> Relationship {
        self.head("relationship").and_then(Relationship::named).unwrap_or(Relationship::Stranger)
    }

    /// Whether the head says that the answer was no.
    pub fn refused(&self) -> bool {
        self.head("reply").and_then(Reply::named) == Some(Reply::Declined) || self.permission() == Some(Permission::Declined)
    }

    /// `permission`.
    pub fn permission(&self) -> Option<Permission> {
        self.head("permission").and_then(Permission::named)
    }

    /// Names in a head line, comma separated.
    pub fn names(&self, key: &str) -> Vec<String> {
        self.head(key).map(|value| value.split(',').map(|name| name.trim().to_owned()).collect()).unwrap_or_default()
    }
}

/// All drafts below `folder`, by author (the name of their folder) and file.
pub fn read(folder: &Path) -> Vec<Labelled> {
    let mut files: Vec<_> = ignore::Walk::new(folder)
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|end| end == "drafts"))
        .collect();
    files.sort();
    files.iter().flat_map(|file| parse(&author(file), &fs::read_to_string(file).unwrap())).collect()
}

fn author(file: &Path) -> String {
    file.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

/// The drafts of one file.
pub fn parse(author: &str, source: &str) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    let mut in_body = false;
    for line in source.lines() {
        if line.starts_with("### ") {
            in_body = false;
            found.push(Labelled { author: author.to_owned(), head: Vec::new(), text: String::new(), sentences: Vec::new() });
            continue;
        }
        let Some(draft) = found.last_mut() else {
            continue;
        };
        match line.trim() {
            "---" => in_body = true,
            "¶" => end_with(&mut draft.text, "\n\n"),
            "↵" => end_with(&mut draft.text, "\n"),
            "" => {}
            line if in_body => add(draft, line),
            line => draft.head.extend(line.split_once(": ").map(|(key, value)| (key.to_owned(), value.to_owned()))),
        }
    }
    found.retain(|draft| !draft.sentences.is_empty());
    found
}

fn end_with(text: &mut String, end: &str) {
    text.truncate(text.trim_end().len());
    text.push_str(end);
}

fn add(draft: &mut Labelled, line: &str) {
    let Some((labels, sentence)) = line.split_once(" | ") else {
        return;
    };
    let (sentence, mut marks) = unmarked(sentence);
    let starts_line = ["- ", "* ", "> ", "# ", "## ", "### "].iter().any(|mark| sentence.starts_with(mark))
        || sentence.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    if starts_line {
        let end = if draft.text.trim().is_empty() { "" } else { "\n" };
        let paragraph = draft.text.ends_with("\n\n");
        end_with(&mut draft.text, if paragraph { "\n\n" } else { end });
    } else if !draft.text.is_empty() && !draft.text.ends_with('\n') {
        draft.text.push(' ');
    }
    let start = draft.text.len();
    draft.text.push_str(&sentence);
    let acts = |disputed: bool| {
        let labels = labels.split(',').map(str::trim).filter(move |label| label.ends_with('?') == disputed);
        labels.filter_map(|label| Act::named(label.trim_end_matches('?'))).collect()
    };
    marks.iter_mut().for_each(|(_, range)| *range = range.shifted(start));
    let range = ByteRange::new(start, start + sentence.len());
    draft.sentences.push(Gold { range, acts: acts(false), disputed: acts(true), marks });
}

/// The sentence without its marks, and what they marked.
fn unmarked(marked: &str) -> (String, Vec<(Act, ByteRange)>) {
    const MARKS: [(char, char, Act); 3] =
        [('⟦', '⟧', Act::Pressure), ('⟪', '⟫', Act::Overclaim), ('⟨', '⟩', Act::PresumptuousThanks)];
    let mut text = String::new();
    let mut starts = [0; 3];
    let mut marks = Vec::new();
    for c in marked.chars() {
        if let Some(number) = MARKS.iter().position(|(open, ..)| *open == c) {
            starts[number] = text.len();
        } else if let Some(number) = MARKS.iter().position(|(_, close, _)| *close == c) {
            marks.push((MARKS[number].2, ByteRange::new(starts[number], text.len())));
        } else {
            text.push(c);
        }
    }
    (text, marks)
}
