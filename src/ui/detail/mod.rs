//! The detail sheet: all that is known of the selected item.

mod names;
mod nearest;
mod picture;
mod place;

use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, Var, View, button, el, focus, memo, shown};
use crate::ui::messages::counted;
use crate::ui::page::{Page, use_page};
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::strip::strip;
use crate::ui::parts::tool::{cross, tool};
use crate::ui::tank::cells::{Name, name};
use names::detail_names;
use nearest::detail_nearest;
use picture::{detail_picture, picture_facts};
use place::detail_place;

/// Beside the tank on a wide page; on a narrow one a line that opens to a sheet.
pub(super) fn detail() -> View {
    let page = use_page();
    let selected = page.memo(|state| state.selected.filter(|id| state.item(*id).is_some()));
    let is_open = Var::new(false);
    (move || selected.get().map(|id| sheet(id, is_open))).view()
}

/// Closes it; the focus that was in it goes to its item's place in the tank.
pub(super) fn close_detail(page: Page) {
    let root = page.runtime().root();
    if let Some(id) = page.peek(|state| state.selected)
        && root.query_selector(".detail :focus").is_ok_and(|it| it.is_some())
    {
        focus(&root, &[".cell[data-item='", &id.to_string(), "']"].concat());
    }
    page.send(Msg::Select(None));
}

fn sheet(id: ItemId, is_open: Var<bool>) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let is_picture = page.peek(|state| state.item(id).is_some_and(crate::app::Item::is_picture));
    let title = page.memo(move |state| {
        let Some(item) = state.item(id) else { return (String::new(), None) };
        let title = item.title(state.lang).to_owned();
        match name(state, item) {
            Name::None => (title, None),
            Name::Hidden => (words.guess_first().to_owned(), Some(title)),
            Name::Unknown => (words.unknown().to_owned(), Some(title)),
            Name::Given(name) => (name, Some(title)),
        }
    });
    let dims = page.memo(move |state| state.item(id).and_then(|it| it.vector.as_ref()).map_or(0, |it| it.values.len()));
    let facts = picture_facts(page, id);
    let is_reference = page.memo(move |state| state.odd.references.contains(&id));
    el("aside.detail")
        .class_if("is-open", move || is_open.get())
        .attr("aria-label", words.detail())
        .add(
            el("div.detail-head")
                .add(detail_picture(id))
                .add(
                    el("div.detail-title")
                        .add(el("h2").add(move || title.get().0))
                        .add(el("p").add(move || title.get().1))
                        .add(el("p.figure").add(move || facts.get())),
                )
                .add(
                    button(".icon-button.detail-opener")
                        .aria("aria-expanded", move || is_open.get())
                        .attr("aria-label", move || if is_open.get() { words.show_less() } else { words.show_more() })
                        .on("click", move |_| is_open.update(|it| *it = !*it))
                        .add(icon(Icon::Down)),
                )
                .add(cross(words.close()).on("click", move |_| close_detail(page))),
        )
        .add(
            el("div.detail-rest")
                .add(is_picture.then(|| detail_names(id)))
                .add(detail_nearest(id))
                .add(detail_place(id))
                .add(shown(
                    move || dims.get() != 0,
                    move || {
                        el("section")
                            .add(
                                el("h3")
                                    .add(words.vector())
                                    .add(" ")
                                    .add(el("small").add(move || counted(words.vector_line(), dims.get()))),
                            )
                            .add(strip(memo(move || Some(id))))
                    },
                ))
                .add(
                    el("div.detail-do")
                        .add(
                            button(".button")
                                .aria("aria-pressed", move || is_reference.get())
                                .on("click", move |_| page.send(Msg::ToggleReference(id)))
                                .add(icon(Icon::Star))
                                .add(el("span").add(move || {
                                    if is_reference.get() { words.unmake_reference() } else { words.make_reference() }
                                })),
                        )
                        .add(
                            tool(".button.is-quiet", Icon::Remove, words.remove())
                                .on("click", move |_| page.send(Msg::Remove(vec![id]))),
                        ),
                ),
        )
}
