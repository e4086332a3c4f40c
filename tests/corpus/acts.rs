//! Prints what each sentence of a draft is taken to do:
//!
//!     cargo run --release --example acts -- tests/drafts/213-muck-and-magic.md

use tactful::{
    acts::{Circumstances, Reader},
    context::{Brief, Settings, drafts::Origin, today},
    document::{Document, Format},
};

fn main() {
    for path in std::env::args().skip(1) {
        let document = Document::new(&std::fs::read_to_string(&path).unwrap(), Format::Markdown);
        let settings = Settings::default();
        let brief = Brief::new(&document, &settings, Origin::default(), today());
        let circumstances = Circumstances {
            kind: brief.kind,
            relationship: brief.relationship,
            refused: brief.is_refused(),
            permitted: brief.permits_promotion(),
        };
        println!("{path}: {}, {}", brief.kind.name(), brief.relationship.name());
        for said in Reader::default().read(&document, &settings.entities, circumstances) {
            let acts: Vec<_> = said.acts.iter().map(tactful::acts::Act::name).collect();
            println!("  {:40} | {}", acts.join(", "), said.text().replace('\n', " "));
        }
    }
}
