//! The selected item's picture, and what kind of file it is.

use crate::app::{Item, Picture, Status};
use crate::protocol::ItemId;
use crate::ui::dom::{Kid, Memo, Var, View, el, shown};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::number::bytes;
use crate::ui::tank::cells::title_of;

/// The whole picture where the browser can show it, else the small one; nothing for a word.
pub(super) fn detail_picture(id: ItemId) -> View {
    let page = use_page();
    let file = page.peek(|state| state.item(id).and_then(Item::file));
    let whole = Var::new(file.and_then(|it| page.runtime().picture_url(it)));
    let thumb = page.memo(move |state| state.item(id).and_then(|it| it.thumb().cloned()));
    let source = move || whole.get().or_else(|| thumb.get().map(|it| it.to_string()));
    let title = page.memo(move |state| title_of(state, id));
    // The whole picture lies as the model saw it, whatever the browser makes of the file's EXIF. The small one is upright.
    let lie = page
        .memo(move |state| state.item(id).and_then(Item::picture).map_or((0, (0, 0)), |it| (it.orientation, it.size)));
    let orientation =
        move || whole.with(Option::is_some).then(|| lie.get().0).filter(|it| *it > 0).map(|it| it.to_string());
    let ratio = move || match lie.get() {
        (_, (0, _)) => String::new(),
        (_, (width, height)) => format!("--ratio: {}", f64::from(width) / f64::from(height)),
    };
    shown(
        move || source().is_some(),
        move || {
            el("figure.detail-picture")
                // A format that only the worker can read fails here once; then the small picture stands in.
                .add(
                    el("div.whole").attr("data-orientation", orientation).attr("style", ratio).add(
                        el("img")
                            .attr("src", source)
                            .attr("alt", move || title.get())
                            .on("error", move |_| whole.set(None)),
                    ),
                )
        },
    )
    .view()
}

/// `4032 × 3024 · JPEG · 2.3 MB`; empty for a word.
pub(super) fn picture_facts(page: Page, id: ItemId) -> Memo<String> {
    page.memo(move |state| {
        let Some(item) = state.item(id) else { return String::new() };
        let Some(Picture { size: (width, height), bytes: n, format, .. }) = item.picture() else {
            return String::new();
        };
        match &item.status {
            Status::Failed(_) => bytes(*n),
            _ if *width == 0 => bytes(*n),
            _ => [&width.to_string(), " × ", &height.to_string(), " · ", format, " · ", &bytes(*n)].concat(),
        }
    })
}
