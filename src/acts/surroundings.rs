//! What stands around a sentence, as the second model sees it.

use super::{Act, marks::Marks, model::Scores, settling::likelihood};
use crate::{
    context::{Kind, Relationship},
    document::Voice,
};

/// What of a draft's circumstances bears on what its sentences do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Circumstances {
    /// What the draft is going to be.
    pub kind: Kind,
    /// How well writer and reader know one another.
    pub relationship: Relationship,
    /// Whether the answer was no.
    pub refused: bool,
    /// Whether promotion is permitted.
    pub permitted: bool,
}

/// A sentence's place among the writer's own sentences of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Sentences before it, counted up to 3.
    pub before: u8,
    /// Sentences after it, counted up to 2.
    pub after: u8,
    /// Whether it opens a paragraph.
    pub opens: bool,
    /// What it stands in.
    pub voice: Voice,
}

/// What the words of a draft's sentences say of it as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tenor {
    /// Sentences that promote, ask or lure, counted up to 3.
    pub wants: u8,
    /// Whether a sentence tells of a no.
    pub refuses: bool,
    /// How likely it is that a sentence does an act, in `STEPS`: in steps, so that a letter typed seldom changes it.
    pub likely: [u8; Act::COUNT],
}

/// Numbers that a tenor gives.
pub const TENOR: usize = Act::COUNT;

/// Steps of a likelihood above the lowest.
const STEPS: f32 = 3.0;

impl Tenor {
    /// Of sentences with these scores.
    pub fn of<'s>(sentences: impl Iterator<Item = &'s Scores>) -> Self {
        let mut tenor = Self::default();
        for scores in sentences {
            let likely = |act: Act| scores.get(act as usize).is_some_and(|score| *score > LIKELY);
            let wants = likely(Act::Promotion) || likely(Act::Ask) || likely(Act::Poaching);
            let steps = scores.map(|score| (likelihood(score) * STEPS).round() as u8);
            tenor = tenor.with(Self { wants: u8::from(wants), refuses: likely(Act::Refusal), likely: steps });
        }
        tenor
    }

    /// Of the sentences of both.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.likely.iter_mut().zip(other.likely).for_each(|(mine, theirs)| *mine = (*mine).max(theirs));
        Self { wants: (self.wants + other.wants).min(3), refuses: self.refuses | other.refuses, ..self }
    }

    /// How likely each act is somewhere in the draft, from 0 to 1.
    pub fn values(self) -> impl Iterator<Item = f32> {
        self.likely.into_iter().map(|steps| f32::from(steps) / STEPS)
    }
}

/// Tenors of a row of parts, summed up from either side.
pub struct Sides {
    /// Of what stands before each part, and of what stands after it.
    sides: Vec<(Tenor, Tenor)>,
    /// Of all parts.
    pub whole: Tenor,
}

impl Sides {
    /// Of parts with these tenors.
    #[must_use]
    pub fn of(parts: &[Tenor]) -> Self {
        let mut whole = Tenor::default();
        let before = |part: &Tenor| {
            let before = whole;
            whole = whole.with(*part);
            (before, Tenor::default())
        };
        let mut sides: Vec<_> = parts.iter().map(before).collect();
        let mut after = Tenor::default();
        for (side, part) in sides.iter_mut().zip(parts).rev() {
            side.1 = after;
            after = after.with(*part);
        }
        Self { sides, whole }
    }

    /// Of what stands before the part with this number, counted from 0, and of what stands after it.
    #[must_use]
    pub fn at(&self, number: usize) -> (Tenor, Tenor) {
        self.sides.get(number).copied().unwrap_or_default()
    }
}

/// Log-odds from which an act counts towards the tenor: one in four.
const LIKELY: f32 = -1.1;

/// A sentence nearby.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// What its words say.
    pub whole: Scores,
    /// How it looks.
    pub marks: Marks,
}

/// What stands around a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// The two sentences before it, the nearer first.
    pub before: [Option<Neighbour>; 2],
    /// The two sentences after it, the nearer first.
    pub after: [Option<Neighbour>; 2],
    /// What the words of the whole draft say.
    pub tenor: Tenor,
    /// What the words before it say.
    pub earlier: Tenor,
    /// What the words after it say.
    pub later: Tenor,
    /// Facts that hold or not.
    pub facts: [bool; FACTS],
}

/// Number of facts.
pub const FACTS: usize = 20;

/// The facts about a sentence.
#[must_use]
pub fn facts(circumstances: Circumstances, tenor: Tenor, place: Place) -> [bool; FACTS] {
    let kind = |kind| circumstances.kind == kind;
    [
        place.before == 0,
        place.before < 3,
        place.after == 0,
        place.after < 2,
        kind(Kind::Post),
        kind(Kind::Comment),
        kind(Kind::Message),
        kind(Kind::Invite),
        kind(Kind::FollowUp),
        circumstances.relationship == Relationship::Stranger,
        circumstances.relationship == Relationship::Friend,
        circumstances.refused,
        circumstances.permitted,
        place.before == 0 && place.after == 0,
        place.opens,
        place.voice == Voice::ListItem,
        tenor.wants > 0,
        tenor.wants > 1,
        tenor.wants > 2,
        tenor.refuses,
    ]
}
