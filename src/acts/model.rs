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
        for feature in features.iter().filter(|feature| self.known.has(**feature)) {
            count += 1;
            let start = bucket(*feature) * STRIDE;
            if let Some(row) = self.table.get(start..start + STRIDE) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(i8::from_le_bytes([*weight]));
                }
            }
        }
        let unit = self.scale / (count.max(1) as f32).sqrt();
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum as f32 * unit;
        }
        scores
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
