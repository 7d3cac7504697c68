//! The mark of a cluster: a colour and a shape, so that either alone tells the first five apart.

use crate::ui::dom::{El, svg};
use crate::ui::messages::counted;
use crate::ui::page::use_page;

/// Colours in `www/style.css`: `--cluster-0` to `--cluster-9`.
pub(crate) const N_COLOURS: u32 = 10;

/// Shapes: circle, square, cross, and the first two open. A diamond is a word, and Plotly's `x` in space is a letter that
/// few fonts have.
pub(crate) const N_SHAPES: u32 = 5;

/// The mark of cluster number `cluster`, 12 px wide; it says nothing to a screen reader, so put a name beside it.
pub(crate) fn cluster_mark(cluster: u32) -> El {
    let path = match cluster % N_SHAPES {
        0 | 3 => "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
        1 | 4 => "M2 2h8v8H2z",
        _ => "M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4z",
    };
    let colour = ["color:var(--cluster-", &(cluster % N_COLOURS).to_string(), ")"].concat();
    svg("svg.mark[viewBox=0 0 12 12][width=12][height=12][aria-hidden=true]")
        .class_if("is-open", cluster % N_SHAPES > 2)
        .attr("style", colour)
        .add(svg("path").attr("d", path))
}

/// What the page calls cluster number `cluster`; people count from one.
pub(crate) fn cluster_name(cluster: u32) -> String {
    counted(use_page().words().shell.in_cluster(), cluster as usize + 1)
}
