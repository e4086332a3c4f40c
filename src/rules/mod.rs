//! The rules: each a value with its documentation, its tested examples and its check.
//!
//! To add one, write its file and put it into `ALL`.

use crate::{
    acts::{Act, Said},
    context::{History, Record, Settings},
    diagnostic::{Diagnostic, Related},
    document::ByteRange,
    draft::{Draft, Offence},
    fix::Fix,
    level::Level,
};
use std::path::Path;

mod ask_without_value;
mod calm;
mod competitor_mention;
mod copy_paste;
mod deadline;
mod disparagement;
mod generic_greeting;
mod generic_praise;
mod guilt_trip;
mod house_rule;
mod length;
mod link_drop;
mod mass_mention;
mod missing_acknowledgement;
mod missing_greeting;
mod missing_introduction;
mod missing_question;
mod nagging;
mod numbering;
mod opening;
mod opens_with_pitch;
mod overclaim;
mod poaching;
mod premature_ask;
mod pressure;
mod presumed_permission;
mod presumptuous_thanks;
mod private_request;
mod pushing_after_no;
mod remedy;
mod removal;
mod self_centered;
mod shouting;
mod too_long;
mod too_many_asks;
mod too_soon;
mod unbalanced_history;
mod unfilled_placeholder;
mod unsolicited_promotion;
pub(crate) mod wording;

/// Every rule, by family and in SPEC's order.
pub static ALL: &[&Rule] = &[
    &missing_introduction::RULE,
    &missing_greeting::RULE,
    &generic_greeting::RULE,
    &unfilled_placeholder::RULE,
    &missing_acknowledgement::RULE,
    &missing_question::RULE,
    &self_centered::RULE,
    &generic_praise::RULE,
    &opens_with_pitch::RULE,
    &unsolicited_promotion::RULE,
    &poaching::RULE,
    &premature_ask::RULE,
    &presumed_permission::RULE,
    &link_drop::RULE,
    &ask_without_value::RULE,
    &too_many_asks::RULE,
    &pressure::RULE,
    &overclaim::RULE,
    &disparagement::RULE,
    &competitor_mention::RULE,
    &guilt_trip::RULE,
    &pushing_after_no::RULE,
    &too_soon::RULE,
    &nagging::RULE,
    &shouting::RULE,
    &presumptuous_thanks::RULE,
    &mass_mention::RULE,
    &copy_paste::RULE,
    &unbalanced_history::RULE,
    &house_rule::RULE,
    &too_long::RULE,
];

/// A rule of manners.
#[derive(Debug)]
pub struct Rule {
    /// What it flags.
    pub name: &'static str,
    /// The part of the party it belongs to.
    pub family: Family,
    /// How grave a breach is.
    pub level: Level,
    /// Of what it speaks.
    pub scope: Scope,
    /// What the reader feels.
    pub why: &'static str,
    /// When it speaks.
    pub when: &'static str,
    /// Its documentation and its tests.
    pub examples: &'static [Example],
    /// Finds the breaches.
    pub check: for<'d> fn(&'d Draft<'d>) -> Vec<Finding<'d>>,
}

impl Rule {
    /// The first of its examples that it flags, without the marks, and what the first fix makes of it, where that is shown.
    #[must_use]
    pub fn fault(&self) -> Option<(String, Option<&'static str>)> {
        self.examples.iter().find_map(|example| match example {
            Example::Flags { text, fixed, .. } => Some((text.replace(['⟦', '⟧'], ""), fixed.first().copied())),
            Example::Allows { .. } => None,
        })
    }
}

/// Of what a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the draft as a whole: once, wherever that is shown.
    Draft,
    /// Of a place in it.
    Place,
}

/// The parts of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Coming in.
    Arriving,
    /// Hearing who is there.
    Listening,
    /// Speaking of one's own things.
    Promoting,
    /// Speaking of others who sell.
    Competing,
    /// Taking a no.
    HearingNo,
    /// Being a person among people.
    BeingHuman,
    /// Being asked again.
    StayingWelcome,
}

impl Family {
    /// The name that people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arriving => "Arriving",
            Self::Listening => "Listening",
            Self::Promoting => "Promoting",
            Self::Competing => "Competing",
            Self::HearingNo => "Hearing no",
            Self::BeingHuman => "Being human",
            Self::StayingWelcome => "Staying welcome",
        }
    }
}

/// An example of a rule. It is read with the settings of `EXAMPLE_SETTINGS`.
#[derive(Debug)]
pub enum Example {
    /// The rule speaks at what `⟦…⟧` marks.
    Flags {
        /// Lines of front matter.
        context: &'static str,
        /// The body.
        text: &'static str,
        /// The body after the first fix of each diagnostic that has one, in turn.
        fixed: &'static [&'static str],
    },
    /// The rule is silent.
    Allows {
        /// Lines of front matter.
        context: &'static str,
        /// The body.
        text: &'static str,
    },
}

/// The settings with which examples are read.
pub const EXAMPLE_SETTINGS: &str = r#"
competitors = ["DoughPro"]

[me]
name = "Maya Lindqvist"
role = "sourdough baker"
brands = ["Rye & Shine"]
links = ["ryeandshine.example"]

[[groups]]
name = "Bakers of Bristol"
host = "Ann Carter"

[[groups]]
name = "Loaf Lounge"
forbid = ["DM me", "affiliate links"]

[[people]]
name = "Ann Carter"
likes = "rye starters"
"#;

/// What was sent before, by the examples: front matter and body.
pub const EXAMPLE_HISTORY: &[(&str, &str)] = &[
    (
        "to: Ben Gray\nkind: message\nsent: 2026-05-20\nreply: declined\nreplied: 2026-05-22",
        "Hi Ben, could you sign up for my course?",
    ),
    ("to: Cara Moss\nkind: message\nsent: 2026-05-29", "Hi Cara, will you be at the fair on Sunday?"),
    ("to: Rye Club\nkind: post\nsent: 2026-05-10", "Please vote for my bakery at https://ryeandshine.example/vote today."),
    (
        "to: Eve Sand\nkind: message\nsent: 2026-04-10",
        "Hi Eve, the harvest is in and the mill has ground the first of it, which came out finer than last year and smells of hay. I put a bag aside for you to try in the long loaf, with no need to write about it. What did you think of the last one?",
    ),
];

/// The history of the examples, read with `settings`.
#[must_use]
pub fn example_history(settings: &Settings) -> History {
    let read = |(at, (head, body)): (usize, &(&str, &str))| {
        Record::read_whole(Path::new(&format!("sent-{at}.md")), &format!("---\n{head}\n---\n\n{body}\n"), settings)
    };
    History::of(EXAMPLE_HISTORY.iter().enumerate().filter_map(read))
}

/// A breach of a rule. Its fixes are written when they are wanted: most are never asked for.
pub struct Finding<'d> {
    range: ByteRange,
    message: String,
    level: Option<Level>,
    fixes: Vec<Box<dyn FnOnce() -> Option<Fix> + 'd>>,
    related: Vec<Related>,
}

impl<'d> Finding<'d> {
    /// A breach at `range` (bytes of the document): what the reader will feel, then what to do.
    #[must_use]
    pub fn new(range: ByteRange, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), level: None, fixes: Vec::new(), related: Vec::new() }
    }

    /// The same with a fix; the best comes first.
    #[must_use]
    pub fn fix<F: Into<Option<Fix>>>(mut self, fix: impl FnOnce() -> F + 'd) -> Self {
        self.fixes.push(Box::new(|| fix().into()));
        self
    }

    /// The same with a place on which it rests.
    #[must_use]
    pub fn because(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// The same at another level than the rule's.
    #[must_use]
    pub const fn at_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    fn into_diagnostic(self, rule: &'static Rule, level: Level, wanted: Fixes) -> Diagnostic {
        let mut fixes: Vec<Fix> = Vec::new();
        if wanted.include(self.range) {
            for fix in self.fixes.into_iter().filter_map(|fix| fix()) {
                if !fixes.iter().any(|other| other.edits == fix.edits && other.creates == fix.creates) {
                    fixes.push(fix);
                }
            }
        }
        let level = self.level.filter(|_| level == rule.level).unwrap_or(level);
        Diagnostic { rule: rule.name, level, message: self.message, range: self.range, fixes, related: self.related }
    }
}

/// Which diagnostics come with their fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    /// All of them.
    All,
    /// None: they are only going to be shown.
    None,
    /// Those that touch this range (bytes of the document).
    Touching(ByteRange),
}

impl Fixes {
    fn include(self, place: ByteRange) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Touching(range) => place.start <= range.end && range.start <= place.end,
        }
    }
}

/// The rule of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name).copied()
}

/// The names of all rules.
#[must_use]
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).collect()
}

/// What all rules find in `draft`, in the order of the text. A rule that panics is logged and says nothing.
#[must_use]
pub fn check(draft: &Draft<'_>, wanted: Fixes) -> Vec<Diagnostic> {
    check_by(ALL, draft, wanted)
}

fn check_by(rules: &[&'static Rule], draft: &Draft<'_>, wanted: Fixes) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in rules {
        let Some(level) = draft.settings.level(rule.name, rule.level) else {
            continue;
        };
        let diagnostics =
            || (rule.check)(draft).into_iter().map(|finding| finding.into_diagnostic(rule, level, wanted)).collect();
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(diagnostics)) {
            Ok::<Vec<_>, _>(diagnostics) => found.extend(diagnostics),
            Err(_) => tracing::error!("rule {} failed on this draft and is left out", rule.name),
        }
    }
    found.sort_by_key(|diagnostic| (diagnostic.range, diagnostic.rule));
    found
}

/// A finding for each sentence whose one fault of four is `offence`.
fn each_offence<'d>(draft: &'d Draft<'d>, offence: Offence, find: impl Fn(&'d Said<'d>) -> Finding<'d>) -> Vec<Finding<'d>> {
    draft.acting().filter(|said| draft.offence(said) == Some(offence)).map(find).collect()
}

/// A finding at the clause of each sentence which carries `act`.
fn each_clause<'d>(draft: &'d Draft<'d>, act: Act, find: impl Fn(&'d Said<'d>, ByteRange) -> Finding<'d>) -> Vec<Finding<'d>> {
    draft.doing(act).map(|said| find(said, said.clause(act))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        acts::Reader,
        check::with_draft,
        context::drafts::Origin,
        document::{Document, Format},
    };

    #[test]
    fn a_rule_that_panics_costs_its_own_diagnostics_alone() {
        let broken: &'static Rule =
            Box::leak(Box::new(Rule { name: "broken", check: |_| panic!("a test asked for this"), ..shouting::RULE }));
        let document = Document::new("Hi Ann! PLEASE READ THIS!!!", Format::Markdown);
        let origin = Origin { path: None, is_named: true, history: None };
        let check = |draft: &Draft<'_>| check_by(&[broken, &shouting::RULE], draft, Fixes::All);
        let today = jiff::civil::date(2026, 6, 1);
        let found = with_draft(&document, &Settings::default(), origin, today, &mut Reader::default(), check).unwrap();
        assert!(!found.is_empty() && found.iter().all(|found| found.rule == "shouting"), "{found:?}");
    }
}
