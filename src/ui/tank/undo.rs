//! The line after a removal: what went, and the way back.

use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{Var, View, el, shown};
use crate::ui::messages::counted;
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::{cross, tool};

/// Shown until it is used or waved away.
pub(super) fn undo() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let removed = page.memo(|state| state.removed.iter().map(|it| it.item.id).collect::<Vec<ItemId>>());
    let waved_away = Var::new(Vec::new());
    let shows = move || removed.with(|it| !it.is_empty() && waved_away.with(|away| away != it));
    shown(shows, move || {
        el("div.undo")
            .add(el("span").add(move || counted(words.removed(), removed.with(Vec::len))))
            .add(tool(".button.is-quiet", Icon::Undo, words.undo()).on("click", move |_| page.send(Msg::Undo)))
            .add(cross(words.close()).on("click", move |_| waved_away.set(removed.get())))
    })
}
