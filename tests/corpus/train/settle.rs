//! The second model: a linear part and a hidden layer, by AdaGrad. Deterministic, no library.

use crate::learn::{logistic, shuffle};
use tactful::acts::{
    Act,
    model::Scores,
    settling::{HIDDEN, INPUTS, Settling, WIDTH},
};

const EPOCHS: usize = 20;
const RATE: f32 = 0.05;
const DECAY: f32 = 3e-4;

/// Sums of squared slopes, by which AdaGrad slows down.
struct Squares {
    rows: Vec<[f32; WIDTH]>,
    out: Vec<Scores>,
}

/// Trains on the rows numbered `fit`.
pub fn settling(rows: &[[f32; INPUTS]], labels: &[[Option<bool>; Act::COUNT]], fit: &[usize]) -> Settling {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut model = untrained(&mut random);
    let mut squares = Squares { rows: vec![[0.1; WIDTH]; INPUTS], out: vec![[0.1; Act::COUNT]; HIDDEN] };
    let mut order = fit.to_vec();
    for epoch in 0..EPOCHS {
        let rate = RATE / (1.0 + epoch as f32 * 0.3);
        shuffle(&mut order, &mut random);
        for at in &order {
            step(&mut model, &mut squares, &rows[*at], &labels[*at], rate);
        }
    }
    model
}

/// An act starts as what the sentence's own words say; hidden units start at random.
fn untrained(random: &mut u64) -> Settling {
    let mut next = || {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        (*random >> 11) as f32 / (1u64 << 53) as f32 - 0.5
    };
    let spread = 2.0 * (1.5 / INPUTS as f32).sqrt();
    let mut rows = vec![[0.0; WIDTH]; INPUTS];
    for (input, row) in rows.iter_mut().enumerate() {
        row[Act::COUNT..].iter_mut().for_each(|weight| *weight = next() * spread);
        if input < Act::COUNT {
            row[input] = 4.0;
        }
    }
    let out = (0..HIDDEN).map(|_| std::array::from_fn(|_| next() * 0.2)).collect();
    Settling { rows, out }
}

fn step(model: &mut Settling, squares: &mut Squares, inputs: &[f32; INPUTS], labels: &[Option<bool>; Act::COUNT], rate: f32) {
    let (mut scores, hidden) = model.layer(inputs);
    for (unit, row) in hidden.iter().zip(&model.out) {
        scores.iter_mut().zip(row).for_each(|(score, weight)| *score += unit * weight);
    }
    let mut slopes = [0.0; WIDTH];
    for act in 0..Act::COUNT {
        if let Some(wanted) = labels[act] {
            slopes[act] = logistic(scores[act]) - if wanted { 1.0 } else { 0.0 };
        }
    }
    for (unit, (value, (row, squares))) in hidden.iter().zip(model.out.iter_mut().zip(&mut squares.out)).enumerate() {
        if *value > 0.0 {
            slopes[Act::COUNT + unit] = row.iter().zip(slopes).map(|(weight, slope)| weight * slope).sum();
            descend(row, squares, &slopes[..Act::COUNT], *value, rate);
        }
    }
    for (input, (row, squares)) in inputs.iter().zip(model.rows.iter_mut().zip(&mut squares.rows)) {
        if *input != 0.0 {
            descend(row, squares, &slopes, *input, rate);
        }
    }
}

fn descend(weights: &mut [f32], squares: &mut [f32], slopes: &[f32], input: f32, rate: f32) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(slopes) {
        let slope = slope * input + DECAY * *weight;
        *square += slope * slope;
        *weight -= rate * slope / square.sqrt();
    }
}
