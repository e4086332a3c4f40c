//! The first model: logistic regression, one act at a time, by AdaGrad. Deterministic, no library.

use tactful::acts::{
    Act,
    features::{BUCKETS, HASH_BITS, Known, bucket},
    model::{Model, STRIDE, Scores},
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

/// Weights of the first model before they are rounded: a row of `STRIDE` for each bucket, and the biases.
pub struct Linear {
    pub known: Known,
    pub table: Vec<f32>,
    pub bias: Scores,
}

impl Linear {
    /// Log-odds of each act.
    pub fn score(&self, row: &[u32]) -> Scores {
        self.score_known(&self.known_of(row))
    }

    fn known_of(&self, row: &[u32]) -> Vec<u32> {
        row.iter().copied().filter(|feature| self.known.has(*feature)).collect()
    }

    fn score_known(&self, row: &[u32]) -> Scores {
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
}

/// The features that rows of two authors have.
fn known(data: &Sparse<'_>) -> Known {
    let mut first = vec![0u16; 1 << HASH_BITS];
    let mut known = Known::none();
    for (row, author) in data.rows.iter().zip(&data.authors) {
        for feature in *row {
            match &mut first[*feature as usize] {
                seen @ 0 => *seen = *author,
                seen if seen != author => known.add(*feature),
                _ => {}
            }
        }
    }
    known
}

/// Trains the first model.
pub fn linear(data: &Sparse<'_>, options: Options) -> Linear {
    let mut model = Linear { known: known(data), table: vec![0.0; BUCKETS * STRIDE], bias: [-2.0; Act::COUNT] };
    let mut squares = vec![1e-2f32; BUCKETS * STRIDE];
    let mut bias_squares = [1e-2f32; Act::COUNT];
    let rows: Vec<_> = data.rows.iter().map(|row| model.known_of(row)).collect();
    let mut order: Vec<usize> = (0..data.rows.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..options.epochs {
        shuffle(&mut order, &mut random);
        for at in &order {
            let row = &rows[*at];
            let scores = model.score_known(row);
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
    model
}

/// Rounds the first model to a byte a weight and puts both together.
pub fn rounded(linear: Linear, settling: Settling, thresholds: Scores) -> Model {
    let largest = linear.table.iter().fold(0.0f32, |largest, weight| largest.max(weight.abs()));
    let scale = largest / 127.0;
    let table: Vec<_> = linear.table.iter().map(|weight| ((weight / scale).round() as i8).to_le_bytes()[0]).collect();
    Model { known: linear.known, table: table.into(), scale, bias: linear.bias, settling, thresholds }
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
