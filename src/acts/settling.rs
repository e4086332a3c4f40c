//! The second model: what a sentence does, from what its words say, what its neighbours' words say, and the draft around it.
//! A small network with one hidden layer beside a linear part.

use super::{
    Act,
    clause::Readings,
    marks::{MARKS, Marks},
    model::Scores,
    sums::Sums,
    surroundings::{FACTS, Neighbour, Surroundings, TENOR, Tenor},
};

/// What the words of a sentence say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    /// As a whole.
    pub whole: Scores,
    /// Each act by the clause which says it the loudest, or by the whole sentence where that is louder.
    pub loudest: Scores,
    /// How the sentence looks.
    pub marks: Marks,
}

impl Heard {
    /// What `score` makes of a sentence and its clauses.
    #[must_use]
    pub fn of(readings: &Readings, score: impl Fn(&[u32]) -> Scores) -> Self {
        let whole = score(&readings.whole);
        let mut loudest = whole;
        for (_, clause) in &readings.clauses {
            loudest.iter_mut().zip(score(clause)).for_each(|(loudest, score)| *loudest = loudest.max(score));
        }
        Self { whole, loudest, marks: readings.marks }
    }

    /// As those around it see it.
    #[must_use]
    pub const fn as_neighbour(&self) -> Neighbour {
        Neighbour { whole: self.whole, marks: self.marks }
    }
}

/// Numbers that the model looks at: those of the sentence, of its clauses, of two sentences before and two after, of the draft
/// before, after and altogether, and the marks of three sentences.
pub const INPUTS: usize = Act::COUNT * 7 + TENOR * 3 + FACTS + MARKS * 3 + 1;

/// Hidden units; 0, 8, 24 and 48 were tried in author-disjoint cross-validation.
pub const HIDDEN: usize = 24;

/// What an input adds to: each act, and each hidden unit.
pub const WIDTH: usize = Act::COUNT + HIDDEN;

/// The weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settling {
    /// For each input: what it adds to the acts, then to the hidden units.
    pub rows: Vec<[f32; WIDTH]>,
    /// For each hidden unit: what it adds to the acts.
    pub out: Vec<Scores>,
}

impl Settling {
    /// What the sentence with these inputs does: log-odds.
    #[must_use]
    pub fn scores(&self, inputs: &[f32; INPUTS]) -> Scores {
        self.scores_of(&Sums::of(&self.rows, 0, inputs.iter().copied()))
    }

    /// The same where the inputs are added up.
    #[must_use]
    pub fn scores_of(&self, sums: &Sums) -> Scores {
        let (mut scores, hidden) = sums.layer();
        for (unit, row) in hidden.iter().zip(&self.out).filter(|(unit, _)| **unit != 0.0) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += unit * weight;
            }
        }
        scores
    }

    /// The linear part, and the hidden units.
    #[must_use]
    pub fn layer(&self, inputs: &[f32; INPUTS]) -> (Scores, [f32; HIDDEN]) {
        Sums::of(&self.rows, 0, inputs.iter().copied()).layer()
    }
}

/// From log-odds of the first model to a likelihood: half at -2, where the rarer acts begin to be worth a thought. Plain
/// arithmetic, which is the same on every machine.
#[must_use]
pub fn likelihood(score: f32) -> f32 {
    let odds = (score + 2.0) * 0.8;
    0.5 + 0.5 * odds / (1.0 + odds * odds).sqrt()
}

/// Where the inputs stand that come of one thing each: see `inputs`.
pub mod place {
    use super::{Act, FACTS, MARKS, TENOR};

    /// What the sentence says itself.
    pub const OWN: usize = 0;
    /// What its neighbours say: the two before, then the two after, the nearer first.
    pub const NEAR: [usize; 4] = [Act::COUNT * 3, Act::COUNT * 4, Act::COUNT * 5, Act::COUNT * 6];
    /// The draft, what of it stands before, and what after.
    pub const TENORS: [usize; 3] = [Act::COUNT * 7, Act::COUNT * 7 + TENOR, Act::COUNT * 7 + TENOR * 2];
    /// Facts.
    pub const FACTS_AT: usize = Act::COUNT * 7 + TENOR * 3;
    /// Marks of the sentence, of the one before and of the one after.
    pub const MARKS_AT: [usize; 3] = [FACTS_AT + FACTS, FACTS_AT + FACTS + MARKS, FACTS_AT + FACTS + MARKS * 2];
    /// What always holds.
    pub const ALWAYS: usize = FACTS_AT + FACTS + MARKS * 3;
}

/// The inputs that a sentence gives itself, in their order from `place::OWN`.
pub fn own_inputs(own: &Heard) -> impl Iterator<Item = f32> {
    let whole = own.whole.map(|score| (score * 0.25).clamp(-3.0, 3.0));
    let louder = own.loudest.into_iter().zip(own.whole).map(|(loudest, whole)| ((loudest - whole) * 0.25).clamp(0.0, 2.0));
    whole.into_iter().chain(louder).chain(own.loudest.map(likelihood))
}

/// The inputs for a sentence of which `own` is heard.
#[must_use]
pub fn inputs(own: &Heard, around: &Surroundings) -> [f32; INPUTS] {
    let neighbours = around.before.iter().chain(&around.after);
    let said = neighbours.flat_map(|near| near.map_or([0.0; Act::COUNT], |near| near.whole.map(likelihood)));
    let nearest = [around.before[0], around.after[0]].map(|near| near.map_or(Marks::default(), |near| near.marks));
    let marks = [own.marks].into_iter().chain(nearest).flat_map(Marks::values);
    let tenors = [around.tenor, around.earlier, around.later].into_iter().flat_map(Tenor::values);
    let facts = around.facts.map(|fact| if fact { 1.0 } else { 0.0 });
    let mut values = own_inputs(own).chain(said).chain(tenors).chain(facts).chain(marks).chain([1.0]);
    std::array::from_fn(|_| values.next().unwrap_or_default())
}
