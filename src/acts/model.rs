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

/// Bytes of a bucket: the acts, rounded up to what a vector register takes.
pub const STRIDE: usize = 24;

/// Features whose weights are summed up in one go: as many signed bytes as 16 bits have room for.
const CHUNK: usize = 255;

/// Both models.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Features that are looked at.
    pub known: Known,
    /// A row of `STRIDE` weights for each bucket: signed bytes, read where they are compiled in.
    pub table: Cow<'static, [u8]>,
    /// What one unit of `table` is worth.
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
        let mut sums = [0i32; STRIDE];
        let mut count = 0usize;
        for features in features.chunks(CHUNK) {
            let mut known = [0u32; CHUNK];
            let number = self.keep_known(features, &mut known);
            count += number;
            let part = self.sum(known.get(..number).unwrap_or_default());
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += i32::from(part));
        }
        let unit = self.scale / (count.max(1) as f32).sqrt();
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum as f32 * unit;
        }
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

    /// The weights of up to `CHUNK` features together.
    fn sum(&self, features: &[u32]) -> [i16; STRIDE] {
        let mut sums = [0i16; STRIDE];
        for feature in features {
            let row = self.table.get(bucket(*feature) * STRIDE..).and_then(<[u8]>::first_chunk::<STRIDE>);
            for (sum, weight) in sums.iter_mut().zip(row.unwrap_or(&[0; STRIDE])) {
                *sum += i16::from(i8::from_le_bytes([*weight]));
            }
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
        let is_whole = table.len() == features::BUCKETS * STRIDE;
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
}

/// Names the format; a changed layout takes a new number.
const MAGIC: &[u8] = b"tactful-acts-4\n";

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
