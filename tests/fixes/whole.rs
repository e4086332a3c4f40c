//! Every fix of every diagnostic, over the samples and the corpus.

use crate::{draft, draft::Draft, promises};
use std::sync::atomic::{AtomicUsize, Ordering};
use tactful::{mend::Extent, rules::Fixes};

const ALL: Extent = Extent { with_unsafe: true, with_files: true };

#[test]
fn every_fix_keeps_its_promises() {
    let drafts: Vec<_> = draft::samples().into_iter().chain(draft::of_corpus()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut tried, mut faults) = (0, Vec::new());
        while let Some(draft) = drafts.get(next.fetch_add(1, Ordering::Relaxed)) {
            tried += every_fix(draft, &mut faults);
            faults.extend([Extent::SAFE, ALL].into_iter().flat_map(|extent| promises::broken_by_all(draft, extent)));
        }
        (tried, faults)
    };
    let (tried, faults) = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let (tried, mut faults) = work();
        let (more, other) = other.join().unwrap();
        faults.extend(other);
        (tried + more, faults)
    });
    println!("{tried} fixes of {} drafts", drafts.len());
    assert!(
        faults.is_empty(),
        "{} promises are broken:\n\n{}",
        faults.len(),
        faults.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(tried > drafts.len(), "few drafts have nothing to fix");
}

/// Tries all fixes of one draft; how many there were.
pub fn every_fix(draft: &Draft, faults: &mut Vec<String>) -> usize {
    let all = draft.diagnostics(Fixes::All);
    let mut tried = 0;
    for found in &all {
        for fix in found.fixes.iter().chain(&draft.silencing(found, &all)) {
            tried += 1;
            faults.extend(promises::broken(draft, fix, found, &all));
        }
    }
    tried
}
