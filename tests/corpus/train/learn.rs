//! The first model: logistic regression, one act at a time, by AdaGrad. Deterministic, no library.

use tactful::acts::{
    Act,
    features::{BUCKETS, HASH_BITS, Known, bucket},
    model::{Model, Scores, Weights},
    settling::Settling,
};

/// Rows of sparse binary features, scaled to unit length, with their labels.
pub struct Sparse<'e> {
    pub rows: Vec<&'e [u32]>,
    /// The number of each row's author, from 1.
    pub authors: Vec<u16>,
    pub labels: Vec<[Option<bool>; Act::COUNT]>,
}

/// How the first model is trained; figures chosen by author-disjoint cross-validation.
#[derive(Clone, Copy)]
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    pub decay: f32,
}

pub const OPTIONS: Options = Options { epochs: 8, rate: 1.0, decay: 1e-5 };

/// Weights of a bucket before they are rounded: the acts, and what makes them fill vector registers.
const STRIDE: usize = 24;

/// Weights of the first model before they are rounded: a row of `STRIDE` for each bucket, and the biases.
struct Linear {
    table: Vec<f32>,
    bias: Scores,
}

impl Linear {
    /// Log-odds of each act, by features that are known.
    fn score(&self, row: &[u32]) -> Scores {
        let unit = 1.0 / (row.len().max(1) as f32).sqrt();
        let mut sums = [0.0f32; STRIDE];
        for feature in row {
            let start = bucket(*feature) * STRIDE;
            for (sum, weight) in sums.iter_mut().zip(&self.table[start..start + STRIDE]) {
                *sum += weight;
            }
        }
        std::array::from_fn(|act| self.bias[act] + sums[act] * unit)
    }

    /// As the program reads it.
    fn rounded(self, known: Known) -> Model {
        let scale = Weights::scale(self.table.iter().fold(0.0f32, |largest, weight| largest.max(weight.abs())));
        let (rows, _) = self.table.as_chunks::<STRIDE>();
        let rows = rows.iter().map(|row| Weights::rounded(&std::array::from_fn(|act| row[act]), scale));
        let (settling, thresholds) = (Settling::default(), Scores::default());
        Model { known, table: Model::table_of(rows), scale, bias: self.bias, settling, thresholds }
    }
}

/// Authors who must use a feature before it is learnt: what one or two write says little of others, and takes room from what many do.
const AUTHORS: u16 = 3;

/// The features that rows of so many authors have.
fn known(data: &Sparse<'_>) -> Known {
    let mut by_author: Vec<_> = data.authors.iter().zip(&data.rows).collect();
    by_author.sort_by_key(|(author, _)| **author);
    let mut last = vec![0u16; 1 << HASH_BITS];
    let mut authors = vec![0u16; 1 << HASH_BITS];
    let mut known = Known::none();
    for (author, row) in by_author {
        for feature in *row {
            let at = *feature as usize;
            authors[at] += u16::from(last[at] != *author);
            last[at] = *author;
            if authors[at] == AUTHORS {
                known.add(*feature);
            }
        }
    }
    known
}

/// Trains the first model, as the program will read it; the second is still to come.
pub fn linear(data: &Sparse<'_>, options: Options) -> Model {
    let known = known(data);
    let mut model = Linear { table: vec![0.0; BUCKETS * STRIDE], bias: [-2.0; Act::COUNT] };
    let mut squares = vec![1e-2f32; BUCKETS * STRIDE];
    let mut bias_squares = [1e-2f32; Act::COUNT];
    let rows: Vec<Vec<u32>> =
        data.rows.iter().map(|row| row.iter().copied().filter(|feature| known.has(*feature)).collect()).collect();
    let mut order: Vec<usize> = (0..data.rows.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..options.epochs {
        shuffle(&mut order, &mut random);
        for at in &order {
            let row = &rows[*at];
            let scores = model.score(row);
            let unit = 1.0 / (row.len().max(1) as f32).sqrt();
            let mut slopes = [0.0f32; STRIDE];
            for act in 0..Act::COUNT {
                let Some(wanted) = data.labels[*at][act] else {
                    continue;
                };
                slopes[act] = logistic(scores[act]) - if wanted { 1.0 } else { 0.0 };
                bias_squares[act] += slopes[act] * slopes[act];
                model.bias[act] -= 0.1 * slopes[act] / bias_squares[act].sqrt();
            }
            for feature in row {
                let start = bucket(*feature) * STRIDE;
                let weights = &mut model.table[start..start + STRIDE];
                let sums = &mut squares[start..start + STRIDE];
                for ((weight, square), slope) in weights.iter_mut().zip(sums).zip(slopes) {
                    let slope = slope * unit + options.decay * *weight;
                    *square += slope * slope;
                    *weight -= options.rate * slope / square.sqrt();
                }
            }
        }
    }
    model.rounded(known)
}

/// From log-odds to probability.
pub fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

pub fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}
