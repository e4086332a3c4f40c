//! What inputs of the second model add up to. Most inputs of a sentence are those of others as well, or stay as they are when
//! a neighbour changes: they are added up once, and put together where the sentence stands.

use super::{
    marks::Marks,
    model::Scores,
    settling::{HIDDEN, Heard, Settling, WIDTH, likelihood, own_inputs, place},
    surroundings::{FACTS, Tenor},
};

/// What some inputs add to each act, and to each hidden unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sums([f32; WIDTH]);

impl Sums {
    /// Of no input at all.
    pub const NONE: Self = Self([0.0; WIDTH]);

    /// Of inputs with these values, which stand in `rows` from `first` on.
    #[must_use]
    pub fn of(rows: &[[f32; WIDTH]], first: usize, values: impl Iterator<Item = f32>) -> Self {
        let mut sums = Self::NONE;
        for (value, row) in values.zip(rows.get(first..).unwrap_or_default()).filter(|(value, _)| *value != 0.0) {
            for (sum, weight) in sums.0.iter_mut().zip(row) {
                *sum += value * weight;
            }
        }
        sums
    }

    /// Adds what others add.
    pub fn add(&mut self, others: &Self) {
        self.0.iter_mut().zip(others.0).for_each(|(sum, other)| *sum += other);
    }

    /// The linear part, and the hidden units.
    #[must_use]
    pub fn layer(&self) -> (Scores, [f32; HIDDEN]) {
        let mut sums = self.0.into_iter();
        (
            std::array::from_fn(|_| sums.next().unwrap_or_default()),
            std::array::from_fn(|_| sums.next().unwrap_or_default().max(0.0)),
        )
    }
}

/// What a sentence adds: to itself, and to those around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// To itself, with what always holds.
    pub own: Sums,
    /// To the sentence after it, the one after that, the one before it, and the one before that.
    pub near: [Sums; 4],
}

impl Share {
    /// Of a sentence of which this is `heard`.
    #[must_use]
    pub fn of(heard: &Heard, model: &Settling) -> Self {
        let rows = &model.rows;
        let [own_marks, marks_before, marks_after] =
            place::MARKS_AT.map(|first| Sums::of(rows, first, Marks::values(heard.marks)));
        let mut own = Sums::of(rows, place::OWN, own_inputs(heard));
        own.add(&own_marks);
        own.add(&Sums::of(rows, place::ALWAYS, std::iter::once(1.0)));
        let likely = heard.whole.map(likelihood);
        let mut near = place::NEAR.map(|first| Sums::of(rows, first, likely.into_iter()));
        let [before, _, after, _] = &mut near;
        before.add(&marks_before);
        after.add(&marks_after);
        Self { own, near }
    }
}

/// What a tenor adds, remembered from one sentence to the next: the draft before a sentence is mostly that before its neighbour.
pub struct Remembered {
    first: usize,
    last: Option<(Tenor, Sums)>,
}

impl Remembered {
    /// For the tenor whose inputs stand from `first` on.
    #[must_use]
    pub const fn at(first: usize) -> Self {
        Self { first, last: None }
    }

    /// What `tenor` adds.
    pub fn sums(&mut self, tenor: Tenor, model: &Settling) -> Sums {
        match self.last {
            Some((known, sums)) if known == tenor => sums,
            _ => {
                let sums = Sums::of(&model.rows, self.first, tenor.values());
                self.last = Some((tenor, sums));
                sums
            }
        }
    }
}

/// What facts add.
#[must_use]
pub fn of_facts(facts: [bool; FACTS], model: &Settling) -> Sums {
    Sums::of(&model.rows, place::FACTS_AT, facts.into_iter().map(|fact| f32::from(u8::from(fact))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::{
        marks::Traits,
        model::ENGLISH,
        settling::{INPUTS, inputs},
        surroundings::Surroundings,
    };

    fn heard(seed: usize) -> Heard {
        let whole: Scores = std::array::from_fn(|act| ((act * 7 + seed * 5) % 13) as f32 - 6.0);
        let traits =
            Traits { end: Some('?'), owns: seed == 1, links: true, counts: false, length: seed * 4, classes: seed as u64 };
        Heard { whole, loudest: whole.map(|score| score + 1.0), marks: Marks::of(traits) }
    }

    #[test]
    fn parts_come_to_what_all_inputs_do() {
        let sentences: Vec<_> = (0..5).map(heard).collect();
        let tenors: Vec<_> = sentences.iter().map(|heard| Tenor::of([&heard.whole].into_iter())).collect();
        let near = |at: usize| Some(sentences[at].as_neighbour());
        let facts = std::array::from_fn(|at| at % 3 == 0);
        let around = Surroundings {
            before: [near(1), near(0)],
            after: [near(3), near(4)],
            tenor: tenors[0],
            earlier: tenors[1],
            later: tenors[3],
            facts,
        };
        let model = &ENGLISH.settling;
        let all: [f32; INPUTS] = inputs(&sentences[2], &around);
        let expected = model.scores(&all);
        let shares: Vec<_> = sentences.iter().map(|heard| Share::of(heard, model)).collect();
        let mut sums = shares[2].own;
        [1, 0, 3, 4].into_iter().zip(0..).for_each(|(at, place): (usize, usize)| sums.add(&shares[at].near[place]));
        for (first, tenor) in place::TENORS.into_iter().zip([tenors[0], tenors[1], tenors[3]]) {
            sums.add(&Remembered::at(first).sums(tenor, model));
        }
        sums.add(&of_facts(facts, model));
        for (found, expected) in model.scores_of(&sums).into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-3, "{found} {expected}");
        }
    }
}
