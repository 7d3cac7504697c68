//! A button that copies a vector's numbers.

use crate::ui::dom::{El, Var, button};

use super::words;
use crate::protocol::ItemId;
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::web::store::copy_numbers;
use crate::web::task::spawn;

/// Copies all numbers of `item`, as a list that Python and JavaScript read.
pub(super) fn copy(item: ItemId) -> El {
    let page = use_page();
    let outcome = Var::new(None::<bool>);
    let copy = move |_| {
        let values = page.peek(|state| state.item(item)?.vector.as_ref().map(|it| it.values.clone()));
        let Some(values) = values else { return };
        spawn(async move {
            let is_copied = copy_numbers(&values).await.is_truthy();
            // The row may be gone by now.
            outcome.set(Some(is_copied));
        });
    };
    let label = move || match outcome.get() {
        None => words().copy(),
        Some(true) => words().copied(),
        Some(false) => words().copy_failed(),
    };
    let drawing = move || match outcome.get() {
        None => icon(Icon::Copy),
        Some(true) => icon(Icon::Check),
        Some(false) => icon(Icon::Warning),
    };
    button(".icon-button")
        .attr("aria-label", label)
        .attr("title", label)
        .on("click", copy)
        .on("blur", move |_| outcome.set(None))
        .add(drawing)
}
