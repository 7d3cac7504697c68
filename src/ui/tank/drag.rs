//! A picture is dragged onto a name and becomes an example of it.

use web_sys::DragEvent;

use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, Var};
use crate::ui::page::use_page;

/// By what a picture of the tank is told from files and links: whoever takes those leaves it alone.
const KIND: &str = "application/x-ikesu-picture";

/// Lets this element be dragged as the picture.
pub(crate) fn dragged(element: El, picture: ItemId) -> El {
    element.attr("draggable", "true").on_as("dragstart", move |event: DragEvent| {
        if let Some(transfer) = event.data_transfer() {
            // A browser without it drags nothing, as before.
            drop(transfer.set_data(KIND, &picture.to_string()));
            transfer.set_effect_allowed("link");
        }
    })
}

/// Lets a picture be dropped on this element, which is the word's.
pub(crate) fn takes(element: El, word: ItemId) -> El {
    let page = use_page();
    let is_over = Var::new(false);
    let hover = move |event: DragEvent| {
        if let Some(transfer) = event.data_transfer().filter(|it| it.types().includes(&KIND.into(), 0)) {
            event.prevent_default();
            transfer.set_drop_effect("link");
            is_over.set(true);
        }
    };
    let take = move |event: DragEvent| {
        is_over.set(false);
        let id = event.data_transfer().and_then(|it| it.get_data(KIND).ok()).and_then(|it| it.parse().ok());
        let label = page.peek(|state| state.item(word).and_then(crate::app::Item::label).cloned());
        if let (Some(picture), Some(label)) = (id, label) {
            event.prevent_default();
            page.send(Msg::Teach(picture, Some(label)));
        }
    };
    element
        .attr("data-over", move || is_over.get())
        .on_as("dragover", hover)
        .on("dragleave", move |_| is_over.set(false))
        .on_as("drop", take)
}
