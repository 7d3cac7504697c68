//! The bar of progress.

use crate::ui::dom::{El, Given, Memo, el};

/// How far something is: done and total. Without a known total the bar says only that something is under way.
pub(crate) fn bar(label: impl Given, units: Memo<(u64, u64)>) -> El {
    let known =
        move |it: fn((u64, u64)) -> u64| Some(units.get()).filter(|it| it.1 != 0).map(|units| it(units).to_string());
    el("progress")
        .attr("aria-label", label)
        .attr("max", move || known(|it| it.1))
        .attr("value", move || known(|it| it.0))
}
