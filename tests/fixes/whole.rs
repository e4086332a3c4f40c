//! Every fix of every diagnostic, over the samples and the corpus.

use crate::{draft, draft::Draft, promises};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};
use tactful::{check::FRONT_MATTER, fix::Safety, mend::Extent, rules::Fixes};

const ALL: Extent = Extent { with_unsafe: true, with_files: true };

/// Rules that owe no fix, by SPEC.md.
const OWE_NONE: [&str; 6] =
    ["self-centered", "ask-without-value", "too-many-asks", "too-long", "unbalanced-history", FRONT_MATTER];

/// What was tried.
#[derive(Default)]
struct Tried {
    fixes: usize,
    faults: Vec<String>,
    /// By rule: diagnostics, and those among them that offer something.
    offered: BTreeMap<&'static str, (usize, usize)>,
}

#[test]
fn every_fix_keeps_its_promises() {
    let drafts: Vec<_> = draft::samples().into_iter().chain(draft::of_corpus()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tried = Tried::default();
        while let Some(draft) = drafts.get(next.fetch_add(1, Ordering::Relaxed)) {
            tried.every_fix(draft);
            tried.faults.extend([Extent::SAFE, ALL].into_iter().flat_map(|extent| promises::broken_by_all(draft, extent)));
        }
        tried
    };
    let tried = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        work().with(other.join().unwrap())
    });
    println!("{} fixes of {} drafts", tried.fixes, drafts.len());
    tried.offered.iter().for_each(|(rule, (all, offered))| println!("{rule:26} {offered:5} of {all:5} can be fixed"));
    let faults: Vec<_> = tried.faults.iter().take(60).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} promises are broken:\n\n{}", tried.faults.len(), faults.join("\n"));
    let is_bare = |(all, offered): (usize, usize)| all >= 5 && offered == 0;
    let without = tried.offered.iter().filter(|(rule, counts)| is_bare(**counts) && !OWE_NONE.contains(rule));
    assert_eq!(without.map(|(rule, _)| *rule).collect::<Vec<_>>(), [""; 0], "rules that never offer anything");
}

impl Tried {
    /// Tries all fixes of one draft.
    pub fn every_fix(&mut self, draft: &Draft) {
        let all = draft.diagnostics(Fixes::All);
        for found in &all {
            let (count, offered) = self.offered.entry(found.rule).or_default();
            *count += 1;
            *offered += usize::from(found.fixes.iter().any(|fix| fix.safety != Safety::ByHand));
            for fix in found.fixes.iter().chain(&draft.silencing(found, &all)) {
                self.fixes += 1;
                self.faults.extend(promises::broken(draft, fix, found, &all));
            }
        }
    }

    fn with(mut self, other: Self) -> Self {
        self.fixes += other.fixes;
        self.faults.extend(other.faults);
        for (rule, (count, offered)) in other.offered {
            let sum = self.offered.entry(rule).or_default();
            *sum = (sum.0 + count, sum.1 + offered);
        }
        self
    }
}
