//! `tactful.toml`: who the writer is, whom they write to, and what the rules may say.
//!
//! Every mistake in it is found at once, with its place and with what would be right; what can be read stays in force.

use super::{Permission, Relationship, toml_reader::Reader};
use crate::{acts::Entities, document::ByteRange, level::Level};
use globset::{Glob, GlobSet, GlobSetBuilder};
use jiff::civil::{Date, Weekday};
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The name of the file.
pub const FILE_NAME: &str = "tactful.toml";

/// What `tactful.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which files are drafts, relative to the folder of `tactful.toml`; `None` where it does not say.
    pub drafts: Option<GlobSet>,
    /// Whether there is a file at all.
    pub is_from_file: bool,
    /// Competitors by name.
    pub competitors: Vec<String>,
    /// The writer.
    pub me: Me,
    /// Groups they write to.
    pub groups: Vec<Group>,
    /// People they write to.
    pub people: Vec<Person>,
    /// Levels that differ from the rules' own; `None` is off.
    pub rules: FxHashMap<String, Option<Level>>,
    /// Numbers that rules go by.
    pub limits: Limits,
    /// Names of the writer's things and of competitors, ready to be found.
    pub entities: Entities,
}

/// The writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// Full name.
    pub name: Option<String>,
    /// What they do, as a noun: "sourdough baker".
    pub role: Option<String>,
    /// What they do, as a sentence: "I run a small bakery school in Bristol".
    pub about: Option<String>,
    /// Their products, pages and groups.
    pub brands: Vec<String>,
    /// Hosts or URL prefixes that are theirs.
    pub links: Vec<String>,
}

/// A group the writer is a guest of.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The line of `tactful.toml` on which it starts, from 0.
    pub line: u32,
    /// Its owner or moderator.
    pub host: Option<String>,
    /// When the writer joined.
    pub joined: Option<Date>,
    /// What the host has said about promotion.
    pub permission: Option<Permission>,
    /// What the group's rules say about promotion.
    pub promotion: Promotion,
    /// House rules.
    pub forbid: Vec<Forbidden>,
    /// Longest post, in characters.
    pub max_length: Option<usize>,
}

/// What a group's rules say about promotion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Promotion {
    /// Never.
    Never,
    /// When the host says yes.
    #[default]
    WithPermission,
    /// Always.
    Welcome,
    /// On these days.
    On(Vec<Weekday>),
}

/// A phrase that a group does not want to see.
#[derive(Clone, Debug)]
pub struct Forbidden {
    /// As the file has it.
    pub text: String,
    /// The line of `tactful.toml` on which it stands, from 0.
    pub line: u32,
    /// What it matches.
    pub pattern: Regex,
}

/// Somebody the writer knows or writes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// How well they know one another.
    pub relationship: Option<Relationship>,
    /// What this person likes.
    pub likes: Option<String>,
}

/// Numbers that rules go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days to leave somebody alone who said no.
    pub cool_down_days: i64,
    /// Days to wait for an answer.
    pub unanswered_days: i64,
    /// Gifts for each ask.
    pub give_per_ask: i64,
}

impl Default for Limits {
    /// The figures of SPEC.md.
    fn default() -> Self {
        Self { cool_down_days: 30, unanswered_days: 7, give_per_ask: 3 }
    }
}

/// A mistake in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in the file.
    pub range: ByteRange,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Longest settings file, in bytes: nobody writes a longer one, and what it holds is held ready.
pub const MAX_LENGTH: usize = 1 << 20;

/// Largest pattern of a house rule, in bytes once compiled: a workspace must not be able to exhaust the editor's memory.
const MAX_PATTERN: usize = 1 << 18;

/// Most house rules of one file, for the same reason.
const MAX_PATTERNS: usize = 256;

/// Most mistakes that are told of one file.
const MAX_PROBLEMS: usize = 1000;

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl Settings {
    /// Reads `source`; `rule_names` are the rules there are. Gives what can be read and every mistake.
    #[must_use]
    pub fn parse(source: &str, rule_names: &[&str]) -> (Self, Vec<Problem>) {
        let mut settings = Self { is_from_file: true, ..Self::default() };
        if source.len() > MAX_LENGTH {
            let message = "this file is longer than a megabyte, and is not read".to_owned();
            return (settings, vec![Problem { range: ByteRange::at(0), message }]);
        }
        let problems = RefCell::new(Vec::new());
        let Some(mut root) = Reader::root(source, &problems) else {
            return (settings, problems.into_inner());
        };
        settings.drafts = root.strings("drafts").map(|globs| glob_set(globs, &root));
        settings.competitors = values(root.strings("competitors"));
        if let Some(mut table) = root.table("me") {
            settings.me = me(&mut table);
            table.finish();
        }
        let left = Cell::new(MAX_PATTERNS);
        for mut table in root.tables("groups") {
            settings.groups.extend(group(&mut table, &left));
            table.finish();
        }
        for mut table in root.tables("people") {
            settings.people.extend(person(&mut table));
            table.finish();
        }
        if let Some(mut table) = root.table("rules") {
            settings.rules = levels(&mut table, rule_names);
            table.finish();
        }
        if let Some(mut table) = root.table("limits") {
            settings.limits = limits(&mut table);
            table.finish();
        }
        root.finish();
        let mut problems = problems.into_inner();
        problems.sort_by_key(|problem| problem.range);
        problems.truncate(MAX_PROBLEMS);
        settings.entities = Entities::new(&settings.me.brands, &settings.me.links, &settings.competitors);
        (settings, problems)
    }

    /// The group of that name; case, accents and spaces do not matter.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| same_name(&group.name, name))
    }

    /// The person of that name.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| same_name(&person.name, name))
    }

    /// Whether two names are the same: case, accents and spaces do not matter.
    #[must_use]
    pub fn is_same_name(a: &str, b: &str) -> bool {
        same_name(a, b)
    }

    /// The level at which `rule` is reported, given its own; `None` where it is off.
    #[must_use]
    pub fn level(&self, rule: &str, own: Level) -> Option<Level> {
        self.rules.get(rule).copied().unwrap_or(Some(own))
    }
}

fn same_name(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// A name as it is compared: case, accents and spaces aside.
#[must_use]
pub fn folded(name: &str) -> String {
    let letters = name.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase);
    letters.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

fn values(found: Option<Vec<(String, ByteRange)>>) -> Vec<String> {
    found.unwrap_or_default().into_iter().map(|(value, _)| value).collect()
}

fn glob_set(globs: Vec<(String, ByteRange)>, reader: &Reader<'_, '_>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for (glob, range) in globs {
        match Glob::new(&glob) {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => reader.report(range, format!("this is no glob: {error}. A glob looks like \"outreach/**/*.md\"")),
        }
    }
    builder.build().unwrap_or_default()
}

fn me(table: &mut Reader<'_, '_>) -> Me {
    Me {
        name: table.string("name"),
        role: table.string("role"),
        about: table.string("about"),
        brands: values(table.strings("brands")),
        links: values(table.strings("links")),
    }
}

fn group(table: &mut Reader<'_, '_>, left: &Cell<usize>) -> Option<Group> {
    let name = table.required("name", "a group needs a `name`, for example name = \"Bakers of Bristol\"");
    let group = Group {
        name: name.clone().unwrap_or_default(),
        line: table.line(table.range().start),
        host: table.string("host"),
        joined: table.date("joined"),
        permission: table.choice("permission", Permission::NAMES, Permission::named),
        promotion: promotion(table),
        forbid: table
            .strings("forbid")
            .unwrap_or_default()
            .into_iter()
            .filter_map(|found| forbidden(found, table, left))
            .collect(),
        max_length: table.count("max-length").and_then(|count| usize::try_from(count).ok()),
    };
    name.map(|_| group)
}

fn promotion(table: &mut Reader<'_, '_>) -> Promotion {
    if table.is_list("promotion") {
        let days = table.strings("promotion").unwrap_or_default();
        return Promotion::On(days.into_iter().filter_map(|(name, range)| day(&name, range, table)).collect());
    }
    let named = |name: &str| match name {
        "never" => Some(Promotion::Never),
        "with-permission" => Some(Promotion::WithPermission),
        "welcome" => Some(Promotion::Welcome),
        _ => None,
    };
    table.choice("promotion", &["never", "with-permission", "welcome", "[\"friday\"]"], named).unwrap_or_default()
}

fn day(name: &str, range: ByteRange, table: &Reader<'_, '_>) -> Option<Weekday> {
    let found = DAYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, day)| *day);
    if found.is_none() {
        let names: Vec<_> = DAYS.iter().map(|(name, _)| *name).collect();
        table.report(range, format!("\"{name}\" is no day of the week: {}", names.join(", ")));
    }
    found
}

fn forbidden((text, range): (String, ByteRange), table: &Reader<'_, '_>, left: &Cell<usize>) -> Option<Forbidden> {
    let Some(others) = left.get().checked_sub(1) else {
        table.report(range, format!("this is one house rule too many: {MAX_PATTERNS} in a file are read"));
        return None;
    };
    left.set(others);
    let pattern = match text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => pattern.to_owned(),
        None => phrase(&text),
    };
    match RegexBuilder::new(&pattern).case_insensitive(true).size_limit(MAX_PATTERN).dfa_size_limit(MAX_PATTERN).build() {
        Ok(pattern) => Some(Forbidden { text, line: table.line(range.start), pattern }),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            table.report(range, format!("this is no regular expression: {reason}"));
            None
        }
    }
}

/// The pattern of a phrase: as whole words, however they are spaced, one or many.
fn phrase(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(regex::escape).collect();
    let words = words.join(r"\s+");
    let words = words.strip_suffix('s').map_or_else(|| words.clone(), |one| format!("{one}s?"));
    let bound = |at: Option<char>| if at.is_some_and(|c| c.is_alphanumeric() || c == '_') { r"\b" } else { "" };
    format!("{}{words}{}", bound(text.trim().chars().next()), bound(text.trim().chars().last()))
}

fn person(table: &mut Reader<'_, '_>) -> Option<Person> {
    let name = table.required("name", "a person needs a `name`, for example name = \"Ann Carter\"");
    let relationship = table.choice("relationship", Relationship::NAMES, Relationship::named);
    let likes = table.string("likes");
    name.map(|name| Person { name, relationship, likes })
}

fn levels(table: &mut Reader<'_, '_>, rule_names: &[&str]) -> FxHashMap<String, Option<Level>> {
    const NAMES: [&str; 5] = ["off", "hint", "information", "warning", "error"];
    let named = |name: &str| {
        if name == "off" { Some(None) } else { Level::named(name).map(Some) }
    };
    let known = rule_names.iter().filter_map(|rule| Some(((*rule).to_owned(), table.choice(rule, &NAMES, named)?)));
    known.collect()
}

fn limits(table: &mut Reader<'_, '_>) -> Limits {
    let own = Limits::default();
    Limits {
        cool_down_days: table.count("cool-down-days").unwrap_or(own.cool_down_days),
        unanswered_days: table.count("unanswered-days").unwrap_or(own.unanswered_days),
        give_per_ask: table.count("give-per-ask").unwrap_or(own.give_per_ask),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 2] = ["missing-question", "pressure"];

    #[test]
    fn the_example_of_the_specification_is_read() {
        let source = r#"
            drafts = ["outreach/**/*.md"]
            competitors = ["DoughPro"]
            [me]
            name = "Maya Lindqvist"
            brands = ["Rye & Shine"]
            [[groups]]
            name = "Bakers of Bristol"
            joined = 2026-11-01
            promotion = ["Friday"]
            forbid = ["affiliate links", "/buy\\s+now/"]
            max-length = 1500
            [[people]]
            name = "Ann Carter"
            relationship = "acquainted"
            [rules]
            missing-question = "off"
            pressure = "error"
            [limits]
            cool-down-days = 60
        "#;
        let (settings, problems) = Settings::parse(source, &RULES);
        assert_eq!(problems, []);
        let group = settings.group("bakers  of bristol").unwrap();
        assert_eq!(group.promotion, Promotion::On(vec![Weekday::Friday]));
        assert_eq!(group.forbid.len(), 2);
        assert_eq!(settings.person("ann carter").unwrap().relationship, Some(Relationship::Acquainted));
        assert_eq!(settings.level("missing-question", Level::Hint), None);
        assert_eq!(settings.level("pressure", Level::Hint), Some(Level::Error));
        assert_eq!(settings.limits.cool_down_days, 60);
        assert_eq!(settings.limits.give_per_ask, 3);
    }

    #[test]
    fn house_rules_are_bounded() {
        let rules =
            |rule: &str, count: usize| format!("[[groups]]\nname = \"a\"\nforbid = [{}]", format!("'{rule}',").repeat(count));
        for (rule, count, kept) in [
            ("affiliate links", MAX_PATTERNS + 1, MAX_PATTERNS),
            (r"/\w+ \w+@\w+/", 1, 1),
            (r"/\w{1000}/", 1, 0),
            (r"/(((a{100}){100}){100})/", 1, 0),
        ] {
            let (settings, problems) = Settings::parse(&rules(rule, count), &RULES);
            assert_eq!(settings.groups[0].forbid.len(), kept, "{rule}");
            assert_eq!(problems.len(), count - kept, "{rule}");
        }
        // Linear: a pattern on which others take for ever.
        let (settings, _) = Settings::parse(&rules("/(a+)+$/", 1), &RULES);
        assert!(!settings.groups[0].forbid[0].pattern.is_match(&format!("{}b", "a".repeat(1 << 20))));
    }

    #[test]
    fn every_mistake_is_found_where_it_stands() {
        let table = [
            ("drafts = \"x\"", "\"x\"", "a list"),
            ("competitor = []", "competitor", "did you mean `competitors`"),
            ("[rules]\nmissing-qestion = \"off\"", "missing-qestion", "did you mean `missing-question`"),
            ("[rules]\npressure = \"loud\"", "\"loud\"", "off, hint, information, warning, error"),
            ("[[groups]]\nname = \"a\"\njoined = \"soon\"", "\"soon\"", "2026-11-20"),
            ("[[groups]]\nname = \"a\"\nforbid = [\"/(/\"]", "\"/(/\"", "regular expression"),
            ("[[groups]]\nhost = \"a\"", "[[groups]]", "needs a `name`"),
            ("[[people]]\nname = \"a\"\nrelationship = \"freind\"", "\"freind\"", "did you mean `friend`"),
            ("[limits]\ncool-down-days = -1", "-1", "0 or more"),
            ("drafts = [\"a[\"]", "\"a[\"", "glob"),
            ("[me\nname = 1", "", ""),
        ];
        for (source, at, says) in table {
            let (_, problems) = Settings::parse(source, &RULES);
            let problem = problems.first().unwrap_or_else(|| panic!("{source}: no problem"));
            if !at.is_empty() {
                assert_eq!(problem.range.of(source), at, "{source}: {}", problem.message);
            }
            assert!(problem.message.contains(says), "{source}: {}", problem.message);
        }
    }
}
