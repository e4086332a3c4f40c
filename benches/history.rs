//! What the memory of a large workspace costs: `cargo bench --bench history`.

use divan::Bencher;
use std::{fs, path::Path, sync::Arc};
use tactful::{
    context::{History, Record},
    document::Format,
};
use tempfile::TempDir;

const WORDS: [&str; 12] = ["rye", "the", "oven", "and", "flour", "a", "slow", "crust", "in", "water", "of", "hours"];

/// A draft of 150 words, another for each number.
fn draft(number: usize) -> String {
    let mut seed = number;
    let words = (0..150).map(|_| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(seed >> 33) % WORDS.len()]
    });
    let body = words.collect::<Vec<_>>().join(" ");
    format!(
        "---\nto: Person {}\nkind: message\nsent: 2026-{:02}-{:02}\n---\n\nHi,\n\n{body}\n",
        number % 5_000,
        number % 12 + 1,
        number % 28 + 1
    )
}

fn workspace(count: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    for number in 0..count {
        let place = folder.path().join((number / 1_000).to_string());
        if number % 1_000 == 0 {
            fs::create_dir(&place).unwrap();
        }
        fs::write(place.join(format!("{number}.md")), draft(number)).unwrap();
    }
    folder
}

/// So many drafts read from the disk.
#[divan::bench(args = [1_000, 100_000], sample_count = 3, sample_size = 1)]
fn first_reading(bencher: Bencher, count: usize) {
    let folder = workspace(count);
    bencher.bench_local(|| History::read(folder.path(), true, |_| ()));
}

/// One file of 100,000 read again.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn one_changed_file(bencher: Bencher) {
    let root: Arc<Path> = Arc::from(Path::new(""));
    let read =
        |number: usize, text: &str| Record::read(&root, Path::new(&format!("{number}.md")), text, Format::Markdown).unwrap();
    let mut history = History::of((0..100_000).map(|number| read(number, &draft(number))));
    let mut number = 0;
    bencher.bench_local(move || {
        number += 1;
        history.put(read(number, &draft(number + 1)));
    });
}

fn main() {
    divan::main();
}
