//! What a draft and a keystroke cost: `cargo bench`.

use divan::{Bencher, black_box, counter::BytesCount};
use std::path::Path;
use tactful::{
    acts::Reader,
    check::check,
    context::{Settings, drafts::Origin},
    document::{ByteRange, Document, Format},
    rules::{self, Fixes},
};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// A draft of about 400 words: four of the labelled ones, one after the other.
fn draft() -> String {
    let names = ["201-pressure-cooker-beetroot", "231-three-things-not-on-the-cv", "254-ring-kevin-first"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let bodies = names.map(|name| {
        let text = std::fs::read_to_string(folder.join(name).with_extension("md")).unwrap();
        text.splitn(3, "---\n").nth(2).unwrap().to_owned()
    });
    format!("---\nto: Bakers of Bristol\nkind: post\n---\n{}", bodies.concat())
}

fn settings() -> Settings {
    Settings::parse(rules::EXAMPLE_SETTINGS, &rules::names()).0
}

fn origin() -> Origin<'static> {
    Origin { path: None, is_named: true, history: None }
}

/// 400 words read from nothing, all rules: as an editor shows them, and with every fix written and tried.
#[divan::bench(args = [Fixes::None, Fixes::All])]
fn draft_from_nothing(bencher: Bencher, fixes: Fixes) {
    let (text, settings) = (draft(), settings());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = Document::new(black_box(&text), Format::Markdown);
        check(&document, &settings, origin(), TODAY, &mut Reader::default(), fixes)
    });
}

/// One letter typed in the middle of so many times 400 words.
#[divan::bench(args = [1, 25, 250])]
fn keystroke(bencher: Bencher, times: usize) {
    let settings = settings();
    let mut text = draft();
    let body = text.split_off(text.find("\n\n").unwrap());
    text.push_str(&body.repeat(times));
    let mut document = Document::new(&text, Format::Markdown);
    let mut reader = Reader::default();
    let middle = text.len() / 2 + text.get(text.len() / 2..).unwrap().find(' ').unwrap();
    check(&document, &settings, origin(), TODAY, &mut reader, Fixes::None);
    bencher.bench_local(move || {
        document.apply(ByteRange::at(middle), "x");
        check(&document, &settings, origin(), TODAY, &mut reader, Fixes::None)
    });
}

fn main() {
    divan::main();
}
