//! The second model: what a sentence does, from what its words say, what its neighbours' words say, and the draft around it.
//! A small network with one hidden layer beside a linear part.

use super::{
    Act,
    clause::Readings,
    marks::{MARKS, Marks},
    model::Scores,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// For each input: what it adds to the acts, then to the hidden units.
    pub rows: Vec<[f32; WIDTH]>,
    /// For each hidden unit: what it adds to the acts.
    pub out: Vec<Scores>,
}

impl Settling {
    /// What the sentence does: log-odds.
    #[must_use]
    pub fn scores(&self, inputs: &[f32; INPUTS]) -> Scores {
        let (mut scores, hidden) = self.layer(inputs);
        for (unit, row) in hidden.iter().zip(&self.out) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += unit * weight;
            }
        }
        scores
    }

    /// The linear part, and the hidden units.
    #[must_use]
    pub fn layer(&self, inputs: &[f32; INPUTS]) -> (Scores, [f32; HIDDEN]) {
        let mut sums = [0.0; WIDTH];
        for (input, row) in inputs.iter().zip(&self.rows).filter(|(input, _)| **input != 0.0) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += input * weight;
            }
        }
        let mut sums = sums.into_iter();
        (
            std::array::from_fn(|_| sums.next().unwrap_or_default()),
            std::array::from_fn(|_| sums.next().unwrap_or_default().max(0.0)),
        )
    }
}

/// From log-odds of the first model to a likelihood: half at -2, where the rarer acts begin to be worth a thought. Plain
/// arithmetic, which is the same on every machine.
#[must_use]
pub fn likelihood(score: f32) -> f32 {
    let odds = (score + 2.0) * 0.8;
    0.5 + 0.5 * odds / (1.0 + odds * odds).sqrt()
}

/// The inputs for a sentence of which `own` is heard.
#[must_use]
pub fn inputs(own: &Heard, around: &Surroundings) -> [f32; INPUTS] {
    let whole = own.whole.map(|score| (score * 0.25).clamp(-3.0, 3.0));
    let louder = own.loudest.into_iter().zip(own.whole).map(|(loudest, whole)| ((loudest - whole) * 0.25).clamp(0.0, 2.0));
    let neighbours = around.before.iter().chain(&around.after);
    let said = neighbours.flat_map(|near| near.map_or([0.0; Act::COUNT], |near| near.whole.map(likelihood)));
    let nearest = [around.before[0], around.after[0]].map(|near| near.map_or(Marks::default(), |near| near.marks));
    let marks = [own.marks].into_iter().chain(nearest).flat_map(Marks::values);
    let tenors = [around.tenor, around.earlier, around.later].into_iter().flat_map(Tenor::values);
    let facts = around.facts.map(|fact| if fact { 1.0 } else { 0.0 });
    let values = whole.into_iter().chain(louder).chain(own.loudest.map(likelihood)).chain(said);
    let mut values = values.chain(tenors).chain(facts).chain(marks).chain([1.0]);
    std::array::from_fn(|_| values.next().unwrap_or_default())
}
