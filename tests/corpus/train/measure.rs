//! Precision and recall of scores against what people said.

use tactful::acts::{Act, model::Scores};

type Labels = [Option<bool>; Act::COUNT];

/// The point of an act's curve with the best F1.
struct Best {
    f1: f32,
    precision: f32,
    recall: f32,
    threshold: f32,
    labels: usize,
}

fn best(act: usize, scores: &[Scores], labels: &[Labels]) -> Best {
    let mut judged: Vec<(f32, bool)> =
        scores.iter().zip(labels).filter_map(|(scores, labels)| Some((scores[act], labels[act]?))).collect();
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total = judged.iter().filter(|(_, wanted)| *wanted).count();
    let mut best = Best { f1: 0.0, precision: 0.0, recall: 0.0, threshold: 0.0, labels: total };
    let mut hits = 0;
    for (taken, (score, wanted)) in judged.iter().enumerate() {
        hits += usize::from(*wanted);
        let precision = hits as f32 / (taken + 1) as f32;
        let recall = hits as f32 / total.max(1) as f32;
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        if f1 > best.f1 {
            best = Best { f1, precision, recall, threshold: *score, labels: total };
        }
    }
    best
}

/// The score of each act from which it is best taken to be done.
pub fn best_thresholds(scores: &[Scores], labels: &[Labels]) -> Scores {
    std::array::from_fn(|act| best(act, scores, labels).threshold)
}

/// Prints a line an act.
pub fn report(scores: &[Scores], labels: &[Labels]) {
    let mut sum = 0.0;
    for act in Act::ALL {
        let Best { f1, precision, recall, threshold, labels } = best(act as usize, scores, labels);
        println!(
            "{:20} labels {labels:5}  f1 {f1:.3}  precision {precision:.2}  recall {recall:.2}  from {threshold:+.2}",
            act.name()
        );
        sum += f1;
    }
    println!("{:20} {:.3}", "mean f1", sum / Act::COUNT as f32);
}
