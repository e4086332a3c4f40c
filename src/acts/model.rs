//! The classifier: a linear model over hashed features of one sentence, and a second over what stands around it.
//!
//! Both are trained by `cargo run --release --example train` (see `tests/corpus/train/`), which writes `english/weights.bin`.

use super::{
    Act,
    features::{self, Known, bucket},
    settling::{HIDDEN, INPUTS, Settling},
};
use std::{borrow::Cow, sync::LazyLock};

/// The English model.
pub static ENGLISH: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("english/weights.bin")).unwrap_or_else(|| unreachable!("the weights are compiled in"))
});

/// A number for each act: log-odds, positive where the act is likely.
pub type Scores = [f32; Act::COUNT];

/// Bytes that hold two weights each: that of an act in the lower half, that of the act `PAIRS` further on in the upper.
const PAIRS: usize = Act::COUNT.div_ceil(2);

/// Largest weight of a row, in its own unit: what half a signed byte has room for on either side of nothing.
const MOST: i16 = 7;

/// The weights of a bucket: four bits for each act, and the unit in which they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights([u8; Self::BYTES]);

impl Weights {
    /// Bytes of a row: the pairs, then the unit.
    pub const BYTES: usize = PAIRS + 1;

    /// What a unit is worth where the largest weight of all rows is `largest`.
    #[must_use]
    pub fn scale(largest: f32) -> f32 {
        largest / f32::from(MOST) / f32::from(u8::MAX)
    }

    /// `weights` rounded to a unit of their own: the least in which the largest of them is kept.
    #[must_use]
    pub fn rounded(weights: &Scores, scale: f32) -> Self {
        let largest = weights.iter().fold(0.0f32, |largest, weight| largest.max(weight.abs()));
        let most = f32::from(MOST);
        let unit = (largest / most / scale).ceil().clamp(1.0, f32::from(u8::MAX));
        let half = |act: usize| {
            let weight = weights.get(act).map_or(0.0, |weight| weight / scale / unit);
            (weight.round().clamp(-most, most) as i8).cast_unsigned() & 0xf
        };
        Self(std::array::from_fn(|at| if at < PAIRS { half(at) | half(at + PAIRS) << 4 } else { unit as u8 }))
    }

    /// Adds the weights of a row to `sums`. It comes with the bytes after it, which fill a register and are added up for nothing.
    #[inline]
    fn add(row: &[u8; LANES], [lower, upper]: &mut Sums) {
        let unit = row.get(PAIRS).copied().map_or(0, i16::from);
        for (sum, byte) in lower.iter_mut().zip(row) {
            *sum += ((i16::from(*byte) << 12) >> 12) * unit;
        }
        for (sum, byte) in upper.iter_mut().zip(row) {
            *sum += ((i16::from(*byte) << 8) >> 12) * unit;
        }
    }
}

/// Bytes that are read of a row, and sums that are kept of each half: what fills vector registers, so that no byte is handled alone.
const LANES: usize = 16;

/// Bytes after the last row, which is read with as many as the others are.
const PADDING: usize = LANES - Weights::BYTES;

/// Sums of weights: of those in the lower halves, and of those in the upper. The first `PAIRS` of each count.
type Sums = [[i16; LANES]; 2];

/// Rows that are added up in one go: as many as 16 bits have room for, also of the bytes that do not count.
const ROWS: usize = (i16::MAX / ((MOST + 1) * u8::MAX as i16)) as usize;

/// Features that are sorted in one go.
const CHUNK: usize = 256;

/// Both models.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Features that are looked at.
    pub known: Known,
    /// The `Weights` of each bucket and some bytes of padding, read where they are compiled in.
    pub table: Cow<'static, [u8]>,
    /// What one unit of a row of `table` is worth.
    pub scale: f32,
    /// Log-odds of each act where nothing else is known.
    pub bias: Scores,
    /// The second model.
    pub settling: Settling,
    /// Score from which an act is taken to be done.
    pub thresholds: Scores,
}

impl Model {
    /// What the words of a sentence with these features say.
    #[must_use]
    pub fn score(&self, features: &[u32]) -> Scores {
        let mut sums = [[0i32; LANES]; 2];
        let mut count = 0;
        for features in features.chunks(CHUNK) {
            let mut known = [0; CHUNK];
            let number = self.keep_known(features, &mut known);
            for features in known.get(..number).unwrap_or_default().chunks(ROWS) {
                let part = self.sum(features);
                sums.iter_mut().flatten().zip(part.iter().flatten()).for_each(|(sum, part)| *sum += i32::from(*part));
            }
            count += number;
        }
        let unit = self.scale / (count.max(1) as f32).sqrt();
        let [lower, upper] = &sums;
        let mut scores = self.bias;
        let sums = lower.iter().take(PAIRS).chain(upper);
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += *sum as f32 * unit);
        scores
    }

    /// Puts the features that are looked at first, without a branch for each, and gives their number.
    fn keep_known(&self, features: &[u32], known: &mut [u32; CHUNK]) -> usize {
        let mut number = 0;
        for feature in features {
            if let Some(place) = known.get_mut(number) {
                *place = *feature;
            }
            number += usize::from(self.known.has(*feature));
        }
        number
    }

    /// The weights of up to `ROWS` features together.
    fn sum(&self, features: &[u32]) -> Sums {
        let mut sums = Sums::default();
        for feature in features {
            let row = self.table.get(bucket(*feature) * Weights::BYTES..).and_then(<[u8]>::first_chunk);
            row.into_iter().for_each(|row| Weights::add(row, &mut sums));
        }
        sums
    }

    /// Reads what `write` wrote.
    #[must_use]
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader { bytes: bytes.strip_prefix(MAGIC)? };
        let scale = reader.float()?;
        let bias = reader.floats()?;
        let thresholds = reader.floats()?;
        let settling = Settling {
            rows: (0..INPUTS).map(|_| reader.floats()).collect::<Option<_>>()?,
            out: (0..HIDDEN).map(|_| reader.floats()).collect::<Option<_>>()?,
        };
        let (known, table) = reader.bytes.split_at_checked(Known::BYTES)?;
        let known = Known::from_bytes(known)?;
        let is_whole = table.len() == features::BUCKETS * Weights::BYTES + PADDING;
        is_whole.then_some(Self { known, table: Cow::Borrowed(table), scale, bias, settling, thresholds })
    }

    /// The file that `read` reads.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.scale.to_le_bytes());
        let floats = self.bias.iter().chain(&self.thresholds);
        let floats = floats.chain(self.settling.rows.iter().flatten()).chain(self.settling.out.iter().flatten());
        floats.for_each(|float| bytes.extend(float.to_le_bytes()));
        bytes.extend(self.known.as_bytes());
        bytes.extend(self.table.iter());
        bytes
    }

    /// The table of these rows.
    #[must_use]
    pub fn table_of(rows: impl Iterator<Item = Weights>) -> Cow<'static, [u8]> {
        rows.flat_map(|row| row.0).chain([0; PADDING]).collect::<Vec<_>>().into()
    }
}

/// Names the format; a changed layout takes a new number.
const MAGIC: &[u8] = b"tactful-acts-6\n";

struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    fn float(&mut self) -> Option<f32> {
        let (head, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(f32::from_le_bytes(*head))
    }

    fn floats<const N: usize>(&mut self) -> Option<[f32; N]> {
        let mut floats = [0.0; N];
        for float in &mut floats {
            *float = self.float()?;
        }
        Some(floats)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_to_half_a_byte() {
        let mut weights: Scores = std::array::from_fn(|act| act as f32 * 0.5 - 5.0);
        weights[3] = 0.0;
        for (largest, shrink) in [(7.0, 1.0), (100.0, 1.0), (1000.0, 1.0), (7.0, 1e-4)] {
            let wanted = weights.map(|weight| weight * shrink);
            let scale = Weights::scale(largest);
            let row = Weights::rounded(&wanted, scale);
            let table = Model::table_of([row].into_iter());
            let mut sums = Sums::default();
            Weights::add(table.first_chunk().unwrap(), &mut sums);
            let unit = f32::from(row.0[PAIRS]) * scale;
            for (wanted, found) in wanted.iter().zip(sums[0][..PAIRS].iter().chain(&sums[1])) {
                assert!((f32::from(*found) * scale - wanted).abs() <= unit * 0.5001, "{largest} {shrink}: {wanted} {found}");
            }
        }
    }

    #[test]
    fn sums_of_long_sentences_do_not_overflow() {
        let row = Weights::rounded(&[1.0; Act::COUNT], Weights::scale(1.0));
        let mut known = Known::none();
        known.add(1);
        let table = Model::table_of(std::iter::repeat_n(row, features::BUCKETS));
        let (settling, thresholds) = (Settling::default(), Scores::default());
        let model = Model { known, table, scale: Weights::scale(1.0), bias: [0.0; Act::COUNT], settling, thresholds };
        let scores = model.score(&[1, 2].repeat(1000));
        assert!(scores.iter().all(|score| (score - 1000f32.sqrt()).abs() < 1e-3), "{scores:?}");
    }
}
