//! The selected item's picture, and what kind of file it is.

use crate::app::{Kind, Status};
use crate::protocol::ItemId;
use crate::ui::dom::{Kid, Memo, Var, View, el, shown};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::number::bytes;
use crate::ui::tank::cells::title_of;

/// The whole picture where the browser can show it, else the small one; nothing for a word.
pub(super) fn detail_picture(id: ItemId) -> View {
    let page = use_page();
    let file = page.peek(|state| match state.item(id).map(|it| &it.kind) {
        Some(Kind::Picture { file, .. }) => Some(*file),
        _ => None,
    });
    let whole = Var::new(file.and_then(|it| page.runtime().picture_url(it)));
    let thumb = page.memo(move |state| state.item(id).and_then(|it| it.thumb().cloned()));
    let source = move || whole.get().or_else(|| thumb.get().map(|it| it.to_string()));
    let title = page.memo(move |state| title_of(state, id));
    shown(
        move || source().is_some(),
        move || {
            el("figure.detail-picture")
                // A format that only the worker can read fails here once; then the small picture stands in.
                .add(
                    el("img")
                        .attr("src", source)
                        .attr("alt", move || title.get())
                        .on("error", move |_| whole.set(None)),
                )
        },
    )
    .view()
}

/// `4032 × 3024 · JPEG · 2.3 MB`; empty for a word.
pub(super) fn picture_facts(page: Page, id: ItemId) -> Memo<String> {
    page.memo(move |state| match state.item(id).map(|it| (&it.kind, &it.status)) {
        None | Some((Kind::Word(_), _)) => String::new(),
        Some((Kind::Picture { bytes: n, .. }, Status::Failed(_))) => bytes(*n),
        Some((Kind::Picture { size: (0, _), bytes: n, .. }, _)) => bytes(*n),
        Some((Kind::Picture { size: (width, height), bytes: n, format, .. }, _)) => {
            [&width.to_string(), " × ", &height.to_string(), " · ", format, " · ", &bytes(*n)].concat()
        }
    })
}
