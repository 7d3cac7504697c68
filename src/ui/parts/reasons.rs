//! Why an item is odd against the clusters, or not.

use super::number::number;
use crate::protocol::ClusterScore;
use crate::ui::messages::told;
use crate::ui::page::use_page;

/// A sentence for each way in which it is odd, or the one that says that it is not.
pub(crate) fn reasons(score: &ClusterScore) -> Vec<String> {
    let w = &use_page().words().stage;
    let values = [
        ("distance", number(score.distance, 3)),
        ("typical", number(score.typical, 3)),
        ("global_z", number(score.global_z, 1)),
        ("local_z", number(score.local_z, 1)),
        ("size", score.cluster_size.to_string()),
        ("separation", number(score.separation, 3)),
    ];
    let ways = [
        (score.is_global, w.why_global()),
        (score.is_group, w.why_group()),
        (score.is_local, w.why_local()),
        (!score.is_odd(), w.why_not()),
    ];
    ways.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| told(text, &values)).collect()
}

/// How many are no odder.
pub(crate) fn percentile(score: &ClusterScore) -> String {
    told(use_page().words().shell.percentile(), &[("n", number(score.percentile * 100.0, 0))])
}
