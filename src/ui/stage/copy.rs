//! A button that copies a vector's numbers.

use crate::ui::dom::{El, Kid, Var, button, window};

use super::words;
use crate::protocol::ItemId;
use crate::ui::icon::{Icon, icon};
use crate::ui::number::number;
use crate::ui::page::use_page;

/// Copies all numbers of `item`, as a list that Python and JavaScript read.
pub(super) fn copy(item: ItemId) -> El {
    let page = use_page();
    let is_copied = Var::new(false);
    let copy = move |_| {
        let values = page.peek(|state| state.item(item)?.vector.as_ref().map(|it| it.values.clone()));
        let Some(values) = values else { return };
        let numbers: Vec<String> = values.iter().map(|it| number(*it, 6)).collect();
        let text = format!("[{}]", numbers.join(", "));
        crate::web::task::spawn(async move {
            let clipboard = window().navigator().clipboard();
            let done = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok();
            // The row may be gone by now.
            is_copied.set(done);
        });
    };
    let label = move || if is_copied.get() { words().copied() } else { words().copy() };
    button(".icon-button")
        .attr("aria-label", label)
        .attr("title", label)
        .on("click", copy)
        .on("blur", move |_| is_copied.set(false))
        .add(move || if is_copied.get() { icon(Icon::Check).view() } else { icon(Icon::Copy).view() })
}
