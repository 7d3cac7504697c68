//! Why an item is odd against the clusters, or not.

use super::number::number;
use crate::protocol::ClusterScore;
use crate::ui::messages::told;
use crate::ui::page::use_page;

/// What is said of an item: in plain words, and its numbers.
pub(crate) type Reason = (&'static str, String);

/// A reason for each way in which it is odd, or the one that says that it is not.
pub(crate) fn reasons(score: &ClusterScore) -> Vec<Reason> {
    let w = &use_page().words().stage;
    let values = [
        ("distance", number(score.distance, 3)),
        ("typical", number(score.typical, 3)),
        ("global_z", number(score.global_z, 1)),
        ("local_z", number(score.local_z, 1)),
        ("size", score.cluster_size.to_string()),
        ("separation", number(score.separation, 3)),
    ];
    let is_so = [score.is_global, score.is_group, score.is_local, !score.is_odd()];
    let texts = w.whys().iter().zip(w.why_numbers());
    is_so
        .into_iter()
        .zip(texts)
        .filter(|(is_so, _)| *is_so)
        .map(|(_, (why, numbers))| (*why, told(numbers, &values)))
        .collect()
}

/// Its place among all `n`, the oddest first.
pub(crate) fn rank(score: &ClusterScore, n: usize) -> String {
    let before = (n as f32 * (1.0 - score.percentile)).round();
    let values = [("n", n.to_string()), ("rank", number(before + 1.0, 0))];
    told(use_page().words().shell.odd_rank(), &values)
}
