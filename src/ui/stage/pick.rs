//! Picking references: a grid of the items in which each is a switch.

use crate::ui::dom::{El, Var, el, rows, shown};

use super::gate::no_pictures;
use super::tile::switch;
use super::words;
use crate::app::{Item, MapOf, Msg, State};
use crate::protocol::ItemId;
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::more::more;

/// Items in the grid at first, and at each asking for more.
const N_CELLS: usize = 60;
/// 「アジ、エビ、タコ」: three good examples are what the lesson takes.
const N_WANTED: usize = 3;

/// The grid, opened until there are references.
pub(super) fn pick() -> El {
    let page = use_page();
    let w = words();
    let limit = Var::new(N_CELLS);
    let ids = page.memo(move |state| within(state, limit.get()));
    let count = page.memo(|state| state.odd.references.len());
    let total = page.memo(|state| candidates(state).count());
    let said = move || match count.get() {
        0 => w.pick_none().to_owned(),
        n if n < N_WANTED => fill(w.pick_few(), &[("n", &n.to_string()), ("more", &(N_WANTED - n).to_string())]),
        n => counted(w.pick_some(), n),
    };
    el("details.fold.pick")
        .attr("open", count.get_untracked() < N_WANTED)
        .add(el("summary").add(w.pick()).add(" ").add(el("span.note[aria-live=polite]").add(said)))
        .add(
            el("div.fold-body")
                .add(el("div.pick-grid[role=group]").attr("aria-label", w.pick()).add(rows(move || ids.get(), cell)))
                .add(more(".button.is-quiet", total, limit, N_CELLS))
                .add(shown(move || total.get() == 0, || no_pictures(Some(|| Msg::SetOddOf(MapOf::Names))))),
        )
}

fn cell(item: ItemId) -> El {
    let page = use_page();
    let is_on = page.memo(move |state| state.odd.references.contains(&item));
    switch(".tile.pick-cell", item, is_on)
        .class_if("is-on", is_on)
        .on("click", move |_| page.send(Msg::ToggleReference(item)))
        .add(move || is_on.get().then(|| icon(Icon::Star)))
}

/// Items of the kind that is looked at, and references of another kind so that they can be put back.
fn candidates(state: &State) -> impl Iterator<Item = &Item> {
    let of = state.odd.of;
    state.items.iter().filter(move |it| (of.holds(it) && it.is_ready()) || state.odd.references.contains(&it.id))
}

/// The first `limit`, and the chosen ones beyond, so that they can be taken back.
fn within(state: &State, limit: usize) -> Vec<ItemId> {
    let ids = candidates(state).map(|it| it.id).enumerate();
    ids.filter(|(at, id)| *at < limit || state.odd.references.contains(id)).map(|(_, id)| id).collect()
}
